"""What an owner or provider must mend, the proof of it, and what was said of that."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.parties.contract import Provider
from onderdak.supervision.inspections.domain.repairs import Judged
from onderdak.supervision.inspections.models.findings import LONGEST_KEY
from onderdak.supervision.inspections.models.visits import OfVisit


class OfOwner(OfVisit):
    """Something that the provider of the house sees as well, where there is one."""

    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, db_index=False
    )

    class Meta:
        abstract = True


class RepairLetter(OfOwner):
    """The letter that tells an owner or provider what to mend and by when.

    To whom it went stands in the letter, which is kept sealed. The keyed hash of a link
    lets somebody without an account hand in proof.
    """

    uid = models.UUIDField(unique=True)
    nth = models.PositiveSmallIntegerField()
    told_on = models.DateField()
    pdf_sealed = models.BinaryField()
    pdf_row_key = models.BinaryField()
    key_version = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    secret_hash = models.BinaryField(null=True, unique=True)
    expires_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "nth"], name="inspections_letter_nth"
            ),
            models.CheckConstraint(
                condition=Q(secret_hash__isnull=True) | Q(expires_on__isnull=False),
                name="inspections_link_expires",
            ),
        ]


class Repair(OfOwner):
    """One shortcoming that was told of, with the last day to mend it."""

    letter = models.ForeignKey(
        RepairLetter, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    key = models.CharField(max_length=LONGEST_KEY)
    rule = models.CharField(max_length=8)
    part = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=120, blank=True)
    # The address in words: a provider sees no visit, and must know which house it is.
    where = models.CharField(max_length=200)
    title = models.JSONField()
    sentence = models.JSONField()
    mend = models.JSONField(null=True)
    article = models.CharField(max_length=500)
    days = models.PositiveSmallIntegerField()
    last_day = models.DateField()
    # How it was counted, as sentences in Dutch and in English.
    counted = models.JSONField()
    parameter_version = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=2000, blank=True)
    # Written by the software from what was handed in and judged.
    mended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "key"], name="inspections_repair_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["municipality", "last_day", "id"], name="inspections_repair_due"
            ),
            models.Index(
                fields=["provider", "last_day", "id"], name="inspections_repair_own"
            ),
        ]


class RepairProof(OfOwner):
    """Proof of repair: a photo that was drawn anew, words, or both."""

    repair = models.ForeignKey(
        Repair, on_delete=models.CASCADE, db_constraint=False, related_name="proofs"
    )
    image = models.BinaryField()
    thumbnail = models.BinaryField()
    sha256 = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    # NULL: by the link in the letter.
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(image=b"") | ~Q(words=""), name="inspections_proof_says"
            )
        ]
        indexes = [models.Index(fields=["repair", "-id"], name="inspections_proof_new")]


class RepairJudgement(OfOwner):
    """What an inspector says of the proof; the line is never changed."""

    repair = models.ForeignKey(
        Repair, on_delete=models.CASCADE, db_constraint=False, related_name="judgements"
    )
    judged = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in Judged]
    )
    why = models.CharField(max_length=1000, blank=True)
    # Seen at a re-inspection: its number, the finding, and what that said. The words
    # stay when that visit is past its own term.
    seen_number = models.CharField(max_length=12, blank=True, default="")
    finding_id = models.BigIntegerField(null=True)
    sentence = models.JSONField(null=True)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(judged="mended") | ~Q(why=""),
                name="inspections_not_mended_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    seen_number="", finding_id__isnull=True, sentence__isnull=True
                )
                | Q(
                    ~Q(seen_number=""),
                    Q(finding_id__isnull=False, sentence__isnull=False),
                ),
                name="inspections_judged_as_seen",
            ),
        ]
        indexes = [
            models.Index(fields=["repair", "-id"], name="inspections_judged_new")
        ]
