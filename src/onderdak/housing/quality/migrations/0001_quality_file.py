"""The quality file of a location: what was stated, and the growth agreed upon."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import (
    append_only,
    isolate,
    never_removed,
)

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"

# A provider speaks for itself; what was seen, certified or registered is the word of
# the municipality. Each in the own name, about a location of these two.
_STATED = """
    CREATE POLICY own_name ON quality_statedfact AS RESTRICTIVE FOR INSERT WITH CHECK (
        stated_by_id = (SELECT scope_actor())
        AND CASE WHEN source = 'provider'
            THEN provider_id = ANY ((SELECT scope_providers())::bigint[])
            ELSE municipality_id = ANY ((SELECT scope_municipalities())::text[]) END);
    CREATE TRIGGER stated_of_own_locations AFTER INSERT ON quality_statedfact
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_rooms();

    CREATE FUNCTION quality_check_withdrawal() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM quality_statedfact f WHERE f.id = NEW.withdraws_id
            AND f.location_id = NEW.location_id AND f.source = NEW.source
            AND f.place = NEW.place AND f.path = NEW.path
            AND f.withdraws_id IS NULL) THEN
            RAISE EXCEPTION 'statement % is not one of this source about this fact',
                NEW.withdraws_id USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER withdrawal_of_own_kind BEFORE INSERT ON quality_statedfact
        FOR EACH ROW WHEN (NEW.withdraws_id IS NOT NULL)
        EXECUTE FUNCTION quality_check_withdrawal();
"""
_NOT_STATED = """
    DROP TRIGGER withdrawal_of_own_kind ON quality_statedfact;
    DROP FUNCTION quality_check_withdrawal();
    DROP TRIGGER stated_of_own_locations ON quality_statedfact;
    DROP POLICY own_name ON quality_statedfact;
"""

# A side agrees for itself alone. What it changes, the other has yet to agree to: so it
# may take away the other's agreement, and never give it.
_GROWTH = """
    REVOKE UPDATE ON quality_growthplan, quality_growthstep FROM onderdak_app;
    GRANT UPDATE (provider_agreed_on, provider_agreed_by_id, municipality_agreed_on,
        municipality_agreed_by_id, ended_on, ended_because)
        ON quality_growthplan TO onderdak_app;
    GRANT UPDATE (due_on, done_on, dropped_on) ON quality_growthstep TO onderdak_app;

    CREATE FUNCTION quality_guard_agreement() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NOT NEW.municipality_id = ANY (scope_municipalities())
           AND NEW.municipality_agreed_on IS NOT NULL
           AND (TG_OP = 'INSERT' OR
                (NEW.municipality_agreed_on, NEW.municipality_agreed_by_id)
                IS DISTINCT FROM
                (OLD.municipality_agreed_on, OLD.municipality_agreed_by_id)) THEN
            RAISE EXCEPTION 'permission denied: the municipality agrees for itself'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NOT NEW.provider_id = ANY (scope_providers())
           AND NEW.provider_agreed_on IS NOT NULL
           AND (TG_OP = 'INSERT' OR
                (NEW.provider_agreed_on, NEW.provider_agreed_by_id)
                IS DISTINCT FROM
                (OLD.provider_agreed_on, OLD.provider_agreed_by_id)) THEN
            RAISE EXCEPTION 'permission denied: the provider agrees for itself'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER agreed_by_each BEFORE INSERT OR UPDATE ON quality_growthplan
        FOR EACH ROW EXECUTE FUNCTION quality_guard_agreement();
    CREATE TRIGGER plans_of_own_locations AFTER INSERT ON quality_growthplan
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_rooms();

    CREATE FUNCTION quality_check_plan() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM quality_growthplan p WHERE p.id = NEW.plan_id
            AND p.provider_id = NEW.provider_id
            AND p.municipality_id = NEW.municipality_id) THEN
            RAISE EXCEPTION 'growth plan % is not of these two', NEW.plan_id
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER step_of_own_plan BEFORE INSERT ON quality_growthstep
        FOR EACH ROW EXECUTE FUNCTION quality_check_plan();
    CREATE TRIGGER line_of_own_plan BEFORE INSERT ON quality_growthline
        FOR EACH ROW EXECUTE FUNCTION quality_check_plan();
    CREATE POLICY own_name ON quality_growthline AS RESTRICTIVE FOR INSERT
        WITH CHECK (actor_id = (SELECT scope_actor())
            AND CASE WHEN side = 'provider'
                THEN provider_id = ANY ((SELECT scope_providers())::bigint[])
                ELSE municipality_id = ANY ((SELECT scope_municipalities())::text[])
                END);
