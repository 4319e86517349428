"""The people in the house, rooms held for them, and the choice of an instrument."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate, never_removed
from onderdak.foundation.privacy.destroyable import destroyable

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

_OF_CASE = (
    "enforcement_peoplecount",
    "enforcement_rehousing",
    "enforcement_telling",
    "enforcement_careasked",
    "enforcement_urgenttask",
    "enforcement_evidenceexport",
    "enforcement_hold",
    "enforcement_choice",
)
_OF_TOWN = (
    "enforcement_reserveplace",
    "enforcement_contactopening",
    "enforcement_matrixcell",
    "enforcement_localamount",
)
_LOGS = (
    "enforcement_peoplecount",
    "enforcement_rehousing",
    "enforcement_careasked",
    "enforcement_evidenceexport",
    "enforcement_contactopening",
    "enforcement_matrixcell",
    "enforcement_localamount",
    "enforcement_choice",
)
_CHANGED = (
    "enforcement_telling",
    "enforcement_urgenttask",
    "enforcement_hold",
    "enforcement_reserveplace",
)

# What belongs to a case is of the same municipality, and goes with it.
_KEYS = """
    ALTER TABLE enforcement_reserveplace ADD CONSTRAINT enforcement_reserve_of_town
        UNIQUE (id, municipality_id);
    ALTER TABLE enforcement_hold ADD CONSTRAINT enforcement_hold_of_place
        FOREIGN KEY (place_id, municipality_id)
        REFERENCES enforcement_reserveplace (id, municipality_id);
    ALTER TABLE enforcement_contactopening
        ADD CONSTRAINT enforcement_opening_place
            FOREIGN KEY (place_id, municipality_id)
            REFERENCES enforcement_reserveplace (id, municipality_id)
            ON DELETE CASCADE,
        ADD CONSTRAINT enforcement_opening_case
            FOREIGN KEY (case_id, municipality_id)
            REFERENCES enforcement_case (id, municipality_id)
            ON DELETE SET NULL (case_id);
    ALTER TABLE enforcement_urgenttask
        ADD CONSTRAINT enforcement_urgent_measure
            FOREIGN KEY (measure_id, municipality_id)
            REFERENCES enforcement_measure (id, municipality_id) ON DELETE CASCADE,
        ADD CONSTRAINT enforcement_urgent_step
            FOREIGN KEY (step_id, municipality_id)
            REFERENCES enforcement_step (id, municipality_id) ON DELETE CASCADE;
""" + "".join(
    f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_case
        FOREIGN KEY (case_id, municipality_id)
        REFERENCES enforcement_case (id, municipality_id) ON DELETE CASCADE;
    """
    for table in _OF_CASE
)

