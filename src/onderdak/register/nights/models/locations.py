"""Where people are housed: locations, the units of a park, rooms and beds.

The tenants of a unit, room or bed are those of its location. They carry no foreign key
and no index of their own: row security checks them on every write, and a large
declaration would pay for each.
"""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.foundation.places.contract import Address, DwellingObject


class Location(models.Model):
    """A place where a provider houses people.

    The permitted capacity is what permit or plan allows, the factual capacity the beds
    that stand there; either may be unknown. A provider registers its own; until the
    municipality confirms it, what it says is a claim, but people may be declared there:
    who offers a stay keeps the register anyhow (art. 438 Sr).
    """

    # No columns: a query counts them where it is asked to.
    guests: int  # who sleep here on a night
    staying: int  # stays that go on here after it has closed

    class Kind(models.TextChoices):
        DWELLING = "dwelling"
        PENSION = "pension"
        COMPLEX = "complex"
        PARK = "park"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        ASKED = "asked"
        CONFIRMED = "confirmed"
        REFUSED = "refused"

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)
    address = models.ForeignKey(Address, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    permitted_capacity = models.PositiveIntegerField(null=True, blank=True)
    factual_capacity = models.PositiveIntegerField(null=True, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=9,
        choices=State.choices,
        default=State.CONFIRMED,
        db_default=State.CONFIRMED,
    )
    # The same house under the operator before.
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "name"], name="location_name_once_per_provider"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(closed_on__gt=models.F("opened_on")),
                name="location_period",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "name", "id"], name="location_list"),
            models.Index(
                fields=["municipality", "id"],
                condition=models.Q(state="proposed"),
                name="location_to_confirm",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit of a park, with its own address; its owner is a part at that address."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    location = models.ForeignKey(Location, on_delete=models.CASCADE, db_index=False)
    label = models.CharField(max_length=30)
    address = models.ForeignKey(Address, on_delete=models.PROTECT, null=True)
    dwelling_object = models.ForeignKey(
        DwellingObject, on_delete=models.PROTECT, null=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["location", "label"], name="unit_once")
        ]

    def __str__(self) -> str:
        return self.label


class Room(models.Model):
    """A room of a location, as its provider labels it."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    location = models.ForeignKey(Location, on_delete=models.CASCADE, db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True)
    label = models.CharField(max_length=30)
    # 0 is the ground floor; NULL: nobody has said it yet.
    floor = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["location", "label"], name="room_once")
        ]

    def __str__(self) -> str:
        return self.label


class Bed(models.Model):
    """A bed in a room."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    room = models.ForeignKey(Room, on_delete=models.CASCADE, db_index=False)
    label = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "label"], name="bed_once")
        ]

    def __str__(self) -> str:
        return self.label
