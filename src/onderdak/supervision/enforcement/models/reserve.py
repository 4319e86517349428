"""Reserve and emergency rooms: what there is, what is held, and who looked up whom."""

from django.db import models
from django.db.models import F, Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.supervision.enforcement.domain.reserve import ReserveKind
from onderdak.supervision.enforcement.models.cases import Case, OfCase


class ReservePlace(models.Model):
    """Places that somebody keeps ready, and until when.

    Who can be called at night stands sealed in it: `name` and `phone`. It is opened
    for a reason, which is written down.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    uid = models.UUIDField(unique=True)
    kind = models.CharField(
        max_length=11, choices=[(each.value, each.value) for each in ReserveKind]
    )
    name = models.CharField(max_length=200)
    # Where it is, and what is good to know: families, stairs, pets.
    where = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    # What was agreed, and under which reference.
    agreement = models.CharField(max_length=200, blank=True)
    places = models.PositiveIntegerField()
    available_from = models.DateField()
    available_until = models.DateField()
    sealed = models.BinaryField()
    row_key = models.BinaryField()
    key_version = models.PositiveSmallIntegerField()
    withdrawn_on = models.DateField(null=True)
    changed_by_id = models.BigIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(available_until__gt=F("available_from")),
                name="enforcement_reserve_term",
            ),
            models.CheckConstraint(
                condition=Q(places__gt=0), name="enforcement_reserve_places"
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "available_until", "id"],
                name="enforcement_reserve_until",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Hold(OfCase):
    """Places held for one case in [from_day, until_day), or until they are released.

    The database keeps that no more is held on a day than there is.
    """

    place = models.ForeignKey(
        ReservePlace,
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="holds",
    )
    places = models.PositiveIntegerField()
    from_day = models.DateField()
    until_day = models.DateField()
    released_on = models.DateField(null=True)
    # What came of it, where it was released.
    words = models.CharField(max_length=500, blank=True)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day__gt=F("from_day"), places__gt=0),
                name="enforcement_hold_is_some",
            ),
            models.CheckConstraint(
                condition=Q(released_on__isnull=True) | ~Q(words=""),
                name="enforcement_released_because",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "until_day"], name="enforcement_hold_place"),
            models.Index(fields=["case", "-id"], name="enforcement_hold_new"),
        ]


class ContactOpening(models.Model):
    """Who looked up whom to call at night, when and for what; never changed."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    place = models.ForeignKey(
        ReservePlace, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    case = models.ForeignKey(
        Case,
        on_delete=models.SET_NULL,
        null=True,
        db_constraint=False,
        related_name="+",
    )
    reason = models.CharField(max_length=500)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="enforcement_contact_opened_for"
            )
        ]
        indexes = [
            models.Index(fields=["place", "-id"], name="enforcement_contact_new")
        ]

    def __str__(self) -> str:
        return f"opening {self.pk} of place {self.place_id}"
