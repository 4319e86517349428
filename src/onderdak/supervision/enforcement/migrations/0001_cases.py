"""Cases of enforcement, their measures and steps."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate
from onderdak.foundation.privacy.destroyable import destroyable

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

_OF_CASE = (
    "enforcement_ground",
    "enforcement_caseentry",
    "enforcement_enforcementrequest",
)

# What belongs to a case is of the same municipality, and goes with it. A measure has
# the rules of its case, and a step those of its measure; a step that the rules do not
# permit is not in the table of transitions, and so it cannot be written.
_KEYS = """
    ALTER TABLE enforcement_offender ADD CONSTRAINT enforcement_offender_of_town
        UNIQUE (id, municipality_id);
    ALTER TABLE enforcement_case
        ADD CONSTRAINT enforcement_case_of_town UNIQUE (id, municipality_id),
        ADD CONSTRAINT enforcement_case_of_rules
            UNIQUE (id, municipality_id, ruleset_id),
        ADD CONSTRAINT enforcement_case_offender
            FOREIGN KEY (offender_id, municipality_id)
            REFERENCES enforcement_offender (id, municipality_id);
    ALTER TABLE enforcement_case ADD CONSTRAINT enforcement_case_previous
        FOREIGN KEY (previous_id, municipality_id)
        REFERENCES enforcement_case (id, municipality_id)
        ON DELETE SET NULL (previous_id);
    ALTER TABLE enforcement_measure
        ADD CONSTRAINT enforcement_measure_of_town UNIQUE (id, municipality_id),
        ADD CONSTRAINT enforcement_measure_of_path
            UNIQUE (id, municipality_id, ruleset_id, path),
        ADD CONSTRAINT enforcement_measure_case
            FOREIGN KEY (case_id, municipality_id, ruleset_id)
            REFERENCES enforcement_case (id, municipality_id, ruleset_id)
            ON DELETE CASCADE;
    ALTER TABLE enforcement_step
        ADD CONSTRAINT enforcement_step_of_town UNIQUE (id, municipality_id),
        ADD CONSTRAINT enforcement_step_of_measure
            UNIQUE (id, measure_id, municipality_id),
        ADD CONSTRAINT enforcement_step_path
            FOREIGN KEY (measure_id, municipality_id, ruleset_id, path)
            REFERENCES enforcement_measure (id, municipality_id, ruleset_id, path)
            ON DELETE CASCADE,
        ADD CONSTRAINT enforcement_step_permitted
            FOREIGN KEY (ruleset_id, path, step, from_state, to_state)
            REFERENCES enforcement_transition
                (ruleset_id, path, step, from_state, to_state);
    ALTER TABLE enforcement_step ADD CONSTRAINT enforcement_step_undoes
        FOREIGN KEY (undoes_id, measure_id, municipality_id)
        REFERENCES enforcement_step (id, measure_id, municipality_id)
        ON DELETE CASCADE;
    ALTER TABLE enforcement_enforcementrequest
        ADD CONSTRAINT enforcement_request_measure
            FOREIGN KEY (measure_id, municipality_id)
            REFERENCES enforcement_measure (id, municipality_id) ON DELETE CASCADE;
