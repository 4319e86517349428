"""A registry can close its box and open a new one; earlier entries get their day."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"
# The day stood on the warrant alone: it was the day of the dwelling itself. Rows are
# reached in scope only, so for this moment that is every municipality.
FILL = """
    DO $$
    DECLARE
        around text := coalesce(current_setting('onderdak.scope', true), '');
        towns text := coalesce(current_setting('onderdak.municipalities', true), '');
    BEGIN
        PERFORM set_config('onderdak.scope', 'set', true);
        PERFORM set_config('onderdak.municipalities', (
            SELECT array_agg(code)::text FROM identity_municipality), true);
        UPDATE inspections_warrantdwelling AS dwelling
        SET entered_on = warrant.entered_on, copy_due_on = warrant.copy_due_on
        FROM inspections_warrant AS warrant
        WHERE warrant.id = dwelling.warrant_id
            AND warrant.entered_on IS NOT NULL
            AND dwelling.place = 0
            AND NOT EXISTS (
                SELECT 1 FROM inspections_warrantdwelling AS any_of_it
                WHERE any_of_it.warrant_id = warrant.id
                    AND any_of_it.entered_on IS NOT NULL);
        PERFORM set_config('onderdak.municipalities', towns, true);
        PERFORM set_config('onderdak.scope', around, true);
    END $$;
"""


class Migration(migrations.Migration):
    """One open box at a time, and the day of the dwelling from its warrant."""

    dependencies = [("inspections", "0006_settings")]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="registrybox",
            name="municipality",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                to="identity.municipality",
                db_index=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="registrybox",
            constraint=models.UniqueConstraint(
                fields=("municipality",),
                condition=Q(closed_at__isnull=True),
                name="inspections_box_one_open",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
