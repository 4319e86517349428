"""What of the night register may go when it is past its term, and re-wrapped keys."""

from django.db import migrations

from onderdak.foundation.privacy.destroyable import destroyable

# The term counts from the departure; an open stay has none and never goes. A form
# that was replaced counts from its own departure or from the day it was replaced,
# whichever came first, so that nothing of a night outlives its term.
_SHARED = """
    CREATE FUNCTION nights_is_past(
        departure date, location bigint, months int, on_day date, kept bigint[]
    ) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT departure IS NOT NULL
           AND (departure + make_interval(months => months))::date <= on_day
           AND NOT location = ANY (kept)
    $$;
    CREATE FUNCTION nights_replaced_on(departure date, superseded_at timestamptz)
    RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT least(departure, (superseded_at AT TIME ZONE 'Europe/Amsterdam')::date)
    $$;

    -- A guest may sleep in several towns: to know that no stay is left anywhere, the
    -- functions look at all rows of the providers that this town admitted.
    CREATE FUNCTION nights_widen(town text) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        PERFORM privacy_check_town(town);
        PERFORM set_config('onderdak.providers', coalesce(
            (SELECT '{' || string_agg(a.provider_id::text, ',') || '}'
             FROM parties_admission a WHERE a.municipality_id = town), '{}'), true);
    END $$;

    -- Declarations of these providers wait while a batch of guests goes.
    CREATE FUNCTION nights_take_turns(town text) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    DECLARE one bigint;
    BEGIN
        FOR one IN SELECT a.provider_id FROM parties_admission a
                   WHERE a.municipality_id = town ORDER BY 1 LOOP
            PERFORM pg_advisory_xact_lock(hashtext('nights.declare'), one::int);
        END LOOP;
    END $$;

    -- Guests who keep a stay, or an earlier form of one: those are not past their
    -- term, or must be kept. Once for a town, and once for wherever a guest slept.
    CREATE FUNCTION nights_guests_kept(
        town text, months int, on_day date, kept bigint[]
    ) RETURNS TABLE (guest bigint)
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
        SELECT s.guest_id FROM nights_stay s WHERE s.municipality_id = town
          AND NOT nights_is_past(s.departure, s.location_id, months, on_day, kept)
        UNION
        SELECT f.guest_id FROM nights_supersededstay f WHERE f.municipality_id = town
          AND NOT nights_is_past(nights_replaced_on(f.departure, f.superseded_at),
                                 f.location_id, months, on_day, kept)
    $$;
    CREATE FUNCTION nights_guests_known(
        town text, months int, on_day date, kept bigint[]
    ) RETURNS TABLE (guest bigint)
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
        SELECT guest FROM nights_guests_kept(town, months, on_day, kept)
        UNION SELECT guest_id FROM nights_stay WHERE municipality_id <> town
        UNION SELECT guest_id FROM nights_supersededstay WHERE municipality_id <> town
        UNION SELECT guest_id FROM nights_guestidentity WHERE municipality_id <> town
        UNION SELECT guest_id FROM nights_supersededidentity
              WHERE municipality_id <> town
        UNION SELECT guest_id FROM nights_registrationstatement
              WHERE municipality_id <> town
        UNION SELECT guest_id FROM nights_supersededstatement
              WHERE municipality_id <> town
    $$;
    REVOKE ALL ON FUNCTION nights_widen(text), nights_take_turns(text),
        nights_guests_kept(text, int, date, bigint[]),
        nights_guests_known(text, int, date, bigint[]) FROM PUBLIC;
"""
_SHARED_REVERSE = """
    DROP FUNCTION nights_guests_known(text, int, date, bigint[]);
    DROP FUNCTION nights_guests_kept(text, int, date, bigint[]);
    DROP FUNCTION nights_take_turns(text);
    DROP FUNCTION nights_widen(text);
    DROP FUNCTION nights_replaced_on(date, timestamptz);
    DROP FUNCTION nights_is_past(date, bigint, int, date, bigint[]);
"""

