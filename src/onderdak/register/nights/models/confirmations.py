"""Confirmed nights: a provider says that the list of a night is complete."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.register.nights.models.declarations import Declaration
from onderdak.register.nights.models.locations import Location


class NightConfirmation(models.Model):
    """That who sleeps at a location in a night is declared in full, said by whom.

    Confirming again adds a row; the newest of a night counts. Where no by-law asks
    for it nothing is missing without one.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, db_index=False)
    location = models.ForeignKey(Location, on_delete=models.CASCADE, db_index=False)
    night = models.DateField()
    guests = models.PositiveIntegerField()
    channel = models.CharField(max_length=7, choices=Declaration.Channel.choices)
    confirmed_by_id = models.BigIntegerField()
    confirmed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["location", "-night", "-id"], name="confirmation_of_night"
            ),
            models.Index(fields=["municipality", "night"], name="confirmation_in_town"),
        ]

    def __str__(self) -> str:
        return f"night of {self.night} at {self.location_id}"
