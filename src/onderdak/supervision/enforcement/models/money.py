"""Orders under penalty in numbers, and the ledger of a case."""

from django.db import models
from django.db.models import Q

from onderdak.supervision.enforcement.domain.money import Debt, EntryKind
from onderdak.supervision.enforcement.models.measures import Step
from onderdak.supervision.enforcement.models.remedies import OfBoth


class PenaltyOrder(OfBoth):
    """What an order under penalty says in numbers; a decision, so never changed.

    Source: art. 5:32a and 5:32b Awb: an amount, a maximum, a compliance period.
    """

    step = models.ForeignKey(
        Step, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    form = models.CharField(max_length=10)
    cents = models.BigIntegerField()
    unit = models.CharField(max_length=5, blank=True)
    maximum_cents = models.BigIntegerField()
    # NULL where nothing had to be mended: it works from the day after it was given.
    comply_by = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step"], name="enforcement_order_once"),
            models.CheckConstraint(
                condition=Q(cents__gt=0, maximum_cents__gte=models.F("cents")),
                name="enforcement_order_maximum",
            ),
        ]
        indexes = [
            models.Index(fields=["measure", "id"], name="enforcement_order_of"),
        ]


class Entry(OfBoth):
    """A line of the ledger; it is never changed, and put right by a further line."""

    kind = models.CharField(
        max_length=11, choices=[(each.value, each.value) for each in EntryKind]
    )
    # For a correction the kind of the line it puts right; else the kind itself.
    counts_as = models.CharField(max_length=11)
    debt = models.CharField(
        max_length=7, choices=[(each.value, each.value) for each in Debt]
    )
    cents = models.BigIntegerField()
    on_day = models.DateField()
    # In a few words what it is about, such as the day of a breach; never a name.
    about = models.CharField(max_length=200, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")
    order = models.ForeignKey(
        PenaltyOrder,
        on_delete=models.CASCADE,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    # What makes a forfeiture the same one when it is counted again.
    breach = models.CharField(max_length=80, blank=True, default="")
    corrects = models.ForeignKey(
        "self", on_delete=models.CASCADE, db_constraint=False, null=True
    )
    # The step that booked it, where one did.
    step = models.ForeignKey(
        Step,
        on_delete=models.CASCADE,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    # NULL: counted by the software from a check.
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="correction", corrects__isnull=False)
                & ~Q(reason="")
                & ~Q(cents=0)
                | Q(
                    ~Q(kind="correction"),
                    Q(
                        corrects__isnull=True,
                        counts_as=models.F("kind"),
                        cents__gt=0,
                    ),
                ),
                name="enforcement_entry_corrects",
            ),
            models.CheckConstraint(
                condition=~Q(counts_as="forfeited")
                | Q(order__isnull=False, debt="penalty"),
                name="enforcement_entry_order",
            ),
            models.CheckConstraint(
                condition=~Q(kind="forfeited") | ~Q(breach=""),
                name="enforcement_entry_breach",
            ),
            models.CheckConstraint(
                condition=Q(kind="forfeited") | Q(by_id__isnull=False),
                name="enforcement_entry_by",
            ),
            models.CheckConstraint(
                condition=~Q(kind="written_off") | ~Q(reason=""),
                name="enforcement_entry_why",
            ),
            models.UniqueConstraint(
                fields=["order", "breach"],
                condition=Q(kind="forfeited"),
                name="enforcement_forfeited_once",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "id"], name="enforcement_entry_of"),
            models.Index(
                fields=["municipality", "on_day", "id"], name="enforcement_entry_day"
            ),
        ]
