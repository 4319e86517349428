"""The ladder of helping first, and saved views."""

import django.db.models.deletion
from django.db import migrations, models

from onderdak.foundation.identity.isolation import isolate, never_removed


class Migration(migrations.Migration):
    """What a municipality did to help, and the lists that people keep."""

    dependencies = [
        ("nights", "0006_guest_access"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComplianceStep",
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
                    "step",
                    models.CharField(
                        choices=[
                            ("campaign", "campaign"),
                            ("reminder", "reminder"),
                            ("talk", "talk"),
                            ("warning", "warning"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "concern",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("never", "never"),
                            ("silent", "silent"),
                            ("late", "late"),
                            ("missed", "missed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("respond_by", models.DateField()),
                ("why", models.CharField(max_length=500)),
                ("skipped_because", models.CharField(blank=True, max_length=500)),
                ("outcome", models.CharField(blank=True, max_length=500)),
                ("taken_by_id", models.BigIntegerField()),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
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
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality", "provider", "-on"],
                        name="step_of_provider",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("respond_by__gte", models.F("on"))),
                        name="step_leaves_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
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
                ("user_id", models.BigIntegerField()),
                ("page", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(max_length=1000)),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="identity.municipality",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="parties.provider",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user_id", "municipality", "provider", "page", "name"),
                        name="saved_view_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("municipality__isnull", False),
                                ("provider__isnull", True),
                            ),
                            models.Q(
                                ("municipality__isnull", True),
                                ("provider__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="saved_view_has_one_tenant",
                    ),
                ],
            },
        ),
        isolate(
            "nights_compliancestep",
            municipality="municipality_id",
            provider="provider_id",
            writers="municipality",
        ),
        never_removed("nights_compliancestep"),
        # What was done stands; only what came of it is added later.
        migrations.RunSQL(
            "REVOKE UPDATE ON nights_compliancestep FROM onderdak_app;"
            " GRANT UPDATE (outcome) ON nights_compliancestep TO onderdak_app;",
            "GRANT UPDATE ON nights_compliancestep TO onderdak_app;",
        ),
        isolate(
            "nights_savedview",
            municipality="municipality_id",
            provider="provider_id",
        ),
    ]
