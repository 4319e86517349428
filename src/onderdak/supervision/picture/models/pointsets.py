"""Points by which a municipality puts addresses in order, and who approved them."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.supervision.picture.ranking.domain.states import PointSetState, Verdict


class OfTown(models.Model):
    """A row of a municipality."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )

    class Meta:
        abstract = True


class PointSet(OfTown):
    """A version of the points: its text never changes once it was handed in.

    `proposal` is kept when the points were proposed from outcomes: from which, and how.
    """

    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    body = models.TextField(max_length=100_000)
    digest = models.CharField(max_length=64)
    state = models.CharField(
        max_length=9,
        choices=[(each.value, each.value) for each in PointSetState],
        default=PointSetState.DRAFT,
    )
    why = models.CharField(max_length=1000)
    proposal = models.JSONField(null=True)
    # Points that are or were in use are public: everybody may read them.
    approved_on = models.DateField(null=True)
    used_from = models.DateField(null=True)
    used_until = models.DateField(null=True)
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name", "version"], name="pointset_version_once"
            ),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(state="in_use"),
                name="pointset_one_in_use",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "-id"], name="pointset_newest")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class Assessment(OfTown):
    """What the privacy officer said of a point set, on which day, with the file."""

    point_set = models.ForeignKey(
        PointSet, on_delete=models.PROTECT, related_name="assessments"
    )
    verdict = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in Verdict]
    )
    on_date = models.DateField()
    words = models.CharField(max_length=2000)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    file = models.BinaryField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.verdict} of point set {self.point_set_id} on {self.on_date}"


class PointSwitch(OfTown):
    """That an indicator is off or on again from now, and why; the newest counts."""

    key = models.CharField(max_length=60)
    on = models.BooleanField()
    why = models.CharField(max_length=500)
    by_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "key", "-id"], name="switch_newest")
        ]

    def __str__(self) -> str:
        return f"{self.key} {'on' if self.on else 'off'}"


class RankingSetting(OfTown):
    """How a municipality uses the ranking; the newest row counts."""

    on = models.BooleanField()
    why = models.CharField(max_length=500)
    # Per thousand of what can be looked at.
    random_share = models.PositiveSmallIntegerField(default=0)
    # How many addresses a week can be looked at.
    capacity = models.PositiveSmallIntegerField(default=10)
    by_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(random_share__lte=500, capacity__gte=1),
                name="ranking_setting_sane",
            )
        ]
        indexes = [models.Index(fields=["municipality", "-id"], name="ranking_setting")]

    def __str__(self) -> str:
        return f"ranking of {self.municipality_id} {'on' if self.on else 'off'}"