# On no day is more held than there is. Who holds keeps the place from others until that
# is done: two at the same time cannot both take the last bed.
_HELD = """
    CREATE FUNCTION enforcement_most_held(place bigint, first date, until date)
    RETURNS bigint LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
        WITH holds AS (
            SELECT h.places, h.from_day,
                   least(h.until_day, coalesce(h.released_on, h.until_day)) AS ends
            FROM enforcement_hold h WHERE h.place_id = place
        ), days AS (
            SELECT first AS day
            UNION SELECT h.from_day FROM holds h
            WHERE h.from_day > first AND h.from_day < until
        )
        SELECT coalesce(max(held), 0) FROM (
            SELECT d.day, sum(h.places) AS held FROM days d
            JOIN holds h ON h.from_day <= d.day AND h.ends > d.day
            GROUP BY d.day
        ) AS per_day
    $$;

    CREATE FUNCTION enforcement_hold_fits() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    DECLARE
        there enforcement_reserveplace;
    BEGIN
        SELECT * INTO there FROM enforcement_reserveplace
        WHERE id = NEW.place_id AND municipality_id = NEW.municipality_id FOR UPDATE;
        IF NOT FOUND OR NEW.from_day < there.available_from
           OR NEW.until_day > least(there.available_until,
                   coalesce(there.withdrawn_on, there.available_until)) THEN
            RAISE EXCEPTION 'places are held as long as they are there'
                USING ERRCODE = 'check_violation';
        END IF;
        IF enforcement_most_held(NEW.place_id, NEW.from_day, NEW.until_day)
           + NEW.places > there.places THEN
            RAISE EXCEPTION 'no more places are held than there are'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER hold_fits BEFORE INSERT ON enforcement_hold
        FOR EACH ROW EXECUTE FUNCTION enforcement_hold_fits();

    CREATE FUNCTION enforcement_release_once() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF OLD.released_on IS NOT NULL OR NEW.released_on IS NULL THEN
            RAISE EXCEPTION 'a hold is released once, and not taken up again'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER release_once BEFORE UPDATE ON enforcement_hold
        FOR EACH ROW EXECUTE FUNCTION enforcement_release_once();

    -- What was promised to a case stays: fewer places only where none of them is held.
    CREATE FUNCTION enforcement_reserve_keeps() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    DECLARE
        today date := (NEW.changed_at AT TIME ZONE 'Europe/Amsterdam')::date;
        ends date := least(NEW.available_until,
                           coalesce(NEW.withdrawn_on, NEW.available_until));
    BEGIN
        IF enforcement_most_held(NEW.id, today, 'infinity') > NEW.places
           OR EXISTS (
               SELECT FROM enforcement_hold h
               WHERE h.place_id = NEW.id
                 AND least(h.until_day, coalesce(h.released_on, h.until_day)) > today
                 AND h.from_day < least(h.until_day,
                                        coalesce(h.released_on, h.until_day))
                 AND (h.until_day > ends OR greatest(h.from_day, today)
                      < least(NEW.available_from, h.until_day))
           ) THEN
            RAISE EXCEPTION 'places that are held stay'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER reserve_keeps BEFORE UPDATE ON enforcement_reserveplace
        FOR EACH ROW EXECUTE FUNCTION enforcement_reserve_keeps();

    CREATE FUNCTION enforcement_settled_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF OLD.settled_at IS NOT NULL THEN
            RAISE EXCEPTION 'what was settled stays as it was'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER settled_stays BEFORE UPDATE ON enforcement_urgenttask
        FOR EACH ROW EXECUTE FUNCTION enforcement_settled_stays();

    REVOKE UPDATE ON enforcement_telling, enforcement_urgenttask, enforcement_hold,
        enforcement_reserveplace FROM onderdak_app;
    GRANT UPDATE (done_at, dropped_at, words) ON enforcement_telling TO onderdak_app;
    GRANT UPDATE (person_id, settled_at, settled_by_id, words)
        ON enforcement_urgenttask TO onderdak_app;
    GRANT UPDATE (released_on, words) ON enforcement_hold TO onderdak_app;
    GRANT UPDATE (kind, name, "where", words, agreement, places, available_from,
        available_until, sealed, row_key, key_version, withdrawn_on, changed_by_id,
        changed_at) ON enforcement_reserveplace TO onderdak_app;
"""
_NOT_HELD = """
    DROP TRIGGER settled_stays ON enforcement_urgenttask;
    DROP FUNCTION enforcement_settled_stays();
    DROP TRIGGER reserve_keeps ON enforcement_reserveplace;
    DROP FUNCTION enforcement_reserve_keeps();
    DROP TRIGGER release_once ON enforcement_hold;
    DROP FUNCTION enforcement_release_once();
    DROP TRIGGER hold_fits ON enforcement_hold;
    DROP FUNCTION enforcement_hold_fits();
    DROP FUNCTION enforcement_most_held(bigint, date, date);
"""

# Nobody writes in another's name.
_BY = (
    "enforcement_peoplecount",
    "enforcement_rehousing",
    "enforcement_telling",
    "enforcement_careasked",
    "enforcement_evidenceexport",
    "enforcement_hold",
    "enforcement_choice",
    "enforcement_contactopening",
    "enforcement_matrixcell",
    "enforcement_localamount",
)
_NAMES = "".join(
    f"""
    CREATE POLICY own_name ON {table} AS RESTRICTIVE FOR INSERT TO onderdak_app
        WITH CHECK (by_id = (SELECT scope_actor()));
    """
    for table in _BY
)
_NO_NAMES = "".join(f"DROP POLICY own_name ON {table};" for table in _BY)

