"""A report, and whatever belongs to it: all of it goes when the report goes."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality, Organisation, User
from onderdak.foundation.places.contract import Address, Area
from onderdak.supervision.desk.domain.kinds import (
    LEAVES_NOTHING,
    Channel,
    Kind,
    MessageKind,
    Priority,
)
from onderdak.supervision.desk.domain.states import State
from onderdak.supervision.desk.models.categories import Category


class Report(models.Model):
    """What somebody reported about a place, and how far it is.

    The reporter is not in it: a code of which only the keyed hash is kept opens the
    report for whoever wrote it, and the contact is sealed apart.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    number = models.CharField(max_length=10)
    # The keys to guarded tables stand in the migration, with the municipality.
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, db_constraint=False
    )
    channel = models.CharField(
        max_length=7, choices=[(each.value, each.value) for each in Channel]
    )
    language = models.CharField(max_length=5, default="nl")
    address = models.ForeignKey(Address, on_delete=models.PROTECT, null=True)
    place_text = models.CharField(max_length=300, blank=True)
    neighbourhood = models.ForeignKey(Area, on_delete=models.PROTECT, null=True)
    text = models.TextField(max_length=4000)
    answers = models.JSONField(default=dict)
    danger = models.BooleanField(default=False)
    state = models.CharField(
        max_length=20,
        choices=[(each.value, each.value) for each in State],
        default=State.RECEIVED,
    )
    priority = models.CharField(
        max_length=6,
        choices=[(each.value, each.value) for each in Priority],
        default=Priority.NORMAL,
    )
    received_at = models.DateTimeField()
    due_on = models.DateField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    team = models.CharField(max_length=60, blank=True)
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True)
    partner_kind = models.CharField(max_length=12, blank=True, default="")
    partner_name = models.CharField(max_length=120, blank=True)
    partner_reference = models.CharField(max_length=80, blank=True)
    # What a partner of this kind says of it: closed keys, and the day it was seen.
    signal = models.JSONField(default=dict, db_default={})
    # A digest of all that a partner's system stated: the same again is known by it.
    stated = models.BinaryField(null=True)
    # What the rules said when it was filed; people may have decided otherwise since.
    routed = models.JSONField(null=True)
    # It once was of a kind whose reporter may be watched: that stays so.
    watched = models.BooleanField(default=False, db_default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_constraint=False
    )
    # NULL: nobody follows it, as with what a partner hands in.
    code_hash = models.BinaryField(unique=True, null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    outcome_reason = models.CharField(max_length=1000, blank=True)
    reopened_count = models.PositiveSmallIntegerField(default=0)
    # Part of a dossier: then another term of destruction holds.
    dossier = models.BooleanField(default=False)
    # From when a sanction cannot be contested any more.
    sanction_final_on = models.DateField(null=True)
    # Until this day the reporter can read the result.
    result_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "number"], name="desk_report_number"
            ),
            models.UniqueConstraint(
                fields=[
                    *("municipality", "partner_kind", "partner_name"),
                    "partner_reference",
                ],
                condition=~Q(partner_reference=""),
                name="desk_reference_once",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="desk_merged_elsewhere"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "-id"], name="desk_report_newest"),
            models.Index(
                fields=["municipality", "state", "due_on"], name="desk_report_due"
            ),
            models.Index(
                fields=["municipality", "received_at"], name="desk_report_received"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def to_itself(self) -> bool:
        """Whether only its own reporter may hear of it, who may be watched."""
        return self.watched or Kind(self.category.kind) in LEAVES_NOTHING


class OfReport(models.Model):
    """Something that belongs to one report of a municipality."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    report = models.ForeignKey(Report, on_delete=models.CASCADE, db_constraint=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk} of report {self.report_id}"


class Contact(OfReport):
    """How the reporter may be reached, sealed under the municipality's key."""

    sealed = models.BinaryField()
    row_key = models.BinaryField()
    key_version = models.PositiveSmallIntegerField()
    mail_updates = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report"], name="desk_contact_once")
        ]


class Message(OfReport):
    """What was said to or by the reporter, or a note among colleagues."""

    kind = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in MessageKind]
    )
    text = models.TextField(max_length=4000)
    language = models.CharField(max_length=5, default="nl")
    # NULL: the reporter.
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)


class ReportStep(OfReport):
    """A step in the life of a report; the line is never changed."""

    what = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    # NULL: the reporter, or the software itself.
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=1000, blank=True)


class ReportPhoto(OfReport):
    """A photo as it was drawn anew; when it is wiped, only that it was there stays."""

    image = models.BinaryField()
    thumbnail = models.BinaryField()
    bytes = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=False, image=b"", thumbnail=b"")
                | Q(Q(removed_at__isnull=True), ~Q(image=b""), ~Q(thumbnail=b"")),
                name="desk_photo_there_or_wiped",
            )
        ]


class ReportLink(OfReport):
    """That a report may be about the same as another one, and what was decided."""

    class Kind(models.TextChoices):
        DUPLICATE = "duplicate"
        SAME_ADDRESS = "same_address"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        MERGED = "merged"
        REFUSED = "refused"
        UNMERGED = "unmerged"

    other = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "other", "kind"], name="desk_link_once"
            ),
            models.CheckConstraint(
                condition=~Q(report=models.F("other")), name="desk_link_of_two"
            ),
        ]
