"""What waits at the door in the cases on somebody's own findings: checks and counts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.rules.enforcement import StepKind
from onderdak.supervision.enforcement.domain.kinds import CaseState
from onderdak.supervision.enforcement.domain.permissions import LOOK_AFTER_PEOPLE
from onderdak.supervision.enforcement.models import (
    Case,
    Ground,
    Measure,
    PeopleCount,
    StoredClock,
    Telling,
)
from onderdak.supervision.enforcement.path_words import rules_of
from onderdak.supervision.inspections.contract import (
    OPEN_STATES,
    Member,
    Visit,
)
from onderdak.supervision.inspections.contract import (
    State as VisitState,
)

# The fact that makes a step a check: somebody looked, on a day.
_LOOKED = "checked_on"


@dataclass(frozen=True, slots=True)
class CheckDue:
    """A term that is over, after which somebody looks whether it was kept."""

    number: str
    address: str
    title: Mapping[str, str] = field(hash=False)
    last_day: date


def checks_due(*, by: Actor, municipality: str, on: date) -> list[CheckDue]:
    """The checks that wait in the cases on somebody's own findings, the oldest first.

    A check waits once the last day of the term that it ends has passed, until it is
    written down, or until a visit to the house is planned or was made after that day.

    Raises:
        NotAllowed: this person does not stand at doors here.
    """
    check_may(by, LOOK_AFTER_PEOPLE, municipality=municipality)
    measures = {one.pk: one for one in _running(by, municipality)}
    over = StoredClock.objects.filter(
        measure_id__in=list(measures), last_day__lt=on, stopped_on__isnull=True
    )
    found = [
        (measures[one.measure_id].case, one)
        for one in over.order_by("last_day", "id")
        if one.clock in _ended_by_a_look(measures[one.measure_id])
    ]
    visits = _visits([case for case, _clock in found])
    return list(_unvisited(found, visits))


def _unvisited(
    found: Sequence[tuple[Case, StoredClock]],
    visits: Mapping[int, Sequence[Visit]],
) -> Iterator[CheckDue]:
    for case, clock in found:
        last = clock.last_day
        if last is None or any(_after(one, last) for one in visits[case.address_id]):
            continue
        yield CheckDue(case.number, str(case.address), clock.title, last)


def _after(visit: Visit, last: date) -> bool:
    return visit.state in OPEN_STATES or visit.day > last


def _visits(cases: Sequence[Case]) -> Mapping[int, Sequence[Visit]]:
    """The visits to these houses that were not called off."""
    rows = Visit.objects.filter(address_id__in={one.address_id for one in cases})
    held: dict[int, list[Visit]] = defaultdict(list)
    for visit in rows.exclude(state=VisitState.CANCELLED):
        held[visit.address_id].append(visit)
    return held


def _ended_by_a_look(measure: Measure) -> frozenset[str]:
    """The clocks that a check stops, where the measure stands now."""
    return frozenset(
        clock
        for kind in _possible(measure)
        if _LOOKED in kind.facts
        for clock in kind.stops
    )


def _possible(measure: Measure) -> tuple[StepKind, ...]:
    path = rules_of(measure.ruleset_id).paths[measure.path]
    return path.possible(measure.state)


def counts_due(*, by: Actor, municipality: str) -> list[Case]:
    """Cases on own findings in which an order could empty beds that nobody counted.

    Raises:
        NotAllowed: this person does not count people here.
    """
    check_may(by, LOOK_AFTER_PEOPLE, municipality=municipality)
    counted = PeopleCount.objects.filter(case=OuterRef("case_id"))
    found = _running(by, municipality).exclude(Exists(counted))
    return list(
        {
            one.case_id: one.case
            for one in found.order_by("case_id")
            if any(kind.empties_beds for kind in _possible(one))
        }.values()
    )


def tellings_due(
    *, by: Actor, municipality: str, on: date, ahead: timedelta
) -> QuerySet[Telling]:
    """What this person was named for to tell people, and did not tell yet.

    Args:
        ahead: how far from today the planned moment may be.

    Raises:
        NotAllowed: this person tells nobody here.
    """
    check_may(by, LOOK_AFTER_PEOPLE, municipality=municipality)
    rows = Telling.objects.filter(
        municipality_id=municipality,
        teller_id=by.user_id,
        done_at__isnull=True,
        dropped_at__isnull=True,
        case__state=CaseState.OPEN,
        planned_at__date__lte=on + ahead,
    )
    return rows.select_related("case__address").order_by("planned_at", "id")


def _running(by: Actor, municipality: str) -> QuerySet[Measure]:
    """What runs in the open cases that rest on what this person found or opened."""
    own = Member.objects.filter(user_id=by.user_id, visit__municipality_id=municipality)
    on_own = Ground.objects.filter(
        case=OuterRef("case_id"), visit_number__in=own.values("visit__number")
    )
    return Measure.objects.filter(
        Q(case__opened_by_id=by.user_id) | Q(Exists(on_own)),
        case__municipality_id=municipality,
        case__state=CaseState.OPEN,
        ended_on__isnull=True,
    ).select_related("case__address")
