"""The life of a location: proposed, confirmed, handed over, closed."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate

# What a provider may do to its own location, beside what the municipality may: add one
# that waits for confirmation where it is admitted, say how many beds there are and when
# it closes, and mend what was asked or refused. All else is the municipality's word.
_OWN_LOCATIONS = """
    CREATE POLICY registered_by_provider ON nights_location FOR INSERT WITH CHECK (
        provider_id = ANY ((SELECT scope_providers())::bigint[])
        AND (provider_id, municipality_id) IN
            (SELECT a.provider_id, a.municipality_id FROM parties_admission a)
        AND state = 'proposed' AND permitted_capacity IS NULL
        AND follows_id IS NULL AND closed_on IS NULL
        AND EXISTS (SELECT 1 FROM places_address p WHERE p.id = address_id
                    AND p.municipality_id = nights_location.municipality_id));
    CREATE POLICY kept_by_provider ON nights_location FOR UPDATE
        USING (provider_id = ANY ((SELECT scope_providers())::bigint[]))
        WITH CHECK (
            provider_id = ANY ((SELECT scope_providers())::bigint[])
            AND EXISTS (SELECT 1 FROM places_address p WHERE p.id = address_id
                        AND p.municipality_id = nights_location.municipality_id));
    CREATE POLICY removed_by_municipality ON nights_location AS RESTRICTIVE FOR DELETE
        USING (municipality_id = ANY ((SELECT scope_municipalities())::text[]));
    GRANT UPDATE (state, follows_id) ON nights_location TO onderdak_app;

    CREATE FUNCTION nights_guard_location() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF OLD.municipality_id = ANY (scope_municipalities()) THEN
            RETURN NEW;
        END IF;
        IF (NEW.permitted_capacity, NEW.follows_id)
               IS DISTINCT FROM (OLD.permitted_capacity, OLD.follows_id)
           OR (NEW.state <> OLD.state
               AND NOT (OLD.state IN ('asked', 'refused') AND NEW.state = 'proposed'))
           OR (OLD.state NOT IN ('asked', 'refused')
               AND (NEW.name, NEW.kind, NEW.address_id, NEW.opened_on)
                   IS DISTINCT FROM (OLD.name, OLD.kind, OLD.address_id, OLD.opened_on))
        THEN
            RAISE EXCEPTION 'permission denied: only the municipality changes this of'
                ' location %', OLD.id USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER location_guarded BEFORE UPDATE ON nights_location
        FOR EACH ROW EXECUTE FUNCTION nights_guard_location();
"""
_NO_OWN_LOCATIONS = """
    DROP TRIGGER location_guarded ON nights_location;
    DROP FUNCTION nights_guard_location();
    REVOKE UPDATE (state, follows_id) ON nights_location FROM onderdak_app;
    DROP POLICY removed_by_municipality ON nights_location;
    DROP POLICY kept_by_provider ON nights_location;
    DROP POLICY registered_by_provider ON nights_location;
"""

# Units are added by either side, at a location of the same two; a room stands in a
# unit of its own location; what was slept in stays.
_PARTS_OF_LOCATIONS = """
    CREATE POLICY added_by_provider ON nights_unit FOR INSERT WITH CHECK (
        provider_id = ANY ((SELECT scope_providers())::bigint[])
        AND dwelling_object_id IS NULL
        AND (address_id IS NULL OR EXISTS (
            SELECT 1 FROM places_address p WHERE p.id = address_id
            AND p.municipality_id = nights_unit.municipality_id)));
    REVOKE UPDATE ON nights_unit FROM onderdak_app;
    GRANT UPDATE (label, address_id, dwelling_object_id) ON nights_unit TO onderdak_app;
    GRANT UPDATE (label) ON nights_room, nights_bed TO onderdak_app;
    CREATE TRIGGER units_of_own_locations AFTER INSERT ON nights_unit
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_rooms();

    CREATE FUNCTION nights_check_unit_of_room() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM nights_unit u WHERE u.id = NEW.unit_id
                       AND u.location_id = NEW.location_id) THEN
            RAISE EXCEPTION 'unit % is not at this location', NEW.unit_id
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER room_in_own_unit BEFORE INSERT OR UPDATE OF unit_id ON nights_room
        FOR EACH ROW WHEN (NEW.unit_id IS NOT NULL)
        EXECUTE FUNCTION nights_check_unit_of_room();

    CREATE FUNCTION nights_keep_slept_in() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        slept boolean;
        before text := current_setting('onderdak.providers', true);
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('nights_stay'), OLD.provider_id::int);
        PERFORM set_config('onderdak.providers', '{' || OLD.provider_id || '}', true);
        IF TG_ARGV[0] = 'room' THEN
            SELECT EXISTS (SELECT 1 FROM nights_stay s
                WHERE s.location_id = OLD.location_id AND s.room_id = OLD.id)
                INTO slept;
        ELSE
            SELECT EXISTS (SELECT 1 FROM nights_stay s JOIN nights_room r
                ON r.id = OLD.room_id AND s.location_id = r.location_id
                WHERE s.bed_id = OLD.id)
                INTO slept;
        END IF;
        PERFORM set_config('onderdak.providers', coalesce(before, '{}'), true);
        IF slept THEN
            RAISE EXCEPTION '% % was slept in', TG_ARGV[0], OLD.id
                USING ERRCODE = 'foreign_key_violation',
                CONSTRAINT = 'slept_in_' || TG_ARGV[0] || '_kept';
        END IF;
        RETURN OLD;
    END $$;
    CREATE TRIGGER room_slept_in BEFORE DELETE ON nights_room
        FOR EACH ROW EXECUTE FUNCTION nights_keep_slept_in('room');
    CREATE TRIGGER bed_slept_in BEFORE DELETE ON nights_bed
        FOR EACH ROW EXECUTE FUNCTION nights_keep_slept_in('bed');