""" + "".join(
    f"""
    ALTER TABLE {table} ADD CONSTRAINT {table}_case
        FOREIGN KEY (case_id, municipality_id)
        REFERENCES enforcement_case (id, municipality_id) ON DELETE CASCADE;
    """
    for table in _OF_CASE
)

# Only a step moves a measure, and only from where it stands. A correction moves it back
# over the last step that counts, and never over one of which the letter went out.
_MOVES = """
    CREATE FUNCTION enforcement_rules_taken_in() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        INSERT INTO enforcement_transition (ruleset_id, path, step, from_state,
            to_state, decision, letter, ends, empties_beds)
        SELECT NEW.digest, t.path, t.step, t.from_state, t.to_state, t.decision,
            t.letter, t.ends, t.empties_beds
        FROM jsonb_to_recordset(NEW.transitions) AS t(path text, step text,
            from_state text, to_state text, decision boolean, letter text,
            ends boolean, empties_beds boolean);
        RETURN NULL;
    END $$;
    CREATE TRIGGER rules_taken_in AFTER INSERT ON enforcement_ruleset
        FOR EACH ROW EXECUTE FUNCTION enforcement_rules_taken_in();

    CREATE FUNCTION enforcement_measure_begins() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NEW.ended_on IS NOT NULL OR NOT EXISTS (
            SELECT FROM enforcement_transition t
            WHERE t.ruleset_id = NEW.ruleset_id AND t.path = NEW.path
              AND t.step = '' AND t.to_state = NEW.state) THEN
            RAISE EXCEPTION 'a measure begins where its path begins'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (SELECT FROM enforcement_case c
                       WHERE c.id = NEW.case_id AND c.state = 'open') THEN
            RAISE EXCEPTION 'a measure begins in an open case'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER measure_begins BEFORE INSERT ON enforcement_measure
        FOR EACH ROW EXECUTE FUNCTION enforcement_measure_begins();

    CREATE FUNCTION enforcement_step_fits() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        stands record;
        latest record;
    BEGIN
        SELECT m.state, m.begun_on, c.state AS of_case INTO stands
        FROM enforcement_measure m JOIN enforcement_case c ON c.id = m.case_id
        WHERE m.id = NEW.measure_id AND m.municipality_id = NEW.municipality_id
        FOR UPDATE OF m;
        IF stands IS NULL OR stands.of_case <> 'open' THEN
            RAISE EXCEPTION 'a step is taken in an open case'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.step = '' OR stands.state <> NEW.from_state THEN
            RAISE EXCEPTION 'a step is taken from where the measure stands'
                USING ERRCODE = 'check_violation';
        END IF;
        SELECT s.id, s.on_day, s.from_state, s.letter_id INTO latest
        FROM enforcement_step s
        WHERE s.measure_id = NEW.measure_id AND s.step <> 'correct'
          AND NOT EXISTS (SELECT FROM enforcement_step c WHERE c.undoes_id = s.id)
        ORDER BY s.n DESC LIMIT 1;
        IF NEW.step = 'correct' THEN
            IF latest.id IS DISTINCT FROM NEW.undoes_id OR latest.letter_id IS NOT NULL
               OR latest.from_state <> NEW.to_state THEN
                RAISE EXCEPTION 'only the last step without a letter is taken back'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF NEW.on_day < coalesce(latest.on_day, stands.begun_on) THEN
            RAISE EXCEPTION 'a step is not taken before the step that it follows'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.letter_id IS NULL AND EXISTS (
            SELECT FROM enforcement_transition t
            WHERE t.ruleset_id = NEW.ruleset_id AND t.path = NEW.path
              AND t.step = NEW.step AND t.letter <> '') THEN
            RAISE EXCEPTION 'this step is taken with its letter'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER step_fits BEFORE INSERT ON enforcement_step
        FOR EACH ROW EXECUTE FUNCTION enforcement_step_fits();

    CREATE FUNCTION enforcement_step_moves() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        UPDATE enforcement_measure m SET state = NEW.to_state,
            ended_on = CASE WHEN t.ends THEN NEW.on_day END
        FROM enforcement_transition t
        WHERE m.id = NEW.measure_id AND t.ruleset_id = NEW.ruleset_id
          AND t.path = NEW.path AND t.step = NEW.step
          AND t.from_state = NEW.from_state AND t.to_state = NEW.to_state;
        RETURN NULL;
    END $$;
    CREATE TRIGGER step_moves AFTER INSERT ON enforcement_step
        FOR EACH ROW EXECUTE FUNCTION enforcement_step_moves();

    CREATE FUNCTION enforcement_case_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NEW.offender_id IS DISTINCT FROM OLD.offender_id
           AND OLD.offender_id IS NOT NULL AND EXISTS (
               SELECT FROM enforcement_step s
               JOIN enforcement_measure m ON m.id = s.measure_id
               WHERE m.case_id = OLD.id AND s.letter_id IS NOT NULL) THEN
            RAISE EXCEPTION 'whom letters went to is not exchanged for another'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER case_stays BEFORE UPDATE ON enforcement_case
        FOR EACH ROW EXECUTE FUNCTION enforcement_case_stays();

    REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON enforcement_transition
        FROM onderdak_app;
    REVOKE UPDATE, DELETE, TRUNCATE ON enforcement_case, enforcement_measure,
        enforcement_offender, enforcement_enforcementrequest FROM onderdak_app;
    REVOKE DELETE, TRUNCATE ON enforcement_casenumber FROM onderdak_app;
    GRANT UPDATE (offender_id, owner_id, state, closed_on, closing, closing_words,
        look_again_on) ON enforcement_case TO onderdak_app;
    GRANT UPDATE (name, sealed, row_key, key_version, language, organisation_id)
        ON enforcement_offender TO onderdak_app;
