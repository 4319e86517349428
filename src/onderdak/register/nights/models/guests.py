"""Guests: a number and a reference; their identity is sealed, per municipality."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider


class Guest(models.Model):
    """A guest of one provider, known by the provider's own reference.

    The dense number is what the constraint on stays works with; reference and initials
    stay between provider and register, the municipality never sees them.
    """

    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    reference = models.CharField(max_length=60)
    initials = models.CharField(max_length=4, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "reference"], name="guest_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"guest {self.pk}"


class GuestIdentity(models.Model):
    """The sealed identity of a guest, for one municipality where the guest stayed.

    `fingerprint` is the provider's keyed hash of the exact fields (was anything
    changed?); `match_hash` the municipality's keyed hash of the person, for counting
    people across providers without opening a name.
    """

    pk = models.CompositePrimaryKey("guest_id", "municipality_id")
    guest = models.ForeignKey(
        Guest, on_delete=models.CASCADE, db_index=False, db_constraint=False
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    provider_id = models.BigIntegerField()
    sealed = models.BinaryField()
    key_for_provider = models.BinaryField()
    key_for_municipality = models.BinaryField()
    fingerprint = models.BinaryField()
    match_hash = models.BinaryField()
    hash_version = models.PositiveSmallIntegerField()
    hash_strength = models.PositiveSmallIntegerField()
    provider_key_version = models.PositiveSmallIntegerField()
    municipality_key_version = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"identity of guest {self.guest_id}"


class SupersededIdentity(models.Model):
    """An identity as it was sealed before a correction: kept, never matched."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, db_constraint=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    provider_id = models.BigIntegerField()
    sealed = models.BinaryField()
    key_for_provider = models.BinaryField()
    key_for_municipality = models.BinaryField()
    match_hash = models.BinaryField()
    hash_version = models.PositiveSmallIntegerField()
    provider_key_version = models.PositiveSmallIntegerField()
    municipality_key_version = models.PositiveSmallIntegerField()
    superseded_at = models.DateTimeField(auto_now_add=True)
    superseded_by = models.BigIntegerField()  # the declaration

    def __str__(self) -> str:
        return f"earlier identity of guest {self.guest_id}"


class RegistrationStatement(models.Model):
    """What a provider states about a guest's registration, from a date on.

    A statement holds until the next one. It is the provider's word: the municipality
    compares it with its own register before it decides anything.
    """

    class Status(models.TextChoices):
        NONE = "none"
        RNI = "rni"
        BRP = "brp"

    pk = models.CompositePrimaryKey("guest_id", "municipality_id", "valid_from")
    guest = models.ForeignKey(
        Guest, on_delete=models.CASCADE, db_index=False, db_constraint=False
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    valid_from = models.DateField()
    provider_id = models.BigIntegerField()
    status = models.CharField(max_length=4, choices=Status.choices)
    brp_municipality = models.CharField(max_length=60, blank=True)
    declaration_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="brp") | models.Q(brp_municipality=""),
                name="only_brp_has_a_municipality",
            )
        ]

    def __str__(self) -> str:
        return f"{self.status} from {self.valid_from}"


class SupersededStatement(models.Model):
    """A statement as it stood before another took its day: a levy may rest on it."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, db_constraint=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    provider_id = models.BigIntegerField()
    valid_from = models.DateField()
    status = models.CharField(max_length=4)
    brp_municipality = models.CharField(max_length=60, blank=True)
    declaration_id = models.BigIntegerField()
    superseded_at = models.DateTimeField(auto_now_add=True)
    superseded_by = models.BigIntegerField()  # the declaration

    def __str__(self) -> str:
        return f"earlier statement from {self.valid_from}"
