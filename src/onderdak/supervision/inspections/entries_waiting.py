"""Entries under a warrant that were typed on a phone and are not noted yet."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db.models import Q
from django.utils.timezone import localdate, localtime

from onderdak.engines.merge import Json
from onderdak.foundation.identity.contract import Actor, may
from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.domain.places import MAIN
from onderdak.supervision.inspections.domain.warrants import WarrantState
from onderdak.supervision.inspections.entries_denied import (
    danger_denied,
    denied_at,
    dwelling_denied,
)
from onderdak.supervision.inspections.findings_computing import day_of
from onderdak.supervision.inspections.models import Operation, Visit, Warrant
from onderdak.supervision.inspections.recorded import recorded
from onderdak.supervision.inspections.warrant_queries import limits_on, warrant_of

_HOURS: Final = 24
_TYPED = ("entry/warrant", "entry/entered")
_TAP: Final = "/entered"
_WHY_NOT: Final = "/not_inside_because"


def entry_to_note(visit: Visit) -> Warrant | None:
    """The warrant under which somebody entered by what stands in the visit.

    None where nobody did, or where each entry is noted already.
    """
    found = warrant_of(visit)
    if found is None or found.state != WarrantState.GRANTED:
        return None
    return found if unnoted_dwellings(visit, found) else None


def unnoted_dwellings(visit: Visit, warrant: Warrant) -> list[int]:
    """The dwellings of a warrant that were entered, and of which no day is noted."""
    settled = recorded(visit).settled
    entered = dwellings_entered(visit)
    return [
        one.address_id
        for one in warrant.dwellings.all()
        if one.address_id in entered
        and one.entered_on is None
        and not dwelling_denied(visit, settled, one.address_id, one.place)
    ]


def days_to_note(visit: Visit, warrant: Warrant) -> dict[int, date]:
    """Of each dwelling that was entered and is not noted, the day of its own entry.

    The door of the address has the day of the visit. A further dwelling has the day on
    which somebody tapped at its own door that they went in, as far as the clock of the
    phone can be believed: not before the visit, and not after it was sent.
    """
    held, settled = day_of(visit), recorded(visit).settled
    found = dict.fromkeys(unnoted_dwellings(visit, warrant), held)
    for address in found:
        said = [
            day
            for row in _tapped_at_doors(visit, address)
            if _entered_under(settled, row.path.removesuffix("entered")) == str(address)
            and (day := _believed(row)) is not None
            and held <= day
        ]
        if address != visit.address_id and said:
            found[address] = min(said)
    return found


def _tapped_at_doors(visit: Visit, address: int) -> list[Operation]:
    """The taps at its own door, since it was last said that nobody went in there."""
    rows = Operation.objects.filter(visit=visit, path__startswith="room/", late=False)
    taps = rows.filter(path__endswith=_TAP).order_by("id")
    mine = [row for row in taps if str(row.typed) == str(address)]
    why_not = rows.filter(path__endswith=_WHY_NOT).order_by("id")
    denied = {row.path.removesuffix(_WHY_NOT): row.pk for row in why_not if row.typed}
    at = denied_at(visit, address)
    since = [
        row
        for row in mine
        if row.pk > denied.get(row.path.removesuffix(_TAP), 0)
        and (at is None or row.received_at > at)
    ]
    return since or mine


def _believed(row: Operation) -> date | None:
    """The day by the clock of the device, where that does not run ahead."""
    try:
        said = datetime.fromisoformat(row.at_device)
    except ValueError:
        return None
    day = localdate(said) if said.tzinfo else said.date()
    return day if day <= localdate(row.received_at) else None


def entered_for_danger(visit: Visit) -> bool:
    """Whether somebody entered because of serious danger.

    That a warrant was used too, before or after, makes it no other entry.
    """
    settled = recorded(visit).settled
    return (
        settled.get("entry/serious_danger") is True
        and settled.get("entry/entered") is True
        and not danger_denied(visit, settled)
    )


def hour_of_entry(visit: Visit, address: int | None = None) -> int | None:
    """The hour at which somebody went in, as it was noted at the door.

    A further dwelling of a warrant has the hour of the tap at its own door.

    Where nobody noted it, the hour at which the visit began here counts; a phone that
    sends later says nothing of when somebody went in, so the door goes first.
    """
    settled = recorded(visit).settled
    further = address is not None and address != visit.address_id
    door = _own_door(settled, str(address)) if further else ""
    noted = settled.get(f"{door or 'entry/'}hour")
    if isinstance(noted, int | str) and str(noted).isdigit() and int(noted) < _HOURS:
        return int(noted)
    return localtime(visit.begun_at).hour if visit.begun_at else None


def _own_door(settled: Mapping[str, Json], address: str) -> str:
    """The room at which somebody tapped that this dwelling was entered; '' for none."""
    rooms = (path.removesuffix("entered") for path in settled if _is_tap(path))
    found = (room for room in rooms if _entered_under(settled, room) == address)
    return next(found, "")


def entered_at_night(visit: Visit, address: int | None = None) -> bool:
    """Whether somebody went in while it was night by the law (Awbi art. 7)."""
    hour = hour_of_entry(visit, address)
    limits = limits_on(visit.municipality_id, day_of(visit))
    return hour is not None and hour < limits.night_until_hour


def dwellings_entered(visit: Visit) -> list[int]:
    """The addresses that were entered under the warrant, by what stands in the visit.

    A further dwelling that the warrant names was entered once somebody tapped at its
    own door that they went in, also where the first one opened on a yes. Which dwelling
    it is, alone says nothing of going in.
    """
    found = warrant_of(visit)
    if found is None:
        return []
    settled = recorded(visit).settled
    at_door = all(settled.get(path) is True for path in _TYPED)
    tapped = dwellings_tapped(settled)
    named = (one.address_id for one in found.dwellings.all())
    return [
        one
        for one in named
        if (at_door if one == visit.address_id else str(one) in tapped)
    ]


def dwellings_tapped(settled: Mapping[str, Json]) -> set[str]:
    """The further dwellings at whose door somebody tapped that they went in."""
    taps = (path.removesuffix("entered") for path in settled if _is_tap(path))
    return {_entered_under(settled, room) for room in taps} - {""}


def _is_tap(path: str) -> bool:
    return path.startswith("room/") and path.endswith(_TAP)


def _entered_under(settled: Mapping[str, Json], room: str) -> str:
    """The dwelling that a tap at the door of a room says was entered; '' where none.

    The tap counts for the dwelling that was chosen then: where that is another now,
    nobody tapped for it.
    """
    entered = str(settled.get(f"{room}entered") or "")
    stands = (
        not settled.get(f"{room}gone")
        and settled.get(f"{room}named") is True
        and (settled.get(f"{room}own_home") is True or is_elsewhere(settled, room))
    )
    return entered if stands and entered == str(settled.get(f"{room}dwelling")) else ""


def is_elsewhere(settled: Mapping[str, Json], room: str) -> bool:
    """Whether a room belongs to another dwelling than that of the front door."""
    return settled.get(f"{room}unit") not in (None, "", MAIN)


def entries_to_note(*, by: Actor, municipality: str) -> list[Warrant]:
    """The entries that this person, who leads those visits, must still note."""
    if not may(by, DO_VISITS, municipality=municipality):
        return []
    typed = Operation.objects.filter(
        Q(path=_TYPED[0]) | Q(path__startswith="room/", path__endswith=_TAP),
        municipality_id=municipality,
        visit__lead_id=by.user_id,
    )
    waiting = (
        Warrant.objects.filter(
            municipality_id=municipality,
            state=WarrantState.GRANTED,
            dwellings__entered_on__isnull=True,
            visit__in=typed.values("visit_id"),
        )
        .select_related("visit", "visit__address")
        .distinct()
    )
    visits: dict[int, Visit] = {one.visit_id: one.visit for one in waiting}
    found = (entry_to_note(visit) for visit in visits.values())
    return [one for one in found if one is not None]
