"""The statements that say what is known of all addresses of a municipality at once.

Each gives (address, value, details); `as_of` among the details is the day of the fact.
All are read while somebody supervises: row
security leaves out every source that supervision has no ground for.
"""

from typing import Final

from psycopg.sql import SQL, Literal

from onderdak.supervision.picture.ranking.query_parts import (
    HOLDS,
    HOUSES,
    IN_FORCE,
    VISITS,
)

ADDRESSES: Final = SQL("""
    SELECT a.id, coalesce(a.bag_id, a.id::text), coalesce(a.neighbourhood_id, ''),
           coalesce((SELECT min(lower(use)) FROM places_dwellingobject d,
                unnest(d.uses) AS use
                WHERE d.address_id = a.id AND d.gone_on IS NULL), '')
    FROM places_address a
    WHERE a.municipality_id = %(town)s AND a.gone_on IS NULL
      AND a.proposed_by_id IS NULL
""")
DELIVERED: Final = SQL("""
    SELECT EXISTS (SELECT FROM picture_signal s
        WHERE {in_force} AND s.source = ANY (%(sources)s))
""").format(in_force=IN_FORCE)

# Bbl: the surface divides among residents per dwelling; only where all of it is known.
# What somebody explained for as many registrations is no reason to look again.
REGISTERED_OVER_ALLOWED: Final = SQL("""
    WITH registered AS (
        SELECT DISTINCT ON (s.address_id) s.address_id, s.on_date,
               (s.value)::text::int AS number
        FROM picture_signal s
        WHERE {in_force} AND s.source = 'brp' AND s.kind = 'registrations'
          AND s.on_date > %(fresh)s
        ORDER BY s.address_id, s.on_date DESC, s.id DESC
    ), standing AS (
        SELECT d.id, d.address_id FROM places_dwellingobject d
        WHERE d.municipality_id = %(town)s
        UNION
        SELECT b.dwelling_object_id, b.address_id FROM places_sideaddress b
        WHERE b.municipality_id = %(town)s
    ), allowed AS (
        SELECT s.address_id, sum(d.floor_area / %(area)s)::int AS number
        FROM standing s JOIN places_dwellingobject d ON d.id = s.id
        WHERE d.gone_on IS NULL
        GROUP BY s.address_id
        HAVING bool_and(d.floor_area IS NOT NULL
            AND lower(array_to_string(d.uses, ',')) = 'woonfunctie')
    )
    SELECT r.address_id,
           CASE WHEN EXISTS (SELECT FROM picture_explained e
                    WHERE e.municipality_id = %(town)s AND e.address_id = r.address_id
                      AND e.registrations >= r.number AND e.on_date <= %(day)s)
                THEN 0 ELSE greatest(r.number - a.number, 0) END,
           jsonb_build_object('allowed', a.number, 'registered', r.number,
               'as_of', r.on_date::text)
    FROM registered r JOIN allowed a USING (address_id)
""").format(in_force=IN_FORCE)

# A verdict holds from the day on which it was given; before it a report was open. Of
# anybody without a name the open reports count as one in the whole year, so that nobody
# steers by reporting each month; those that proved true, and those of bodies, count
# once a month for each kind of reporter. What was merged counts once, and what was
# unfounded, advice or for somebody else does not count.
REPORTS: Final = SQL("""
    WITH known AS (
            SELECT d.address_id,
                   (d.received_at AT TIME ZONE 'Europe/Amsterdam')::date AS day,
                   CASE WHEN d.state = 'closed' AND
                        (d.closed_at AT TIME ZONE 'Europe/Amsterdam')::date <= %(day)s
                        THEN d.outcome ELSE '' END AS verdict,
                   CASE WHEN d.channel = 'partner' THEN 'partner ' || d.partner_kind
                        WHEN d.channel IN ('file', 'api') THEN 'system'
                        ELSE 'somebody' END AS who
            FROM desk_report d JOIN desk_category c ON c.id = d.category_id
            WHERE d.municipality_id = %(town)s AND d.address_id IS NOT NULL
              AND d.merged_into_id IS NULL AND c.kind = ANY (%(kinds)s)
    ), capped AS (
        SELECT r.address_id, min(r.day) AS first_day, max(r.day) AS last_day
        FROM known r
        WHERE r.day > %(year)s AND r.day <= %(day)s
          AND r.verdict NOT IN ('unfounded', 'advice', 'referred')
        GROUP BY r.address_id, r.who,
                 CASE WHEN r.who = 'somebody' AND r.verdict = '' THEN NULL
                      ELSE date_trunc('month', r.day) END
    )
    SELECT address_id, count(*)::int,
           jsonb_build_object('since', min(first_day)::text,
               'as_of', max(last_day)::text)
    FROM capped GROUP BY address_id
""")

