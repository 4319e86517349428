"""What a municipality sets for its visits: whom to telephone, and a registry's box."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.supervision.inspections.models.visits import OfVisit


class TownPhone(models.Model):
    """A service of a municipality that is telephoned when something cannot wait."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    number = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "place"], name="inspections_phone_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"


class RegistryBox(models.Model):
    """The key pair with which a registry opens what is handed over at the door.

    The public half goes to the phones. The other half is sealed with the key of the
    municipality, and opens nothing but what its clerks take up.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    name = models.CharField(max_length=80)
    public_key = models.JSONField()
    sealed = models.BinaryField()
    row_key = models.BinaryField()
    key_version = models.PositiveIntegerField()
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    # Since when the other half is gone, and nothing under it can be opened any more.
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # A key that is replaced stays for what still waits under it.
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(closed_at__isnull=True),
                name="inspections_box_one_open",
            ),
            models.CheckConstraint(
                condition=Q(~Q(sealed=b""), ~Q(row_key=b""), Q(wiped_at__isnull=True))
                | Q(
                    sealed=b"",
                    row_key=b"",
                    wiped_at__isnull=False,
                    closed_at__isnull=False,
                ),
                name="inspections_box_key_gone",
            ),
        ]

    def __str__(self) -> str:
        return f"box of {self.municipality_id}"


class RegistryDocument(OfVisit):
    """A document that waits for a clerk of the registry, as the phone encrypted it.

    What it holds goes when the clerk has it, or when nobody came for it in time; that
    it was there stays with the visit.
    """

    box = models.ForeignKey(
        RegistryBox, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    uid = models.UUIDField(unique=True)
    key = models.BinaryField()
    iv = models.BinaryField()
    # Empty when it is gone.
    content = models.BinaryField()
    # Whom the registry can ask: the inspector who handed it over.
    handed_by_id = models.BigIntegerField()
    received_at = models.DateTimeField()
    taken_by_id = models.BigIntegerField(null=True)
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by_id__isnull=True)
                | Q(taken_at__isnull=False, taken_by_id__isnull=False),
                name="inspections_document_taken",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(content=b""),
                name="inspections_document_gone",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "id"], name="inspections_document_new")
        ]
