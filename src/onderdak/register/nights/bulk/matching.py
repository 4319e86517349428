"""Step 3: what each row is to the register: new, a correction, unchanged, or wrong."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from onderdak.kernel.text import msgid, text
from onderdak.register.nights.bulk.seals import ToSeal
from onderdak.register.nights.domain.declared import (
    Correction,
    DeclaredStay,
    Field,
    Outcome,
    RowError,
)

# A row and a stored stay of the same guest at the same location that overlap are the
# same stay. Each row takes at most one stored stay and each stored stay at most one
# row: equal arrivals find each other first, then what is left in the order of arrival.
_FIND_STAYS = """
    WITH pairs AS (
        SELECT d.line, s.id,
               row_number() OVER (PARTITION BY s.id ORDER BY d.arrival) AS of_stay,
               row_number() OVER (PARTITION BY d.line ORDER BY s.arrival) AS of_row
        FROM declared d
        JOIN nights_stay s ON s.guest_id = d.guest_id
            AND s.location_id = d.location_id
            AND s.provider_id = %(provider)s
            AND s.arrival < coalesce(d.departure, 'infinity')
            AND s.ends > d.arrival
        WHERE d.stay_id IS NULL AND ({condition})
          AND NOT EXISTS (SELECT 1 FROM declared m WHERE m.stay_id = s.id)
    )
    UPDATE declared d SET stay_id = p.id, outcome = 'corrected'
    FROM pairs p WHERE p.line = d.line AND p.of_stay = 1 AND p.of_row = 1
"""
_EQUAL_ARRIVALS = _FIND_STAYS.format(condition="s.arrival = d.arrival")
_IN_ORDER = _FIND_STAYS.format(condition="true")

# A row that covers further stays of its guest wholly has swallowed them: two stays
# that were one.
_SWALLOW = """
    DROP TABLE IF EXISTS swallowed;
    CREATE TEMPORARY TABLE swallowed ON COMMIT DROP AS
    SELECT DISTINCT s.id AS stay_id
    FROM declared d
    JOIN nights_stay s ON s.guest_id = d.guest_id AND s.location_id = d.location_id
        AND s.provider_id = %(provider)s AND s.arrival >= d.arrival
        AND s.ends <= coalesce(d.departure, '9999-12-31')
    WHERE d.stay_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM declared m WHERE m.stay_id = s.id)
"""

_NOT_SWALLOWED = """
    DELETE FROM swallowed w WHERE NOT EXISTS (
        SELECT 1 FROM nights_stay s
        JOIN declared d ON d.guest_id = s.guest_id AND d.location_id = s.location_id
            AND d.stay_id IS NOT NULL AND s.arrival >= d.arrival
            AND s.ends <= coalesce(d.departure, '9999-12-31')
        WHERE s.id = w.stay_id)
"""

# An undated status says something new only when it differs from the statement in force
# at the end of that stay: the same file again finds its own words.
_FIND_UNCHANGED = """
    UPDATE declared d SET outcome = 'unchanged'
    FROM nights_stay s
    WHERE s.id = d.stay_id
      AND s.arrival = d.arrival
      AND s.departure IS NOT DISTINCT FROM d.departure
      AND s.expected_departure IS NOT DISTINCT FROM d.expected_departure
      AND s.room_id IS NOT DISTINCT FROM d.room_id
      AND s.bed_id IS NOT DISTINCT FROM d.bed_id
      AND s.work_municipality = d.work_municipality
      AND NOT d.to_seal
      AND (d.status = '' OR (d.status, d.brp_municipality) = (
            SELECT t.status, t.brp_municipality FROM nights_registrationstatement t
            WHERE t.guest_id = d.guest_id AND t.municipality_id = %(municipality)s
              AND t.valid_from < coalesce(d.departure, 'infinity')
              AND (d.registered_since IS NULL OR t.valid_from = d.registered_since)
            ORDER BY t.valid_from DESC LIMIT 1))
