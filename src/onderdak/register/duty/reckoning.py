"""Rule C01 for many people in one statement: the set-based form of `assess`.

Each person's known nights become a string of bits, one a day, so that the nights of a
half year are a count of ones. An open stay counts one night more each day; the day on
which it fills the gap of a half year is looked up in the nights that are still free.
Tests hold this form and the readable one to the same answers.
"""

from datetime import date, timedelta
from typing import Any, Final

from onderdak.register.duty.domain.registration import Terms

PEOPLE_OF_MUNICIPALITY: Final = """
    present AS MATERIALIZED (
        SELECT DISTINCT s.guest_id
        FROM nights_location l JOIN nights_stay s ON s.location_id = l.id
        WHERE l.municipality_id = %(municipality)s
          AND s.municipality_id = %(municipality)s
          AND s.arrival <= %(on)s AND s.ends > %(on)s
    ), hashes AS MATERIALIZED (
        SELECT DISTINCT i.match_hash
        FROM present p JOIN nights_guestidentity i ON i.guest_id = p.guest_id
        WHERE i.municipality_id = %(municipality)s
    ), guests AS MATERIALIZED (
        SELECT i.guest_id, i.match_hash,
               min(i.guest_id) OVER (PARTITION BY i.match_hash) AS person
        FROM nights_guestidentity i JOIN hashes USING (match_hash)
        WHERE i.municipality_id = %(municipality)s
        UNION ALL
        SELECT p.guest_id, int8send(p.guest_id), p.guest_id
        FROM present p
        WHERE NOT EXISTS (
            SELECT 1 FROM nights_guestidentity i
            WHERE i.guest_id = p.guest_id AND i.municipality_id = %(municipality)s)
    ), stays AS MATERIALIZED (
        SELECT g.person, s.id, s.location_id, s.arrival, s.departure,
               coalesce(s.departure, s.expected_departure, s.arrival) AS known_until
        FROM guests g JOIN nights_stay s ON s.guest_id = g.guest_id
        WHERE s.municipality_id = %(municipality)s
    ), statements AS (
        SELECT DISTINCT ON (r.guest_id) g.person, r.status
        FROM guests g JOIN nights_registrationstatement r ON r.guest_id = g.guest_id
        WHERE r.municipality_id = %(municipality)s AND r.valid_from <= %(on)s
        ORDER BY r.guest_id, r.valid_from DESC
    )"""

PEOPLE_OF_PROVIDER: Final = """
    present AS MATERIALIZED (
        SELECT DISTINCT s.guest_id
        FROM nights_location l JOIN nights_stay s ON s.location_id = l.id
        WHERE l.provider_id = %(provider)s AND s.provider_id = %(provider)s
          AND s.arrival <= %(on)s AND s.ends > %(on)s
    ), guests AS MATERIALIZED (
        SELECT p.guest_id, int8send(p.guest_id) AS match_hash, p.guest_id AS person
        FROM present p
    ), stays AS MATERIALIZED (
        SELECT g.person, s.id, s.location_id, s.arrival, s.departure,
               coalesce(s.departure, s.expected_departure, s.arrival) AS known_until
        FROM guests g JOIN nights_stay s ON s.guest_id = g.guest_id
        WHERE s.provider_id = %(provider)s
    ), statements AS (
        SELECT DISTINCT ON (r.guest_id, r.municipality_id) g.person, r.status
        FROM guests g JOIN nights_registrationstatement r ON r.guest_id = g.guest_id
        WHERE r.provider_id = %(provider)s AND r.valid_from <= %(on)s
        ORDER BY r.guest_id, r.municipality_id, r.valid_from DESC
    )"""

# One row a person, and the first day that matters to anybody (`base`).
_PEOPLE: Final = """
    people AS MATERIALIZED (
        SELECT person, min(arrival) AS first,
               min(arrival) FILTER (WHERE departure IS NULL) AS onward,
               (array_agg(location_id ORDER BY arrival DESC, id DESC)
                   FILTER (WHERE arrival <= %(on)s))[1] AS location,
               range_agg(daterange(arrival, known_until)) AS known
        FROM stays GROUP BY person
    ), origin AS MATERIALIZED (
        SELECT greatest(%(earliest)s::date,
                        coalesce(min(first), %(on)s) - %(reach)s) AS base FROM people
    )"""

