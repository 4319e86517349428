"""The clocks of a measure as they were last counted, and the run that counts them."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.supervision.enforcement.models.remedies import OfBoth


class StoredClock(OfBoth):
    """One term of a measure: its last day, how it was counted, and what stopped it.

    It is computed, and written anew by each step and every night; nothing is decided
    on it that is not counted again first.
    """

    key = models.CharField(max_length=80)
    # The name of the clock without the step it belongs to: what a filter asks for.
    clock = models.CharField(max_length=60)
    title = models.JSONField()
    rule = models.CharField(max_length=20, blank=True)
    article = models.CharField(max_length=500, blank=True)
    parameter_version = models.CharField(max_length=300, blank=True)
    # The decision that a remedy is about, or the step that set the clock going.
    step_id = models.BigIntegerField()
    start = models.DateField()
    # NULL: held open by something that has not ended.
    last_day = models.DateField(null=True)
    # How it was counted: sentences with what fills them, to be read in any language.
    counted = models.JSONField()
    stopped_on = models.DateField(null=True)
    stopped_by = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=7)
    alarm_on = models.DateField(null=True)
    # It binds the municipality, and not the other side.
    ours = models.BooleanField()
    # A power or a claim is gone after it.
    lapses = models.BooleanField(default=False)
    # What the municipality may do once a term of the other side has passed, in words.
    opens = models.JSONField(default=dict)
    stands_still = models.BooleanField()
    # It runs; or it passed and the municipality is late, or may do what is next.
    listed = models.BooleanField()
    # Who handles the case: copied, so that one's own list is one look in an index.
    owner_id = models.BigIntegerField(null=True)
    # Number, address and company of the case in capitals, copied: what a search reads.
    words = models.CharField(max_length=600, blank=True, default="")
    # When whoever handles it was last told that it falls due.
    told_on = models.DateField(null=True)
    # The day on which it was counted otherwise than before.
    counted_on = models.DateField()

    class Meta:
        db_table = "enforcement_clock"
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "key"], name="enforcement_clock_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["running", "stopped", "expired", "met"]),
                name="enforcement_clock_state",
            ),
            models.CheckConstraint(
                condition=Q(listed=False)
                | Q(last_day__isnull=False, stopped_on__isnull=True),
                name="enforcement_clock_listed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "last_day", "id"],
                condition=Q(listed=True),
                name="enforcement_clock_due",
            ),
            models.Index(
                fields=["municipality", "owner_id", "last_day", "id"],
                condition=Q(listed=True),
                name="enforcement_clock_own",
            ),
            models.Index(
                fields=["municipality", "clock", "last_day", "id"],
                condition=Q(listed=True),
                name="enforcement_clock_kind",
            ),
            models.Index(
                fields=["municipality", "alarm_on"],
                condition=Q(listed=True),
                name="enforcement_clock_alarm",
            ),
            models.Index(fields=["case", "last_day"], name="enforcement_clock_of"),
        ]


class Recount(models.Model):
    """A run over all running measures of a municipality: how far it is.

    It goes on from the last measure that was kept, so a run that was cut off is taken
    up where it stopped.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    on_day = models.DateField()
    last_measure = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    forfeited = models.PositiveIntegerField(default=0)
    alarms = models.PositiveIntegerField(default=0)
    failed = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "on_day"], name="enforcement_recount_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.on_day}: {self.done} of {self.total}"
