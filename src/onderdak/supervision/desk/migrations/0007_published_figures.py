"""Figures that everyone may see: written once, never changed."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"


class Migration(migrations.Migration):
    """Figures that everyone may see: written once, never changed."""

    dependencies = [("desk", "0006_outward")]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="PublishedFigures",
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
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("told_on", models.DateField()),
                ("least", models.PositiveSmallIntegerField()),
                ("figures", models.JSONField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "since"), name="desk_published_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__lt", models.F("until")),
                            ("until__lte", models.F("told_on")),
                        ),
                        name="desk_published_finished",
                    ),
                ],
            },
        ),
        isolate("desk_publishedfigures", municipality="municipality_id"),
        append_only("desk_publishedfigures"),
    ]