"""

_KEEP_WORK = """
    UPDATE declared d SET work_municipality = s.work_municipality
    FROM nights_stay s
    WHERE s.id = d.stay_id AND d.work_municipality = '' AND s.work_municipality <> ''
"""

# Every earlier row counts, not the one before alone: a long stay reaches over short
# ones. The longest of them and its line are one number, so that one look is enough.
_TWICE_IN_FILE = """
    SELECT line, reference, arrival, (longest % 10000000000)::int FROM (
        SELECT line, reference, arrival,
               max((coalesce(departure, '9999-12-31') - date '0001-01-01')::bigint
                   * 10000000000 + line) OVER (
                   PARTITION BY reference ORDER BY arrival, line
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS longest
        FROM declared
    ) AS rows
    WHERE longest / 10000000000 > arrival - date '0001-01-01' ORDER BY line
"""

_ELSEWHERE = """
    SELECT DISTINCT ON (d.line) d.line, d.reference, d.arrival, l.name, s.arrival,
           s.departure
    FROM declared d
    JOIN nights_stay s ON s.guest_id = d.guest_id AND s.provider_id = %(provider)s
        AND s.arrival < coalesce(d.departure, 'infinity') AND s.ends > d.arrival
    JOIN nights_location l ON l.id = s.location_id
    WHERE NOT EXISTS (SELECT 1 FROM declared m WHERE m.stay_id = s.id)
      AND NOT EXISTS (SELECT 1 FROM swallowed w WHERE w.stay_id = s.id)
      AND NOT EXISTS (SELECT 1 FROM left_out o WHERE o.stay_id = s.id
                      AND (o.ends_on IS NULL OR o.ends_on <= d.arrival))
    ORDER BY d.line, s.arrival
"""

# What stands as it stood is no error: it was declared when it was still possible.
_OUT_OF_USE = """
    SELECT d.line, d.arrival, d.departure, l.name, l.closed_on
    FROM nights_location l JOIN declared d ON d.location_id = l.id
    WHERE d.outcome <> 'unchanged'
      AND coalesce(d.departure, 'infinity') > l.closed_on
    ORDER BY d.line
"""

_CORRECTIONS = """
    SELECT d.line, d.reference, d.arrival, d.departure, s.arrival, s.departure
    FROM declared d JOIN nights_stay s ON s.id = d.stay_id
    WHERE d.outcome = 'corrected' ORDER BY d.line LIMIT %(limit)s
"""

_TWICE = msgid(
    "Guest %(reference)s is already on line %(other)s for this night. Let the first"
    " stay end before the second begins."
)
_ANOTHER_GUEST = msgid(
    "Reference %(reference)s stands for another guest on line %(other)s. Give each"
    " guest a reference of their own."
)
_UNNAMED = msgid(
    "Guest %(reference)s is not known here yet. State the name, the place of residence"
    " and the kind of document."
)
_STAYS_ELSEWHERE = msgid(
    "Guest %(reference)s already has a stay at %(location)s from %(arrival)s to"
    " %(departure)s. End that stay first, or mend the dates."
)

_CLOSED_THEN = msgid(
    "%(location)s is closed since %(closed)s. Choose the location where the guest"
    " sleeps now, or use this one again first."
)
_CLOSES_BEFORE = msgid(
    "%(location)s is closed since %(closed)s. Let the stay end on that day at the"
    " latest, or use this location again first."
)


def match(provider: int, municipality: str, *, asks_work: bool = False) -> None:
    """Find for each staged row the stay it is about, and whether that changes."""
    known: dict[str, Any] = {"provider": provider, "municipality": municipality}
    with connection.cursor() as cursor:
        cursor.execute(_EQUAL_ARRIVALS, known)
        found = cursor.rowcount
        cursor.execute(_IN_ORDER, known)
        while cursor.rowcount:
            found += cursor.rowcount
            cursor.execute(_IN_ORDER, known)
        cursor.execute(_SWALLOW, known)
        if found and asks_work:
            cursor.execute(_KEEP_WORK)
        if found:
            cursor.execute(_FIND_UNCHANGED, known)


def find_errors(
    rows: Sequence[DeclaredStay], to_seal: ToSeal, provider: int
) -> list[RowError]:
    """Every row that cannot be recorded as it stands, in the order of the lines."""
    errors = [*_twice_in_file(), *find_elsewhere(provider), *_out_of_use()]
    if to_seal.conflicts:
        errors += _two_guests_one_reference(rows, to_seal.conflicts)
    if to_seal.unnamed:
        errors += _unnamed(rows, to_seal.unnamed)
    return sorted(errors, key=lambda error: (error.line, error.field))


def _twice_in_file() -> list[RowError]:
    with connection.cursor() as cursor:
        cursor.execute(_TWICE_IN_FILE)
        return [
            RowError(
                line,
                Field.ARRIVAL,
                arrival.isoformat(),
                text(_TWICE, reference=reference, other=other),
            )
            for line, reference, arrival, other in cursor.fetchall()
        ]


def _two_guests_one_reference(
    rows: Sequence[DeclaredStay], conflicts: Mapping[int, int]
) -> list[RowError]:
    return [
        RowError(
            row.line,
            Field.REFERENCE,
            row.reference,
            text(_ANOTHER_GUEST, reference=row.reference, other=conflicts[row.line]),
        )
        for row in rows
        if row.line in conflicts
    ]


def _unnamed(rows: Sequence[DeclaredStay], unnamed: frozenset[int]) -> list[RowError]:
    return [
        RowError(row.line, Field.NAME, "", text(_UNNAMED, reference=row.reference))
        for row in rows
        if row.line in unnamed
    ]


def find_elsewhere(provider: int) -> list[RowError]:
    """Rows that overlap another stay of their guest that nothing here replaces."""
    with connection.cursor() as cursor:
        cursor.execute(_ELSEWHERE, {"provider": provider})
        return [
            RowError(
                line,
                Field.ARRIVAL,
                arrival.isoformat(),
                text(
                    _STAYS_ELSEWHERE,
                    reference=reference,
                    location=location,
                    arrival=since,
                    departure=until or text("an open end"),
                ),
            )
            for line, reference, arrival, location, since, until in cursor.fetchall()
        ]


def _out_of_use() -> list[RowError]:
    """Rows with nights in which their location is closed.

    Nights before the day on which it came into the register are welcome: people slept
    there before anybody wrote it down.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OUT_OF_USE)
        return [_when_not_in_use(*row) for row in cursor.fetchall()]


