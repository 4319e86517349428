"""Rows of visits: in every state, of every kind, with warrants given and refused."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from onderdak.project.demo.clock import instant
from onderdak.project.demo.plan import World
from onderdak.project.demo.standing_rows import Row, Table
from onderdak.project.demo.visit_plan import (
    ALONE,
    LEAD,
    SECOND,
    VISITS,
    Numbered,
    Places,
    VisitPlan,
    WarrantPlan,
    called,
    day_of,
    places_of,
    serial,
    user,
)
from onderdak.supervision.inspections.contract import State
from onderdak.supervision.inspections.contract.planning import shipped
from onderdak.supervision.inspections.contract.warrants import copy_due

_WARRANT_DAYS: Final = 3


def visits(world: World, on: date) -> Iterator[Table]:
    """Visits with who goes, what was tried, who comes along, and warrants."""
    numbered = list(enumerate(VISITS, 1))
    places = {code: places_of(world, code) for code in LEAD}
    yield from _visit_rows(numbered, places, on)
    yield _numbers(numbered, on)
    yield from _beside(numbered, on)
    yield from _warrants(numbered, places, on)


def _numbers(numbered: Numbered, on: date) -> Table:
    """Where the numbers of each municipality and year stand."""
    last: dict[tuple[str, int], int] = {}
    for number, one in numbered:
        year, place = serial(numbered, number, on)
        last[one.town, year] = place
    return (
        "inspections_numbergiven",
        "id municipality_id year last",
        (
            (id_, town, year, place)
            for id_, ((town, year), place) in enumerate(sorted(last.items()), 1)
        ),
    )


_PLAN: Final = (
    "id municipality_id number address_id kind reason chosen_by ground announced"
    " unannounced_because day from_time until_time lead_id alone_because"
    " no_lighter_because handled_hard handled_soft languages state checklist_key"
    " checklist_version checklist_digest checklist earlier_id earlier_number"
    " failed_items investigation_id investigation_reference planned_by_id planned_at"
    " begun_at closed_at reported_at cancelled_at cancelled_because changes"
)


def _visit_rows(numbered: Numbered, places: Places, on: date) -> Iterator[Table]:
    yield (
        "inspections_visit",
        _PLAN,
        (_visit_row(numbered, number, places, on) for number, _one in numbered),
    )
    yield (
        "inspections_visitstep",
        "id municipality_id visit_id what from_state to_state by_id at reason",
        (
            (
                *(number, one.town, number, "plan", "planned", "planned"),
                *(user(LEAD[one.town]), planned(one, on), ""),
            )
            for number, one in numbered
        ),
    )


def planned(one: VisitPlan, on: date) -> datetime:
    """When it was planned: before it, and never after the day of loading."""
    return instant(min(day_of(one, on), on) - timedelta(days=4), 10)


def _visit_row(numbered: Numbered, number: int, places: Places, on: date) -> Row:
    one = numbered[number - 1][1]
    lead, day = user(LEAD[one.town]), day_of(one, on)
    again = one.again_of
    return (
        *(number, one.town, called(numbered, number, on)),
        *(places[one.town][one.place], one.kind, one.reason, one.chosen_by, one.ground),
        *(not one.unannounced, one.unannounced, day),
        *(time(one.hours[0]), time(one.hours[1]), lead),
        *("" if one.town in SECOND else ALONE, one.no_lighter, one.hard, one.soft),
        *(json.dumps(one.languages), one.state, *_list(one)),
        *(again or None, called(numbered, again, on) if again else ""),
        json.dumps(one.failed),
        *(1 if one.investigation else None, one.investigation),
        *(lead, planned(one, on), *_moments(one, day), one.cancelled, 0),
    )


def _list(one: VisitPlan) -> tuple[str, str, str, str | None]:
    """What began keeps its checklist; the rest has only the name of one."""
    used = shipped(one.kind)
    if one.state in (State.PLANNED, State.CANCELLED):
        return used.key, "", "", None
    return used.key, used.version, used.digest, json.dumps(used.body)


def _moments(one: VisitPlan, day: date) -> tuple[datetime | None, ...]:
    """Begun, closed, reported and cancelled."""
    begun = instant(day, one.hours[0])
    closed = instant(day, one.hours[1])
    return {
        State.PLANNED: (None, None, None, None),
        State.UNDER_WAY: (begun, None, None, None),
        State.CLOSED: (begun, closed, None, None),
        State.REPORTED: (begun, closed, instant(day + timedelta(days=1), 9), None),
        State.CANCELLED: (None, None, None, instant(day, 9)),
    }[one.state]


def _beside(numbered: Numbered, on: date) -> Iterator[Table]:
    goes = [
        (one.town, number, user(name), part)
        for number, one in numbered
        for names, part in ((LEAD, "lead"), (SECOND, "second"))
        if (name := names.get(one.town))
    ]
    yield (
        "inspections_member",
        "id municipality_id visit_id user_id part",
        ((id_, *row) for id_, row in enumerate(goes, 1)),
    )
    tried = [(number, one) for number, one in numbered if one.tried]
    yield (
        "inspections_lightermeans",
        "id municipality_id visit_id what on_day came_of",
        (
            (
                *(id_, one.town, number, "letter"),
                *(planned(one, on).date() - timedelta(days=14), one.tried),
            )
            for id_, (number, one) in enumerate(tried, 1)
        ),
    )
    yield _companions(numbered, on)


def _companions(numbered: Numbered, on: date) -> Table:
    asked = [(number, one, *along) for number, one in numbered for along in one.along]
    return (
        "inspections_companion",
        "id municipality_id visit_id kind organisation email language why asked_by_id"
        " asked_at coming said said_at taken_off_at",
        (
            (
                *(id_, one.town, number, kind, name, "", language, ""),
                *(user(LEAD[one.town]), planned(one, on), None, "", None, None),
            )
            for id_, (number, one, kind, name, language) in enumerate(asked, 1)
        ),
    )


def _warrants(numbered: Numbered, places: Places, on: date) -> Iterator[Table]:
    asked = [
        (number, one, one.warrant)
        for number, one in numbered
        if one.warrant is not None
    ]
    yield (
        "inspections_warrant",
        "id municipality_id visit_id reasons grounds power needed_because holder_id"
        " night_because absent_because state asked_by_id asked_at decided_by_id"
        " decided_at decision issued_on valid_until entered_on copy_due_on",
        (
            _warrant_row(id_, number, one, warrant, on)
            for id_, (number, one, warrant) in enumerate(asked, 1)
        ),
    )
    yield (
        "inspections_warrantdwelling",
        "id municipality_id warrant_id address_id place entered_on copy_due_on",
        (
            (id_, one.town, id_, places[one.town][one.place], 0, *_entered(one, on))
            for id_, (_number, one, _warrant) in enumerate(asked, 1)
        ),
    )


def warrant_id(number: int) -> int:
    """The number of the warrant of a visit, and of the one dwelling that it names."""
    asked = [n for n, one in enumerate(VISITS, 1) if one.warrant is not None]
    return asked.index(number) + 1


def _entered(one: VisitPlan, on: date) -> tuple[date | None, date | None]:
    """The day of the entry, and by when the resident has a copy."""
    if one.warrant is None or not one.warrant.entered:
        return None, None
    day = day_of(one, on)
    return day, copy_due(one.town, day)


def _warrant_row(
    id_: int, number: int, one: VisitPlan, warrant: WarrantPlan, on: date
) -> Row:
    """Asked the day before the visit or loading, and decided on the next morning."""
    lead, day = user(LEAD[one.town]), min(day_of(one, on), on)
    granted = warrant.state == "granted"
    until = day + timedelta(days=_WARRANT_DAYS)
    return (
        *(id_, one.town, number, warrant.reasons, json.dumps(warrant.grounds)),
        *(warrant.power, warrant.needed, lead, "", "", warrant.state),
        *(lead, instant(day - timedelta(days=1), 14), user("burgemeester")),
        *(instant(day, 9), warrant.decision),
        *((day, until) if granted else (None, None)),
        *_entered(one, on),
    )
