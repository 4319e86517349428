"""Who looked at which address, for what; and what explains a prompt."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.places.contract import Address
from onderdak.supervision.picture.domain.signals import Explanation


class View(models.Model):
    """Somebody saw the picture of an address: for which purpose, from which sources.

    A look at a list has no address of its own: `asked` says which list it was, from
    which address to which, and `addresses` how many.
    """

    class How(models.TextChoices):
        PAGE = "page"
        FILE = "file"
        COMMAND = "command"

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    address = models.ForeignKey(
        Address, on_delete=models.PROTECT, db_index=False, null=True, blank=True
    )
    asked = models.JSONField(default=dict)
    addresses = models.PositiveIntegerField(null=True, blank=True)
    user_id = models.BigIntegerField()
    purpose = models.CharField(max_length=20)
    kinds = ArrayField(models.CharField(max_length=20))
    how = models.CharField(max_length=8, choices=How.choices)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "-id"], name="picture_view_list"),
            models.Index(fields=["municipality", "at"], name="picture_view_past"),
        ]

    def __str__(self) -> str:
        return f"view {self.pk} of address {self.address_id or 'list'}"


class Explained(models.Model):
    """What else may explain a prompt, as somebody who looked into it wrote down."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    address = models.ForeignKey(Address, on_delete=models.PROTECT, db_index=False)
    explanation = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in Explanation]
    )
    registrations = models.PositiveIntegerField()
    on_date = models.DateField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "address"], name="explained_address")
        ]

    def __str__(self) -> str:
        return f"{self.explanation} at {self.address_id}"