"""
_NO_MOVES = """
    DROP TRIGGER case_stays ON enforcement_case;
    DROP FUNCTION enforcement_case_stays();
    DROP TRIGGER step_moves ON enforcement_step;
    DROP FUNCTION enforcement_step_moves();
    DROP TRIGGER step_fits ON enforcement_step;
    DROP FUNCTION enforcement_step_fits();
    DROP TRIGGER measure_begins ON enforcement_measure;
    DROP FUNCTION enforcement_measure_begins();
    DROP TRIGGER rules_taken_in ON enforcement_ruleset;
    DROP FUNCTION enforcement_rules_taken_in();
"""

# Nobody writes in another's name. A ground is a breach of a signed report of here, and
# a step is taken by somebody who is lawyer of that municipality.
_BY = {
    "enforcement_offender": "named_by_id",
    "enforcement_case": "opened_by_id",
    "enforcement_measure": "begun_by_id",
    "enforcement_ground": "by_id",
    "enforcement_caseentry": "by_id",
    "enforcement_enforcementrequest": "by_id",
    "enforcement_step": "by_id",
}
_LAWYERS = ("enforcement_measure", "enforcement_step")
_NAMES = (
    "".join(  # noqa: S608 - fixed
        f"""
    CREATE POLICY own_name ON {table} AS RESTRICTIVE FOR INSERT TO onderdak_app
        WITH CHECK ({column} = (SELECT scope_actor()));
    """
        for table, column in _BY.items()
    )
    + "".join(
        f"""
    CREATE POLICY by_a_lawyer ON {table} AS RESTRICTIVE FOR INSERT TO onderdak_app
        WITH CHECK (EXISTS (SELECT FROM identity_membership m
            WHERE m.user_id = (SELECT scope_actor()) AND m.role = 'lawyer'
              AND m.municipality_id = {table}.municipality_id));
    """
        for table in _LAWYERS
    )
    + """
    CREATE POLICY of_a_signed_report ON enforcement_ground AS RESTRICTIVE FOR INSERT
        TO onderdak_app WITH CHECK (EXISTS (
            SELECT FROM inspections_visitreport r
            JOIN inspections_visit v ON v.id = r.visit_id
            JOIN inspections_finding f ON f.visit_id = v.id
            JOIN enforcement_case c ON c.address_id = v.address_id
            WHERE r.municipality_id = enforcement_ground.municipality_id
              AND r.sha256 = enforcement_ground.report_sha256
              AND r.locked_at IS NOT NULL
              AND v.number = enforcement_ground.visit_number
              AND c.id = enforcement_ground.case_id
              AND f.key = enforcement_ground.key AND f.outcome = 'breaches'));
"""
)
_NO_NAMES = (
    "".join(f"DROP POLICY own_name ON {table};" for table in _BY)
    + "".join(f"DROP POLICY by_a_lawyer ON {table};" for table in _LAWYERS)
    + "DROP POLICY of_a_signed_report ON enforcement_ground;"
)

# A closed case goes with all that belongs to it, counted from the day it was closed.
_PAST_CASE = """
    SELECT c.ctid, c.number, c.closed_on
    FROM enforcement_case c
    WHERE c.municipality_id = town AND c.state = 'closed'
      AND (c.closed_on + make_interval(months => months))::date <= on_day
"""
# Who can end a breach goes with the last case against them.
_PAST_OFFENDER = """
    SELECT o.ctid, o.uid::text, (o.named_at AT TIME ZONE 'Europe/Amsterdam')::date
    FROM enforcement_offender o
    WHERE o.municipality_id = town
      AND ((o.named_at AT TIME ZONE 'Europe/Amsterdam')::date
           + make_interval(months => months))::date <= on_day
      AND NOT EXISTS (SELECT FROM enforcement_case c WHERE c.offender_id = o.id)