def _when_not_in_use(
    line: int,
    arrival: date,
    departure: date | None,
    name: str,
    closed: date,
) -> RowError:
    if arrival >= closed:
        said = text(_CLOSED_THEN, location=name, closed=closed)
        return RowError(line, Field.ARRIVAL, arrival.isoformat(), said)
    said = text(_CLOSES_BEFORE, location=name, closed=closed)
    written = departure.isoformat() if departure else ""
    return RowError(line, Field.DEPARTURE, written, said)


def drop_lines(lines: set[int]) -> None:
    """Leave rows out, so that the good ones can go on; what they swallowed stays."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM declared WHERE line = ANY (%s)", [sorted(lines)])
        cursor.execute(_NOT_SWALLOWED)


def outcomes() -> dict[str, int]:
    """How many rows are new, corrected or unchanged."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT outcome, count(*) FROM declared GROUP BY outcome")
        return dict(cursor.fetchall())


def outcome_per_line() -> dict[int, Outcome]:
    """What each staged row is: new, corrected or unchanged; rejected rows are gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT line, outcome FROM declared ORDER BY line")
        return {line: Outcome(outcome) for line, outcome in cursor.fetchall()}


def corrections(limit: int) -> list[Correction]:
    """The first corrections, with what they replace."""
    with connection.cursor() as cursor:
        cursor.execute(_CORRECTIONS, {"limit": limit})
        return [Correction(*row) for row in cursor.fetchall()]
