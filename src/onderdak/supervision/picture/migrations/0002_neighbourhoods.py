"""Hours and talks of neighbourhood workers, and counts per neighbourhood."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from onderdak.foundation.identity.isolation import isolate
from onderdak.foundation.privacy.destroyable import destroyable

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"
_THEMES = ["waste", "registration", "housing", "work", "rights", "contact", "other"]

# A worker sees and writes the own hours only; everyone else sees sums. For the app
# alone: what adds up, and what destroys rows past their term, acts for nobody.
_OWN = """
    CREATE POLICY own_hours ON picture_worked AS RESTRICTIVE TO onderdak_app
        USING (worker_id = (SELECT scope_actor()))
        WITH CHECK (worker_id = (SELECT scope_actor()));
    REVOKE UPDATE ON picture_worked FROM onderdak_app;
    GRANT UPDATE (neighbourhood_id, day, quarters, talks_with_residents,
        talks_with_guests, themes) ON picture_worked TO onderdak_app;
"""
_NOT_OWN = """
    GRANT UPDATE ON picture_worked TO onderdak_app;
    DROP POLICY own_hours ON picture_worked;
"""
_SUMS = """
    CREATE FUNCTION picture_worked_sums(town text, since date, until date)
    RETURNS TABLE (neighbourhood text, month date, quarters bigint, residents bigint,
                   guests bigint, days bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT w.neighbourhood_id::text, date_trunc('month', w.day)::date,
               sum(w.quarters), sum(w.talks_with_residents), sum(w.talks_with_guests),
               count(DISTINCT w.day)
        FROM picture_worked w
        WHERE w.municipality_id = town AND town = ANY (scope_municipalities()::text[])
          AND w.day >= since AND w.day < until
        GROUP BY 1, 2
    $$;

    CREATE FUNCTION picture_worked_themes(town text, since date, until date)
    RETURNS TABLE (neighbourhood text, month date, theme text, times bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT w.neighbourhood_id::text, date_trunc('month', w.day)::date,
               t.theme::text, count(*)
        FROM picture_worked w CROSS JOIN unnest(w.themes) AS t(theme)
        WHERE w.municipality_id = town AND town = ANY (scope_municipalities()::text[])
          AND w.day >= since AND w.day < until
        GROUP BY 1, 2, 3
    $$;
"""
_NO_SUMS = """
    DROP FUNCTION picture_worked_themes(text, date, date);
    DROP FUNCTION picture_worked_sums(text, date, date);
"""
# Signals as counts, never an address. What tells of people's registration stays small
# where it is small, unless the role may see the source at single addresses too. The
# arguments are called as no column of the tables is: a column would win.
_COUNTS = """
    CREATE FUNCTION picture_signal_counts(
        in_town text, first_day date, day_after date, fewest int)
    RETURNS TABLE (neighbourhood text, month date, source text, signals bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH open AS (
            SELECT s.key FROM picture_sources() s
            WHERE s.key IN ('permits', 'inspections') OR EXISTS (
                SELECT FROM identity_membership m
                WHERE m.user_id = scope_actor() AND m.municipality_id = in_town
                  AND m.role = ANY (s.roles))
        )
        SELECT coalesce(a.neighbourhood_id, '')::text,
               date_trunc('month', s.on_date)::date, s.source::text,
               CASE WHEN s.source IN (SELECT key FROM open)
                         OR count(*) >= greatest(fewest, 3) THEN count(*) END
        FROM picture_signal s JOIN places_address a ON a.id = s.address_id
        WHERE s.municipality_id = in_town
          AND in_town = ANY (scope_municipalities()::text[])
          AND s.source IN ('permits', 'inspections', 'vacancy', 'kvk', 'laa', 'tmv')
          AND s.replaced_at IS NULL AND s.on_date >= first_day AND s.on_date < day_after
        GROUP BY 1, 2, 3
    $$;
"""
_NO_COUNTS = "DROP FUNCTION picture_signal_counts(text, date, date, int)"
_PAST = """
    SELECT w.ctid, w.id::text, w.day FROM picture_worked w
    WHERE w.municipality_id = town
      AND (w.day + make_interval(months => months))::date <= on_day
"""


class Migration(migrations.Migration):
    """Hours and talks of neighbourhood workers, and counts per neighbourhood."""

    dependencies = [("picture", "0001_signals"), ("places", "0004_register")]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Worked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("worker_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("quarters", models.PositiveSmallIntegerField()),
                ("talks_with_residents", models.PositiveSmallIntegerField(default=0)),
                ("talks_with_guests", models.PositiveSmallIntegerField(default=0)),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        default=list,
                        size=None,
                    ),
                ),
                ("written_on", models.DateField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="places.area",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="worked",
            index=models.Index(fields=["municipality", "day"], name="worked_of_town"),
        ),
        migrations.AddConstraint(
            model_name="worked",
            constraint=models.UniqueConstraint(
                fields=("municipality", "worker_id", "day", "neighbourhood"),
                name="worked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="worked",
            constraint=models.CheckConstraint(
                condition=Q(("quarters__gte", 1), ("quarters__lte", 64)),
                name="worked_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="worked",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("talks_with_guests__lte", 500), ("talks_with_residents__lte", 500)
                ),
                name="worked_talks",
            ),
        ),
        migrations.AddConstraint(
            model_name="worked",
            constraint=models.CheckConstraint(
                condition=Q(("themes__contained_by", _THEMES)), name="worked_themes"
            ),
        ),
        isolate("picture_worked", municipality="municipality_id"),
        migrations.RunSQL(_OWN, _NOT_OWN),
        migrations.RunSQL(_SUMS, _NO_SUMS),
        migrations.RunSQL(_COUNTS, _NO_COUNTS),
        destroyable("picture_worked", room="picture", past=_PAST),
    ]
