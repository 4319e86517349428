"""What happened to a location: its steps, and its capacities from date to date.

Both are only added to. Either side of a location reads them; each writes its own kind.
"""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.register.nights.models.locations import Location


class LineAboutLocation(models.Model):
    """Something that one side said about a location, in its own name."""

    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField()
    location = models.ForeignKey(Location, on_delete=models.CASCADE)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)

    class Meta:
        abstract = True


class LocationStep(LineAboutLocation):
    """A step in the life of a location, from a day on, with what was said."""

    class Step(models.TextChoices):
        REGISTERED = "registered"
        ASKED = "asked"
        ANSWERED = "answered"
        CONFIRMED = "confirmed"
        REFUSED = "refused"
        HANDED_OVER = "handed_over"
        CLOSED = "closed"
        REOPENED = "reopened"

    step = models.CharField(max_length=11, choices=Step.choices)
    on = models.DateField()
    words = models.CharField(max_length=1000, blank=True)
    claimed_places = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.step} on {self.on}"


class LocationCapacity(LineAboutLocation):
    """How many places a location has from a day on, as permitted or as beds there."""

    class What(models.TextChoices):
        PERMITTED = "permitted"
        FACTUAL = "factual"

    what = models.CharField(max_length=9, choices=What.choices)
    places = models.PositiveIntegerField(null=True)
    since = models.DateField()

    def __str__(self) -> str:
        return f"{self.places} {self.what} since {self.since}"
