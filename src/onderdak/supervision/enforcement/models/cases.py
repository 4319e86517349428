"""A case against who can end a breach: its grounds, its rules, and what happened."""

from django.db import models
from django.db.models import F, Q

from onderdak.foundation.identity.contract import Municipality, Organisation, User
from onderdak.foundation.places.contract import Address
from onderdak.supervision.enforcement.domain.kinds import (
    CaseState,
    Closing,
    Entry,
    OffenderKind,
    Part,
)


def choices_of(
    words: type[OffenderKind | Part | CaseState | Closing | Entry],
) -> list[tuple[str, str]]:
    """A closed list as the column keeps it."""
    return [(each.value, each.value) for each in words]


class RuleSet(models.Model):
    """The paths of enforcement as they stood when a case began; never changed."""

    digest = models.CharField(max_length=64, primary_key=True)
    body = models.JSONField()
    # Every step it permits, as rows: the database itself copies them to the table of
    # transitions, once, so that none is added to a rule set that is in use.
    transitions = models.JSONField()
    taken_in_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]


class Transition(models.Model):
    """A step that a rule set permits; what is not here cannot be written down."""

    ruleset = models.ForeignKey(RuleSet, on_delete=models.PROTECT, db_index=False)
    path = models.CharField(max_length=40)
    step = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40)
    to_state = models.CharField(max_length=40)
    # Open to objection and appeal (art. 1:3 Awb).
    decision = models.BooleanField()
    # The letter with which it is taken; empty for a step without one.
    letter = models.CharField(max_length=40, blank=True)
    # Whether the measure is over with it.
    ends = models.BooleanField()
    empties_beds = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ruleset", "path", "step", "from_state", "to_state"],
                name="enforcement_transition_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path}: {self.from_state} - {self.step} - {self.to_state}"


class CaseNumber(models.Model):
    """The last number that a municipality gave to a case in a year."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"], name="enforcement_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.last:05} in {self.municipality_id}"


class Offender(models.Model):
    """Who can end a breach. Of a person only what is sealed says who it is.

    The seal holds `name` and `address`. `known_by` is a keyed hash of who it is: the
    same one is named once in a municipality, and can be found again without opening.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    uid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=7, choices=choices_of(OffenderKind))
    part = models.CharField(max_length=10, choices=choices_of(Part))
    # Of a company only.
    name = models.CharField(max_length=200, blank=True)
    kvk = models.CharField(max_length=8, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    sealed = models.BinaryField()
    row_key = models.BinaryField()
    key_version = models.PositiveSmallIntegerField()
    known_by = models.CharField(max_length=64)
    # In which language a summary goes with each letter.
    language = models.CharField(max_length=8, default="nl")
    named_by_id = models.BigIntegerField()
    named_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "known_by", "part"],
                name="enforcement_offender_once",
            ),
            models.CheckConstraint(
                condition=Q(Q(kind="person", name="", kvk=""))
                | Q(Q(kind="company"), ~Q(name="")),
                name="enforcement_person_is_sealed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "name"], name="enforcement_offender_name"
            )
        ]

    def __str__(self) -> str:
        return f"offender {self.pk}"


class Case(models.Model):
    """A case: one address, one who can end the breach, and the rules it began with."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    number = models.CharField(max_length=14)
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="+")
    offender = models.ForeignKey(
        Offender,
        on_delete=models.PROTECT,
        null=True,
        db_constraint=False,
        related_name="cases",
    )
    ruleset = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+")
    # Who leads it; a supervisor who opens one leaves that to a lawyer.
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        max_length=6, choices=choices_of(CaseState), default=CaseState.OPEN.value
    )
    reason = models.CharField(max_length=1000, blank=True)
    opened_on = models.DateField()
    opened_by_id = models.BigIntegerField()
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    closing = models.CharField(max_length=16, choices=choices_of(Closing), blank=True)
    closing_words = models.CharField(max_length=2000, blank=True)
    # The day on which a case that waits is looked at again: low is never never.
    look_again_on = models.DateField(null=True)
    previous = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        db_constraint=False,
        related_name="later",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "number"], name="enforcement_case_number"
            ),
            models.UniqueConstraint(
                fields=["municipality", "address", "offender"],
                condition=Q(state="open"),
                nulls_distinct=False,
                name="enforcement_one_open_case",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="open", closed_on__isnull=True, closing="", closing_words=""
                )
                | Q(
                    Q(state="closed", closed_on__isnull=False),
                    ~Q(closing=""),
                    ~Q(closing_words=""),
                    Q(look_again_on__isnull=True),
                ),
                name="enforcement_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="enforcement_closed_after",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "-id"], name="enforcement_case_new"),
            models.Index(
                fields=["municipality", "state", "owner"], name="enforcement_case_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OfCase(models.Model):
    """Something that belongs to one case of a municipality, and goes with it."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    # The key stands in the migration, with the municipality.
    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk} of case {self.case_id}"


class Ground(OfCase):
    """A finding of a signed report, copied as it read when it became a ground."""

    visit_number = models.CharField(max_length=12)
    key = models.CharField(max_length=200)
    rule = models.CharField(max_length=8)
    part = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=120, blank=True)
    title = models.JSONField()
    article = models.CharField(max_length=500)
    parameter_version = models.CharField(max_length=200)
    # One plain sentence, and what would mend it, in Dutch and in English.
    sentence = models.JSONField()
    mend = models.JSONField(null=True)
    measured = models.JSONField(null=True)
    threshold = models.JSONField(null=True)
    unit = models.CharField(max_length=30, blank=True)
    prompt = models.BooleanField(default=False)
    # The days the inspector gave to mend it, where any were given.
    days = models.PositiveSmallIntegerField(null=True)
    found_on = models.DateField()
    report_uid = models.UUIDField()
    report_sha256 = models.CharField(max_length=64)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "visit_number", "key"], name="enforcement_ground_once"
            )
        ]


class CaseEntry(OfCase):
    """A line in the history of a case: opened, named, waits, closed; never changed."""

    what = models.CharField(max_length=8, choices=choices_of(Entry))
    on_day = models.DateField()
    # The kind of closing, the number of a visit: what the line is about.
    about = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=2000, blank=True)
    look_again_on = models.DateField(null=True)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="waits")
                | Q(~Q(words=""), Q(look_again_on__gt=F("on_day"))),
                name="enforcement_waits_with_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(what__in=["closed", "reopened"]) | ~Q(words=""),
                name="enforcement_ends_with_words",
            ),
        ]
        indexes = [models.Index(fields=["case", "-id"], name="enforcement_entry_new")]
