"""What first pages tell of quality is counted by the worker and remembered."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import isolate

# Keys to guarded tables are checked at the end: without a scope that would be refused.
_IN_SCOPE = "SELECT set_config('onderdak.scope', 'none', true)"


def _of(table: str) -> models.OneToOneField:
    return models.OneToOneField(
        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=table
    )


class Migration(migrations.Migration):
    """The counts of a municipality, which its region reads too, or of a provider."""

    dependencies = [("quality", "0009_taken_back")]

    operations = [
        migrations.RunSQL(_IN_SCOPE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="QualityTally",
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
                ("municipality", _of("identity.municipality")),
                ("provider", _of("parties.provider")),
                ("counted_on", models.DateField()),
                ("counted_at", models.DateTimeField(auto_now=True)),
                ("counts", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("municipality__isnull", True),
                            ("provider__isnull", True),
                            _connector="XOR",
                        ),
                        name="tally_of_one_tenant",
                    )
                ],
            },
        ),
        isolate(
            "quality_qualitytally",
            municipality="municipality_id",
            provider="provider_id",
            region_of="municipality_id",
        ),
    ]
