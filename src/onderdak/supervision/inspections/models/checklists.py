"""A municipality's own checklists: every version stays as it was made."""

from django.db import models
from django.db.models import F, Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.supervision.inspections.kits.domain.shapes import Kind
from onderdak.supervision.inspections.kits.domain.states import ChecklistState


class Checklist(models.Model):
    """One version of a checklist, with the texts that go with it.

    A visit keeps a copy of the version that it began with.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    kind = models.CharField(
        max_length=13, choices=[(each.value, each.value) for each in Kind]
    )
    key = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    # Nothing in it is of a person: what is asked, not what was answered.
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    why = models.CharField(max_length=1000)
    state = models.CharField(
        max_length=9,
        choices=[(each.value, each.value) for each in ChecklistState],
        default=ChecklistState.DRAFT,
    )
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    used_by_id = models.BigIntegerField(null=True)
    used_from = models.DateField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "version"],
                name="inspections_checklist_version",
            ),
            models.UniqueConstraint(
                fields=["municipality", "kind"],
                condition=Q(state="in_use"),
                name="inspections_checklist_in_use",
            ),
            # The second pair of eyes is of another person.
            models.CheckConstraint(
                condition=Q(used_by_id__isnull=True) | ~Q(used_by_id=F("made_by_id")),
                name="inspections_checklist_two",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_use")
                | Q(used_by_id__isnull=False, used_from__isnull=False),
                name="inspections_checklist_used",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | Q(withdrawn_by_id__isnull=False, withdrawn_on__isnull=False),
                name="inspections_checklist_gone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "-id"], name="inspections_checklist_new"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, version {self.version}"
