"""Entries under a warrant that were typed on a phone and are not noted yet."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.utils.timezone import localdate, localtime

from onderdak.engines.merge import Json
from onderdak.foundation.identity.contract import Actor, may
from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.domain.warrants import WarrantState
from onderdak.supervision.inspections.findings_computing import day_of
from onderdak.supervision.inspections.models import Operation, Visit, Warrant
from onderdak.supervision.inspections.recorded import recorded
from onderdak.supervision.inspections.warrant_queries import limits_on, warrant_of

_HOURS: Final = 24
_TYPED = ("entry/warrant", "entry/entered")
_NOT_ENTERED = ("gone", "not_seen")


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
    noted = {one.address_id for one in warrant.dwellings.all() if one.entered_on}
    return [one for one in dwellings_entered(visit) if one not in noted]


def days_to_note(visit: Visit, warrant: Warrant) -> dict[int, date]:
    """Of each dwelling that was entered and is not noted, the day of its own entry.

    The door of the address has the day of the visit. A further dwelling opens on the
    phone once it is said at its own door which one it is, so that day is its own, as
    far as the clock of the phone can be believed: not before the visit, and not after
    it was sent.
    """
    held, settled = day_of(visit), recorded(visit).settled
    found = dict.fromkeys(unnoted_dwellings(visit, warrant), held)
    for address in found:
        said = [
            day
            for row in _said_at_doors(visit, address)
            if _entered_under(settled, row.path.removesuffix("dwelling"))
            and (day := _believed(row)) is not None
            and held <= day
        ]
        if address != visit.address_id and said:
            found[address] = min(said)
    return found


def _said_at_doors(visit: Visit, address: int) -> list[Operation]:
    rows = Operation.objects.filter(
        visit=visit, path__startswith="room/", path__endswith="/dwelling", late=False
    )
    return [row for row in rows.order_by("id") if str(row.typed) == str(address)]


def _believed(row: Operation) -> date | None:
    """The day by the clock of the device, where that does not run ahead."""
    try:
        said = datetime.fromisoformat(row.at_device)
    except ValueError:
        return None
    day = localdate(said) if said.tzinfo else said.date()
    return day if day <= localdate(row.received_at) else None


def entered_for_danger(visit: Visit) -> bool:
    """Whether somebody entered without a warrant, because of serious danger."""
    settled = recorded(visit).settled
    return (
        settled.get("entry/serious_danger") is True
        and settled.get("entry/entered") is True
        and settled.get("entry/warrant") is not True
    )


def hour_of_entry(visit: Visit) -> int | None:
    """The hour at which somebody went in, as it was noted at the door.

    Where nobody noted it, the hour at which the visit began here counts; a phone that
    sends later says nothing of when somebody went in, so the door goes first.
    """
    noted = recorded(visit).settled.get("entry/hour")
    if isinstance(noted, int | str) and str(noted).isdigit() and int(noted) < _HOURS:
        return int(noted)
    return localtime(visit.begun_at).hour if visit.begun_at else None


def entered_at_night(visit: Visit) -> bool:
    """Whether somebody went in while it was night by the law (Awbi art. 7)."""
    hour = hour_of_entry(visit)
    limits = limits_on(visit.municipality_id, day_of(visit))
    return hour is not None and hour < limits.night_until_hour


def dwellings_entered(visit: Visit) -> list[int]:
    """The addresses that were entered under the warrant, by what stands in the visit.

    A room that is a home of its own, and that the warrant names, says which dwelling of
    it that is; one that was taken out or was not seen was not entered.
    """
    found = warrant_of(visit)
    settled = recorded(visit).settled
    if found is None or not all(settled.get(path) is True for path in _TYPED):
        return []
    named = [one.address_id for one in found.dwellings.all()]
    typed = {
        str(value)
        for path, value in settled.items()
        if path.startswith("room/")
        and path.endswith("/dwelling")
        and _entered_under(settled, path.removesuffix("dwelling"))
    }
    return [one for one in named if one == visit.address_id or str(one) in typed]


def _entered_under(settled: Mapping[str, Json], room: str) -> bool:
    held = all(settled.get(f"{room}{name}") is True for name in ("own_home", "named"))
    return held and not any(settled.get(f"{room}{name}") for name in _NOT_ENTERED)


def entries_to_note(*, by: Actor, municipality: str) -> list[Warrant]:
    """The entries that this person, who leads those visits, must still note."""
    if not may(by, DO_VISITS, municipality=municipality):
        return []
    typed = Operation.objects.filter(
        municipality_id=municipality, path=_TYPED[0], visit__lead_id=by.user_id
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
