"""Nights per municipality and month, for a region: counts by a function, never rows."""

from django.db import migrations

# The same guards as the region's counts of tonight: the owner's rights, the view of
# the region's own municipalities only, and only for a region in scope. The number of
# guests goes along so that the reader can leave out what points at single people.
_REGION_MONTHS = """
    CREATE FUNCTION nights_region_months(
        wanted_region text, first_month date, until_month date
    ) RETURNS TABLE (municipality text, month date, nights bigint, guests bigint)
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
            WITH months AS (
                SELECT day::date AS since, (day + interval '1 month')::date AS until
                FROM generate_series(first_month, until_month - 1, interval '1 month')
                    AS day
            ), slept AS (
                SELECT s.municipality_id, m.since, count(DISTINCT s.guest_id) AS guests,
                       sum(least(s.ends, m.until) - greatest(s.arrival, m.since))
                           AS nights
                FROM months m
                JOIN nights_stay s ON s.arrival < m.until AND s.ends > m.since
                WHERE s.arrival < until_month AND s.ends > first_month
                GROUP BY s.municipality_id, m.since
            )
            SELECT m.code::text, w.since, coalesce(s.nights, 0)::bigint,
                   coalesce(s.guests, 0)
            FROM identity_municipality m
            JOIN identity_roomswitch u ON u.municipality_id = m.code
                AND u.room = 'nights'
            CROSS JOIN months w
            LEFT JOIN slept s ON s.municipality_id = m.code AND s.since = w.since
            WHERE m.region_id = wanted_region
            ORDER BY m.name, w.since;
        PERFORM set_config('onderdak.municipalities', coalesce(before, '{}'), true);
    END $$;
"""


class Migration(migrations.Migration):
    """The trend of a region."""

    dependencies = [("nights", "0009_destruction")]

    operations = [
        migrations.RunSQL(
            _REGION_MONTHS, "DROP FUNCTION nights_region_months(text, date, date)"
        ),
    ]
