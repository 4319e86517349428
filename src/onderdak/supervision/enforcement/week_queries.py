"""What falls due: the clocks of all cases, the first last day first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.kernel.text import Text
from onderdak.supervision.enforcement.alarms import calling
from onderdak.supervision.enforcement.clock_writing import told
from onderdak.supervision.enforcement.domain.permissions import SEE_CASES
from onderdak.supervision.enforcement.listing import searched
from onderdak.supervision.enforcement.models import StoredClock
from onderdak.supervision.enforcement.path_words import path_title

PAGE = 51
MOST_IN_FILE = 10_000


@dataclass(frozen=True, slots=True)
class AskedWeek:
    """Which clocks somebody asks for; what is left out asks for all on the list."""

    search: str = ""
    # Only those of the cases that this person handles.
    owner: int | None = None
    kind: str = ""
    path: str = ""
    # Those of the municipality that passed: what it should have done by now.
    overdue: bool = False
    # Those of the other side that passed: what it may do now.
    opened: bool = False
    from_day: date | None = None
    until_day: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A term of a case: what falls due, when, in which case, and how it was counted."""

    clock: int
    case: int
    number: str
    address: str
    # The name of a company; of a person nothing stands in a list.
    offender: str
    measure: int
    path: str
    path_title: Mapping[str, str] = field(hash=False)
    kind: str
    title: Mapping[str, str] = field(hash=False)
    rule: str
    article: str
    start: date
    last_day: date | None
    counted: tuple[Text, ...]
    state: str
    alarm_on: date | None
    ours: bool
    # A power or a claim is gone after it.
    lapses: bool
    # What may be done once a term of the other side has passed.
    opens: Mapping[str, str] = field(hash=False)
    stands_still: bool
    stopped_on: date | None
    stopped_by: str
    owner_id: int | None
    owner: str

    def late(self, on: date) -> bool:
        """Whether the municipality is late: what the other side missed is its own."""
        return self.ours and self.last_day is not None and self.last_day < on

    def open_now(self, on: date) -> bool:
        """Whether a term of the other side has passed, so that one may go on."""
        return not self.ours and self.last_day is not None and self.last_day < on

    @property
    def key(self) -> tuple[date | None, int]:
        """What the next page begins after."""
        return self.last_day, self.clock


def week_list(
    *,
    by: Actor,
    municipality: str,
    on: date,
    asked: AskedWeek | None = None,
    after: tuple[date, int] | None = None,
    most: int = PAGE,
) -> Sequence[Due]:
    """What falls due in a municipality, the first last day on top.

    A term of the municipality that passed stays on the list until what it asks is
    done; one of the other side as long as it opens a step, and then it is history.

    Args:
        on: today; what binds the municipality and fell due before it is overdue.
        after: the last day and the number of the last one of the page before.
        most: how many at most.

    Raises:
        NotAllowed: this person does not see cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    found = _listed(municipality)
    if asked is not None:
        found = _narrowed(found, asked, municipality, on)
    if after is not None:
        found = found.filter(
            Q(last_day__gt=after[0]) | Q(pk__gt=after[1]), last_day__gte=after[0]
        )
    # The page first, from the narrow rows; then all that is shown beside it.
    page = list(found.order_by("last_day", "id").values_list("pk", flat=True)[:most])
    return _due(StoredClock.objects.filter(pk__in=page).order_by("last_day", "id"))


def _listed(municipality: str) -> QuerySet[StoredClock]:
    return StoredClock.objects.filter(municipality_id=municipality, listed=True)


def _narrowed(
    found: QuerySet[StoredClock], asked: AskedWeek, municipality: str, on: date
) -> QuerySet[StoredClock]:
    if asked.owner is not None:
        found = found.filter(owner_id=asked.owner)
    if asked.kind:
        found = found.filter(clock=asked.kind)
    if asked.path:
        found = found.filter(measure__path=asked.path)
    if asked.overdue:
        found = found.filter(last_day__lt=on, ours=True)
    if asked.opened:
        found = found.filter(last_day__lt=on, ours=False)
    if asked.from_day is not None:
        found = found.filter(last_day__gte=asked.from_day)
    if asked.until_day is not None:
        found = found.filter(last_day__lte=asked.until_day)
    if asked.search.strip():
        for word in searched(asked.search):
            found = found.filter(words__contains=word)
    return found


def clocks_of_case(*, by: Actor, municipality: str, number: str) -> Sequence[Due]:
    """All clocks of one case, also those that stopped, as they were last counted.

    What has no last day yet stands at the end.

    Raises:
        NotAllowed: this person does not see cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    found = StoredClock.objects.filter(
        municipality_id=municipality, case__number=number
    )
    return _due(found.order_by(F("last_day").asc(nulls_last=True), "id"))


def clock_kinds(
    *, by: Actor, municipality: str
) -> Sequence[tuple[str, Mapping[str, str]]]:
    """The kinds of clocks on the list with what they are called, for a filter.

    Raises:
        NotAllowed: this person does not see cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    found = _listed(municipality).order_by("clock").distinct("clock")
    return list(found.values_list("clock", "title"))


@dataclass(frozen=True, slots=True)
class Alarms:
    """What calls now, and how many there are of each kind."""

    shown: Sequence[Due]
    total: int
    late: int  # terms of the municipality that passed
    lapsing: int  # a power or a claim is gone soon
    opened: int  # terms of others that passed, so that one may go on


def alarms(*, by: Actor, municipality: str, on: date, most: int = 8) -> Alarms:
    """What calls now, most pressing first, and how much there is of it.

    What lapses or is late comes before what may be done now. Only of cases that this
    person handles, and of those that nobody handles.

    Raises:
        NotAllowed: this person does not see cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    mine = Q(owner_id=by.user_id) | Q(owner_id__isnull=True)
    found = calling(municipality, on).filter(mine)
    passed = Q(last_day__lt=on)
    counts = found.aggregate(
        total=Count("id"),
        late=Count("id", filter=Q(passed, ours=True)),
        lapsing=Count("id", filter=Q(~passed, lapses=True)),
        opened=Count("id", filter=Q(passed, ours=False)),
    )
    pressing = found.order_by("-ours", "last_day", "id")
    return Alarms(_due(pressing[:most]), **counts)


def _due(found: QuerySet[StoredClock]) -> Sequence[Due]:
    joined = found.select_related(
        "case__address", "case__offender", "case__owner", "measure"
    ).defer("case__offender__sealed", "case__offender__row_key")
    return [_read(one) for one in joined]


def _read(one: StoredClock) -> Due:
    case, measure = one.case, one.measure
    owner = case.owner
    return Due(
        clock=one.pk,
        case=case.pk,
        number=case.number,
        address=str(case.address),
        offender=case.offender.name if case.offender else "",
        measure=measure.pk,
        path=measure.path,
        path_title=path_title(measure.ruleset_id, measure.path),
        kind=one.clock,
        title=one.title,
        rule=one.rule,
        article=one.article,
        start=one.start,
        last_day=one.last_day,
        counted=told(one.counted),
        state=one.state,
        alarm_on=one.alarm_on,
        ours=one.ours,
        lapses=one.lapses,
        opens=one.opens,
        stands_still=one.stands_still,
        stopped_on=one.stopped_on,
        stopped_by=one.stopped_by,
        owner_id=one.owner_id,
        owner=(owner.name or owner.email) if owner else "",
    )
