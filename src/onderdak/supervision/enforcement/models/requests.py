"""A request for enforcement: who asks is sealed, what was asked is too."""

from django.db import models

from onderdak.supervision.enforcement.domain.kinds import Requester
from onderdak.supervision.enforcement.models.cases import OfCase
from onderdak.supervision.enforcement.models.measures import Measure


class EnforcementRequest(OfCase):
    """A request (art. 1:3(3) Awb) with a measure of its own, which holds its term.

    The seal holds `name`, `address`, `email` and `words`: the offender, who may read
    the file, never learns from this row who asked.
    """

    uid = models.UUIDField(unique=True)
    measure = models.OneToOneField(
        Measure, on_delete=models.CASCADE, db_constraint=False, related_name="request"
    )
    received_on = models.DateField()
    requester = models.CharField(
        max_length=11, choices=[(each.value, each.value) for each in Requester]
    )
    # What is asked, in the words of the lawyer: nothing in it says who asks.
    about = models.CharField(max_length=1000)
    language = models.CharField(max_length=8, default="nl")
    sealed = models.BinaryField()
    row_key = models.BinaryField()
    key_version = models.PositiveSmallIntegerField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
