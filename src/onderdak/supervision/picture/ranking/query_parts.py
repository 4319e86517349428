"""Parts that the statements of the indicators share."""

from typing import Final

from psycopg.sql import SQL

# A signal that held on the day, with what was corrected since.
IN_FORCE: Final = SQL("""
    s.municipality_id = %(town)s AND s.on_date <= %(day)s
    AND (s.replaced_at IS NULL OR (s.replaced_because = 'no_longer'
        AND (s.replaced_at AT TIME ZONE 'Europe/Amsterdam')::date > %(day)s))
""")
HOLDS: Final = SQL("{in_force} AND (s.until IS NULL OR s.until >= %(day)s)").format(
    in_force=IN_FORCE
)

# Where people are housed for work, as the municipality knows: a location in the night
# register or a provider among the parties. `who` only where it is an enterprise.
HOUSES: Final = SQL("""
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
""")
# Days on which somebody was let in, and on which of those a breach was established.
VISITS: Final = SQL("""
    visits AS (
        SELECT address_id, on_date, bool_or(breach) AS breach FROM (
            SELECT o.address_id, o.on_date, o.result = 'breach' AS breach
            FROM picture_outcome o
            WHERE o.municipality_id = %(town)s AND o.on_date < %(day)s
              AND o.result <> 'no_access'
            UNION ALL
            SELECT s.address_id, s.on_date, s.kind IN ('finding', 'fire_defect')
            FROM picture_signal s
            WHERE {in_force} AND s.source = 'inspections'
        ) looked GROUP BY address_id, on_date
    )
""").format(in_force=IN_FORCE)
