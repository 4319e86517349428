"""Stays: the rows that everything else counts."""

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.register.nights.models.guests import Guest
from onderdak.register.nights.models.locations import Location

OPEN_END = "9999-12-31"


class StayFields(models.Model):
    """What is known of a stay: the half-open range [arrival, departure).

    An open stay has no departure; the provider may state an expected one. No column has
    a foreign key of its own: each costs a bulk declaration twice a bare COPY. A trigger
    checks tenants, location and guest once per statement, and that no guest sleeps in
    two beds in one night (`migrations/0002_isolation.py`); the action looks room and
    bed up under row security.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    guest = models.ForeignKey(
        Guest, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    arrival = models.DateField()
    departure = models.DateField(null=True)
    expected_departure = models.DateField(null=True)
    room_id = models.BigIntegerField(null=True)
    bed_id = models.BigIntegerField(null=True)
    # Only where a by-law asks for it (not in art. 438 Sr); empty everywhere else.
    work_municipality = models.CharField(max_length=60, blank=True, db_default="")
    declaration_id = models.BigIntegerField()

    class Meta:
        abstract = True


class Stay(StayFields):
    """A stay as it stands; the database refuses one guest twice in one night.

    It is replaced by a correction, never changed.
    """

    ends = models.GeneratedField(
        expression=Coalesce(
            F("departure"), models.Value(OPEN_END, output_field=models.DateField())
        ),
        output_field=models.DateField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(departure__isnull=True)
                | models.Q(departure__gt=F("arrival")),
                name="stay_has_a_night",
            ),
            models.CheckConstraint(
                condition=models.Q(expected_departure__isnull=True)
                | models.Q(departure__isnull=True, expected_departure__gt=F("arrival")),
                name="expectation_of_open_stay_only",
            ),
        ]
        indexes = [
            models.Index(fields=["location", "ends"], name="stay_by_location"),
            models.Index(fields=["guest", "arrival"], name="stay_by_guest"),
        ]

    def __str__(self) -> str:
        return f"stay {self.pk}"


class SupersededStay(StayFields):
    """A stay as it stood before a correction: kept, never counted."""

    stay_id = models.BigIntegerField()
    superseded_at = models.DateTimeField(auto_now_add=True)
    superseded_by = models.BigIntegerField()  # the declaration

    class Meta:
        indexes = [models.Index(fields=["stay_id"], name="superseded_of_stay")]

    def __str__(self) -> str:
        return f"earlier form of stay {self.stay_id}"


class DoubleLet(models.Model):
    """A bed let to two guests in the same night: recorded, flagged, not refused."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)
    location = models.ForeignKey(Location, on_delete=models.PROTECT)
    bed_id = models.BigIntegerField()
    first_stay_id = models.BigIntegerField()
    second_stay_id = models.BigIntegerField(db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first_stay_id", "second_stay_id"], name="double_let_once"
            )
        ]

    def __str__(self) -> str:
        return f"bed {self.bed_id} let twice"
