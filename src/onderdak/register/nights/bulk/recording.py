"""Step 4: guests, seals, rooms and beds, stays and statements into the register."""

from typing import Any

from django.db import connection

from onderdak.register.nights.bulk.seals import Seals
from onderdak.register.nights.bulk.staging import copy_rows

# Only guests, rooms and beds of rows that are recorded: a rejected row adds nothing.
_NEW_GUESTS = """
    INSERT INTO nights_guest (id, provider_id, reference, initials)
    SELECT id, %(provider)s, reference, initials FROM named_guests
    WHERE id IN (SELECT guest_id FROM declared)
"""
_SEALS = """
    DROP TABLE IF EXISTS seals;
    CREATE TEMPORARY TABLE seals (
        guest_id bigint, sealed bytea, key_for_provider bytea,
        key_for_municipality bytea, fingerprint bytea, match_hash bytea,
        hash_strength smallint, initials text
    ) ON COMMIT DROP;
"""
_COPY_SEALS = "COPY seals FROM STDIN (FORMAT BINARY)"
_SEAL_TYPES = ["int8", "bytea", "bytea", "bytea", "bytea", "bytea", "int2", "text"]
_SUPERSEDE_SEALS = """
    WITH gone AS (
        DELETE FROM nights_guestidentity i USING seals s
        WHERE i.guest_id = s.guest_id AND i.municipality_id = %(municipality)s
          AND s.guest_id IN (SELECT guest_id FROM declared)
        RETURNING i.*
    )
    INSERT INTO nights_supersededidentity (guest_id, municipality_id, provider_id,
        sealed, key_for_provider, key_for_municipality, match_hash, hash_version,
        provider_key_version, municipality_key_version, superseded_at, superseded_by)
    SELECT guest_id, municipality_id, provider_id, sealed, key_for_provider,
        key_for_municipality, match_hash, hash_version, provider_key_version,
        municipality_key_version, now(), %(declaration)s
    FROM gone
"""
_KEEP_SEALS = """
    INSERT INTO nights_guestidentity (guest_id, municipality_id, provider_id, sealed,
        key_for_provider, key_for_municipality, fingerprint, match_hash, hash_version,
        hash_strength, provider_key_version, municipality_key_version)
    SELECT guest_id, %(municipality)s, %(provider)s, sealed, key_for_provider,
        key_for_municipality, fingerprint, match_hash, %(version)s, hash_strength,
        %(provider_key)s, %(municipality_key)s
    FROM seals WHERE guest_id IN (SELECT guest_id FROM declared)
"""

_INITIALS = """
    UPDATE nights_guest g SET initials = s.initials FROM seals s
    WHERE g.id = s.guest_id AND g.initials <> s.initials
      AND g.id IN (SELECT guest_id FROM declared)
"""

_ROOMS = """
    INSERT INTO nights_room (id, municipality_id, provider_id, location_id, label)
    SELECT id, %(municipality)s, %(provider)s, location_id, label FROM named_rooms
    WHERE id IN (SELECT room_id FROM declared)
"""
_BEDS = """
    INSERT INTO nights_bed (id, municipality_id, provider_id, room_id, label)
    SELECT id, %(municipality)s, %(provider)s, room_id, label FROM named_beds
    WHERE id IN (SELECT bed_id FROM declared)
"""

_SUPERSEDE = """
    WITH gone AS (
        DELETE FROM nights_stay s
        WHERE s.id IN (SELECT stay_id FROM declared WHERE outcome = 'corrected'
                       UNION ALL SELECT stay_id FROM swallowed
                       UNION ALL SELECT stay_id FROM left_out)
        RETURNING s.*
    )
    INSERT INTO nights_supersededstay (stay_id, municipality_id, provider_id,
        location_id, guest_id, arrival, departure, expected_departure, room_id, bed_id,
        work_municipality, declaration_id, superseded_at, superseded_by)
    SELECT id, municipality_id, provider_id, location_id, guest_id, arrival, departure,
        expected_departure, room_id, bed_id, work_municipality, declaration_id, now(),
        %(declaration)s
    FROM gone
"""
_CORRECTED = """
    INSERT INTO nights_stay (id, municipality_id, provider_id, location_id, guest_id,
        arrival, departure, expected_departure, room_id, bed_id, work_municipality,
        declaration_id)
    SELECT stay_id, %(municipality)s, %(provider)s, location_id, guest_id, arrival,
        departure, expected_departure, room_id, bed_id, work_municipality,
        %(declaration)s
    FROM declared WHERE outcome = 'corrected'
"""
_NEW = """
    INSERT INTO nights_stay (municipality_id, provider_id, location_id, guest_id,
        arrival, departure, expected_departure, room_id, bed_id, work_municipality,
        declaration_id)
    SELECT %(municipality)s, %(provider)s, location_id, guest_id, arrival, departure,
        expected_departure, room_id, bed_id, work_municipality, %(declaration)s
    FROM declared WHERE outcome = 'new'
"""
# What was absent ends with the period's beginning; what began in it is only gone.
_ENDED = """
    INSERT INTO nights_stay (id, municipality_id, provider_id, location_id, guest_id,
        arrival, departure, room_id, bed_id, work_municipality, declaration_id)
    SELECT stay_id, %(municipality)s, %(provider)s, location_id, guest_id, arrival,
        ends_on, room_id, bed_id, work_municipality, %(declaration)s
    FROM left_out WHERE ends_on IS NOT NULL
"""

