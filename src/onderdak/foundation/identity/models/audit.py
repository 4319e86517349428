"""Who did what, when: the audit trail (BIO2 8.15.01)."""

from django.db import models


class AuditEvent(models.Model):
    """One thing that a person did. The app can add such rows, not change them."""

    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)  # no key: the trail outlives accounts
    action = models.CharField(max_length=60)
    object = models.CharField(max_length=100)
    municipality = models.CharField(max_length=6, null=True)  # noqa: DJ001 - NULL: none
    provider_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "-id"], name="audit_by_municipality"),
            models.Index(fields=["provider_id", "-id"], name="audit_by_provider"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object}"
