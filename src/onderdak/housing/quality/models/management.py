"""Who is reached about a location, and whether that was tried.

A contact is a function of an organisation, not somebody's private number.
"""

from django.db import models

from onderdak.housing.quality.models.regional import OfHouse
from onderdak.register.nights.contract import Location


class ManagementContact(OfHouse):
    """How somebody is reached, from a day on; the newest of each kind holds."""

    class For(models.TextChoices):
        MANAGER = "manager"
        NEIGHBOURS = "neighbours"

    location = models.ForeignKey(Location, on_delete=models.PROTECT)
    contact_for = models.CharField(max_length=10, choices=For.choices)
    function = models.CharField(max_length=120)
    phone = models.CharField(max_length=20)
    email = models.EmailField(blank=True)
    day_and_night = models.BooleanField()
    since = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phone__regex=r"^\+?[0-9][0-9 ()-]{2,18}$"),
                name="management_contact_phone",
            )
        ]

    def __str__(self) -> str:
        return f"{self.function}, {self.phone}"


class ManagerCheck(OfHouse):
    """That somebody called the number of the manager, when, and what came of it."""

    location = models.ForeignKey(Location, on_delete=models.PROTECT)
    contact = models.ForeignKey(ManagementContact, on_delete=models.PROTECT)
    called_at = models.DateTimeField()
    answered = models.BooleanField()
    after_minutes = models.PositiveSmallIntegerField(null=True)
    words = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    by_id = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["location", "-called_at"], name="manager_checks")
        ]

    def __str__(self) -> str:
        return f"{'answered' if self.answered else 'no answer'} at {self.called_at}"
