"""The statements that say what is known of all addresses of a municipality at once.

Each gives (address, value, details). All are read while somebody supervises: row
security leaves out every source that supervision has no ground for.
"""

from typing import Final

# A signal that held on the day, with what was corrected since.
_IN_FORCE: Final = """
    s.municipality_id = %(town)s AND s.on_date <= %(day)s
    AND (s.replaced_at IS NULL OR (s.replaced_because = 'no_longer'
        AND (s.replaced_at AT TIME ZONE 'Europe/Amsterdam')::date > %(day)s))
"""
_HOLDS: Final = f"{_IN_FORCE} AND (s.until IS NULL OR s.until >= %(day)s)"

# Where people are housed for work, as the municipality knows: a location in the night
# register or a provider among the parties. `who` only where it is an enterprise.
_HOUSES: Final = """
    houses AS (
        SELECT l.address_id, CASE WHEN p.kind = 'company' THEN 'p' || p.organisation_id
               END AS who
        FROM nights_location l JOIN parties_provider p
            ON p.organisation_id = l.provider_id
        WHERE l.municipality_id = %(town)s AND l.opened_on <= %(day)s
          AND (l.closed_on IS NULL OR l.closed_on > %(day)s)
          AND l.state IN ('confirmed', 'asked')
        UNION
        SELECT a.address_id, CASE WHEN q.kind = 'company'
               THEN coalesce('p' || q.provider_id, 'q' || q.id) END
        FROM parties_partataddress a JOIN parties_party q ON q.id = a.party_id
        WHERE a.municipality_id = %(town)s AND a.part = 'provider'
          AND a.since <= %(day)s AND (a.until IS NULL OR a.until > %(day)s)
    )
"""
# Days on which somebody was let in, and on which of those a breach was established.
_VISITS: Final = f"""
    visits AS (
        SELECT address_id, on_date, bool_or(breach) AS breach FROM (
            SELECT o.address_id, o.on_date, o.result = 'breach' AS breach
            FROM picture_outcome o
            WHERE o.municipality_id = %(town)s AND o.on_date < %(day)s
              AND o.result <> 'no_access'
            UNION ALL
            SELECT s.address_id, s.on_date, s.kind = 'finding'
            FROM picture_signal s
            WHERE {_IN_FORCE} AND s.source = 'inspections'
        ) looked GROUP BY address_id, on_date
    )
"""  # noqa: S608 - fixed parts

ADDRESSES: Final = """
    SELECT a.id, coalesce(a.bag_id, a.id::text), coalesce(a.neighbourhood_id, ''),
           coalesce((SELECT min(lower(use)) FROM places_dwellingobject d,
                unnest(d.uses) AS use
                WHERE d.address_id = a.id AND d.gone_on IS NULL), '')
    FROM places_address a
    WHERE a.municipality_id = %(town)s AND a.gone_on IS NULL
      AND a.proposed_by_id IS NULL
"""
DELIVERED: Final = f"""
    SELECT EXISTS (SELECT FROM picture_signal s
        WHERE {_IN_FORCE} AND s.source = ANY (%(sources)s))
"""  # noqa: S608 - fixed parts

# Bbl: the surface divides among residents per dwelling; only where all of it is known.
# What somebody explained for as many registrations is no reason to look again.
REGISTERED_OVER_ALLOWED: Final = f"""
    WITH registered AS (
        SELECT DISTINCT ON (s.address_id) s.address_id, (s.value)::text::int AS number
        FROM picture_signal s
        WHERE {_IN_FORCE} AND s.source = 'brp' AND s.kind = 'registrations'
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
           jsonb_build_object('allowed', a.number, 'registered', r.number)
    FROM registered r JOIN allowed a USING (address_id)
"""  # noqa: S608 - fixed parts

# A verdict holds from the day on which it was given; before it a report was open. Of
# anybody without a name the open reports count as one in the whole year, so that nobody
# steers by reporting each month; those that proved true, and those of bodies, count
# once a month for each kind of reporter. What was merged counts once, and what was
# unfounded, advice or for somebody else does not count.
REPORTS: Final = """
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
        SELECT r.address_id, min(r.day) AS first_day
        FROM known r
        WHERE r.day > %(year)s AND r.day <= %(day)s
          AND r.verdict NOT IN ('unfounded', 'advice', 'referred')
        GROUP BY r.address_id, r.who,
                 CASE WHEN r.who = 'somebody' AND r.verdict = '' THEN NULL
                      ELSE date_trunc('month', r.day) END
    )
    SELECT address_id, count(*)::int,
           jsonb_build_object('since', min(first_day)::text)
    FROM capped GROUP BY address_id
"""