# What is stated for a stay holds from the date that goes with it. Without one it holds
# from the arrival when it is the first word about that stay, or when the stay is over;
# else from the day of declaring: a provider's word does not reach back unasked.
_STATE = """
    DROP TABLE IF EXISTS stated;
    CREATE TEMPORARY TABLE stated ON COMMIT DROP AS
    SELECT DISTINCT ON (d.guest_id, since.day) d.guest_id, since.day AS valid_from,
        d.status, d.brp_municipality
    FROM declared d
    LEFT JOIN LATERAL (
        SELECT t.status, t.brp_municipality FROM nights_registrationstatement t
        WHERE t.guest_id = d.guest_id AND t.municipality_id = %(municipality)s
          AND t.valid_from < coalesce(d.departure, 'infinity')
        ORDER BY t.valid_from DESC LIMIT 1
    ) AS held ON true
    CROSS JOIN LATERAL (SELECT coalesce(d.registered_since,
        CASE WHEN held.status IS NULL OR d.departure <= %(on)s OR d.arrival > %(on)s
             THEN d.arrival ELSE %(on)s END) AS day) AS since
    WHERE d.status <> '' AND d.outcome <> 'unchanged'
      AND (d.registered_since IS NOT NULL OR held.status IS NULL
           OR (held.status, held.brp_municipality)
              IS DISTINCT FROM (d.status, d.brp_municipality))
    ORDER BY d.guest_id, since.day, d.line DESC
"""
_SUPERSEDE_STATEMENTS = """
    WITH gone AS (
        DELETE FROM nights_registrationstatement t USING stated s
        WHERE t.guest_id = s.guest_id AND t.municipality_id = %(municipality)s
          AND t.valid_from = s.valid_from
        RETURNING t.*
    )
    INSERT INTO nights_supersededstatement (guest_id, municipality_id, provider_id,
        valid_from, status, brp_municipality, declaration_id, superseded_at,
        superseded_by)
    SELECT guest_id, municipality_id, provider_id, valid_from, status,
        brp_municipality, declaration_id, now(), %(declaration)s
    FROM gone
"""
_STATEMENTS = """
    INSERT INTO nights_registrationstatement (guest_id, municipality_id, valid_from,
        provider_id, status, brp_municipality, declaration_id)
    SELECT guest_id, %(municipality)s, valid_from, %(provider)s, status,
        brp_municipality, %(declaration)s
    FROM stated
"""

_FORGET_DOUBLE_LETS = """
    DELETE FROM nights_doublelet x USING declared d
    WHERE d.outcome = 'corrected' AND d.stay_id IN (x.first_stay_id, x.second_stay_id)
"""
_FORGET_SWALLOWED = """
    DELETE FROM nights_doublelet x
    USING (SELECT stay_id FROM swallowed UNION ALL SELECT stay_id FROM left_out) w
    WHERE w.stay_id IN (x.first_stay_id, x.second_stay_id)
"""
# The stays of these houses from the first changed day on are looked up once, by their
# index, and then put beside each other: a row at a time costs a full house a second.
_DOUBLE_LETS = """
    INSERT INTO nights_doublelet (municipality_id, provider_id, location_id, bed_id,
        first_stay_id, second_stay_id, since, until)
    WITH here AS MATERIALIZED (
        SELECT id, municipality_id, provider_id, location_id, bed_id, arrival,
            departure, ends, declaration_id
        FROM nights_stay
        WHERE bed_id IS NOT NULL
          AND location_id = ANY (ARRAY(
                SELECT location_id FROM declared WHERE bed_id IS NOT NULL
                UNION SELECT location_id FROM left_out))
          AND ends > (SELECT coalesce(min(arrival), 'infinity') FROM (
                SELECT arrival FROM declared WHERE outcome <> 'unchanged'
                UNION ALL SELECT arrival FROM left_out) AS changed)
    )
    SELECT DISTINCT a.municipality_id, a.provider_id, a.location_id, a.bed_id,
        least(a.id, b.id), greatest(a.id, b.id), greatest(a.arrival, b.arrival),
        least(a.departure, b.departure)
    FROM here a
    JOIN here b ON b.bed_id = a.bed_id
        AND b.id <> a.id AND b.arrival < a.ends AND b.ends > a.arrival
    WHERE a.declaration_id = %(declaration)s
    ON CONFLICT (first_stay_id, second_stay_id) DO NOTHING
"""


def _run(statement: str, known: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, known)
        return int(cursor.rowcount)


def record_guests(known: dict[str, Any]) -> None:
    """Add the guests that are new to the provider."""
    _run(_NEW_GUESTS, known)


def record_seals(seals: Seals, known: dict[str, Any]) -> None:
    """Keep what is newly sealed, in the place of what it replaces."""
    if not seals:
        return
    with connection.cursor() as cursor:
        cursor.execute(_SEALS)
    copy_rows(_COPY_SEALS, _SEAL_TYPES, seals)
    _run(_SUPERSEDE_SEALS, known)
    _run(_KEEP_SEALS, known)
    _run(_INITIALS, known)


def record_rooms(known: dict[str, Any]) -> None:
    """Add rooms and beds that the provider names for the first time."""
    _run(_ROOMS, known)
    _run(_BEDS, known)


def record_stays(known: dict[str, Any]) -> None:
    """Replace what is corrected, keeping the earlier form, and add what is new."""
    if _run(_SUPERSEDE, known):
        _run(_CORRECTED, known)
        _run(_ENDED, known)
    _run(_NEW, known)


def record_statements(known: dict[str, Any]) -> int:
    """Keep what is stated about registration, from the date on which it holds."""
    _run(_STATE, known)
    _run(_SUPERSEDE_STATEMENTS, known)
    return _run(_STATEMENTS, known)


def flag_double_lets(known: dict[str, Any]) -> int:
    """Record every bed that these stays share with another in some night."""
    _run(_FORGET_DOUBLE_LETS, known)
    _run(_FORGET_SWALLOWED, known)
    return _run(_DOUBLE_LETS, known)
