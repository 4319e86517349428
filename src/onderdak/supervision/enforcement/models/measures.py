"""The measures of a case, and each step of them; no step is ever changed."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.rules.enforcement import CORRECT
from onderdak.supervision.enforcement.models.cases import OfCase, RuleSet


class Measure(OfCase):
    """A path that a case goes, and how far it is; only a step moves it."""

    nth = models.PositiveSmallIntegerField()
    ruleset = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    begun_on = models.DateField()
    # The day of the step that ended it; NULL as long as it runs.
    ended_on = models.DateField(null=True)
    # Why this path and not another, and the article of the power.
    reason = models.CharField(max_length=2000, blank=True)
    article = models.CharField(max_length=500, blank=True)
    begun_by_id = models.BigIntegerField()
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "nth"], name="enforcement_measure_nth"
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "path", "state"],
                name="enforcement_measure_state",
            ),
            models.Index(
                fields=["municipality", "id"],
                condition=Q(ended_on__isnull=True),
                name="enforcement_measure_runs",
            ),
        ]


class OfMeasure(models.Model):
    """Something that belongs to one measure of a municipality, and goes with it."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk} of measure {self.measure_id}"


class Steps(models.QuerySet["Step"]):
    """The steps of measures."""

    def counting(self) -> "Steps":
        """Those that count: no correction, and none that was taken back."""
        return self.filter(undone_by__isnull=True).exclude(step=CORRECT)


class Step(OfMeasure):
    """A step that was taken, on a day, with its facts.

    A mistake is not mended in its row: a correction, which is a step of its own, takes
    back the last step that counts.
    """

    n = models.PositiveSmallIntegerField()
    # The key over these five stands in the migration: only a permitted step is written.
    ruleset = models.ForeignKey(
        RuleSet, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    path = models.CharField(max_length=40)
    step = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40)
    to_state = models.CharField(max_length=40)
    on_day = models.DateField()
    # What the rules count with; what somebody wrote stands in the seal `words`.
    facts = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True)
    row_key = models.BinaryField(null=True)
    key_version = models.PositiveSmallIntegerField(null=True)
    # Of a correction: why. Of another step it is sealed with its words.
    reason = models.CharField(max_length=2000, blank=True)
    # The letter with which it was taken; a step that has a letter is not taken without.
    letter_id = models.BigIntegerField(null=True)
    # The step that a correction takes back; of every other step NULL.
    undoes = models.OneToOneField(
        "self",
        on_delete=models.CASCADE,
        null=True,
        db_constraint=False,
        related_name="undone_by",
    )
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    objects = Steps.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "n"], name="enforcement_step_nth"
            ),
            models.CheckConstraint(
                condition=Q(
                    Q(step="correct", undoes__isnull=False, letter_id__isnull=True),
                    ~Q(reason=""),
                )
                | Q(~Q(step="correct"), Q(undoes__isnull=True)),
                name="enforcement_correct_undoes",
            ),
            models.CheckConstraint(
                condition=Q(letter_id__isnull=True) | Q(reason=""),
                name="enforcement_step_letter_says",
            ),
            models.CheckConstraint(
                condition=Q(
                    ("sealed__isnull", True),
                    ("row_key__isnull", True),
                    ("key_version__isnull", True),
                )
                | Q(
                    ("sealed__isnull", False),
                    ("row_key__isnull", False),
                    ("key_version__isnull", False),
                ),
                name="enforcement_step_sealed_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "on_day"], name="enforcement_step_day"
            ),
        ]