# Every half year that may matter: its first day, the day after its last, what it asks.
WINDOWS: Final = """
    windows AS MATERIALIZED (
        SELECT w.s, w.e, w.e - w.s AS length,
               ((w.e - w.s) * %(numerator)s + %(denominator)s - 1)
                   / %(denominator)s AS threshold
        FROM (
            SELECT base + ahead AS s,
                   (base + ahead + make_interval(months => %(months)s))::date AS e
            FROM origin CROSS JOIN generate_series(0, %(horizon)s::date - base) AS ahead
        ) AS w
    )"""

# Nights as bits from `base` on, with for the free nights between them two lists: how
# many are free before each run of nights, and how many nights lie in the runs up to
# and including it.
_NIGHTS: Final = """
    runs AS (
        SELECT person, lower(run) - base AS begins, upper(run) - base AS until,
               coalesce(lag(upper(run)) OVER earlier - base, 0) AS before,
               sum(upper(run) - lower(run)) OVER earlier AS upto
        FROM people CROSS JOIN origin
        CROSS JOIN LATERAL unnest(
            known * datemultirange(daterange(base, %(last)s))) AS run
        WINDOW earlier AS (PARTITION BY person ORDER BY lower(run))
    ), bits AS (
        SELECT person,
               string_agg(repeat('0', begins - before) || repeat('1', until - begins),
                          '' ORDER BY begins) AS written,
               array_agg((begins - (upto - (until - begins)))::int ORDER BY begins)
                   AS free_before,
               array_agg(upto::int ORDER BY begins) AS nights_upto
        FROM runs GROUP BY person
    ), persons AS MATERIALIZED (
        SELECT p.person, p.first, p.onward, p.location, o.base,
               rpad(coalesce(b.written, ''), %(last)s::date - o.base, '0')::varbit
                   AS nights,
               coalesce(b.free_before, '{}') AS free_before,
               coalesce(b.nights_upto, '{}') AS nights_upto
        FROM people p CROSS JOIN origin o LEFT JOIN bits b USING (person)
    ), candidates AS MATERIALIZED (
        -- Whoever cannot reach the lowest threshold in any half year around the day.
        SELECT p.* FROM persons p CROSS JOIN (
            SELECT min(threshold) AS lowest, min(s) AS since FROM windows
            WHERE e > %(on)s) AS w
        WHERE bit_count(substring(p.nights from w.since - p.base + 1))
            + coalesce(greatest(0, %(horizon)s::date + 1
                                   - greatest(p.onward, w.since)), 0) >= w.lowest
          AND (%(locations)s::bigint[] IS NULL OR p.location = ANY (%(locations)s))
    )"""

# The first day of half year `w` on which person `p` has the duty (NULL or a day
# beyond the half year: never).
_BEGINS: Final = """
    SELECT CASE
        WHEN slept.here >= w.threshold THEN greatest(w.s, p.first)
        WHEN p.onward < w.e THEN p.base + free.night - 1 + coalesce(
            p.nights_upto[width_bucket(free.night - 1, p.free_before)], 0)
        END AS day
    FROM (SELECT bit_count(substring(p.nights from w.s - p.base + 1 for w.length))::int
              AS here) AS slept
    CROSS JOIN LATERAL (SELECT greatest(p.onward, w.s, p.base) - p.base AS past) AS tail
    CROSS JOIN LATERAL (
        SELECT tail.past - bit_count(substring(p.nights from 1 for tail.past))::int
                   + w.threshold - slept.here AS night) AS free"""

