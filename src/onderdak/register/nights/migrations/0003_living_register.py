"""Confirmed nights, floors, initials, and where a by-law asks for it: work."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import append_only, isolate

# A stay that was declared in error is withdrawn: it moves to the superseded ones. What
# may change in a room or guest is said column by column.
_GRANTS = """
    GRANT UPDATE (initials) ON nights_guest TO onderdak_app;
    GRANT UPDATE (floor, unit_id) ON nights_room TO onderdak_app;
    CREATE TRIGGER confirmations_of_own_locations AFTER INSERT
        ON nights_nightconfirmation REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION nights_check_rooms();
"""
_NO_GRANTS = """
    DROP TRIGGER confirmations_of_own_locations ON nights_nightconfirmation;
    REVOKE UPDATE (initials) ON nights_guest FROM onderdak_app;
    REVOKE UPDATE (floor, unit_id) ON nights_room FROM onderdak_app;
"""


class Migration(migrations.Migration):
    """What the register needs to be kept by the night."""

    dependencies = [
        ("nights", "0002_isolation"),
        ("parties", "0003_agreements"),
    ]

    operations = [
        migrations.AddField(
            model_name="guest",
            name="initials",
            field=models.CharField(blank=True, db_default="", max_length=4),
        ),
        migrations.AddField(
            model_name="room",
            name="floor",
            field=models.SmallIntegerField(blank=True, null=True),
        ),
        *[
            migrations.AddField(
                model_name=model,
                name="work_municipality",
                field=models.CharField(blank=True, db_default="", max_length=60),
            )
            for model in ("stay", "supersededstay")
        ],
        migrations.CreateModel(
            name="NightConfirmation",
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
                ("night", models.DateField()),
                ("guests", models.PositiveIntegerField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("file", "File"),
                            ("page", "Page"),
                            ("api", "Api"),
                            ("command", "Command"),
                        ],
                        max_length=7,
                    ),
                ),
                ("confirmed_by_id", models.BigIntegerField()),
                ("confirmed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "location",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="nights.location",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.provider",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["location", "-night", "-id"],
                        name="confirmation_of_night",
                    ),
                    models.Index(
                        fields=["municipality", "night"], name="confirmation_in_town"
                    ),
                ],
            },
        ),
        isolate(
            "nights_nightconfirmation",
            municipality="municipality_id",
            provider="provider_id",
            writers="provider",
        ),
        append_only("nights_nightconfirmation"),
        migrations.RunSQL(_GRANTS, _NO_GRANTS),
    ]