# A seal whose key is gone is a name lost: a row cannot come in under a key that was
# removed, and a re-wrapped row key is all that may change in a sealed row.
_KEYS = """
    CREATE FUNCTION nights_check_keys() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM (
                SELECT DISTINCT 'provider:' || provider_id AS holder,
                       provider_key_version AS version FROM written
                UNION
                SELECT DISTINCT 'municipality:' || municipality_id,
                       municipality_key_version FROM written
            ) w LEFT JOIN privacy_datakey k
                ON k.holder = w.holder AND k.version = w.version AND k.use = 'seal'
            WHERE k.id IS NULL
        ) THEN
            RAISE EXCEPTION 'a key of this seal is gone'
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER identities_have_keys AFTER INSERT ON nights_guestidentity
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_keys();
    GRANT UPDATE (key_for_provider, provider_key_version, key_for_municipality,
        municipality_key_version)
        ON nights_guestidentity, nights_supersededidentity TO onderdak_app;
"""
_KEYS_REVERSE = """
    REVOKE UPDATE (key_for_provider, provider_key_version, key_for_municipality,
        municipality_key_version)
        ON nights_guestidentity, nights_supersededidentity FROM onderdak_app;
    DROP TRIGGER identities_have_keys ON nights_guestidentity;
    DROP FUNCTION nights_check_keys();
"""

_STAYS = """
    SELECT t.ctid, t.id::text, t.departure
    FROM nights_location l JOIN nights_stay t ON t.location_id = l.id
    WHERE l.municipality_id = town AND t.municipality_id = town
      AND t.ends <= (on_day - make_interval(months => months))::date + 4
      AND nights_is_past(t.departure, t.location_id, months, on_day, kept)
"""
_DOUBLE_LETS = """
    SELECT t.ctid, t.id::text, t.until FROM nights_doublelet t
    WHERE t.municipality_id = town
      AND nights_is_past(t.until, t.location_id, months, on_day, kept)
"""
_FORMS = """
    SELECT t.ctid, t.id::text, nights_replaced_on(t.departure, t.superseded_at)
    FROM nights_supersededstay t
    LEFT JOIN nights_stay s ON s.id = t.stay_id
        AND NOT nights_is_past(s.departure, s.location_id, months, on_day, kept)
    WHERE t.municipality_id = town AND s.id IS NULL
      AND nights_is_past(nights_replaced_on(t.departure, t.superseded_at),
                         t.location_id, months, on_day, kept)
"""
_IDENTITIES = """
    SELECT t.ctid, t.guest_id::text, NULL::date
    FROM nights_guestidentity t
    LEFT JOIN nights_guests_kept(town, months, on_day, kept) k ON k.guest = t.guest_id
    WHERE t.municipality_id = town AND k.guest IS NULL
"""
# What was replaced goes with its guest, or by its own term.
_REPLACED = """
    SELECT t.ctid, t.id::text, (t.superseded_at AT TIME ZONE 'Europe/Amsterdam')::date
    FROM {table} t
    LEFT JOIN nights_guests_kept(town, months, on_day, kept) k ON k.guest = t.guest_id
    WHERE t.municipality_id = town AND (
        k.guest IS NULL
        OR (((t.superseded_at AT TIME ZONE 'Europe/Amsterdam')::date
             + make_interval(months => months))::date <= on_day
            AND NOT EXISTS (SELECT 1 FROM nights_stay s WHERE s.guest_id = t.guest_id
                            AND s.location_id = ANY (kept))))
"""
# The last word before a guest's kept stays began still says how those count.
_STATEMENTS = """
    SELECT t.ctid, t.guest_id || ' ' || t.valid_from, t.valid_from
    FROM (
        SELECT r.ctid, r.guest_id, r.valid_from, lead(r.valid_from) OVER (
                   PARTITION BY r.guest_id ORDER BY r.valid_from) AS until
        FROM nights_registrationstatement r WHERE r.municipality_id = town
    ) t
    LEFT JOIN nights_guests_kept(town, months, on_day, kept) k ON k.guest = t.guest_id
    LEFT JOIN (
        SELECT s.guest_id, min(s.arrival) AS arrival
        FROM (
            SELECT guest_id, arrival, departure, location_id FROM nights_stay
            WHERE municipality_id = town
            UNION ALL
            SELECT guest_id, arrival, nights_replaced_on(departure, superseded_at),
                   location_id FROM nights_supersededstay WHERE municipality_id = town
        ) s
        WHERE NOT nights_is_past(s.departure, s.location_id, months, on_day, kept)
        GROUP BY s.guest_id
    ) f ON f.guest_id = t.guest_id
    WHERE k.guest IS NULL
       OR ((t.until + make_interval(months => months))::date <= on_day
           AND t.until <= f.arrival)
"""
_DECLARATIONS = """
    WITH kept_ones AS (
        SELECT s.declaration_id AS id FROM nights_stay s
        WHERE s.municipality_id = town
          AND NOT nights_is_past(s.departure, s.location_id, months, on_day, kept)
        UNION
        SELECT unnest(ARRAY[f.declaration_id, f.superseded_by])
        FROM nights_supersededstay f WHERE f.municipality_id = town
          AND NOT nights_is_past(nights_replaced_on(f.departure, f.superseded_at),
                                 f.location_id, months, on_day, kept)
        UNION
        SELECT r.declaration_id FROM nights_registrationstatement r
        LEFT JOIN nights_registrationstatement_past(town, months, on_day, kept) p
            ON p.at = r.ctid
        WHERE r.municipality_id = town AND p.at IS NULL
    )
    SELECT t.ctid, t.id::text, (t.declared_at AT TIME ZONE 'Europe/Amsterdam')::date
    FROM nights_declaration t LEFT JOIN kept_ones o ON o.id = t.id
    WHERE t.municipality_id = town AND o.id IS NULL
      AND ((t.declared_at AT TIME ZONE 'Europe/Amsterdam')::date
           + make_interval(months => months))::date <= on_day
"""
_GUESTS = """
    SELECT t.ctid, t.id::text, NULL::date
    FROM parties_admission a
    JOIN nights_guest t ON t.provider_id = a.provider_id
    LEFT JOIN nights_guests_known(town, months, on_day, kept) k ON k.guest = t.id
    WHERE a.municipality_id = town AND k.guest IS NULL
"""
_CONFIRMATIONS = """
    SELECT t.ctid, t.id::text, t.night FROM nights_nightconfirmation t
    WHERE t.municipality_id = town
      AND nights_is_past(t.night, t.location_id, months, on_day, kept)
"""