"""


class Migration(migrations.Migration):
    """Cases of enforcement, their measures and steps."""

    dependencies = [
        ("inspections", "0005_partners"),
        ("identity", "0009_lawyer"),
        ("places", "0005_areas_in_force"),
        ("privacy", "0006_ground_since"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="RuleSet",
            fields=[
                (
                    "digest",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("body", models.JSONField()),
                ("transitions", models.JSONField()),
                ("taken_in_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Case",
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
                ("number", models.CharField(max_length=14)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "closed")],
                        default="open",
                        max_length=6,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("opened_on", models.DateField()),
                ("opened_by_id", models.BigIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("closed_on", models.DateField(null=True)),
                (
                    "closing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ended", "ended"),
                            ("legalisation", "legalisation"),
                            ("disproportionate", "disproportionate"),
                            ("other", "other"),
                        ],
                        max_length=16,
                    ),
                ),
                ("closing_words", models.CharField(blank=True, max_length=2000)),
                ("look_again_on", models.DateField(null=True)),
                (
                    "address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.address",
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
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="later",
                        to="enforcement.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Measure",
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
                ("nth", models.PositiveSmallIntegerField()),
                ("path", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=40)),
                ("begun_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, max_length=2000)),
                ("article", models.CharField(blank=True, max_length=500)),
                ("begun_by_id", models.BigIntegerField()),
                ("begun_at", models.DateTimeField()),
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
                    "ruleset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enforcement.ruleset",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EnforcementRequest",
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
                ("received_on", models.DateField()),
                (
                    "requester",
                    models.CharField(
                        choices=[
                            ("neighbour", "neighbour"),
                            ("tenant", "tenant"),
                            ("guest", "guest"),
                            ("company", "company"),
                            ("association", "association"),
                            ("other", "other"),
                        ],
                        max_length=11,
                    ),
                ),
                ("about", models.CharField(max_length=1000)),
                ("language", models.CharField(default="nl", max_length=8)),
                ("sealed", models.BinaryField()),
                ("row_key", models.BinaryField()),
                ("key_version", models.PositiveSmallIntegerField()),
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
                    "measure",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="request",
                        to="enforcement.measure",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Offender",
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
                        choices=[("person", "person"), ("company", "company")],
                        max_length=7,
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("owner", "owner"),
                            ("landlord", "landlord"),
                            ("manager", "manager"),
                            ("employer", "employer"),
                            ("agency", "agency"),
                            ("provider", "provider"),
                            ("occupier", "occupier"),
                            ("other", "other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("kvk", models.CharField(blank=True, max_length=8)),
                ("sealed", models.BinaryField()),
                ("row_key", models.BinaryField()),
                ("key_version", models.PositiveSmallIntegerField()),
                ("known_by", models.CharField(max_length=64)),
                ("language", models.CharField(default="nl", max_length=8)),
                ("named_by_id", models.BigIntegerField()),
                ("named_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="case",
            name="offender",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="enforcement.offender",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="ruleset",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="enforcement.ruleset",
            ),
        ),
        migrations.CreateModel(
            name="Step",
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
                ("n", models.PositiveSmallIntegerField()),
                ("path", models.CharField(max_length=40)),
                ("step", models.CharField(max_length=40)),
                ("from_state", models.CharField(max_length=40)),
                ("to_state", models.CharField(max_length=40)),
                ("on_day", models.DateField()),
                ("facts", models.JSONField(default=dict)),
                ("reason", models.CharField(blank=True, max_length=2000)),
                ("letter_id", models.BigIntegerField(null=True)),
                ("by_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
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
                    "ruleset",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enforcement.ruleset",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="undone_by",
                        to="enforcement.step",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Transition",
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
                ("path", models.CharField(max_length=40)),
                ("step", models.CharField(max_length=40)),
                ("from_state", models.CharField(max_length=40)),
                ("to_state", models.CharField(max_length=40)),
                ("decision", models.BooleanField()),
                ("letter", models.CharField(blank=True, max_length=40)),
                ("ends", models.BooleanField()),
                ("empties_beds", models.BooleanField()),
                (
                    "ruleset",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="enforcement.ruleset",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseEntry",
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
                    "what",
                    models.CharField(
                        choices=[
                            ("opened", "opened"),
                            ("named", "named"),
                            ("grounds", "grounds"),
                            ("given", "given"),
                            ("waits", "waits"),
                            ("request", "request"),
                            ("closed", "closed"),
                            ("reopened", "reopened"),
                        ],
                        max_length=8,
                    ),
                ),
                ("on_day", models.DateField()),
                ("about", models.CharField(blank=True, max_length=60)),
                ("words", models.CharField(blank=True, max_length=2000)),
                ("look_again_on", models.DateField(null=True)),
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
                    models.Index(fields=["case", "-id"], name="enforcement_entry_new")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what", "waits"), _negated=True),
                            models.Q(
                                models.Q(("words", ""), _negated=True),
                                models.Q(("look_again_on__gt", models.F("on_day"))),
                            ),
                            _connector="OR",
                        ),
                        name="enforcement_waits_with_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("what__in", ["closed", "reopened"]), _negated=True
                            ),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="enforcement_ends_with_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseNumber",
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
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "year"), name="enforcement_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ground",
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
                ("visit_number", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=200)),
                ("rule", models.CharField(max_length=8)),
                ("part", models.CharField(blank=True, max_length=60)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("title", models.JSONField()),
                ("article", models.CharField(max_length=500)),
                ("parameter_version", models.CharField(max_length=200)),
                ("sentence", models.JSONField()),
                ("mend", models.JSONField(null=True)),
                ("measured", models.JSONField(null=True)),
                ("threshold", models.JSONField(null=True)),
                ("unit", models.CharField(blank=True, max_length=30)),
                ("prompt", models.BooleanField(default=False)),
                ("days", models.PositiveSmallIntegerField(null=True)),
                ("found_on", models.DateField()),
                ("report_uid", models.UUIDField()),
                ("report_sha256", models.CharField(max_length=64)),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "visit_number", "key"),
                        name="enforcement_ground_once",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="offender",
            index=models.Index(
                fields=["municipality", "name"], name="enforcement_offender_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="offender",
            constraint=models.UniqueConstraint(
                fields=("municipality", "known_by", "part"),
                name="enforcement_offender_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="offender",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "person"), ("kvk", ""), ("name", "")),
                    models.Q(
                        models.Q(("kind", "company")),
                        models.Q(("name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="enforcement_person_is_sealed",
            ),
        ),
        migrations.AddIndex(
            model_name="measure",
            index=models.Index(
                fields=["municipality", "path", "state"],
                name="enforcement_measure_state",
            ),
        ),
        migrations.AddIndex(
            model_name="measure",
            index=models.Index(
                condition=models.Q(("ended_on__isnull", True)),
                fields=["municipality", "id"],
                name="enforcement_measure_runs",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(
                fields=("case", "nth"), name="enforcement_measure_nth"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["municipality", "-id"], name="enforcement_case_new"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["municipality", "state", "owner"], name="enforcement_case_owner"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                fields=("municipality", "number"), name="enforcement_case_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("municipality", "address", "offender"),
                name="enforcement_one_open_case",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_on__isnull", True),
                        ("closing", ""),
                        ("closing_words", ""),
                        ("state", "open"),
                    ),
                    models.Q(
                        models.Q(("closed_on__isnull", False), ("state", "closed")),
                        models.Q(("closing", ""), _negated=True),
                        models.Q(("closing_words", ""), _negated=True),
                        models.Q(("look_again_on__isnull", True)),
                    ),
                    _connector="OR",
                ),
                name="enforcement_closed_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True),
                    ("closed_on__gte", models.F("opened_on")),
                    _connector="OR",
                ),
                name="enforcement_closed_after",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                fields=["municipality", "on_day"], name="enforcement_step_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                fields=("measure", "n"), name="enforcement_step_nth"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(
                            ("letter_id__isnull", True),
                            ("step", "correct"),
                            ("undoes__isnull", False),
                        ),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("step", "correct"), _negated=True),
                        models.Q(("undoes__isnull", True)),
                    ),
                    _connector="OR",
                ),
                name="enforcement_correct_undoes",
            ),
        ),
        migrations.AddConstraint(
            model_name="transition",
            constraint=models.UniqueConstraint(
                fields=("ruleset", "path", "step", "from_state", "to_state"),
                name="enforcement_transition_once",
            ),
        ),
        migrations.RunSQL(_KEYS, migrations.RunSQL.noop),
        *(
            isolate(table, municipality="municipality_id")
            for table in (
                "enforcement_casenumber",
                "enforcement_offender",
                "enforcement_case",
                "enforcement_measure",
                *_OF_CASE,
                "enforcement_step",
            )
        ),
        *(
            append_only(table)
            for table in (
                "enforcement_ruleset",
                "enforcement_ground",
                "enforcement_caseentry",
                "enforcement_step",
            )
        ),
        migrations.RunSQL(_MOVES, _NO_MOVES),
        migrations.RunSQL(_NAMES, _NO_NAMES),
        destroyable("enforcement_case", room="enforcement", past=_PAST_CASE),
        destroyable("enforcement_offender", room="enforcement", past=_PAST_OFFENDER),
    ]
