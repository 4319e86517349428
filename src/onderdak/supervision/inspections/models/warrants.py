"""A warrant to enter a dwelling without consent: asked with reasons, then decided."""

from django.db import models
from django.db.models import F, Q

from onderdak.foundation.identity.contract import Municipality, User
from onderdak.foundation.places.contract import Address
from onderdak.supervision.inspections.domain.warrants import Power, WarrantState
from onderdak.supervision.inspections.models.visits import OfVisit

_STATES = [(each.value, each.value) for each in WarrantState]


class Warrant(OfVisit):
    """A request for a warrant, and what the mayor decided on it.

    Served by the Algemene wet op het binnentreden: who issues it (art. 3), only as far
    as reasonably required and for somebody with a power of entry by law (art. 3 and 4),
    one dwelling and at most three more (art. 5), for three days after the day of issue
    (art. 6), not at night or in absence unless it says so (art. 7).
    """

    reasons = models.CharField(max_length=2000)
    # Closed words of the catalogue of facts: overcrowding, fire_risk, other_danger, ...
    grounds = models.JSONField(default=list)
    power = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in Power]
    )
    # Why consent is not enough: entry without it must be reasonably required.
    needed_because = models.CharField(max_length=1000)
    # In whose name it is to be issued.
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    night_because = models.CharField(max_length=500, blank=True, default="")
    absent_because = models.CharField(max_length=500, blank=True, default="")
    state = models.CharField(max_length=9, choices=_STATES, default=WarrantState.ASKED)
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=2000, blank=True, default="")
    issued_on = models.DateField(null=True)
    # Up to and including this day.
    valid_until = models.DateField(null=True)
    # The day on which a dwelling was entered under it, and by when the copy is due.
    entered_on = models.DateField(null=True)
    copy_due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True)
                | ~Q(decided_by_id=F("asked_by_id")),
                name="inspections_warrant_other_decides",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "withdrawn"])
                | Q(
                    Q(decided_by_id__isnull=False, decided_at__isnull=False),
                    ~Q(decision=""),
                ),
                name="inspections_warrant_decided",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="granted",
                    issued_on__isnull=False,
                    valid_until__gte=F("issued_on"),
                )
                | Q(
                    ~Q(state="granted"),
                    Q(issued_on__isnull=True, valid_until__isnull=True),
                ),
                name="inspections_warrant_issued",
            ),
            models.CheckConstraint(
                condition=Q(entered_on__isnull=True, copy_due_on__isnull=True)
                | Q(
                    entered_on__gte=F("issued_on"),
                    entered_on__lte=F("valid_until"),
                    copy_due_on__gte=F("entered_on"),
                ),
                name="inspections_warrant_entered",
            ),
            # One that is asked or holds at a time.
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(state="asked"),
                name="inspections_warrant_once_asked",
            ),
        ]


class WarrantDwelling(models.Model):
    """A dwelling that a warrant names: the one, or one of at most three others."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    warrant = models.ForeignKey(
        Warrant,
        on_delete=models.CASCADE,
        db_constraint=False,
        related_name="dwellings",
    )
    address = models.ForeignKey(Address, on_delete=models.PROTECT)
    # 0 is the dwelling itself.
    place = models.PositiveSmallIntegerField()
    # Each dwelling is entered on its own day, and has a copy of its own report.
    entered_on = models.DateField(null=True)
    copy_due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["warrant", "address"], name="inspections_dwelling_once"
            ),
            models.UniqueConstraint(
                fields=["warrant", "place"], name="inspections_dwelling_place"
            ),
            models.CheckConstraint(
                condition=Q(place__lte=3), name="inspections_dwellings_at_most"
            ),
            models.CheckConstraint(
                condition=Q(entered_on__isnull=True, copy_due_on__isnull=True)
                | Q(copy_due_on__gte=F("entered_on")),
                name="inspections_dwelling_entered",
            ),
        ]

    def __str__(self) -> str:
        return f"dwelling {self.place} of warrant {self.warrant_id}"
