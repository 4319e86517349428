"""A run of the ranking, what came out of it, and what people chose."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onderdak.engines.ranking import LightStep
from onderdak.foundation.places.contract import Address
from onderdak.supervision.picture.models.pointsets import OfTown, PointSet
from onderdak.supervision.picture.ranking.domain.states import (
    RunState,
    What,
)


class RankingRun(OfTown):
    """All addresses of a municipality, put in order once, with a seed for ties.

    On a day in the past it is a replay: what the order would have been.
    """

    point_set = models.ForeignKey(PointSet, on_delete=models.PROTECT, db_index=False)
    on_day = models.DateField()
    replay = models.BooleanField(default=False)
    seed = models.BigIntegerField()
    random_share = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    switched_off = models.JSONField(default=list)
    state = models.CharField(
        max_length=7,
        choices=[(each.value, each.value) for each in RunState],
        default=RunState.QUEUED,
    )
    stop_asked = models.BooleanField(default=False)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    # Counts only: addresses, with points, per source, stability, groups.
    counts = models.JSONField(default=dict)
    by_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "-id"], name="run_newest")]

    def __str__(self) -> str:
        return f"run {self.pk} of {self.on_day}"


class RankedAddress(OfTown):
    """An address that has points, or was drawn: the rest of a town is not kept."""

    run = models.ForeignKey(RankingRun, on_delete=models.CASCADE, db_index=False)
    address = models.ForeignKey(Address, on_delete=models.PROTECT, db_index=False)
    place = models.PositiveIntegerField()
    points = models.PositiveSmallIntegerField()
    # [[key, value, points], ...]
    parts = models.JSONField()
    unknown = ArrayField(models.CharField(max_length=60))
    drawn = models.BooleanField(default=False)
    step = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in LightStep]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="ranked_place_once"),
            models.UniqueConstraint(fields=["run", "address"], name="ranked_once"),
        ]

    def __str__(self) -> str:
        return f"place {self.place} of run {self.run_id}"


class RankedChoice(OfTown):
    """What a person chose for an address of a run, and why; never changed."""

    ranked = models.ForeignKey(
        RankedAddress, on_delete=models.CASCADE, related_name="choices"
    )
    what = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in What]
    )
    why = models.CharField(max_length=1000)
    by_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "picture_choice"

    def __str__(self) -> str:
        return f"{self.what} for place {self.ranked_id}"
