"""Row security and the integrity of stays."""

from django.db import migrations

from onderdak.foundation.identity.isolation import append_only, isolate

_OF_MUNICIPALITY = ("nights_location", "nights_unit")
_OF_PROVIDER = (
    "nights_room",
    "nights_bed",
    "nights_guestidentity",
    "nights_supersededidentity",
    "nights_registrationstatement",
    "nights_supersededstatement",
    "nights_stay",
    "nights_supersededstay",
    "nights_doublelet",
    "nights_declaration",
)
_EVIDENCE = (
    "nights_supersededidentity",
    "nights_supersededstatement",
    "nights_supersededstay",
    "nights_declaration",
)

# What a constraint per row would cost a large declaration (an exclusion constraint
# seven times a bare COPY, each foreign key twice) is checked here once per statement:
# the tenants of location and guest, and that no guest sleeps in two of a provider's
# beds in one night. The lock lets statements of one provider follow each other, so
# that neither can miss what the other writes. It runs with the owner's rights and an
# 'all' view of the providers concerned: what it must find may be out of scope.
_STAY_INTEGRITY = """
    CREATE FUNCTION nights_check_stays() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    SET enable_nestloop = on SET enable_seqscan = off AS $$
    DECLARE
        one bigint;
        clash record;
        before text := current_setting('onderdak.providers', true);
    BEGIN
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            RAISE EXCEPTION 'stays are written in read committed transactions only';
        END IF;
        PERFORM set_config('onderdak.providers', coalesce(
            (SELECT '{' || string_agg(DISTINCT provider_id::text, ',') || '}'
             FROM written), '{}'), true);
        FOR one IN SELECT DISTINCT provider_id FROM written ORDER BY 1 LOOP
            PERFORM pg_advisory_xact_lock(hashtext('nights_stay'), one::int);
        END LOOP;
        SELECT w.location_id AS number INTO clash
        FROM (SELECT DISTINCT location_id, provider_id, municipality_id
              FROM written) w
        LEFT JOIN nights_location l ON l.id = w.location_id
        WHERE l.id IS NULL OR l.provider_id <> w.provider_id
           OR l.municipality_id <> w.municipality_id
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'location % is not of this provider and municipality',
                clash.number USING ERRCODE = 'foreign_key_violation',
                CONSTRAINT = 'stay_location_of_tenants';
        END IF;
        SELECT w.guest_id AS number INTO clash
        FROM written w
        LEFT JOIN nights_guest g ON g.id = w.guest_id
        WHERE g.id IS NULL OR g.provider_id <> w.provider_id
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'guest % is not of this provider', clash.number
                USING ERRCODE = 'foreign_key_violation',
                CONSTRAINT = 'stay_guest_of_provider';
        END IF;
        SELECT w.guest_id AS number INTO clash
        FROM written w
        JOIN nights_stay s ON s.guest_id = w.guest_id AND s.id <> w.id
            AND s.arrival < w.ends AND s.ends > w.arrival
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'guest % already sleeps here in one of these nights',
                clash.number USING ERRCODE = 'exclusion_violation',
                CONSTRAINT = 'guest_once_a_night';
        END IF;
        PERFORM set_config('onderdak.providers', coalesce(before, '{}'), true);
        RETURN NULL;
    END $$;
    CREATE TRIGGER stays_are_whole AFTER INSERT ON nights_stay
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_stays();

    CREATE FUNCTION nights_keep_while_stays() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        known text := TG_ARGV[0];
        stays boolean;
        before text := current_setting('onderdak.providers', true);
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('nights_stay'), OLD.provider_id::int);
        PERFORM set_config('onderdak.providers', '{' || OLD.provider_id || '}', true);
        IF known = 'guest' THEN
            SELECT EXISTS (SELECT 1 FROM nights_stay WHERE guest_id = OLD.id)
                INTO stays;
        ELSE
            SELECT EXISTS (SELECT 1 FROM nights_stay WHERE location_id = OLD.id)
                INTO stays;
        END IF;
        PERFORM set_config('onderdak.providers', coalesce(before, '{}'), true);
        IF stays THEN
            RAISE EXCEPTION '% % has stays', known, OLD.id
                USING ERRCODE = 'foreign_key_violation',
                CONSTRAINT = 'stay_' || known || '_kept';
        END IF;
        RETURN OLD;
    END $$;
    CREATE TRIGGER guest_has_no_stays BEFORE DELETE ON nights_guest
        FOR EACH ROW EXECUTE FUNCTION nights_keep_while_stays('guest');
    CREATE TRIGGER location_has_no_stays BEFORE DELETE ON nights_location
        FOR EACH ROW EXECUTE FUNCTION nights_keep_while_stays('location');

    CREATE FUNCTION nights_check_guests() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM written w LEFT JOIN nights_guest g ON g.id = w.guest_id
                   WHERE g.id IS NULL OR g.provider_id <> w.provider_id) THEN
            RAISE EXCEPTION 'a guest is not of this provider'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER identities_of_own_guests AFTER INSERT ON nights_guestidentity
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_guests();
    CREATE TRIGGER statements_of_own_guests AFTER INSERT ON nights_registrationstatement
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_guests();

    CREATE FUNCTION nights_check_rooms() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM written w
                   LEFT JOIN nights_location l ON l.id = w.location_id
                   WHERE l.id IS NULL OR l.provider_id <> w.provider_id
                      OR l.municipality_id <> w.municipality_id) THEN
            RAISE EXCEPTION 'a room is not at a location of this provider'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER rooms_of_own_locations AFTER INSERT ON nights_room
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_rooms();

    CREATE FUNCTION nights_check_beds() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM written w LEFT JOIN nights_room r ON r.id = w.room_id
                   WHERE r.id IS NULL OR r.provider_id <> w.provider_id
                      OR r.municipality_id <> w.municipality_id) THEN
            RAISE EXCEPTION 'a bed is not in a room of this provider'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER beds_of_own_rooms AFTER INSERT ON nights_bed
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_beds();

    -- A stay is replaced, never changed; numbers and tenants stay what they are.
    REVOKE UPDATE ON nights_stay, nights_supersededstay, nights_guest,
        nights_guestidentity, nights_registrationstatement, nights_room, nights_bed,
        nights_location, nights_doublelet FROM onderdak_app;
    GRANT UPDATE (name, kind, address_id, permitted_capacity, factual_capacity,
        opened_on, closed_on) ON nights_location TO onderdak_app;
"""
_REVERSE = """
    DROP TRIGGER stays_are_whole ON nights_stay;
    DROP TRIGGER guest_has_no_stays ON nights_guest;
    DROP TRIGGER location_has_no_stays ON nights_location;
    DROP TRIGGER identities_of_own_guests ON nights_guestidentity;
    DROP TRIGGER statements_of_own_guests ON nights_registrationstatement;
    DROP TRIGGER rooms_of_own_locations ON nights_room;
    DROP TRIGGER beds_of_own_rooms ON nights_bed;
    DROP FUNCTION nights_check_stays();
    DROP FUNCTION nights_keep_while_stays();
    DROP FUNCTION nights_check_guests();
    DROP FUNCTION nights_check_rooms();
    DROP FUNCTION nights_check_beds();
    GRANT UPDATE ON nights_stay, nights_supersededstay, nights_guest,
        nights_guestidentity, nights_registrationstatement, nights_room, nights_bed,
        nights_location, nights_doublelet TO onderdak_app;
"""

