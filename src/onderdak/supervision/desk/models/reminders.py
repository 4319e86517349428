"""That the owner of a house was reminded of the waste pass."""

from django.db import models

from onderdak.supervision.desk.models.reports import OfReport


class PassReminder(OfReport):
    """A reminder after a report of dumped waste: when, by whom, and how.

    Who owns the house is not in it: that stands where owners are kept.
    """

    class Way(models.TextChoices):
        LETTER = "letter"
        IN_PERSON = "in_person"

    way = models.CharField(max_length=9, choices=Way.choices)
    on = models.DateField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
