"""What a municipality does to help providers declare, and views that people keep."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.register.nights.domain.ladder import Concern, Step


class ComplianceStep(models.Model):
    """A step of the ladder that was taken towards a provider; the provider sees it."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)
    step = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Step])
    concern = models.CharField(
        max_length=10, choices=[(c.value, c.value) for c in Concern], blank=True
    )
    on = models.DateField()
    respond_by = models.DateField()
    why = models.CharField(max_length=500)
    skipped_because = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=500, blank=True)
    taken_by_id = models.BigIntegerField()
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(respond_by__gte=models.F("on")),
                name="step_leaves_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["municipality", "provider", "-on"], name="step_of_provider"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} to {self.provider_id} on {self.on}"


class SavedView(models.Model):
    """A list with its filters as somebody wants to see it again."""

    user_id = models.BigIntegerField()
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, null=True, blank=True
    )
    provider = models.ForeignKey(
        Provider, on_delete=models.CASCADE, null=True, blank=True
    )
    page = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "municipality", "provider", "page", "name"],
                nulls_distinct=False,
                name="saved_view_once",
            ),
            models.CheckConstraint(
                condition=models.Q(municipality__isnull=False, provider__isnull=True)
                | models.Q(municipality__isnull=True, provider__isnull=False),
                name="saved_view_has_one_tenant",
            ),
        ]

    def __str__(self) -> str:
        return self.name
