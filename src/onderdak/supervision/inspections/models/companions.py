"""Who goes along with the supervisors."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.privacy.contract import SharingRecord
from onderdak.supervision.inspections.domain.kinds import Along
from onderdak.supervision.inspections.models.visits import OfVisit


class Companion(OfVisit):
    """Somebody of another service who is asked along, named by the service alone."""

    kind = models.CharField(
        max_length=14, choices=[(each.value, each.value) for each in Along]
    )
    # The service or bureau; no name of a person is asked.
    organisation = models.CharField(max_length=120)
    email = models.EmailField(blank=True, default="")
    # Which language an interpreter speaks.
    language = models.CharField(max_length=5, blank=True, default="")
    why = models.CharField(max_length=500, blank=True, default="")
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    # What it said, by its link or on the telephone; NULL: nothing yet.
    coming = models.BooleanField(null=True)
    said = models.CharField(max_length=500, blank=True, default="")
    said_at = models.DateTimeField(null=True)
    taken_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="interpreter") | ~Q(language=""),
                name="inspections_interpreter_speaks",
            ),
            models.CheckConstraint(
                condition=Q(coming__isnull=True, said_at__isnull=True)
                | Q(coming__isnull=False, said_at__isnull=False),
                name="inspections_companion_said",
            ),
        ]


class PartnerLink(OfVisit):
    """What a service that goes along can read by its link: one visit, and no more.

    It holds exactly the fields of one decision to share, as they are now: a link that
    showed an old day would send people to a closed door.
    """

    companion = models.ForeignKey(
        Companion, on_delete=models.CASCADE, db_constraint=False, related_name="links"
    )
    # Gone when the record is past the term of the logs; never absent when it is made.
    sharing = models.ForeignKey(
        SharingRecord,
        on_delete=models.SET_NULL,
        null=True,
        db_constraint=False,
        related_name="+",
    )
    shared = models.JSONField()
    cancelled = models.BooleanField(default=False)
    secret_hash = models.BinaryField(unique=True)
    expires_on = models.DateField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    coming = models.BooleanField(null=True)
    said = models.CharField(max_length=500, blank=True, default="")
    said_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(coming__isnull=True, said_at__isnull=True)
                | Q(coming__isnull=False, said_at__isnull=False),
                name="inspections_link_said",
            )
        ]
        indexes = [
            models.Index(fields=["visit", "-id"], name="inspections_link_newest")
        ]
