"""What a list of cases shows beside each: its paths, and the first last day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Min, OuterRef, Q

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.supervision.enforcement.domain.permissions import OPEN_CASES
from onderdak.supervision.enforcement.models import (
    Case,
    EnforcementRequest,
    Ground,
    Measure,
    StoredClock,
)
from onderdak.supervision.enforcement.path_words import rules_of
from onderdak.supervision.enforcement.queries import Words
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.reports import (
    Finding,
    Kind,
    VisitReport,
)

_STATE_FINDINGS = (Kind.FINDINGS, Kind.OFFICIAL)
_WORDS = 6
_MOST = 20


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as a list shows it."""

    case: Case
    # The title of each path, and of the state in which it is.
    measures: tuple[tuple[Words, Words], ...]
    next_day: date | None


def case_lines(cases: Sequence[Case]) -> list[CaseLine]:
    """Cases with their paths and the first day that runs, in their order."""
    keys = [case.pk for case in cases]
    paths: dict[int, list[tuple[Words, Words]]] = defaultdict(list)
    for one in Measure.objects.filter(case_id__in=keys).order_by("case_id", "nth"):
        path = rules_of(one.ruleset_id).paths[one.path]
        paths[one.case_id].append((path.title, path.states[one.state].title))
    running = StoredClock.objects.filter(case_id__in=keys, state="running")
    days = dict(
        running.order_by().values_list("case_id").annotate(first=Min("last_day"))
    )
    return [CaseLine(case, tuple(paths[case.pk]), days.get(case.pk)) for case in cases]


def request_days(requests: Sequence[EnforcementRequest]) -> dict[int, date]:
    """The first last day that runs for each of these requests, by its measure."""
    running = StoredClock.objects.filter(
        measure_id__in=[one.measure_id for one in requests], state="running"
    )
    found = running.order_by().values_list("measure_id")
    return dict(found.annotate(first=Min("last_day")))


def visits_to_enforce(
    *, by: Actor, municipality: str, search: str = "", address: int | None = None
) -> list[Visit]:
    """Visits whose signed report states a breach on which no case rests yet.

    Raises:
        NotAllowed: this person opens no cases here.
    """
    check_may(by, OPEN_CASES, municipality=municipality)
    signed = VisitReport.objects.filter(
        visit=OuterRef("pk"),
        kind__in=_STATE_FINDINGS,
        locked_at__isnull=False,
        replaced_at__isnull=True,
    )
    breach = Finding.objects.filter(
        visit=OuterRef("pk"), outcome="breaches", gone_at__isnull=True
    )
    used = Ground.objects.filter(
        municipality_id=municipality, visit_number=OuterRef("number")
    )
    found = Visit.objects.filter(
        Exists(signed), Exists(breach), _said(search), municipality_id=municipality
    ).exclude(Exists(used))
    if address is not None:
        found = found.filter(address_id=address)
    return list(found.select_related("address").order_by("-day", "-id")[:_MOST])


def _said(search: str) -> Q:
    wanted = Q()
    for word in search.replace("\x00", "").split()[:_WORDS]:
        wanted &= (
            Q(number__icontains=word)
            | Q(address__street__icontains=word)
            | Q(address__town__icontains=word)
        )
    return wanted
