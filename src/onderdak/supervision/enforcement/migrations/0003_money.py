"""Money and clocks of a case: orders, the ledger, remedies, and what falls due."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate, never_removed

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

_OF_MEASURE = (
    "enforcement_remedy",
    "enforcement_remedystep",
    "enforcement_clock",
    "enforcement_penaltyorder",
    "enforcement_entry",
)
_OF_STEP = ("enforcement_remedy", "enforcement_penaltyorder", "enforcement_entry")
# What another of these rows names: the table, its column, and what it names.
_NAMED = (
    ("enforcement_remedy", "about_id", "enforcement_remedy"),
    ("enforcement_remedystep", "remedy_id", "enforcement_remedy"),
    ("enforcement_entry", "order_id", "enforcement_penaltyorder"),
    ("enforcement_entry", "corrects_id", "enforcement_entry"),
)

# What belongs to a measure is of the same municipality, and goes with its case.
_KEYS = (
    """
    ALTER TABLE enforcement_measure ADD CONSTRAINT enforcement_measure_of_case
        UNIQUE (id, case_id, municipality_id);
    """
    + "".join(
        f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_of_town UNIQUE (id, municipality_id);
    """
        for table in sorted({named for _table, _column, named in _NAMED})
    )
    + "".join(
        f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_measure
        FOREIGN KEY (measure_id, case_id, municipality_id)
        REFERENCES enforcement_measure (id, case_id, municipality_id)
        ON DELETE CASCADE;
    """
        for table in _OF_MEASURE
    )
    + "".join(
        f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_step
        FOREIGN KEY (step_id, measure_id, municipality_id)
        REFERENCES enforcement_step (id, measure_id, municipality_id)
        ON DELETE CASCADE;
    """
        for table in _OF_STEP
    )
    + "".join(
        f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_{column}
        FOREIGN KEY ({column}, municipality_id)
        REFERENCES {named} (id, municipality_id) ON DELETE CASCADE;
    """
        for table, column, named in _NAMED
    )
)

# What was filed stays as it was filed; only how it goes on is written beside it.
_FILED = """
    REVOKE UPDATE ON enforcement_remedy FROM onderdak_app;
    GRANT UPDATE (reference, committee, put_off_on, outcome, words, decided_on,
        suspends, suspends_until) ON enforcement_remedy TO onderdak_app;
"""
_NO_KEYS = """
    ALTER TABLE enforcement_measure DROP CONSTRAINT enforcement_measure_of_case CASCADE;
"""
_NOT_FILED = "GRANT UPDATE ON enforcement_remedy TO onderdak_app;"

# The ledger: who books is who is signed in; only what was counted from a check has
# nobody. A correction is about a line of the same measure, order and debt, and takes no
# more off than stands there. What an order made somebody forfeit never exceeds its
# maximum (art. 5:32b(2) Awb): the order is locked first, so that two who book at once
# do not each see room that is there once.
_LEDGER = """
    CREATE FUNCTION enforcement_books_in_own_name() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NEW.by_id IS NOT NULL AND NEW.by_id IS DISTINCT FROM scope_actor() THEN
            RAISE EXCEPTION 'nobody books for another'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER books_in_own_name BEFORE INSERT ON enforcement_entry
        FOR EACH ROW EXECUTE FUNCTION enforcement_books_in_own_name();

    CREATE FUNCTION enforcement_corrects_a_line() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        line enforcement_entry;
        stands bigint;
    BEGIN
        SELECT * INTO line FROM enforcement_entry e WHERE e.id = NEW.corrects_id
            FOR UPDATE;
        IF NOT FOUND OR line.kind = 'correction'
           OR (line.measure_id, line.case_id, line.kind, line.debt)
               IS DISTINCT FROM
               (NEW.measure_id, NEW.case_id, NEW.counts_as, NEW.debt)
           OR line.order_id IS DISTINCT FROM NEW.order_id THEN
            RAISE EXCEPTION 'a correction is about a line of the same measure'
                USING ERRCODE = 'check_violation';
        END IF;
        SELECT line.cents + coalesce(sum(e.cents), 0) INTO stands
        FROM enforcement_entry e WHERE e.corrects_id = line.id;
        IF stands < 0 THEN
            RAISE EXCEPTION 'a line of the ledger does not fall below nothing'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER corrects_a_line AFTER INSERT ON enforcement_entry
        FOR EACH ROW WHEN (NEW.kind = 'correction')
        EXECUTE FUNCTION enforcement_corrects_a_line();

    CREATE FUNCTION enforcement_within_the_maximum() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        ordered enforcement_penaltyorder;
        together bigint;
    BEGIN
        SELECT * INTO ordered FROM enforcement_penaltyorder o
            WHERE o.id = NEW.order_id FOR UPDATE;
        IF NOT FOUND OR ordered.measure_id <> NEW.measure_id THEN
            RAISE EXCEPTION 'a penalty is forfeited under an order of its measure'
                USING ERRCODE = 'check_violation';
        END IF;
        SELECT sum(e.cents) INTO together FROM enforcement_entry e
            WHERE e.order_id = NEW.order_id AND e.counts_as = 'forfeited';
        IF together > ordered.maximum_cents THEN
            RAISE EXCEPTION 'more was forfeited than the maximum of the order'
                USING ERRCODE = 'check_violation',
                      CONSTRAINT = 'enforcement_within_the_maximum';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER within_the_maximum AFTER INSERT ON enforcement_entry
        FOR EACH ROW WHEN (NEW.counts_as = 'forfeited')
        EXECUTE FUNCTION enforcement_within_the_maximum();
"""
_NO_LEDGER = """
    DROP TRIGGER within_the_maximum ON enforcement_entry;
    DROP FUNCTION enforcement_within_the_maximum();
    DROP TRIGGER corrects_a_line ON enforcement_entry;
    DROP FUNCTION enforcement_corrects_a_line();
    DROP TRIGGER books_in_own_name ON enforcement_entry;
    DROP FUNCTION enforcement_books_in_own_name();
"""

# Whose a case is stands with each of its clocks as well.
_OWNER = """
    CREATE FUNCTION enforcement_clocks_of_owner() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        UPDATE enforcement_clock SET owner_id = NEW.owner_id
        WHERE case_id = NEW.id AND owner_id IS DISTINCT FROM NEW.owner_id;
        RETURN NULL;
    END $$;
    CREATE TRIGGER clocks_of_owner AFTER UPDATE OF owner_id ON enforcement_case
        FOR EACH ROW WHEN (OLD.owner_id IS DISTINCT FROM NEW.owner_id)
        EXECUTE FUNCTION enforcement_clocks_of_owner();
"""
_NO_OWNER = """
    DROP TRIGGER clocks_of_owner ON enforcement_case;
    DROP FUNCTION enforcement_clocks_of_owner();
"""


class Migration(migrations.Migration):
    """Money and clocks of a case: orders, the ledger, remedies, and what falls due."""

    dependencies = [("enforcement", "0002_letters")]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="PenaltyOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("form", models.CharField(max_length=10)),
                ("cents", models.BigIntegerField()),
                ("unit", models.CharField(blank=True, max_length=5)),
                ("maximum_cents", models.BigIntegerField()),
                ("comply_by", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.case",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.measure",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.step",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("forfeited", "forfeited"),
                            ("claimed", "claimed"),
                            ("paid", "paid"),
                            ("written_off", "written_off"),
                            ("cost", "cost"),
                            ("fine", "fine"),
                            ("correction", "correction"),
                        ],
                        max_length=11,
                    ),
                ),
                ("counts_as", models.CharField(max_length=11)),
                (
                    "debt",
                    models.CharField(
                        choices=[
                            ("penalty", "penalty"),
                            ("fine", "fine"),
                            ("costs", "costs"),
                        ],
                        max_length=7,
                    ),
                ),
                ("cents", models.BigIntegerField()),
                ("on_day", models.DateField()),
                ("about", models.CharField(blank=True, default="", max_length=200)),
                ("reason", models.CharField(blank=True, default="", max_length=1000)),
                ("breach", models.CharField(blank=True, default="", max_length=80)),
                ("by_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.case",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="enforcement.entry",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.measure",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.step",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.penaltyorder",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Recount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("on_day", models.DateField()),
                ("last_measure", models.BigIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField()),
                ("forfeited", models.PositiveIntegerField(default=0)),
                ("alarms", models.PositiveIntegerField(default=0)),
                ("failed", models.JSONField(default=list)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Remedy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("objection", "objection"),
                            ("appeal", "appeal"),
                            ("higher_appeal", "higher_appeal"),
                            ("injunction", "injunction"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("offender", "offender"),
                            ("third_party", "third_party"),
                        ],
                        max_length=11,
                    ),
                ),
                ("reference", models.CharField(blank=True, default="", max_length=60)),
                ("filed_on", models.DateField()),
                (
                    "late_because",
                    models.CharField(blank=True, default="", max_length=1000),
                ),
                ("committee", models.BooleanField(default=False)),
                ("put_off_on", models.DateField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unfounded", "unfounded"),
                            ("partly_founded", "partly_founded"),
                            ("founded", "founded"),
                            ("inadmissible", "inadmissible"),
                            ("withdrawn", "withdrawn"),
                            ("granted", "granted"),
                            ("refused", "refused"),
                        ],
                        default="",
                        max_length=14,
                    ),
                ),
                ("words", models.CharField(blank=True, default="", max_length=2000)),
                ("decided_on", models.DateField(null=True)),
                ("suspends", models.BooleanField(default=False)),
                ("suspends_until", models.DateField(null=True)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "about",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="enforcement.remedy",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.case",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.measure",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.step",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RemedyStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("what", models.CharField(max_length=10)),
                ("on_day", models.DateField()),
                ("detail", models.JSONField(default=dict)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.case",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.measure",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "remedy",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.remedy",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StoredClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("clock", models.CharField(max_length=60)),
                ("title", models.JSONField()),
                ("rule", models.CharField(blank=True, max_length=20)),
                ("article", models.CharField(blank=True, max_length=500)),
                ("parameter_version", models.CharField(blank=True, max_length=300)),
                ("step_id", models.BigIntegerField()),
                ("start", models.DateField()),
                ("last_day", models.DateField(null=True)),
                ("counted", models.JSONField()),
                ("stopped_on", models.DateField(null=True)),
                ("stopped_by", models.CharField(blank=True, max_length=80)),
                ("state", models.CharField(max_length=7)),
                ("alarm_on", models.DateField(null=True)),
                ("ours", models.BooleanField()),
                ("stands_still", models.BooleanField()),
                ("listed", models.BooleanField()),
                ("owner_id", models.BigIntegerField(null=True)),
                ("told_on", models.DateField(null=True)),
                ("counted_on", models.DateField()),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.case",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.measure",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
            options={
                "db_table": "enforcement_clock",
            },
        ),
        migrations.AddIndex(
            model_name="penaltyorder",
            index=models.Index(fields=["measure", "id"], name="enforcement_order_of"),
        ),
        migrations.AddConstraint(
            model_name="penaltyorder",
            constraint=models.UniqueConstraint(
                fields=("step",), name="enforcement_order_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="penaltyorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cents__gt", 0), ("maximum_cents__gte", models.F("cents"))
                ),
                name="enforcement_order_maximum",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["case", "id"], name="enforcement_entry_of"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["municipality", "on_day", "id"], name="enforcement_entry_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("corrects__isnull", False),
                        ("kind", "correction"),
                        models.Q(("reason", ""), _negated=True),
                        models.Q(("cents", 0), _negated=True),
                    ),
                    models.Q(
                        models.Q(("kind", "correction"), _negated=True),
                        models.Q(
                            ("cents__gt", 0),
                            ("corrects__isnull", True),
                            ("counts_as", models.F("kind")),
                        ),
                    ),
                    _connector="OR",
                ),
                name="enforcement_entry_corrects",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("counts_as", "forfeited"), _negated=True),
                    models.Q(("debt", "penalty"), ("order__isnull", False)),
                    _connector="OR",
                ),
                name="enforcement_entry_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "forfeited"), _negated=True),
                    models.Q(("breach", ""), _negated=True),
                    _connector="OR",
                ),
                name="enforcement_entry_breach",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "forfeited"), ("by_id__isnull", False), _connector="OR"
                ),
                name="enforcement_entry_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "written_off"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="enforcement_entry_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "forfeited")),
                fields=("order", "breach"),
                name="enforcement_forfeited_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="recount",
            constraint=models.UniqueConstraint(
                fields=("municipality", "on_day"), name="enforcement_recount_once"
            ),
        ),
        migrations.AddIndex(
            model_name="remedy",
            index=models.Index(fields=["measure", "id"], name="enforcement_remedy_of"),
        ),
        migrations.AddConstraint(
            model_name="remedy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_on__isnull", True), ("outcome", "")),
                    models.Q(
                        models.Q(("outcome", ""), _negated=True),
                        models.Q(("decided_on__gte", models.F("filed_on"))),
                    ),
                    _connector="OR",
                ),
                name="enforcement_remedy_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="remedy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("suspends", False), ("suspends_until__isnull", True)),
                    models.Q(
                        ("kind", "injunction"),
                        ("outcome", "granted"),
                        ("suspends", True),
                    ),
                    _connector="OR",
                ),
                name="enforcement_remedy_suspends",
            ),
        ),
        migrations.AddConstraint(
            model_name="remedy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("put_off_on__isnull", True), ("kind", "objection"), _connector="OR"
                ),
                name="enforcement_remedy_put_off",
            ),
        ),
        migrations.AddConstraint(
            model_name="remedy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about__isnull", True), ("kind", "objection")),
                    models.Q(
                        models.Q(("kind", "objection"), _negated=True),
                        models.Q(("about__isnull", False)),
                    ),
                    _connector="OR",
                ),
                name="enforcement_remedy_about",
            ),
        ),
        migrations.AddIndex(
            model_name="remedystep",
            index=models.Index(
                fields=["remedy", "id"], name="enforcement_remedystep_of"
            ),
        ),
        migrations.AddIndex(
            model_name="storedclock",
            index=models.Index(
                condition=models.Q(("listed", True)),
                fields=["municipality", "last_day", "id"],
                name="enforcement_clock_due",
            ),
        ),
        migrations.AddIndex(
            model_name="storedclock",
            index=models.Index(
                condition=models.Q(("listed", True)),
                fields=["municipality", "owner_id", "last_day", "id"],
                name="enforcement_clock_own",
            ),
        ),
        migrations.AddIndex(
            model_name="storedclock",
            index=models.Index(
                condition=models.Q(("listed", True)),
                fields=["municipality", "clock", "last_day", "id"],
                name="enforcement_clock_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="storedclock",
            index=models.Index(
                condition=models.Q(("listed", True)),
                fields=["municipality", "alarm_on"],
                name="enforcement_clock_alarm",
            ),
        ),
        migrations.AddIndex(
            model_name="storedclock",
            index=models.Index(
                fields=["case", "last_day"], name="enforcement_clock_of"
            ),
        ),
        migrations.AddConstraint(
            model_name="storedclock",
            constraint=models.UniqueConstraint(
                fields=("measure", "key"), name="enforcement_clock_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="storedclock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["running", "stopped", "expired", "met"])
                ),
                name="enforcement_clock_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="storedclock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("listed", False),
                    models.Q(("last_day__isnull", False), ("stopped_on__isnull", True)),
                    _connector="OR",
                ),
                name="enforcement_clock_listed",
            ),
        ),
        migrations.RunSQL(_KEYS, _NO_KEYS),
        migrations.RunSQL(_FILED, _NOT_FILED),
        migrations.RunSQL(_LEDGER, _NO_LEDGER),
        migrations.RunSQL(_OWNER, _NO_OWNER),
        isolate("enforcement_remedy", municipality="municipality_id"),
        isolate("enforcement_remedystep", municipality="municipality_id"),
        isolate("enforcement_clock", municipality="municipality_id"),
        isolate("enforcement_penaltyorder", municipality="municipality_id"),
        isolate("enforcement_entry", municipality="municipality_id"),
        isolate("enforcement_recount", municipality="municipality_id"),
        append_only("enforcement_remedystep"),
        append_only("enforcement_penaltyorder"),
        append_only("enforcement_entry"),
        never_removed("enforcement_remedy"),
    ]
