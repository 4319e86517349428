"""A visit, who goes, what was tried before it, and each step in its life."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality, User
from onderdak.foundation.places.contract import Address
from onderdak.register.duty.contract import AddressInvestigation
from onderdak.supervision.inspections.domain.kinds import Ground, Kind, Means, Part
from onderdak.supervision.inspections.domain.states import State
from onderdak.supervision.picture.contract.ranking import ChosenBy


def _of(
    words: type[Kind | Ground | Means | Part | State | ChosenBy],
) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in words]


class NumberGiven(models.Model):
    """The last number that a municipality gave to a visit in a year."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"], name="inspections_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.last:05} in {self.municipality_id}"


class Visit(models.Model):
    """A visit to an address: why, under which law, by whom, and how far it is.

    It says nothing of who lives there. What is found is not in this row either: each
    thing that is typed at the door is a row of its own, which nothing overwrites.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    number = models.CharField(max_length=12)
    address = models.ForeignKey(Address, on_delete=models.PROTECT)
    kind = models.CharField(max_length=13, choices=_of(Kind))
    reason = models.CharField(max_length=1000)
    chosen_by = models.CharField(max_length=8, choices=_of(ChosenBy))
    ground = models.CharField(max_length=15, choices=_of(Ground))
    announced = models.BooleanField()
    # Why it is not announced; empty when it is.
    unannounced_because = models.CharField(max_length=500, blank=True, default="")
    day = models.DateField()
    from_time = models.TimeField()
    until_time = models.TimeField()
    lead = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # A visit is made by two, unless this says why not.
    alone_because = models.CharField(max_length=500, blank=True, default="")
    # Why nothing lighter was tried; empty when something was.
    no_lighter_because = models.CharField(max_length=500, blank=True, default="")
    handled_hard = models.CharField(max_length=1000, blank=True, default="")
    handled_soft = models.CharField(max_length=1000, blank=True, default="")
    # In which languages there is something to read: of the house, never of a person.
    languages = models.JSONField(default=list)
    state = models.CharField(max_length=9, choices=_of(State), default=State.PLANNED)
    # Which checklist it is to be; the rest is filled when it begins, and stays.
    checklist_key = models.CharField(max_length=60, default="location")
    checklist_version = models.CharField(max_length=20, blank=True, default="")
    checklist_digest = models.CharField(max_length=64, blank=True, default="")
    checklist = models.JSONField(null=True)
    earlier = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        db_constraint=False,
        related_name="later",
    )
    # Its number, which stays when the earlier visit is past its term.
    earlier_number = models.CharField(max_length=12, blank=True, default="")
    # What failed then, and is looked at again: [{rule, part, place, words}].
    failed_items = models.JSONField(default=list)
    # Gone when the investigation is past its own term; its reference stays.
    investigation = models.ForeignKey(
        AddressInvestigation,
        on_delete=models.SET_NULL,
        null=True,
        db_constraint=False,
        related_name="+",
    )
    investigation_reference = models.CharField(max_length=60, blank=True, default="")
    planned_by_id = models.BigIntegerField()
    planned_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=500, blank=True, default="")
    # How often its plan was changed: who changes an older one is told.
    changes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "number"], name="inspections_visit_number"
            ),
            models.CheckConstraint(
                condition=Q(until_time__gt=models.F("from_time")),
                name="inspections_visit_hours",
            ),
            models.CheckConstraint(
                condition=~Q(kind="address_check") | ~Q(investigation_reference=""),
                name="inspections_check_investigates",
            ),
            models.CheckConstraint(
                condition=~Q(kind="reinspection") | ~Q(earlier_number=""),
                name="inspections_again_of_earlier",
            ),
            models.UniqueConstraint(
                fields=["earlier"],
                condition=Q(kind="reinspection", state__in=["planned", "under_way"]),
                name="inspections_again_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"])
                | Q(begun_at__isnull=False, checklist__isnull=False),
                name="inspections_begun_keeps_list",
            ),
            models.CheckConstraint(
                condition=Q(announced=True) | ~Q(unannounced_because=""),
                name="inspections_unannounced_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""),
                name="inspections_cancelled_why",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "-id"], name="inspections_visit_new"),
            models.Index(
                fields=["municipality", "state", "day"], name="inspections_visit_day"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OfVisit(models.Model):
    """Something that belongs to one visit of a municipality, and goes with it."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    # The key stands in the migration, with the municipality.
    visit = models.ForeignKey(
        Visit, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk} of visit {self.visit_id}"


class Member(OfVisit):
    """A supervisor who goes; the one who leads is one of them."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=6, choices=_of(Part))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "user"], name="inspections_member_once"
            ),
            models.UniqueConstraint(
                fields=["visit", "part"],
                condition=Q(part__in=["lead", "second"]),
                name="inspections_one_lead",
            ),
        ]


class LighterMeans(OfVisit):
    """What was tried before somebody went to the door, and what came of it."""

    what = models.CharField(max_length=10, choices=_of(Means))
    on_day = models.DateField()
    came_of = models.CharField(max_length=500)


class VisitStep(OfVisit):
    """A step in the life of a visit; the line is never changed."""

    what = models.CharField(max_length=30)
    from_state = models.CharField(max_length=9, blank=True)
    to_state = models.CharField(max_length=9, blank=True)
    # NULL: a companion by its link, or the software itself.
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=1000, blank=True)