# Known where somebody inspected: then none that is open is none.
_OPEN: Final = SQL("""
    SELECT s.address_id,
           (count(*) FILTER (WHERE s.kind = {kind} AND s.condition = 'open'))::int,
           jsonb_build_object('as_of', coalesce(
               min(s.on_date) FILTER (WHERE s.kind = {kind} AND s.condition = 'open'),
               max(s.on_date))::text)
    FROM picture_signal s
    WHERE {holds} AND s.source = 'inspections'
    GROUP BY s.address_id
""")
FINDINGS_OPEN: Final = _OPEN.format(holds=HOLDS, kind=Literal("finding"))
FIRE_DEFECTS: Final = _OPEN.format(holds=HOLDS, kind=Literal("fire_defect"))

VIOLATIONS: Final = SQL("""
    WITH {visits}
    SELECT address_id, (count(*) FILTER (WHERE breach))::int,
           jsonb_build_object('as_of',
               coalesce(max(on_date) FILTER (WHERE breach), max(on_date))::text)
    FROM visits WHERE on_date > %(five_years)s GROUP BY address_id
""").format(visits=VISITS)

PERMIT_MISSING: Final = SQL("""
    WITH {houses}
    SELECT h.address_id,
           CASE WHEN EXISTS (SELECT FROM picture_signal s
                    WHERE {holds} AND s.source = 'permits'
                      AND s.address_id = h.address_id)
                OR EXISTS (SELECT FROM quality_permitfact f
                    JOIN nights_location l ON l.id = f.location_id
                    WHERE l.address_id = h.address_id AND f.valid_from <= %(day)s
                      AND f.municipality_id = %(town)s
                      AND (f.valid_until IS NULL OR f.valid_until > %(day)s))
                THEN 0 ELSE 1 END,
           jsonb_build_object('as_of', (SELECT max(s.on_date) FROM picture_signal s
               WHERE {in_force} AND s.source = 'permits')::text)
    FROM (SELECT DISTINCT address_id FROM houses) h
""").format(holds=HOLDS, houses=HOUSES, in_force=IN_FORCE)

# Places in use as the provider gave them: never who slept there.
PERMIT_EXCEEDED: Final = SQL("""
    WITH said AS (
        SELECT l.address_id, l.factual_capacity AS used,
               coalesce((SELECT f.beds FROM quality_permitfact f
                    WHERE f.location_id = l.id AND f.municipality_id = %(town)s
                      AND f.valid_from <= %(day)s AND f.beds IS NOT NULL
                      AND (f.valid_until IS NULL OR f.valid_until > %(day)s)
                    ORDER BY f.valid_from DESC, f.id DESC LIMIT 1),
                    l.permitted_capacity) AS allowed
        FROM nights_location l
        WHERE l.municipality_id = %(town)s AND l.opened_on <= %(day)s
          AND (l.closed_on IS NULL OR l.closed_on > %(day)s)
          AND l.state IN ('confirmed', 'asked')
    )
    SELECT address_id, greatest(sum(used) - sum(allowed), 0)::int,
           jsonb_build_object('allowed', sum(allowed), 'used', sum(used))
    FROM said GROUP BY address_id
    HAVING bool_and(used IS NOT NULL AND allowed IS NOT NULL)
""")

# The first day without a certificate; 0 while one holds. A certificate that nobody
# gave an end holds. The end of a signal is the last day on which it holds.
CERTIFICATE_LAPSED: Final = SQL("""
    WITH ends AS (
        SELECT s.address_id, coalesce(s.until + 1, 'infinity'::date) AS last
        FROM picture_signal s WHERE {in_force} AND s.source = 'certificates'
        UNION ALL
        SELECT l.address_id, least(
            coalesce((SELECT t.valid_until FROM quality_certificateterm t
                WHERE t.certificate_id = c.id AND t.said_on <= %(day)s
                ORDER BY t.said_on DESC, t.id DESC LIMIT 1), 'infinity'::date),
            coalesce((SELECT CASE WHEN g.state IN ('withdrawn', 'lapsed')
                    THEN g.since END
                FROM quality_certificatechange g
                WHERE g.certificate_id = c.id AND g.since <= %(day)s
                ORDER BY g.since DESC, g.id DESC LIMIT 1), 'infinity'::date))
        FROM nights_location l JOIN quality_certificate c ON c.location_id = l.id
            OR (c.whole_organisation AND c.provider_id = l.provider_id)
        WHERE l.municipality_id = %(town)s AND c.municipality_id = %(town)s
          AND l.opened_on <= %(day)s
          AND (l.closed_on IS NULL OR l.closed_on > %(day)s)
          AND c.scheme IN ('snf', 'akf', 'regional')
    )
    SELECT address_id,
           CASE WHEN max(last) > %(day)s THEN 0 ELSE %(day)s::date - max(last) END,
           CASE WHEN max(last) <= %(day)s
                THEN jsonb_build_object('lapsed_on', max(last)::text,
                    'as_of', max(last)::text) END
    FROM ends GROUP BY address_id
""").format(in_force=IN_FORCE)

