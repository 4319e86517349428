"""Access of systems: tokens, and the answers that providers' systems were given."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onderdak.foundation.identity.domain.permissions import (
    SCOPES_OF_PARTNERS,
    SCOPES_OF_PROVIDERS,
)
from onderdak.foundation.identity.models.tenants import Municipality, Organisation
from onderdak.foundation.identity.models.users import User


class AccessToken(models.Model):
    """A secret with which a system acts, until it expires.

    It acts for one provider, or for one chain partner in one municipality. Of the
    secret only a hash is kept. The window counts requests within a minute.
    """

    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, null=True)
    partner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    label = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20))
    made_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="tokens_made"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    window_began = models.DateTimeField(null=True)
    window_count = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="tokens_revoked"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scopes__len__gt=0), name="token_scopes_known"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    municipality__isnull=True,
                    partner__isnull=True,
                    provider__isnull=False,
                    scopes__contained_by=sorted(SCOPES_OF_PROVIDERS),
                )
                | models.Q(
                    municipality__isnull=False,
                    partner__isnull=False,
                    provider__isnull=True,
                    scopes__contained_by=sorted(SCOPES_OF_PARTNERS),
                ),
                name="token_of_provider_or_partner",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="token_expires",
            ),
        ]

    def __str__(self) -> str:
        return f"token {self.pk}"

    def state_at(self, moment: datetime) -> str:
        """Whether it lets in at a moment: good, expired or revoked."""
        if self.revoked_at is not None:
            return "revoked"
        return "good" if self.expires_at > moment else "expired"


class RememberedAnswer(models.Model):
    """What a system was told, kept for a day: the same request gets the same answer."""

    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False)
    key = models.UUIDField()
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)  # 0: still being answered
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "key"], name="request_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.key}"
