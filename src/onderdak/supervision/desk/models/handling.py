"""How a municipality works with its reports: its way of working, rules and answers."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality, User
from onderdak.supervision.desk.models.categories import Category


class DeskSetting(models.Model):
    """How a desk works: with one owner for everything, or with rules of routing."""

    class Mode(models.TextChoices):
        SIMPLE = "simple"
        FULL = "full"

    municipality = models.OneToOneField(
        Municipality, on_delete=models.PROTECT, primary_key=True
    )
    mode = models.CharField(max_length=6, choices=Mode.choices, default=Mode.FULL)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    # Whoever was invited to get all reports, until the invitation is accepted.
    intended = models.EmailField(blank=True, default="", db_default="")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(mode="simple") | Q(owner__isnull=False),
                name="desk_simple_has_owner",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mode} in {self.municipality_id}"


class RoutingVersion(models.Model):
    """A whole set of rules of routing; a change is a new version.

    What it would have done with past reports is laid down before it is used.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    number = models.PositiveIntegerField()
    rules = models.JSONField(default=list)
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    trial = models.JSONField(null=True)
    tried_by_id = models.BigIntegerField(null=True)
    tried_at = models.DateTimeField(null=True)
    used_by_id = models.BigIntegerField(null=True)
    used_from = models.DateTimeField(null=True)
    used_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "number"], name="desk_routing_number"
            ),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(used_from__isnull=False, used_until__isnull=True),
                name="desk_one_routing_in_use",
            ),
            models.CheckConstraint(
                condition=Q(used_from__isnull=True)
                | Q(tried_at__isnull=False, trial__isnull=False),
                name="desk_tried_before_use",
            ),
        ]

    def __str__(self) -> str:
        return f"routing {self.number} of {self.municipality_id}"


class AnswerTemplate(models.Model):
    """A text that answers begin with, in several languages; without category for all.

    Holds no names: it is written before there is a report.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    # The key to the guarded table stands in the migration, with the municipality.
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, db_constraint=False
    )
    title = models.CharField(max_length=80)
    texts = models.JSONField(default=dict)
    active = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "title"],
                condition=Q(active=True),
                name="desk_answer_title",
            )
        ]

    def __str__(self) -> str:
        return self.title