# What the list of permits of landlords says last of the one who lets here.
LANDLORD_PERMIT: Final = SQL("""
    SELECT DISTINCT ON (s.address_id) s.address_id,
           (s.value = '"missing"'::jsonb)::int,
           jsonb_build_object('as_of', s.on_date::text)
    FROM picture_signal s
    WHERE {holds} AND s.source = 'landlords' AND s.kind = 'letting_permit'
    ORDER BY s.address_id, s.on_date DESC, s.id DESC
""").format(holds=HOLDS)

# Letters that came back in a year: how many, never for whom.
RETURNED_MAIL: Final = SQL("""
    SELECT s.address_id, sum((s.value)::text::int)::int,
           jsonb_build_object('as_of', max(s.on_date)::text)
    FROM picture_signal s
    WHERE {in_force} AND s.source = 'mail' AND s.kind = 'returned_mail'
      AND s.on_date > %(year)s
    GROUP BY s.address_id
""").format(in_force=IN_FORCE)

# Use that was registered after it was said: people in the BRP, or a housing location.
VACANCY_CONTRADICTED: Final = SQL("""
    WITH {houses}, vacant AS (
        SELECT s.address_id, max(s.on_date) AS since FROM picture_signal s
        WHERE {holds} AND s.source = 'vacancy' GROUP BY s.address_id
    )
    SELECT v.address_id,
           (EXISTS (SELECT FROM houses h WHERE h.address_id = v.address_id)
            OR EXISTS (SELECT FROM picture_signal s
                WHERE {in_force} AND s.source = 'brp' AND s.kind = 'registrations'
                  AND s.address_id = v.address_id AND s.on_date >= v.since
                  AND (s.value)::text::int > 0))::int,
           jsonb_build_object('as_of', v.since::text)
    FROM vacant v
""").format(in_force=IN_FORCE, holds=HOLDS, houses=HOUSES)

LAST_VISIT: Final = SQL("""
    WITH {houses}, {visits}, due AS (
        SELECT v.address_id, max(v.on_date) AS last,
               (max(v.on_date) + make_interval(months => %(months)s))::date AS day
        FROM visits v GROUP BY v.address_id
    )
    SELECT d.address_id, greatest(%(day)s::date - d.day, 0),
           jsonb_build_object('as_of', d.last::text)
    FROM due d WHERE d.address_id IN (SELECT address_id FROM houses)
""").format(visits=VISITS, houses=HOUSES)

# Only of enterprises with more than one place: never of somebody who lets one home.
PROVIDER_VIOLATIONS: Final = SQL("""
    WITH {houses}, {visits}, found AS (
        SELECT h.who, h.address_id, count(v.on_date) FILTER (WHERE v.breach) AS here,
               max(v.on_date) FILTER (WHERE v.breach) AS last
        FROM (SELECT DISTINCT who, address_id FROM houses WHERE who IS NOT NULL) h
        LEFT JOIN visits v ON v.address_id = h.address_id
            AND v.on_date > %(five_years)s
        GROUP BY h.who, h.address_id
    ), of_provider AS (
        SELECT who, sum(here) AS everywhere FROM found
        GROUP BY who HAVING count(*) > 1
    )
    SELECT f.address_id, max(o.everywhere - f.here)::int,
           jsonb_build_object('as_of', max((SELECT max(g.last) FROM found g
               WHERE g.who = f.who AND g.address_id <> f.address_id))::text)
    FROM found f JOIN of_provider o USING (who) GROUP BY f.address_id
""").format(visits=VISITS, houses=HOUSES)

# Already under periodic supervision: housing that is known, and was visited within
# twice the rhythm that the municipality has set for its visits.
PERIODIC: Final = SQL("""
    WITH {houses}, {visits}
    SELECT a.id, coalesce(a.bag_id, a.id::text) FROM places_address a
    WHERE a.municipality_id = %(town)s AND a.gone_on IS NULL
      AND a.id IN (SELECT address_id FROM houses)
      AND a.id IN (SELECT v.address_id FROM visits v
          WHERE v.on_date > (%(day)s::date - make_interval(months => %(months)s))::date)
    ORDER BY a.id
""").format(visits=VISITS, houses=HOUSES)