# Places that nobody keeps ready any more go with whom to call, once no case holds them.
_PAST_PLACE = """
    SELECT p.ctid, p.uid::text, least(p.available_until,
               coalesce(p.withdrawn_on, p.available_until))
    FROM enforcement_reserveplace p
    WHERE p.municipality_id = town
      AND (least(p.available_until, coalesce(p.withdrawn_on, p.available_until))
           + make_interval(months => months))::date <= on_day
      AND NOT EXISTS (SELECT FROM enforcement_hold h WHERE h.place_id = p.id)
"""


class Migration(migrations.Migration):
    """The people in the house, rooms held for them, and the choice of an instrument."""

    dependencies = [
        ("enforcement", "0003_money"),
        ("identity", "0009_lawyer"),
        ("privacy", "0006_ground_since"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="PeopleCount",
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
                    "counted_by",
                    models.CharField(
                        choices=[("visit", "visit"), ("hand", "hand")], max_length=5
                    ),
                ),
                ("visit_number", models.CharField(blank=True, max_length=12)),
                ("people", models.PositiveIntegerField()),
                ("sure", models.BooleanField()),
                (
                    "children",
                    models.CharField(
                        choices=[
                            ("none", "none"),
                            ("some", "some"),
                            ("unknown", "unknown"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "vulnerable",
                    models.CharField(
                        choices=[
                            ("none", "none"),
                            ("some", "some"),
                            ("unknown", "unknown"),
                        ],
                        max_length=7,
                    ),
                ),
                ("counted_on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=1000)),
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
            name="Rehousing",
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
                    "answer",
                    models.CharField(
                        choices=[
                            ("reserve", "reserve"),
                            ("provider", "provider"),
                            ("own_home", "own_home"),
                            ("nobody_leaves", "nobody_leaves"),
                            ("nobody_sleeps", "nobody_sleeps"),
                        ],
                        max_length=13,
                    ),
                ),
                ("words", models.CharField(max_length=2000)),
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
            name="ReservePlace",
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
                ("uid", models.UUIDField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agency", "agency"),
                            ("corporation", "corporation"),
                            ("shelter", "shelter"),
                            ("return_help", "return_help"),
                            ("other", "other"),
                        ],
                        max_length=11,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("where", models.CharField(blank=True, max_length=200)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("agreement", models.CharField(blank=True, max_length=200)),
                ("places", models.PositiveIntegerField()),
                ("available_from", models.DateField()),
                ("available_until", models.DateField()),
                ("sealed", models.BinaryField()),
                ("row_key", models.BinaryField()),
                ("key_version", models.PositiveSmallIntegerField()),
                ("withdrawn_on", models.DateField(null=True)),
                ("changed_by_id", models.BigIntegerField()),
                ("changed_at", models.DateTimeField()),
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
            name="Hold",
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
                ("places", models.PositiveIntegerField()),
                ("from_day", models.DateField()),
                ("until_day", models.DateField()),
                ("released_on", models.DateField(null=True)),
                ("words", models.CharField(blank=True, max_length=500)),
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
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="enforcement.reserveplace",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ContactOpening",
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
                ("reason", models.CharField(max_length=500)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="enforcement.case",
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
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.reserveplace",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Telling",
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
                ("language", models.CharField(max_length=8)),
                ("teller_id", models.BigIntegerField()),
                ("along", models.CharField(blank=True, max_length=200)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("in_person", "in_person"),
                            ("interpreter", "interpreter"),
                            ("telephone", "telephone"),
                            ("letter", "letter"),
                        ],
                        max_length=11,
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("dropped_at", models.DateTimeField(null=True)),
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
            name="UrgentTask",
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
                ("due_at", models.DateTimeField()),
                ("person_id", models.BigIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by_id", models.BigIntegerField(null=True)),
                ("words", models.CharField(blank=True, max_length=2000)),
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
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enforcement.step",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CareAsked",
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
                ("task", models.UUIDField(null=True)),
                ("words", models.CharField(blank=True, max_length=500)),
                (
                    "about",
                    models.CharField(
                        choices=[("child", "child"), ("person", "person")], max_length=6
                    ),
                ),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "-id"], name="enforcement_care_new")
                ],
            },
        ),
        migrations.CreateModel(
            name="Choice",
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
                    "behaviour",
                    models.CharField(
                        choices=[("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")],
                        max_length=1,
                    ),
                ),
                (
                    "consequence",
                    models.CharField(
                        choices=[("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")],
                        max_length=1,
                    ),
                ),
                ("aggravating", models.JSONField(default=list)),
                ("unsafe", models.BooleanField()),
                ("low_priority", models.BooleanField()),
                ("cell", models.JSONField()),
                ("instrument", models.CharField(max_length=40)),
                ("proportionality", models.CharField(max_length=4000)),
                ("subsidiarity", models.CharField(max_length=4000)),
                ("deviates", models.BooleanField()),
                ("deviation", models.CharField(blank=True, max_length=4000)),
                ("because_wait", models.CharField(blank=True, max_length=4000)),
                ("look_again_on", models.DateField(null=True)),
                ("chosen_on", models.DateField()),
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
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "-id"], name="enforcement_choice_new")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proportionality", ""), _negated=True),
                            models.Q(("subsidiarity", ""), _negated=True),
                        ),
                        name="enforcement_choice_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deviates", False),
                            models.Q(("deviation", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="enforcement_deviation_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("instrument", "wait"), _negated=True),
                                ("low_priority", False),
                            ),
                            models.Q(
                                ("look_again_on__gt", models.F("chosen_on")),
                                ("look_again_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="enforcement_low_is_not_never",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("instrument", "wait"), _negated=True),
                            models.Q(("because_wait", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="enforcement_wait_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unsafe", False),
                            models.Q(
                                models.Q(("instrument", "wait"), _negated=True),
                                ("low_priority", False),
                            ),
                            _connector="OR",
                        ),
                        name="enforcement_unsafe_is_now",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceExport",
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
                ("sha256", models.CharField(max_length=64)),
                ("index_sha256", models.CharField(max_length=64)),
                ("items", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=500)),
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
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality", "index_sha256"],
                        name="enforcement_evidence",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="enforcement_taken_out_for",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalAmount",
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
                ("valid_from", models.DateField()),
                ("source", models.CharField(max_length=300)),
                ("invented", models.BooleanField(default=False)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "amount_of",
                    models.CharField(
                        choices=[
                            ("fine", "fine"),
                            ("fine_repeat", "fine_repeat"),
                            ("penalty", "penalty"),
                        ],
                        max_length=11,
                    ),
                ),
                ("rule", models.CharField(blank=True, max_length=8)),
                (
                    "per",
                    models.CharField(
                        choices=[
                            ("once", "once"),
                            ("day", "day"),
                            ("week", "week"),
                            ("breach", "breach"),
                            ("person", "person"),
                            ("bed", "bed"),
                        ],
                        max_length=6,
                    ),
                ),
                ("cents", models.PositiveBigIntegerField()),
                ("most_cents", models.PositiveBigIntegerField(null=True)),
                ("article", models.CharField(max_length=300)),
                ("ended", models.BooleanField(default=False)),
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
                "indexes": [
                    models.Index(
                        fields=[
                            "municipality",
                            "amount_of",
                            "rule",
                            "per",
                            "-valid_from",
                            "-id",
                        ],
                        name="enforcement_amount",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("article", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="enforcement_amount_article",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("most_cents__isnull", True),
                            ("most_cents__gte", models.F("cents")),
                            _connector="OR",
                        ),
                        name="enforcement_amount_most",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatrixCell",
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
                ("valid_from", models.DateField()),
                ("source", models.CharField(max_length=300)),
                ("invented", models.BooleanField(default=False)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "behaviour",
                    models.CharField(
                        choices=[("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")],
                        max_length=1,
                    ),
                ),
                (
                    "consequence",
                    models.CharField(
                        choices=[("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")],
                        max_length=1,
                    ),
                ),
                ("advised", models.JSONField(default=list)),
                ("words", models.CharField(blank=True, max_length=1000)),
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
                "indexes": [
                    models.Index(
                        fields=[
                            "municipality",
                            "behaviour",
                            "consequence",
                            "-valid_from",
                            "-id",
                        ],
                        name="enforcement_cell",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="enforcement_cell_source",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="peoplecount",
            index=models.Index(fields=["case", "-id"], name="enforcement_count_new"),
        ),
        migrations.AddConstraint(
            model_name="peoplecount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("counted_by", "visit")),
                        models.Q(("visit_number", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("counted_by", "hand"), ("visit_number", "")),
                        models.Q(("words", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="enforcement_count_from",
            ),
        ),
        migrations.AddIndex(
            model_name="rehousing",
            index=models.Index(
                fields=["case", "-id"], name="enforcement_rehousing_new"
            ),
        ),
        migrations.AddConstraint(
            model_name="rehousing",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True),
                name="enforcement_rehousing_says",
            ),
        ),
        migrations.AddIndex(
            model_name="reserveplace",
            index=models.Index(
                fields=["municipality", "available_until", "id"],
                name="enforcement_reserve_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="reserveplace",
            constraint=models.CheckConstraint(
                condition=models.Q(("available_until__gt", models.F("available_from"))),
                name="enforcement_reserve_term",
            ),
        ),
        migrations.AddConstraint(
            model_name="reserveplace",
            constraint=models.CheckConstraint(
                condition=models.Q(("places__gt", 0)), name="enforcement_reserve_places"
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(
                fields=["place", "until_day"], name="enforcement_hold_place"
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(fields=["case", "-id"], name="enforcement_hold_new"),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("places__gt", 0), ("until_day__gt", models.F("from_day"))
                ),
                name="enforcement_hold_is_some",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released_on__isnull", True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="enforcement_released_because",
            ),
        ),
        migrations.AddIndex(
            model_name="contactopening",
            index=models.Index(fields=["place", "-id"], name="enforcement_contact_new"),
        ),
        migrations.AddConstraint(
            model_name="contactopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="enforcement_contact_opened_for",
            ),
        ),
        migrations.AddIndex(
            model_name="telling",
            index=models.Index(fields=["case", "id"], name="enforcement_telling_of"),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_at__isnull", True),
                    ("dropped_at__isnull", True),
                    _connector="OR",
                ),
                name="enforcement_told_or_dropped",
            ),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dropped_at__isnull", True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="enforcement_dropped_because",
            ),
        ),
        migrations.AddIndex(
            model_name="urgenttask",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True)),
                fields=["municipality", "due_at", "id"],
                name="enforcement_urgent_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="urgenttask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("settled_at__isnull", True), ("settled_by_id__isnull", True)
                    ),
                    models.Q(
                        models.Q(
                            ("settled_at__isnull", False),
                            ("settled_by_id__isnull", False),
                        ),
                        models.Q(("words", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="enforcement_settled_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="urgenttask",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gt", models.F("opened_at"))),
                name="enforcement_urgent_has_time",
            ),
        ),
        migrations.RunSQL(_KEYS, migrations.RunSQL.noop),
        *(
            isolate(table, municipality="municipality_id")
            for table in (*_OF_CASE, *_OF_TOWN)
        ),
        *(append_only(table) for table in _LOGS),
        *(never_removed(table) for table in _CHANGED),
        migrations.RunSQL(_HELD, _NOT_HELD),
        migrations.RunSQL(_NAMES, _NO_NAMES),
        destroyable("enforcement_reserveplace", room="enforcement", past=_PAST_PLACE),
    ]
