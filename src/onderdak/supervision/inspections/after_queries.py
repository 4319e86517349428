"""Reads of what visits came to: figures by month, and the checks of a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from onderdak.engines.merge import Json
from onderdak.foundation.identity.contract import Actor, check_may, local_value
from onderdak.supervision.inspections.domain.after import (
    DoneVisit,
    Month,
    NoAccess,
    Result,
    by_month,
    result_proposed,
)
from onderdak.supervision.inspections.domain.kinds import Kind
from onderdak.supervision.inspections.domain.permissions import SEE_VISITS
from onderdak.supervision.inspections.domain.repairs import FailedItem
from onderdak.supervision.inspections.domain.states import State
from onderdak.supervision.inspections.findings_queries import findings_in
from onderdak.supervision.inspections.models import (
    Finding,
    PublicWords,
    Repair,
    Visit,
    VisitResult,
)
from onderdak.supervision.inspections.recorded import recorded

PER_YEAR = "inspections.integral_per_year"
_NOT_ENTERED = ("gone", "not_seen")
_SHUT = ("refused", "silent", "absent")
_REFUSALS = {
    "refused": NoAccess.REFUSED,
    "silent": NoAccess.SILENT,
    "withdrawn": NoAccess.WITHDRAWN,
    "absent": NoAccess.NOBODY_HOME,
}


def done_visits(municipality: str, first: date, end: date) -> list[DoneVisit]:
    """The visits of a period of which the result was told; callers checked who may."""
    rows = VisitResult.objects.filter(
        municipality_id=municipality, visit__day__gte=first, visit__day__lt=end
    )
    return [_done(row) for row in rows.select_related("visit").order_by("id")]


def _done(row: VisitResult) -> DoneVisit:
    return DoneVisit(
        day=row.visit.day,
        kind=row.visit.kind,
        chosen_by=row.visit.chosen_by,
        result=Result(row.result),
        minutes=row.minutes,
        inspectors=row.inspectors,
        no_access=NoAccess(row.no_access) if row.no_access else None,
    )


def months_of(
    *, by: Actor, municipality: str, first: date, end: date, chosen_by: str = ""
) -> list[Month]:
    """What visits came to, per month and per way of being chosen, the latest first.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    found = done_visits(municipality, first, end)
    return by_month(one for one in found if not chosen_by or one.chosen_by == chosen_by)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the record of a visit points at, for the form that asks what it came to."""

    result: Result | None
    no_access: NoAccess | None
    minutes: int


def proposed_result(*, by: Actor, visit: Visit) -> Proposed:
    """What a visit seems to have come to; a person says it.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=visit.municipality_id)
    here = recorded(visit)
    settled = here.settled
    nobody = settled.get("entry/nobody_home") is True
    consent = str(settled.get("entry/consent") or "")
    why = NoAccess.NOBODY_HOME if nobody else _REFUSALS.get(consent)
    result = result_proposed(
        breaches=len(findings_in(visit, here).breaches),
        rooms=_seen(settled, refused=why is not None),
        no_access=why,
    )
    return Proposed(
        result=result,
        no_access=why if result is Result.NO_ACCESS else None,
        minutes=_minutes(visit),
    )


def _seen(settled: Mapping[str, Json], *, refused: bool) -> int:
    """How much was seen: behind a refusal only rooms count that somebody went into.

    What is noted of the place or of a unit can be seen from the street.
    """
    if not refused:
        return sum(path.startswith(("room/", "unit/", "place/")) for path in settled)
    rooms = {path.split("/")[1] for path in settled if path.startswith("room/")}
    return sum(_entered(settled, f"room/{one}/") for one in rooms)


def _entered(settled: Mapping[str, Json], room: str) -> bool:
    shut = settled.get(f"{room}consent") in _SHUT
    return not shut and not any(settled.get(room + name) for name in _NOT_ENTERED)


def _minutes(visit: Visit) -> int:
    if visit.begun_at is None or visit.closed_at is None:
        return 0
    return min(int((visit.closed_at - visit.begun_at).total_seconds() // 60), 1440)


def result_of(visit: Visit) -> VisitResult | None:
    """What was told of a visit, once it was."""
    return VisitResult.objects.filter(visit=visit).first()


def untold(*, by: Actor, municipality: str) -> QuerySet[Visit]:
    """Visits that are over and of which nobody said what they came to.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    told = VisitResult.objects.filter(municipality_id=municipality).values("visit_id")
    rows = Visit.objects.filter(
        municipality_id=municipality, state__in=[State.CLOSED, State.REPORTED]
    ).exclude(pk__in=told)
    return rows.select_related("address").order_by("day", "id")


@dataclass(frozen=True, slots=True)
class IntegralYear:
    """The integral checks of a year: how many are meant, held, and planned."""

    year: int
    meant: int | None
    held: tuple[Visit, ...]
    planned: tuple[Visit, ...]

    @property
    def to_plan(self) -> int:
        """How many are still to be planned."""
        return max((self.meant or 0) - len(self.held) - len(self.planned), 0)


def integral_year(*, by: Actor, municipality: str, on: date) -> IntegralYear:
    """How far a municipality is with its integral checks of this year.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    rows = list(
        Visit.objects.filter(
            municipality_id=municipality,
            kind=Kind.INTEGRAL,
            day__year=on.year,
        )
        .exclude(state=State.CANCELLED)
        .select_related("address")
        .order_by("day", "id")
    )
    meant = local_value(PER_YEAR, municipality=municipality, on=on)
    over = (State.CLOSED, State.REPORTED)
    return IntegralYear(
        year=on.year,
        meant=meant.whole() if meant else None,
        held=tuple(one for one in rows if one.state in over),
        planned=tuple(one for one in rows if one.state not in over),
    )


@dataclass(frozen=True, slots=True)
class UnitOn:
    """One unit of a park or a house: what the norms said of it."""

    name: str
    breaches: int
    unsure: int
    in_order: int


def units_of(*, by: Actor, visit: Visit) -> list[UnitOn]:
    """A visit over many units, per unit; what is of the place as a whole has no name.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=visit.municipality_id)
    rows = Finding.objects.filter(visit=visit, gone_at__isnull=True)
    counts: dict[str, dict[str, int]] = {}
    for place, outcome in rows.values_list("place", "outcome"):
        here = counts.setdefault(place, {})
        here[outcome] = here.get(outcome, 0) + 1
    return [
        UnitOn(
            name=place,
            breaches=each.get("breaches", 0),
            unsure=each.get("cannot_judge", 0),
            in_order=each.get("meets", 0),
        )
        for place, each in sorted(counts.items())
    ]


def public_words(municipality: str) -> Sequence[PublicWords]:
    """What was published of the checks of a municipality, the latest first."""
    rows = PublicWords.objects.filter(municipality_id=municipality)
    return list(rows.order_by("-first")[:24])


def failed_items(visit: Visit) -> tuple[FailedItem, ...]:
    """What failed at a visit and is not mended: what was told, else what was found."""
    told = list(Repair.objects.filter(visit=visit).order_by("id"))
    if told:
        return tuple(
            FailedItem(one.rule, one.part, one.place, one.title)
            for one in told
            if one.mended_at is None
        )
    found = findings_in(visit, recorded(visit))
    return tuple(
        FailedItem(one.row.rule, one.row.part, one.row.place, one.row.title)
        for one in found.breaches
    )
