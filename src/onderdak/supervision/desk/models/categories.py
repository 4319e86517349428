"""The categories of a municipality's report desk, and its numbers."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.supervision.desk.domain.kinds import LEAVES_NOTHING, Kind


class Category(models.Model):
    """Something that can be reported, with the term in which an answer follows."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    key = models.SlugField(max_length=40, db_index=False)
    kind = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in Kind]
    )
    # The name in each language of the public form.
    names = models.JSONField(default=dict)
    ground = models.CharField(max_length=120, blank=True)
    term_working_days = models.PositiveSmallIntegerField()
    # Nothing of a report stays on the device it was written on.
    leaves_nothing = models.BooleanField()
    active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "key"], name="desk_category_once"
            ),
            models.CheckConstraint(
                condition=Q(term_working_days__gte=1), name="desk_term_of_a_day"
            ),
            models.CheckConstraint(
                condition=Q(leaves_nothing=True)
                | ~Q(kind__in=sorted(each.value for each in LEAVES_NOTHING)),
                name="desk_watched_leaves_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} in {self.municipality_id}"


class NumberGiven(models.Model):
    """The last number that a municipality's desk gave in a year."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"], name="desk_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.last:05} in {self.municipality_id}"