"""
_NO_GROWTH = """
    DROP POLICY own_name ON quality_growthline;
    DROP TRIGGER line_of_own_plan ON quality_growthline;
    DROP TRIGGER step_of_own_plan ON quality_growthstep;
    DROP FUNCTION quality_check_plan();
    DROP TRIGGER plans_of_own_locations ON quality_growthplan;
    DROP TRIGGER agreed_by_each ON quality_growthplan;
    DROP FUNCTION quality_guard_agreement();
    GRANT UPDATE ON quality_growthplan, quality_growthstep TO onderdak_app;
"""


def _key() -> tuple[str, models.Field]:
    return (
        "id",
        models.BigAutoField(
            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
        ),
    )


def _tenants() -> list[tuple[str, models.Field]]:
    """The two to whom a row belongs; no list starts from either alone."""
    protect = django.db.models.deletion.PROTECT
    return [
        (
            "municipality",
            models.ForeignKey(
                db_index=False, on_delete=protect, to="identity.municipality"
            ),
        ),
        (
            "provider",
            models.ForeignKey(db_index=False, on_delete=protect, to="parties.provider"),
        ),
    ]


def _location() -> tuple[str, models.Field]:
    return (
        "location",
        models.ForeignKey(
            db_index=False,
            on_delete=django.db.models.deletion.PROTECT,
            to="nights.location",
        ),
    )


class Migration(migrations.Migration):
    """The quality file of a location: facts, growth plans."""

    initial = True

    dependencies = [
        ("nights", "0012_rhythm"),
        ("parties", "0004_entrance"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="StatedFact",
            fields=[
                _key(),
                *_tenants(),
                _location(),
                ("place", models.CharField(blank=True, max_length=60)),
                ("path", models.CharField(max_length=100)),
                ("value", models.JSONField(null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("inspection", "inspection"),
                            ("certificate", "certificate"),
                            ("bag", "bag"),
                            ("provider", "provider"),
                        ],
                        max_length=11,
                    ),
                ),
                ("source_reference", models.CharField(blank=True, max_length=200)),
                ("observed_on", models.DateField()),
                (
                    "withdraws",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawn_by",
                        to="quality.statedfact",
                    ),
                ),
                ("stated_by_id", models.BigIntegerField()),
                ("stated_at", models.DateTimeField(auto_now_add=True)),
                ("note", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["location", "path", "place", "-observed_on", "-id"],
                        name="stated_of_location",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdraws__isnull", True),
                            ("value__isnull", True),
                            _connector="OR",
                        ),
                        name="withdrawal_states_nothing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GrowthPlan",
            fields=[
                _key(),
                *_tenants(),
                _location(),
                ("toward", models.CharField(max_length=200)),
                ("toward_on", models.DateField()),
                ("reason", models.CharField(max_length=1000)),
                ("made_by_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("provider_agreed_on", models.DateField(null=True)),
                ("provider_agreed_by_id", models.BigIntegerField(null=True)),
                ("municipality_agreed_on", models.DateField(null=True)),
                ("municipality_agreed_by_id", models.BigIntegerField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["location", "-id"], name="plan_of_location")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("location",),
                        name="one_growth_plan_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GrowthStep",
            fields=[
                _key(),
                *_tenants(),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="quality.growthplan",
                    ),
                ),
                ("rule", models.CharField(blank=True, max_length=10)),
                ("part", models.CharField(blank=True, max_length=40)),
                ("place", models.CharField(blank=True, max_length=60)),
                ("what", models.CharField(max_length=500)),
                ("measure_from", models.CharField(blank=True, max_length=100)),
                ("measure_to", models.CharField(blank=True, max_length=100)),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(null=True)),
                ("dropped_on", models.DateField(null=True)),
                ("planned_by_id", models.BigIntegerField()),
                ("planned_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True),
                            ("dropped_on__isnull", True),
                            _connector="OR",
                        ),
                        name="growth_step_done_or_dropped",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GrowthLine",
            fields=[
                _key(),
                *_tenants(),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="quality.growthplan",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="quality.growthstep",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("made", "made"),
                            ("agreed", "agreed"),
                            ("planned", "planned"),
                            ("progress", "progress"),
                            ("done", "done"),
                            ("postponed", "postponed"),
                            ("dropped", "dropped"),
                            ("ended", "ended"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("provider", "provider"),
                            ("municipality", "municipality"),
                        ],
                        max_length=12,
                    ),
                ),
                ("on", models.DateField()),
                ("due_on", models.DateField(null=True)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("proof", models.CharField(blank=True, max_length=300)),
                ("actor_id", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        *[
            isolate(table, municipality="municipality_id", provider="provider_id")
            for table in (
                "quality_statedfact",
                "quality_growthplan",
                "quality_growthstep",
                "quality_growthline",
            )
        ],
        append_only("quality_statedfact"),
        append_only("quality_growthline"),
        never_removed("quality_growthplan"),
        never_removed("quality_growthstep"),
        migrations.RunSQL(_STATED, _NOT_STATED),
        migrations.RunSQL(_GROWTH, _NO_GROWTH),
    ]
