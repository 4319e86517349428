"""For whom people work here: regions, municipalities, and organisations."""

from django.db import models


class Region(models.Model):
    """A group of municipalities that steer together."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality, by its CBS code (`GM0202`)."""

    code = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=100, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^GM\d{4}$"),
                name="municipality_code_is_cbs",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A party outside government with accounts: only a number and a kind.

    Its name and further details are a provider's or partner's own, and stand behind
    row security in the room that keeps them.
    """

    class Kind(models.TextChoices):
        PROVIDER = "provider"
        PARTNER = "partner"

    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["provider", "partner"]),
                name="organisation_kind_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class RoomSwitch(models.Model):
    """A room that a municipality uses; without a row the room is off there."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    room = models.CharField(max_length=40)
    switched_on_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "room"], name="room_switched_on_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.room} in {self.municipality_id}"
