"""What was found at addresses: the only thing that says what a ranking is worth."""

from django.db import models

from onderdak.foundation.places.contract import Address
from onderdak.supervision.picture.models.pointsets import OfTown
from onderdak.supervision.picture.ranking.domain.states import Came, ChosenBy, Result


class Outcome(OfTown):
    """What somebody found at an address on a day, and why they looked there."""

    address = models.ForeignKey(Address, on_delete=models.PROTECT, db_index=False)
    on_date = models.DateField()
    result = models.CharField(
        max_length=9, choices=[(each.value, each.value) for each in Result]
    )
    source = models.CharField(
        max_length=5, choices=[(each.value, each.value) for each in Came]
    )
    reference = models.CharField(max_length=80)
    chosen_by = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in ChosenBy]
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "source", "reference"], name="outcome_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["municipality", "on_date", "id"], name="outcome_by_day"
            ),
            models.Index(
                fields=["municipality", "address", "on_date"], name="outcome_of_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result} at {self.address_id} on {self.on_date}"
