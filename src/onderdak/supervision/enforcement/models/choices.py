"""The matrix and the amounts of a municipality, and what was chosen for a case."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.supervision.enforcement.domain.amounts import AmountOf, Per
from onderdak.supervision.enforcement.domain.choosing import (
    Behaviour,
    Consequence,
)
from onderdak.supervision.enforcement.models.cases import OfCase


def _of(
    words: type[AmountOf | Behaviour | Consequence | Per],
) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in words]


class SetByTown(models.Model):
    """A line that a municipality sets from a day on; a later line replaces it."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    valid_from = models.DateField()
    # The decision that it stands in. Invented: there is no such municipality.
    source = models.CharField(max_length=300)
    invented = models.BooleanField(default=False)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk}"


class MatrixCell(SetByTown):
    """What a municipality does at one behaviour and one consequence; never changed."""

    behaviour = models.CharField(max_length=1, choices=_of(Behaviour))
    consequence = models.CharField(max_length=1, choices=_of(Consequence))
    advised = models.JSONField(default=list)
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""), name="enforcement_cell_source"
            )
        ]
        indexes = [
            models.Index(
                fields=[
                    *("municipality", "behaviour", "consequence"),
                    *("-valid_from", "-id"),
                ],
                name="enforcement_cell",
            )
        ]


class LocalAmount(SetByTown):
    """An amount that a municipality set for a norm, with its article; never changed."""

    amount_of = models.CharField(max_length=11, choices=_of(AmountOf))
    # The norm, such as A01; empty for every norm without an amount of its own.
    rule = models.CharField(max_length=8, blank=True)
    per = models.CharField(max_length=6, choices=_of(Per))
    cents = models.PositiveBigIntegerField()
    # The most that an order of this kind comes to; NULL for a fine.
    most_cents = models.PositiveBigIntegerField(null=True)
    article = models.CharField(max_length=300)
    # From this day on the line no longer holds, without another in its place.
    ended = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(article="") & ~Q(source=""),
                name="enforcement_amount_article",
            ),
            models.CheckConstraint(
                condition=Q(most_cents__isnull=True)
                | Q(most_cents__gte=models.F("cents")),
                name="enforcement_amount_most",
            ),
        ]
        indexes = [
            models.Index(
                fields=[
                    *("municipality", "amount_of", "rule", "per"),
                    *("-valid_from", "-id"),
                ],
                name="enforcement_amount",
            )
        ]


class Choice(OfCase):
    """Which instrument was chosen and why; the newest counts, none is ever changed."""

    behaviour = models.CharField(max_length=1, choices=_of(Behaviour))
    consequence = models.CharField(max_length=1, choices=_of(Consequence))
    aggravating = models.JSONField(default=list)
    unsafe = models.BooleanField()
    low_priority = models.BooleanField()
    # The cell as it read on the day; later changes of the table leave it as it was.
    cell = models.JSONField()
    instrument = models.CharField(max_length=40)
    proportionality = models.CharField(max_length=4000)
    subsidiarity = models.CharField(max_length=4000)
    deviates = models.BooleanField()
    deviation = models.CharField(max_length=4000, blank=True)
    because_wait = models.CharField(max_length=4000, blank=True)
    look_again_on = models.DateField(null=True)
    chosen_on = models.DateField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(proportionality="") & ~Q(subsidiarity=""),
                name="enforcement_choice_says_why",
            ),
            models.CheckConstraint(
                condition=Q(deviates=False) | ~Q(deviation=""),
                name="enforcement_deviation_says_why",
            ),
            # Low is never never, and unsafe means now.
            models.CheckConstraint(
                condition=(~Q(instrument="wait") & Q(low_priority=False))
                | Q(
                    look_again_on__isnull=False,
                    look_again_on__gt=models.F("chosen_on"),
                ),
                name="enforcement_low_is_not_never",
            ),
            models.CheckConstraint(
                condition=~Q(instrument="wait") | ~Q(because_wait=""),
                name="enforcement_wait_says_why",
            ),
            models.CheckConstraint(
                condition=Q(unsafe=False)
                | (~Q(instrument="wait") & Q(low_priority=False)),
                name="enforcement_unsafe_is_now",
            ),
        ]
        indexes = [models.Index(fields=["case", "-id"], name="enforcement_choice_new")]
