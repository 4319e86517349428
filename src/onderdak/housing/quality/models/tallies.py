"""What first pages tell of quality: counted by the worker, remembered here."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider


class QualityTally(models.Model):
    """The counts of one municipality or of one provider, as they were counted last.

    A region reads those of its municipalities: they hold counts and no location.
    """

    municipality = models.OneToOneField(
        Municipality, on_delete=models.PROTECT, null=True, blank=True
    )
    provider = models.OneToOneField(
        Provider, on_delete=models.PROTECT, null=True, blank=True
    )
    counted_on = models.DateField()
    counted_at = models.DateTimeField(auto_now=True)
    counts = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=True) ^ Q(provider__isnull=True),
                name="tally_of_one_tenant",
            )
        ]

    def __str__(self) -> str:
        return f"tally of {self.municipality_id or self.provider_id}"
