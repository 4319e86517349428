"""What a chain partner was given of a report, and what it answered."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.privacy.contract import SharingRecord
from onderdak.supervision.desk.models.reports import OfReport


class Forward(OfReport):
    """A message to one partner: exactly the fields of one decision to share.

    The message is kept as it was built. The partner's link opens this row and no other,
    so what was left out cannot be reached by it.
    """

    # Gone when the record is past the term of the logs; never absent when it is made.
    sharing = models.ForeignKey(
        SharingRecord, on_delete=models.SET_NULL, null=True, db_constraint=False
    )
    partner = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    shared = models.JSONField()
    secret_hash = models.BinaryField(unique=True)
    expires_on = models.DateField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True)
    # When the answer reached the report.
    arrived_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    # It expired without an answer, and the report is the desk's again.
    lapsed_at = models.DateTimeField(null=True)
    # Somebody at the desk saw the answer, or that none came.
    taken_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(Q(answered_at__isnull=False), ~Q(answer="")),
                name="desk_forward_answered",
            )
        ]
        indexes = [models.Index(fields=["report", "-id"], name="desk_forward_newest")]
