"""Entries that were typed or noted, and of which it was said that nobody went in.

The line in the history of the visit says it, with who, when and why; what was typed
stays. Who goes in later types that anew, and then the duties of an entry begin.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from onderdak.engines.merge import Json
from onderdak.supervision.inspections.models import (
    Operation,
    Visit,
    VisitStep,
    WarrantDwelling,
)

FOR_DANGER: Final = "nobody_for_danger"
_AT_DWELLING: Final = "nobody_at_"
_BECAUSE: Final = "entry/not_inside_because"
_NOW_ON: Final = "entry/now_on"
_WORDS: Final = {"serious_danger": "danger", "warrant": "warrant"}
# What the phone types at the front door when somebody goes in.
_GOES_IN: Final[Mapping[str, Json]] = {
    "entry/entered": True,
    "entry/left_at": None,
    _BECAUSE: None,
}


def nobody_at(place: int) -> str:
    """How the history names it, by the place of a dwelling in its warrant."""
    return f"{_AT_DWELLING}{place}"


def danger_denied(visit: Visit, settled: Mapping[str, Json]) -> bool:
    """Whether nobody went in for danger, by what was said last."""
    at = _denied_at(visit, FOR_DANGER)
    return at is not None and not _in_at_front(visit, settled, "serious_danger", at)


def dwelling_denied(
    visit: Visit, settled: Mapping[str, Json], address: int, place: int
) -> bool:
    """Whether nobody went in at a dwelling of the warrant, by what was said last."""
    at = _denied_at(visit, nobody_at(place))
    if at is None:
        return False
    if address == visit.address_id:
        return not _in_at_front(visit, settled, "warrant", at)
    return not any(
        _is_tap(row.path) and str(row.typed) == str(address)
        for row in _typed_since(visit, at)
    )


def denied_at(visit: Visit, address: int) -> datetime | None:
    """When it was said last that nobody went in at a dwelling of the warrant."""
    named = WarrantDwelling.objects.filter(warrant__visit=visit, address_id=address)
    said = [nobody_at(one.place) for one in named]
    last = VisitStep.objects.filter(visit=visit, what__in=said).order_by("-id").first()
    return last.at if last else None


def taken_back(visit: Visit, settled: Mapping[str, Json], address: int) -> bool:
    """Whether it was typed on the visit why nobody went in there after all."""
    if address == visit.address_id:
        return bool(settled.get(_BECAUSE))
    rooms = (
        path.removesuffix("entered")
        for path, value in settled.items()
        if _is_tap(path) and str(value) == str(address)
    )
    return any(settled.get(f"{room}not_inside_because") for room in rooms)


def _is_tap(path: str) -> bool:
    return path.startswith("room/") and path.endswith("/entered")


def _denied_at(visit: Visit, what: str) -> datetime | None:
    last = VisitStep.objects.filter(visit=visit, what=what).order_by("-id").first()
    return last.at if last else None


def _typed_since(visit: Visit, at: datetime) -> list[Operation]:
    return list(Operation.objects.filter(visit=visit, late=False, received_at__gt=at))


def _in_at_front(
    visit: Visit, settled: Mapping[str, Json], ground: str, at: datetime
) -> bool:
    """Whether somebody went in at the front door since, on this ground."""
    now_on = settled.get(_NOW_ON)
    other = now_on not in (None, "", _WORDS[ground])
    return any(
        (row.path == f"entry/{ground}" and row.typed is True)
        or (row.path == _NOW_ON and row.typed == _WORDS[ground])
        or (not other and row.path in _GOES_IN and row.typed == _GOES_IN[row.path])
        for row in _typed_since(visit, at)
    )
