"""Files in the background, and remembered columns."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import isolate

# Django adds the keys at the end, when row security is there and asks for a scope.
_NOBODY = "SELECT set_config('onderdak.scope', 'none', true)"

_CHANNELS = [("file", "File"), ("page", "Page"), ("api", "Api"), ("command", "Command")]
_STATES = [
    ("received", "Received"),
    ("reading", "Reading"),
    ("checking", "Checking"),
    ("waiting_for_confirmation", "Waiting For Confirmation"),
    ("recording", "Recording"),
    ("done", "Done"),
    ("stopped", "Stopped"),
    ("failed", "Failed"),
]


def _count() -> models.PositiveIntegerField:
    return models.PositiveIntegerField(default=0)


class Migration(migrations.Migration):
    """Files in the background, and remembered columns."""

    dependencies = [
        ("nights", "0003_living_register"),
    ]

    operations = [
        migrations.RunSQL(_NOBODY, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="ColumnChoice",
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
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
                ("signature", models.CharField(max_length=64)),
                ("headers", models.JSONField()),
                ("mapping", models.JSONField()),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["provider", "signature"], name="one_choice_per_header"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="HandIn",
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
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="nights.location",
                    ),
                ),
                ("declared_by_id", models.BigIntegerField()),
                ("channel", models.CharField(choices=_CHANNELS, max_length=7)),
                ("filename", models.CharField(max_length=200)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("state", models.CharField(choices=_STATES, max_length=24)),
                ("as_of", models.DateField()),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("kept", models.CharField(blank=True, max_length=64)),
                ("plan", models.CharField(blank=True, max_length=64)),
                ("mapping", models.JSONField(default=dict)),
                ("complete_from", models.DateField(null=True)),
                ("complete_to", models.DateField(null=True)),
                ("accept_good", models.BooleanField(default=False)),
                ("leave_renamed", models.BooleanField(default=False)),
                ("stop_asked", models.BooleanField(default=False)),
                ("problem", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                ("rows", _count()),
                ("total", _count()),
                ("done", _count()),
                ("new", _count()),
                ("corrected", _count()),
                ("unchanged", _count()),
                ("rejected", _count()),
                ("ended", _count()),
                ("withdrawn", _count()),
                ("double_let", _count()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["provider", "-id"], name="hand_in_by_provider")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))),
                        name="hand_in_done_within_total",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("complete_from__isnull", True),
                                ("complete_to__isnull", True),
                            ),
                            ("complete_from__lt", models.F("complete_to")),
                            _connector="OR",
                        ),
                        name="hand_in_complete_for_a_period",
                    ),
                ],
            },
        ),
        # A name of a file may say who is in it, and headers are the provider's own
        # words: both stay with the provider.
        isolate("nights_handin", provider="provider_id"),
        isolate("nights_columnchoice", provider="provider_id"),
    ]
