"""Delivery of events and messages."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Delivery of events and messages."""

    dependencies = [
        ("outbox", "0002_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                (
                    "worker",
                    models.CharField(max_length=20, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Message",
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
                ("municipality", models.CharField(max_length=6, null=True)),
                ("provider_id", models.BigIntegerField(null=True)),
                ("kind", models.CharField(max_length=40)),
                ("about", models.CharField(blank=True, max_length=100)),
                ("email", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("secret", models.BooleanField(default=False)),
                (
                    "queue",
                    models.CharField(
                        choices=[
                            ("urgent", "Urgent"),
                            ("normal", "Normal"),
                            ("bulk", "Bulk"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("failed", "Failed"),
                            ("sent", "Sent"),
                            ("stuck", "Stuck"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "next_try_at",
                    models.DateTimeField(default=django.utils.timezone.now),
                ),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                (
                    "last_error",
                    models.CharField(blank=True, default="", max_length=100),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("wiped_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "failed"))),
                        fields=["next_try_at"],
                        name="outbox_message_due",
                    ),
                    models.Index(
                        fields=["municipality", "-id"], name="outbox_mail_municipal"
                    ),
                    models.Index(
                        fields=["provider_id", "-id"], name="outbox_mail_provider"
                    ),
                    models.Index(fields=["about"], name="outbox_mail_about"),
                    models.Index(
                        condition=models.Q(("wiped_at__isnull", True)),
                        fields=["tried_at"],
                        name="outbox_mail_to_wipe",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "failed", "sent", "stuck"])
                        ),
                        name="outbox_message_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("queue__in", ["urgent", "normal", "bulk"])),
                        name="outbox_message_queue_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
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
                ("municipality", models.CharField(max_length=6, null=True)),
                ("provider_id", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=100)),
                ("content", models.BinaryField()),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="outbox.message"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
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
                ("handler", models.CharField(max_length=100)),
                ("queue", models.CharField(default="normal", max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("failed", "Failed"),
                            ("done", "Done"),
                            ("stuck", "Stuck"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "next_try_at",
                    models.DateTimeField(default=django.utils.timezone.now),
                ),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "last_error",
                    models.CharField(blank=True, default="", max_length=100),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="outbox.outboxevent",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "failed"))),
                        fields=["next_try_at"],
                        name="outbox_delivery_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "handler"),
                        name="outbox_delivered_once_to_each",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "failed", "done", "stuck"])
                        ),
                        name="outbox_delivery_state_known",
                    ),
                ],
            },
        ),
        # Nobody listened yet to what was announced before.
        migrations.RunSQL(
            "UPDATE outbox_outboxevent SET delivered_at = created_at"
            " WHERE delivered_at IS NULL",
            migrations.RunSQL.noop,
        ),
        # Deliveries and messages are kept; what is personal in them is wiped.
        *[
            migrations.RunSQL(
                f"REVOKE DELETE, TRUNCATE ON {table} FROM onderdak_app",
                f"GRANT DELETE ON {table} TO onderdak_app",
            )
            for table in ("outbox_delivery", "outbox_message")
        ],
    ]
