"""The people whom a case touches: counts and arrangements, never who they are."""

from django.db import models
from django.db.models import F, Q

from onderdak.supervision.enforcement.domain.people import Answer, CountedBy, Seen, Told
from onderdak.supervision.enforcement.models.cases import OfCase
from onderdak.supervision.enforcement.models.measures import Measure, Step


def _of(
    words: type[Answer | CountedBy | Seen | Told],
) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in words]


class PeopleCount(OfCase):
    """How many people sleep there: a number, where it comes from, and no more.

    The newest line counts; none is ever changed.
    """

    counted_by = models.CharField(max_length=5, choices=_of(CountedBy))
    # The visit it was found at; empty where it was counted by hand.
    visit_number = models.CharField(max_length=12, blank=True)
    people = models.PositiveIntegerField()
    # Whether that is all of them; otherwise it is the least.
    sure = models.BooleanField()
    children = models.CharField(max_length=7, choices=_of(Seen))
    # People who need more than a bed; who they are is said to a care worker only.
    vulnerable = models.CharField(max_length=7, choices=_of(Seen))
    counted_on = models.DateField()
    words = models.CharField(max_length=1000, blank=True)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(Q(counted_by="visit"), ~Q(visit_number=""))
                | Q(Q(counted_by="hand", visit_number=""), ~Q(words="")),
                name="enforcement_count_from",
            )
        ]
        indexes = [models.Index(fields=["case", "-id"], name="enforcement_count_new")]


class Rehousing(OfCase):
    """The answer to where people go; the newest counts, and none is ever changed."""

    answer = models.CharField(max_length=13, choices=_of(Answer))
    words = models.CharField(max_length=2000)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""), name="enforcement_rehousing_says"
            )
        ]
        indexes = [
            models.Index(fields=["case", "-id"], name="enforcement_rehousing_new")
        ]


class Telling(OfCase):
    """Who tells the people, in which language and when, and whether it was done."""

    language = models.CharField(max_length=8)
    # Who tells them: an account of the municipality, with or without an interpreter.
    teller_id = models.BigIntegerField()
    along = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=11, choices=_of(Told))
    planned_at = models.DateTimeField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=1000, blank=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dropped_at__isnull=True),
                name="enforcement_told_or_dropped",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True) | ~Q(words=""),
                name="enforcement_dropped_because",
            ),
        ]
        indexes = [models.Index(fields=["case", "id"], name="enforcement_telling_of")]


class CareAsked(OfCase):
    """That a care worker was asked to look: the key of the task, not what it says.

    Where care takes no tasks here, `words` say how it was arranged otherwise; without
    both it still waits.
    """

    task = models.UUIDField(null=True)
    words = models.CharField(max_length=500, blank=True)
    about = models.CharField(
        max_length=6, choices=[("child", "child"), ("person",) * 2]
    )
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="enforcement_care_new")]


class UrgentTask(OfCase):
    """People first after an urgent measure: by the hour, with somebody on site.

    It never stops the decision (art. 5:31 Awb): it begins with it.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    step = models.OneToOneField(
        Step, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    due_at = models.DateTimeField()
    # The named person on site; first the one who took the decision.
    person_id = models.BigIntegerField()
    opened_at = models.DateTimeField()
    # Who leads the case heard that the hours passed.
    told_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.BigIntegerField(null=True)
    words = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by_id__isnull=True)
                | Q(
                    Q(settled_at__isnull=False, settled_by_id__isnull=False),
                    ~Q(words=""),
                ),
                name="enforcement_settled_says",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("opened_at")),
                name="enforcement_urgent_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "due_at", "id"],
                condition=Q(settled_at__isnull=True),
                name="enforcement_urgent_open",
            )
        ]


class EvidenceExport(OfCase):
    """That the evidence of a case was taken out: the hashes, who, and for what."""

    sha256 = models.CharField(max_length=64)
    index_sha256 = models.CharField(max_length=64)
    items = models.PositiveIntegerField()
    reason = models.CharField(max_length=500)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="enforcement_taken_out_for"
            )
        ]
        indexes = [
            models.Index(
                fields=["municipality", "index_sha256"], name="enforcement_evidence"
            )
        ]