_TAPS = """
    SELECT t.ctid, t.id::text, t.night
    FROM nights_location l JOIN nights_tap t ON t.location_id = l.id
    WHERE l.municipality_id = town
      AND nights_is_past(t.night, t.location_id, months, on_day, kept)
"""
# Its file was kept aside for days, not months.
_HAND_INS = """
    SELECT t.ctid, t.id::text, (t.changed_at AT TIME ZONE 'Europe/Amsterdam')::date
    FROM nights_handin t
    WHERE t.municipality_id = town
      AND ((t.changed_at AT TIME ZONE 'Europe/Amsterdam')::date
           + make_interval(months => months))::date <= on_day
"""
_MENDING = """
    SELECT t.ctid, t.id::text, (t.asked_at AT TIME ZONE 'Europe/Amsterdam')::date
    FROM nights_mendingrequest t
    LEFT JOIN nights_guests_kept(town, months, on_day, kept) k ON k.guest = t.guest_id
    WHERE t.municipality_id = town AND (
        k.guest IS NULL
        OR ((t.asked_at AT TIME ZONE 'Europe/Amsterdam')::date
            + make_interval(months => months))::date <= on_day)
"""
_CODES = """
    SELECT c.ctid, c.id::text, NULL::date
    FROM parties_admission a
    JOIN nights_guest t ON t.provider_id = a.provider_id
    JOIN nights_guestcode c ON c.guest_id = t.id
    LEFT JOIN nights_guests_known(town, months, on_day, kept) k ON k.guest = t.id
    WHERE a.municipality_id = town AND k.guest IS NULL
"""
_EMERGENCY = """
    SELECT t.ctid, t.id::text, (t.{column} AT TIME ZONE 'Europe/Amsterdam')::date
    FROM {table} t
    WHERE t.municipality_id = town
      AND ((t.{column} AT TIME ZONE 'Europe/Amsterdam')::date
           + make_interval(months => months))::date <= on_day
"""
_USES = _EMERGENCY.format(table="nights_emergencyuse", column="at")
# Who has seen a use goes with it, whenever it was seen.
_USES_SEEN = """
    SELECT t.ctid, t.id::text, (u.at AT TIME ZONE 'Europe/Amsterdam')::date
    FROM nights_emergencyuseseen t JOIN nights_emergencyuse u ON u.id = t.use_id
    WHERE t.municipality_id = town
      AND ((u.at AT TIME ZONE 'Europe/Amsterdam')::date
           + make_interval(months => months))::date <= on_day
"""
# Uses stand by their own time; a link goes when none of them needs it any more.
_LINKS = """
    SELECT t.ctid, t.id::text, t.expires_on FROM nights_emergencylink t
    LEFT JOIN nights_emergencyuse u ON u.link_id = t.id
        AND ((u.at AT TIME ZONE 'Europe/Amsterdam')::date
             + make_interval(months => months))::date > on_day
    WHERE t.municipality_id = town AND u.id IS NULL
      AND (t.expires_on + make_interval(months => months))::date <= on_day
"""
_STEPS = """
    SELECT t.ctid, t.id::text, t.respond_by FROM nights_compliancestep t
    WHERE t.municipality_id = town
      AND (t.respond_by + make_interval(months => months))::date <= on_day
"""
_INVITATIONS = """
    SELECT t.ctid, t.id::text,
           (coalesce(t.accepted_at, t.expires_at) AT TIME ZONE 'Europe/Amsterdam')::date
    FROM identity_invitation t
    WHERE (t.municipality_id = town OR t.provider_id IN (
            SELECT a.provider_id FROM parties_admission a
            WHERE a.municipality_id = town))
      AND ((t.accepted_at AT TIME ZONE 'Europe/Amsterdam')::date < on_day
           OR (t.expires_at AT TIME ZONE 'Europe/Amsterdam')::date + 30 <= on_day)
"""
_LOCK = "PERFORM nights_take_turns(town);"
_WIDEN = "PERFORM nights_widen(town);"
_TABLES = (
    ("nights_stay", _STAYS, _LOCK),
    ("nights_doublelet", _DOUBLE_LETS, ""),
    ("nights_nightconfirmation", _CONFIRMATIONS, ""),
    ("nights_tap", _TAPS, ""),
    ("nights_supersededstay", _FORMS, ""),
    *[
        (table, _REPLACED.format(table=table), _LOCK)
        for table in ("nights_supersededidentity", "nights_supersededstatement")
    ],
    ("nights_registrationstatement", _STATEMENTS, _LOCK),
    ("nights_guestidentity", _IDENTITIES, _LOCK),
    ("nights_mendingrequest", _MENDING, ""),
    ("nights_declaration", _DECLARATIONS, _LOCK),
    ("nights_handin", _HAND_INS, ""),
    ("nights_compliancestep", _STEPS, ""),
    ("nights_guestcode", _CODES, _LOCK),
    ("nights_guest", _GUESTS, _LOCK),
)


class Migration(migrations.Migration):
    """Destruction in the night register."""

    dependencies = [("nights", "0008_taps"), ("privacy", "0003_destruction")]

    operations = [
        migrations.RunSQL(_SHARED, _SHARED_REVERSE),
        *[
            destroyable(table, room="nights", past=past, widen=_WIDEN, first=first)
            for table, past, first in _TABLES
        ],
        *[
            destroyable(table, room="audit", past=past)
            for table, past in (
                ("nights_emergencyuseseen", _USES_SEEN),
                ("nights_emergencyuse", _USES),
                ("nights_emergencylink", _LINKS),
            )
        ],
        destroyable(
            "identity_invitation",
            room="accounts",
            past=_INVITATIONS,
            fixed="once accepted, or 30 days after it expired",
        ),
        migrations.RunSQL(_KEYS, _KEYS_REVERSE),
    ]
