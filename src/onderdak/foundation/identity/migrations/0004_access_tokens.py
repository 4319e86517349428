"""Tokens with which a system acts for a provider, and what such a system was told."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onderdak.foundation.identity.isolation import isolate, never_removed

# Before a token is known there is no scope: whoever shows the secret sees its row.
_SHOWN = "secret_hash = nullif(current_setting('onderdak.token', true), '')"


class Migration(migrations.Migration):
    """Tokens with which a system acts for a provider, and what it was told."""

    dependencies = [
        ("identity", "0003_outbox_isolation"),
    ]

    operations = [
        # Keys are checked when the migration ends, by then behind row security.
        migrations.RunSQL(
            "SELECT set_config('onderdak.scope', 'none', true)",
            migrations.RunSQL.noop,
        ),
        migrations.CreateModel(
            name="AccessToken",
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
                ("label", models.CharField(max_length=80)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("window_began", models.DateTimeField(null=True)),
                ("window_count", models.PositiveIntegerField(default=0)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.organisation",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens_made",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens_revoked",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(scopes__len__gt=0)
                        & models.Q(scopes__contained_by=["stays:read", "stays:write"]),
                        name="token_scopes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(expires_at__gt=models.F("made_at")),
                        name="token_expires",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RememberedAnswer",
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
                ("request_hash", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("answer", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["provider", "key"], name="request_answered_once"
                    )
                ],
            },
        ),
        isolate("identity_accesstoken", provider="provider_id", also=_SHOWN),
        isolate("identity_rememberedanswer", provider="provider_id"),
        never_removed("identity_accesstoken"),
    ]
