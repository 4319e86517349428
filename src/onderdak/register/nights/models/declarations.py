"""Declarations: what a provider handed in, when, and what became of it."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider


class Declaration(models.Model):
    """One hand-in of stays by a provider, through any of the doors."""

    class Channel(models.TextChoices):
        FILE = "file"
        PAGE = "page"
        API = "api"
        COMMAND = "command"

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)
    declared_by_id = models.BigIntegerField()
    declared_at = models.DateTimeField(auto_now_add=True)
    channel = models.CharField(max_length=7, choices=Channel.choices)
    source_name = models.CharField(max_length=200, blank=True)
    trace_id = models.UUIDField()
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    corrected = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["provider", "-id"], name="declaration_by_provider"),
            models.Index(
                fields=["municipality", "provider", "declared_at"],
                name="declaration_rhythm",
            ),
        ]

    def __str__(self) -> str:
        return f"declaration {self.pk}"
