"""Growth of existing housing towards the norms: agreed, in steps, with progress."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.domain.growth import LineKind, Side
from onderdak.register.nights.contract import Location


class _OfTwo(models.Model):
    """A row that belongs to a municipality and a provider."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, db_index=False)

    class Meta:
        abstract = True


class GrowthPlan(_OfTwo):
    """What two sides agreed to make better at a location, and towards which norms.

    It is in force while both agree with it as it stands; who changes it agrees, and the
    other has to agree again.
    """

    location = models.ForeignKey(Location, on_delete=models.PROTECT, db_index=False)
    toward = models.CharField(max_length=200)
    toward_on = models.DateField()
    reason = models.CharField(max_length=1000)
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    provider_agreed_on = models.DateField(null=True)
    provider_agreed_by_id = models.BigIntegerField(null=True)
    municipality_agreed_on = models.DateField(null=True)
    municipality_agreed_by_id = models.BigIntegerField(null=True)
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["location"],
                condition=models.Q(ended_on__isnull=True),
                name="one_growth_plan_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["location", "-id"], name="plan_of_location")]

    def __str__(self) -> str:
        return f"growth plan {self.pk} of location {self.location_id}"


class GrowthStep(_OfTwo):
    """One step of a growth plan, made to measure, with the day by which it is due."""

    plan = models.ForeignKey(GrowthPlan, on_delete=models.PROTECT, related_name="steps")
    rule = models.CharField(max_length=10, blank=True)
    part = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=60, blank=True)
    what = models.CharField(max_length=500)
    measure_from = models.CharField(max_length=100, blank=True)
    measure_to = models.CharField(max_length=100, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    dropped_on = models.DateField(null=True)
    planned_by_id = models.BigIntegerField()
    planned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True)
                | models.Q(dropped_on__isnull=True),
                name="growth_step_done_or_dropped",
            )
        ]

    def __str__(self) -> str:
        return self.what


class GrowthLine(_OfTwo):
    """What happened to a plan or a step of it, who said so, and what shows it."""

    plan = models.ForeignKey(GrowthPlan, on_delete=models.PROTECT, related_name="lines")
    step = models.ForeignKey(
        GrowthStep, on_delete=models.PROTECT, null=True, related_name="lines"
    )
    what = models.CharField(max_length=9, choices=[(k, k) for k in LineKind])
    side = models.CharField(max_length=12, choices=[(s, s) for s in Side])
    on = models.DateField()
    due_on = models.DateField(null=True)
    words = models.CharField(max_length=1000, blank=True)
    proof = models.CharField(max_length=300, blank=True)
    actor_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.what} on {self.on}"