# From the half years around the day back, run by run, until the beginning is known.
_RUNS: Final = """
    found AS MATERIALIZED (
        SELECT p.person,
               min(begins.day) FILTER (WHERE begins.day <= %(on)s) AS since,
               min(begins.day) FILTER (WHERE begins.day > %(on)s) AS ahead
        FROM candidates p JOIN windows w ON w.e > %(on)s
        CROSS JOIN LATERAL (:begins) AS begins
        WHERE begins.day < w.e AND begins.day <= %(horizon)s
        GROUP BY p.person
    ), back (person, since) AS (
        SELECT person, since FROM found WHERE since IS NOT NULL
        UNION ALL
        SELECT b.person, earlier.day
        FROM back b JOIN candidates p USING (person)
        CROSS JOIN LATERAL (
            SELECT begins.day FROM windows w
            CROSS JOIN LATERAL (:begins) AS begins
            WHERE w.s < b.since AND w.e >= b.since
              AND begins.day < b.since AND begins.day < w.e
            ORDER BY w.s LIMIT 1) AS earlier
        WHERE b.since > p.first AND b.since > %(settled)s::date
    ), registered AS (
        SELECT DISTINCT person FROM statements WHERE status = 'brp'
    ), outcome AS MATERIALIZED (
        SELECT f.person, least(b.since, f.since) AS since, f.ahead,
               CASE WHEN f.since IS NULL THEN 'approaching'
                    WHEN r.person IS NOT NULL THEN 'registered'
                    WHEN b.since > %(on)s - %(report_within)s THEN 'due'
                    ELSE 'overdue' END AS state
        FROM found f
        LEFT JOIN (SELECT person, min(since) AS since FROM back GROUP BY person) AS b
            USING (person)
        LEFT JOIN registered r USING (person)
    )""".replace(":begins", _BEGINS)

_COUNTS: Final = """
    SELECT c.location, o.state, count(*) FROM outcome o JOIN candidates c USING (person)
    GROUP BY c.location, o.state"""

# Per person, the half year that shows the duty best, as counted on the day it is seen.
_PERSONS: Final = """
    SELECT o.person, c.location, o.state, seen.since, best.nights, g.match_hash
    FROM outcome o JOIN candidates c USING (person)
    JOIN (SELECT DISTINCT person, match_hash FROM guests) AS g USING (person)
    CROSS JOIN LATERAL (SELECT coalesce(o.since, o.ahead) AS since,
        CASE WHEN o.since IS NULL THEN o.ahead ELSE %(on)s END AS day) AS seen
    CROSS JOIN LATERAL (
        SELECT counted.nights FROM windows w
        CROSS JOIN LATERAL (SELECT
            greatest(c.onward, w.s, c.base) - c.base AS past,
            least(seen.day + 1, w.e) - c.base AS until) AS tail
        CROSS JOIN LATERAL (SELECT
            bit_count(substring(c.nights from w.s - c.base + 1 for w.length))::int
            + CASE WHEN c.onward IS NULL OR tail.until <= tail.past THEN 0
                   ELSE tail.until - tail.past - bit_count(substring(
                       c.nights from tail.past + 1 for tail.until - tail.past))::int
              END AS nights) AS counted
        WHERE w.s <= seen.day AND w.e > seen.day
        ORDER BY counted.nights - w.threshold DESC, w.s LIMIT 1) AS best
    ORDER BY seen.since, o.person"""


def counts_statement() -> str:
    """How many people of a municipality stand how, per location."""
    return _statement(PEOPLE_OF_MUNICIPALITY, _COUNTS)


def people_statement() -> str:
    """The people of a municipality at certain locations, one row each."""
    return _statement(PEOPLE_OF_MUNICIPALITY, _PERSONS)


def guests_statement() -> str:
    """The guests of a provider, one row each."""
    return _statement(PEOPLE_OF_PROVIDER, _PERSONS)


def _statement(people: str, answer: str) -> str:
    parts = ",".join((people, _PEOPLE, WINDOWS, _NIGHTS, _RUNS))
    return f"WITH RECURSIVE {parts} {answer}"


def settings(
    on: date, terms: Terms, *, exact: bool, locations: list[int] | None = None
) -> dict[str, Any]:
    """What the statements ask besides the tenant.

    Args:
        exact: whether the beginning is wanted to the day; for a count it is enough to
            know that the five days have passed, and older nights are not read.
        locations: only the people of these; None for all.
    """
    late = on - timedelta(days=terms.report_within_days)
    horizon = on + timedelta(days=terms.approaching_days)
    reach = timedelta(days=31 * terms.window_months + 4)  # and clipped month ends
    return {
        "on": on,
        "horizon": horizon,
        "last": horizon + reach,
        "reach": reach.days,
        "earliest": date.min if exact else late - reach,
        "settled": date.min if exact else late,
        "locations": locations,
        "report_within": terms.report_within_days,
        "months": terms.window_months,
        "numerator": terms.share.numerator,
        "denominator": terms.share.denominator,
    }