"""
_NO_PARTS_OF_LOCATIONS = """
    DROP TRIGGER bed_slept_in ON nights_bed;
    DROP TRIGGER room_slept_in ON nights_room;
    DROP FUNCTION nights_keep_slept_in();
    DROP TRIGGER room_in_own_unit ON nights_room;
    DROP FUNCTION nights_check_unit_of_room();
    DROP TRIGGER units_of_own_locations ON nights_unit;
    REVOKE UPDATE (label) ON nights_room, nights_bed FROM onderdak_app;
    REVOKE UPDATE (label, address_id, dwelling_object_id) ON nights_unit
        FROM onderdak_app;
    GRANT UPDATE ON nights_unit TO onderdak_app;
    DROP POLICY added_by_provider ON nights_unit;
"""

# Steps and capacities: each side writes its own kind, in its own name, about a
# location of the two.
_HISTORY = """
    CREATE POLICY own_name ON nights_locationstep AS RESTRICTIVE FOR INSERT WITH CHECK (
        actor_id = (SELECT scope_actor())
        AND (step IN ('registered', 'answered', 'closed', 'reopened')
             OR municipality_id = ANY ((SELECT scope_municipalities())::text[])));
    CREATE POLICY own_name ON nights_locationcapacity AS RESTRICTIVE FOR INSERT
        WITH CHECK (
            actor_id = (SELECT scope_actor())
            AND (what = 'factual'
                 OR municipality_id = ANY ((SELECT scope_municipalities())::text[])));
    CREATE TRIGGER steps_of_own_locations AFTER INSERT ON nights_locationstep
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_rooms();
    CREATE TRIGGER capacities_of_own_locations AFTER INSERT ON nights_locationcapacity
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_rooms();
"""
_NO_HISTORY = """
    DROP TRIGGER capacities_of_own_locations ON nights_locationcapacity;
    DROP TRIGGER steps_of_own_locations ON nights_locationstep;
    DROP POLICY own_name ON nights_locationcapacity;
    DROP POLICY own_name ON nights_locationstep;
"""
# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'set', true)"


def _of_location() -> list[tuple[str, models.Field]]:
    """The columns that every line about a location has."""
    return [
        (
            "id",
            models.BigAutoField(
                auto_created=True,
                primary_key=True,
                serialize=False,
                verbose_name="ID",
            ),
        ),
        ("at", models.DateTimeField(auto_now_add=True)),
        ("actor_id", models.BigIntegerField()),
        (
            "location",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="nights.location"
            ),
        ),
        (
            "municipality",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                to="identity.municipality",
            ),
        ),
        (
            "provider",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="parties.provider"
            ),
        ),
    ]


class Migration(migrations.Migration):
    """The life of a location: proposed, confirmed, handed over, closed."""

    dependencies = [
        ("nights", "0004_hand_ins"),
        ("places", "0003_proposed"),
    ]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="location",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("asked", "Asked"),
                    ("confirmed", "Confirmed"),
                    ("refused", "Refused"),
                ],
                db_default="confirmed",
                default="confirmed",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="location",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followed_by",
                to="nights.location",
            ),
        ),
        migrations.AddIndex(
            model_name="location",
            index=models.Index(
                condition=models.Q(("state", "proposed")),
                fields=["municipality", "id"],
                name="location_to_confirm",
            ),
        ),
        migrations.CreateModel(
            name="LocationStep",
            fields=[
                *_of_location(),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("registered", "Registered"),
                            ("asked", "Asked"),
                            ("answered", "Answered"),
                            ("confirmed", "Confirmed"),
                            ("refused", "Refused"),
                            ("handed_over", "Handed Over"),
                            ("closed", "Closed"),
                            ("reopened", "Reopened"),
                        ],
                        max_length=11,
                    ),
                ),
                ("on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("claimed_places", models.PositiveIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="LocationCapacity",
            fields=[
                *_of_location(),
                (
                    "what",
                    models.CharField(
                        choices=[("permitted", "Permitted"), ("factual", "Factual")],
                        max_length=9,
                    ),
                ),
                ("places", models.PositiveIntegerField(null=True)),
                ("since", models.DateField()),
            ],
        ),
        migrations.RunSQL(_OWN_LOCATIONS, _NO_OWN_LOCATIONS),
        migrations.RunSQL(_PARTS_OF_LOCATIONS, _NO_PARTS_OF_LOCATIONS),
        *[
            operation
            for table in ("nights_locationstep", "nights_locationcapacity")
            for operation in (
                isolate(table, municipality="municipality_id", provider="provider_id"),
                append_only(table),
            )
        ],
        migrations.RunSQL(_HISTORY, _NO_HISTORY),
    ]
