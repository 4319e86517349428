"""Letters of a step: drafted, reviewed by another, and locked when they go out."""

from django.db import models
from django.db.models import F, Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.supervision.enforcement.domain.letters import (
    How,
    LetterState,
    Remedy,
    Said,
    TaskKind,
)
from onderdak.supervision.enforcement.models.measures import OfMeasure


def _choices(
    words: type[LetterState | How | Remedy | Said | TaskKind],
) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in words]


class LetterHead(models.Model):
    """How a municipality stands on its letters: lines, colour, and who to call."""

    municipality = models.OneToOneField(
        Municipality, on_delete=models.PROTECT, related_name="+"
    )
    # The lines beside the name: postal address, web address.
    lines = models.JSONField(default=list)
    colour = models.CharField(max_length=7, default="#154273")
    # Who to call: a team, its number and hours.
    contact = models.CharField(max_length=300, blank=True)
    # Where an objection is sent.
    objections_to = models.CharField(max_length=300, blank=True)
    signed_by = models.JSONField(default=list)
    set_by_id = models.BigIntegerField()
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"letterhead of {self.municipality_id}"


class Letter(OfMeasure):
    """One letter of a step. Who gets it, its edits and its PDF are sealed.

    The seal `words` holds the lines of the address, the reasons of this case and what
    differs from the words of its kind; the seal `pdf` what went out, with its hash.
    """

    uid = models.UUIDField(unique=True)
    step = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    language = models.CharField(max_length=8, default="nl")
    remedy = models.CharField(max_length=11, choices=_choices(Remedy))
    contact = models.CharField(max_length=300, blank=True)
    sealed = models.BinaryField()
    row_key = models.BinaryField()
    key_version = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=_choices(LetterState), default=LetterState.DRAFTED
    )
    drafted_by_id = models.BigIntegerField()
    drafted_at = models.DateTimeField()
    # Everybody who wrote in it; none of them reviews it.
    written_by = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    reviewed_by_id = models.BigIntegerField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    # The hash of all that the reviewer read, the day of the letter aside.
    read_sha256 = models.CharField(max_length=64, blank=True)
    dispatched_by_id = models.BigIntegerField(null=True)
    dispatched_at = models.DateTimeField(null=True)
    # The day on which it is made known (art. 3:41 Awb); terms count from it.
    dispatched_on = models.DateField(null=True)
    how = models.CharField(max_length=11, choices=_choices(How), blank=True)
    remedy_until = models.DateField(null=True)
    pdf_sealed = models.BinaryField(null=True)
    pdf_row_key = models.BinaryField(null=True)
    pdf_key_version = models.PositiveSmallIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    bytes = models.PositiveIntegerField(default=0)
    delivered_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by_id__isnull=True)
                | ~Q(reviewed_by_id=F("drafted_by_id")),
                name="enforcement_letter_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "withdrawn"])
                | Q(reviewed_by_id__isnull=False, reviewed_at__isnull=False),
                name="enforcement_letter_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(state="reviewed") | ~Q(read_sha256=""),
                name="enforcement_letter_read",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["drafted", "reviewed", "withdrawn"],
                    dispatched_on__isnull=True,
                    pdf_sealed__isnull=True,
                    sha256="",
                    how="",
                )
                | Q(
                    Q(
                        state__in=["dispatched", "delivered", "returned"],
                        dispatched_on__isnull=False,
                        dispatched_by_id__isnull=False,
                        dispatched_at__isnull=False,
                        pdf_sealed__isnull=False,
                        pdf_row_key__isnull=False,
                        pdf_key_version__isnull=False,
                    ),
                    ~Q(sha256=""),
                    ~Q(how=""),
                ),
                name="enforcement_letter_gone_whole",
            ),
            # One letter of a step waits at a time.
            models.UniqueConstraint(
                fields=["measure", "step"],
                condition=Q(state__in=["drafted", "reviewed"]),
                name="enforcement_letter_waits_once",
            ),
        ]
        indexes = [
            models.Index(fields=["measure", "-id"], name="enforcement_letter_new"),
            models.Index(
                fields=["municipality", "state", "-id"],
                condition=Q(state__in=["drafted", "reviewed", "returned"]),
                name="enforcement_letter_waits",
            ),
        ]


class OfLetter(models.Model):
    """Something that belongs to one letter of a municipality, and goes with it."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    letter = models.ForeignKey(
        Letter, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk} of letter {self.letter_id}"


class LetterEntry(OfLetter):
    """A line in the history of a letter; never changed."""

    what = models.CharField(max_length=10, choices=_choices(Said))
    on_day = models.DateField()
    words = models.CharField(max_length=1000, blank=True)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__in=["sent_back", "withdrawn", "returned"])
                | ~Q(words=""),
                name="enforcement_letter_said_why",
            )
        ]
        indexes = [
            models.Index(fields=["letter", "-id"], name="enforcement_letter_entry")
        ]


class LetterSending(OfLetter):
    """A letter that came back and went out once more, to the same or another address.

    The letter itself stays as it was; the sheet that went out now is kept beside it.
    """

    uid = models.UUIDField(unique=True)
    on_day = models.DateField()
    how = models.CharField(max_length=11, choices=_choices(How))
    other_address = models.BooleanField()
    # Whether it is made known only now: then terms count from this day (art. 3:41 Awb).
    made_known = models.BooleanField(default=False)
    remedy_until = models.DateField(null=True)
    pdf_sealed = models.BinaryField()
    pdf_row_key = models.BinaryField()
    pdf_key_version = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["letter", "-id"], name="enforcement_letter_sent")
        ]


class LetterTask(OfLetter):
    """What is to be done about a letter that came back."""

    what = models.CharField(max_length=12, choices=_choices(TaskKind))
    because = models.CharField(max_length=1000)
    made_on = models.DateField()
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    settled_on = models.DateField(null=True)
    settled_by_id = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, settled_by_id__isnull=True)
                | Q(
                    Q(settled_on__isnull=False, settled_by_id__isnull=False),
                    ~Q(outcome=""),
                ),
                name="enforcement_lettertask_settled",
            ),
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(settled_on__isnull=True),
                name="enforcement_lettertask_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "-id"],
                condition=Q(settled_on__isnull=True),
                name="enforcement_lettertask_open",
            )
        ]