# Known where somebody inspected: then no open finding is none.
FINDINGS_OPEN: Final = f"""
    SELECT s.address_id,
           (count(*) FILTER (WHERE s.kind = 'finding' AND s.condition = 'open'))::int,
           NULL::jsonb
    FROM picture_signal s
    WHERE {_HOLDS} AND s.source = 'inspections'
    GROUP BY s.address_id
"""  # noqa: S608 - fixed parts

VIOLATIONS: Final = f"""
    WITH {_VISITS}
    SELECT address_id, (count(*) FILTER (WHERE breach))::int, NULL::jsonb
    FROM visits WHERE on_date > %(five_years)s GROUP BY address_id
"""  # noqa: S608 - fixed parts

PERMIT_MISSING: Final = f"""
    WITH {_HOUSES}
    SELECT h.address_id,
           CASE WHEN EXISTS (SELECT FROM picture_signal s
                    WHERE {_HOLDS} AND s.source = 'permits'
                      AND s.address_id = h.address_id)
                OR EXISTS (SELECT FROM quality_permitfact f
                    JOIN nights_location l ON l.id = f.location_id
                    WHERE l.address_id = h.address_id AND f.valid_from <= %(day)s
                      AND f.municipality_id = %(town)s
                      AND (f.valid_until IS NULL OR f.valid_until > %(day)s))
                THEN 0 ELSE 1 END,
           NULL::jsonb
    FROM (SELECT DISTINCT address_id FROM houses) h
"""  # noqa: S608 - fixed parts

# Places in use as the provider gave them: never who slept there.
PERMIT_EXCEEDED: Final = """
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
"""

# The first day without a certificate; 0 while one holds. A certificate that nobody
# gave an end holds. The end of a signal is the last day on which it holds.
CERTIFICATE_LAPSED: Final = f"""
    WITH ends AS (
        SELECT s.address_id, coalesce(s.until + 1, 'infinity'::date) AS last
        FROM picture_signal s WHERE {_IN_FORCE} AND s.source = 'certificates'
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
                THEN jsonb_build_object('lapsed_on', max(last)::text) END
    FROM ends GROUP BY address_id
"""  # noqa: S608 - fixed parts

# Use that was registered after it was said: people in the BRP, or a housing location.
VACANCY_CONTRADICTED: Final = f"""
    WITH {_HOUSES}, vacant AS (
        SELECT s.address_id, max(s.on_date) AS since FROM picture_signal s
        WHERE {_HOLDS} AND s.source = 'vacancy' GROUP BY s.address_id
    )
    SELECT v.address_id,
           (EXISTS (SELECT FROM houses h WHERE h.address_id = v.address_id)
            OR EXISTS (SELECT FROM picture_signal s
                WHERE {_IN_FORCE} AND s.source = 'brp' AND s.kind = 'registrations'
                  AND s.address_id = v.address_id AND s.on_date >= v.since
                  AND (s.value)::text::int > 0))::int,
           NULL::jsonb
    FROM vacant v
"""  # noqa: S608 - fixed parts

LAST_VISIT: Final = f"""
    WITH {_HOUSES}, {_VISITS}, due AS (
        SELECT v.address_id,
               (max(v.on_date) + make_interval(months => %(months)s))::date AS day
        FROM visits v GROUP BY v.address_id
    )
    SELECT d.address_id, greatest(%(day)s::date - d.day, 0), NULL::jsonb
    FROM due d WHERE d.address_id IN (SELECT address_id FROM houses)
"""  # noqa: S608 - fixed parts

# Only of enterprises with more than one place: never of somebody who lets one home.
PROVIDER_VIOLATIONS: Final = f"""
    WITH {_HOUSES}, {_VISITS}, found AS (
        SELECT h.who, h.address_id, count(v.on_date) FILTER (WHERE v.breach) AS here
        FROM (SELECT DISTINCT who, address_id FROM houses WHERE who IS NOT NULL) h
        LEFT JOIN visits v ON v.address_id = h.address_id
            AND v.on_date > %(five_years)s
        GROUP BY h.who, h.address_id
    ), of_provider AS (
        SELECT who, sum(here) AS everywhere FROM found
        GROUP BY who HAVING count(*) > 1
    )
    SELECT f.address_id, max(o.everywhere - f.here)::int, NULL::jsonb
    FROM found f JOIN of_provider o USING (who) GROUP BY f.address_id
"""  # noqa: S608 - fixed parts

# Already under periodic supervision: housing that is known, and was visited within
# twice the rhythm that the municipality has set for its visits.
PERIODIC: Final = f"""
    WITH {_HOUSES}, {_VISITS}
    SELECT a.id, coalesce(a.bag_id, a.id::text) FROM places_address a
    WHERE a.municipality_id = %(town)s AND a.gone_on IS NULL
      AND a.id IN (SELECT address_id FROM houses)
      AND a.id IN (SELECT v.address_id FROM visits v
          WHERE v.on_date > (%(day)s::date - make_interval(months => %(months)s))::date)
    ORDER BY a.id
"""  # noqa: S608 - fixed parts
