"""What a step needs on record before it may be taken, and what a case keeps standing.

Who leads a case hears that the hours of an urgent task passed, the municipality may
set its own fee for management, and a visit whose findings stand under a case stays as
long as that case does.
"""

from django.db import migrations, models

_VISITS = """
    CREATE OR REPLACE FUNCTION inspections_visit_past(
        town text, months int, on_day date, kept bigint[]
    ) RETURNS TABLE (at tid, key text, day date)
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
        SELECT v.ctid, v.number, d.day
        FROM inspections_visit v
        CROSS JOIN LATERAL (SELECT greatest(v.day, (greatest(
            v.planned_at, v.begun_at, v.closed_at, v.reported_at, v.cancelled_at
            ) AT TIME ZONE 'Europe/Amsterdam')::date) AS day) d
        WHERE v.municipality_id = town
          AND (d.day + make_interval(months => months))::date <= on_day
          {kept}
          AND NOT EXISTS (SELECT FROM inspections_visit l
              WHERE l.earlier_id = v.id AND l.municipality_id = town
                AND l.state NOT IN ('reported', 'cancelled'))
    $$;
"""
_KEPT = _VISITS.format(kept="AND v.id <> ALL (coalesce(kept, '{}'))")
_NOT_KEPT = _VISITS.format(kept="")

_TOLD = "GRANT UPDATE (told_at) ON enforcement_urgenttask TO onderdak_app"
_NOT_TOLD = "REVOKE UPDATE (told_at) ON enforcement_urgenttask FROM onderdak_app"


class Migration(migrations.Migration):
    """Days, people and places on record, and who is told when hours pass."""

    dependencies = [
        ("enforcement", "0007_letters_as_read"),
        ("inspections", "0008_after_the_visit"),
    ]

    operations = [
        migrations.AddField(
            model_name="urgenttask",
            name="told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(_TOLD, _NOT_TOLD),
        migrations.AlterField(
            model_name="localamount",
            name="amount_of",
            field=models.CharField(
                choices=[
                    ("fine", "fine"),
                    ("fine_repeat", "fine_repeat"),
                    ("penalty", "penalty"),
                    ("management", "management"),
                ],
                max_length=11,
            ),
        ),
        migrations.AlterField(
            model_name="localamount",
            name="per",
            field=models.CharField(
                choices=[
                    ("once", "once"),
                    ("day", "day"),
                    ("week", "week"),
                    ("month", "month"),
                    ("breach", "breach"),
                    ("person", "person"),
                    ("bed", "bed"),
                ],
                max_length=6,
            ),
        ),
        migrations.RunSQL(_KEPT, _NOT_KEPT),
    ]
