"""Counts of neighbourhoods over any periods, and who or what stands behind them."""

from importlib import import_module

from django.db import migrations

_BEFORE = import_module("onderdak.supervision.picture.migrations.0002_neighbourhoods")

# A period is a first day and the day after its last one. How many workers wrote a sum
# goes along: the sum of one worker is that colleague's diary.
_SUMS = """
    CREATE FUNCTION picture_worked_sums(town text, firsts date[], afters date[])
    RETURNS TABLE (neighbourhood text, first_day date, quarters bigint,
                   residents bigint, guests bigint, days bigint, workers bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT w.neighbourhood_id::text, p.first_day, sum(w.quarters),
               sum(w.talks_with_residents), sum(w.talks_with_guests),
               count(DISTINCT w.day), count(DISTINCT w.worker_id)
        FROM unnest(firsts, afters) AS p (first_day, day_after)
        JOIN picture_worked w ON w.day >= p.first_day AND w.day < p.day_after
        WHERE w.municipality_id = town AND town = ANY (scope_municipalities()::text[])
        GROUP BY 1, 2
    $$;

    CREATE FUNCTION picture_worked_themes(town text, firsts date[], afters date[])
    RETURNS TABLE (neighbourhood text, first_day date, theme text, times bigint,
                   workers bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT w.neighbourhood_id::text, p.first_day, t.theme::text, count(*),
               count(DISTINCT w.worker_id)
        FROM unnest(firsts, afters) AS p (first_day, day_after)
        JOIN picture_worked w ON w.day >= p.first_day AND w.day < p.day_after
        CROSS JOIN unnest(w.themes) AS t(theme)
        WHERE w.municipality_id = town AND town = ANY (scope_municipalities()::text[])
        GROUP BY 1, 2, 3
    $$;
"""
_NO_SUMS = """
    DROP FUNCTION picture_worked_themes(text, date[], date[]);
    DROP FUNCTION picture_worked_sums(text, date[], date[]);
"""
# What tells of people's registration stays small where it is small, unless the role may
# see the source at single addresses too; for what leaves the house that holds for every
# source. Small is few addresses: seven signals of one address point at that address. No
# caller asks for less than five, which is what the national rule says.
_COUNTS = """
    CREATE FUNCTION picture_signal_counts(
        in_town text, firsts date[], afters date[], fewest int, leaves boolean)
    RETURNS TABLE (neighbourhood text, first_day date, source text, signals bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH open AS (
            SELECT s.key FROM picture_sources() s
            WHERE NOT leaves AND (
                s.key IN ('permits', 'inspections') OR EXISTS (
                    SELECT FROM identity_membership m
                    WHERE m.user_id = scope_actor() AND m.municipality_id = in_town
                      AND m.role = ANY (s.roles)))
        )
        SELECT coalesce(a.neighbourhood_id, '')::text, p.first_day, s.source::text,
               CASE WHEN s.source IN (SELECT key FROM open)
                         OR count(DISTINCT s.address_id) >= greatest(fewest, 5)
                    THEN count(*) END
        FROM unnest(firsts, afters) AS p (first_day, day_after)
        JOIN picture_signal s ON s.on_date >= p.first_day AND s.on_date < p.day_after
        JOIN places_address a ON a.id = s.address_id
        WHERE s.municipality_id = in_town
          AND in_town = ANY (scope_municipalities()::text[])
          AND s.source IN ('permits', 'inspections', 'vacancy', 'kvk', 'laa', 'tmv')
          AND s.replaced_at IS NULL
        GROUP BY 1, 2, 3
    $$;
"""
_NO_COUNTS = "DROP FUNCTION picture_signal_counts(text, date[], date[], int, boolean)"


class Migration(migrations.Migration):
    """Counts of neighbourhoods over any periods, and who or what stands behind them."""

    dependencies = [("picture", "0004_ranking")]

    operations = [
        migrations.RunSQL(_BEFORE._NO_COUNTS, _BEFORE._COUNTS),
        migrations.RunSQL(_BEFORE._NO_SUMS, _BEFORE._SUMS),
        migrations.RunSQL(_SUMS, _NO_SUMS),
        migrations.RunSQL(_COUNTS, _NO_COUNTS),
    ]
