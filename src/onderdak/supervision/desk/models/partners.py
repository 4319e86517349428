"""The chain partners of a municipality whose systems are let in."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality, Organisation


class KnownPartner(models.Model):
    """A chain partner with a number: what its system hands in is its own."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "name"], name="desk_partner_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})"