# The region's view: counts per municipality, never rows. The function works with the
# owner's rights but sees only what it counts, and only for a region in scope.
_REGION_COUNTS = """
    CREATE FUNCTION nights_region_occupancy(wanted_region text, night date)
    RETURNS TABLE (municipality text, locations bigint, permitted bigint,
                   factual bigint, guests bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE before text := current_setting('onderdak.municipalities', true);
    BEGIN
        IF NOT wanted_region = ANY (scope_regions()) THEN
            RAISE EXCEPTION 'region % is outside the scope', wanted_region
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        PERFORM set_config('onderdak.municipalities',
            (SELECT '{' || string_agg(code, ',') || '}' FROM identity_municipality
             WHERE region_id = wanted_region), true);
        RETURN QUERY
            WITH open_locations AS (
                SELECT l.* FROM nights_location l
                WHERE l.opened_on <= night
                  AND (l.closed_on IS NULL OR l.closed_on > night)
            ), sleeping AS (
                SELECT s.municipality_id, count(*) AS guests
                FROM nights_stay s JOIN open_locations l ON l.id = s.location_id
                WHERE s.arrival <= night AND s.ends > night
                GROUP BY s.municipality_id
            ), places AS (
                SELECT l.municipality_id, count(*) AS locations,
                       sum(l.permitted_capacity) AS permitted,
                       sum(l.factual_capacity) AS factual
                FROM open_locations l GROUP BY l.municipality_id
            )
            SELECT m.code::text, coalesce(p.locations, 0),
                   coalesce(p.permitted, 0), coalesce(p.factual, 0),
                   coalesce(s.guests, 0)
            FROM identity_municipality m
            JOIN identity_roomswitch u ON u.municipality_id = m.code
                AND u.room = 'nights'
            LEFT JOIN places p ON p.municipality_id = m.code
            LEFT JOIN sleeping s ON s.municipality_id = m.code
            WHERE m.region_id = wanted_region
            ORDER BY m.name;
        PERFORM set_config('onderdak.municipalities', coalesce(before, '{}'), true);
    END $$;
"""


class Migration(migrations.Migration):
    """Row security of the night register."""

    dependencies = [
        ("nights", "0001_initial"),
        ("identity", "0002_isolation"),
        ("parties", "0002_isolation"),
    ]

    operations = [
        *[
            isolate(
                table,
                municipality="municipality_id",
                provider="provider_id",
                writers=writers,
            )
            for tables, writers in (
                (_OF_MUNICIPALITY, "municipality"),
                (_OF_PROVIDER, "provider"),
            )
            for table in tables
        ],
        *[append_only(table) for table in _EVIDENCE],
        # References stay between provider and register.
        isolate("nights_guest", provider="provider_id"),
        isolate(
            "nights_baselinecount",
            municipality="municipality_id",
            region_of="municipality_id",
        ),
        migrations.RunSQL(_STAY_INTEGRITY, _REVERSE),
        migrations.RunSQL(
            _REGION_COUNTS, "DROP FUNCTION nights_region_occupancy(text, date)"
        ),
    ]
