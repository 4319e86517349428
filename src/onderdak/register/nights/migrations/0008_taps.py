"""Taps of an evening: what a site manager did, once and in order."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate

_ACTS = [
    ("confirm", "Confirm"),
    ("arrive", "Arrive"),
    ("leave", "Leave"),
    ("move", "Move"),
    ("stay", "Stay"),
    ("take_back", "Take Back"),
    ("void", "Void"),
]


class Migration(migrations.Migration):
    """Taps of an evening: what a site manager did, once and in order."""

    dependencies = [
        ("nights", "0007_supervision"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tap",
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
                ("key", models.UUIDField()),
                ("device", models.UUIDField(null=True)),
                ("sequence", models.PositiveIntegerField(null=True)),
                ("act", models.CharField(choices=_ACTS, max_length=9)),
                ("night", models.DateField()),
                ("guest_id", models.BigIntegerField(null=True)),
                ("declaration_id", models.BigIntegerField(null=True)),
                ("takes_back_id", models.BigIntegerField(null=True)),
                ("refused", models.JSONField(default=list)),
                ("tapped_by_id", models.BigIntegerField()),
                ("tapped_at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="nights.location",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["location", "night", "-id"], name="tap_of_evening"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["provider", "key"], name="tap_acts_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(device__isnull=False),
                        fields=["provider", "device", "sequence"],
                        name="tap_has_its_turn",
                    ),
                ],
            },
        ),
        # Between a provider and the register, like the provider's own references.
        isolate("nights_tap", provider="provider_id"),
        append_only("nights_tap"),
    ]
