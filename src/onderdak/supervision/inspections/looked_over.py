"""Whether a re-inspection saw as much as the visit at which something failed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from onderdak.engines.merge import Json
from onderdak.foundation.identity.contract import fact_catalogue, normbook
from onderdak.supervision.inspections.domain.asked import as_place, is_there
from onderdak.supervision.inspections.domain.facts import UnitHere, facts_in
from onderdak.supervision.inspections.models import Repair, Visit
from onderdak.supervision.inspections.recorded import recorded

_OF_ROOM: Final = "room."
_OF_UNIT: Final = "unit."


def looked_over(again: Visit, repair: Repair) -> bool:
    """Whether each room and unit that a norm adds up was recorded again.

    A norm that counts over rooms says "in order" of the rooms that were typed: of ten
    overcrowded rooms two can be in order. Only a norm that looks at one thing alone can
    be judged without the rest.
    """
    facts = _facts_of(repair.rule, repair.part)
    if facts is None:
        return False
    rooms = any(one.startswith(_OF_ROOM) for one in facts)
    units = not repair.place and any(one.startswith(_OF_UNIT) for one in facts)
    if not rooms and not units:
        return True
    before = _seen(repair.visit, repair.place)
    now = _seen(again, repair.place)
    return bool(before) and not before - now


def _facts_of(rule: str, part: str) -> frozenset[str] | None:
    """What a norm rests on; None where the norm is not known any more."""
    for one in normbook().norms:
        if one.rule == rule and (one.part or "") == part:
            return frozenset(one.facts)
    return None


def _seen(visit: Visit, place: str) -> Counter[tuple[str, str, str]]:
    """The units and rooms that were seen at a place, by their names, and how often."""
    here = recorded(visit)
    units = [
        one
        for one in facts_in(here.state, fact_catalogue()).units
        if is_there(as_place(place), as_place(one.named))
    ]
    found: Counter[tuple[str, str, str]] = Counter()
    for unit in units:
        named = "" if len(units) == 1 else as_place(unit.named)
        found[("unit", named, "")] += 1
        found.update(_rooms(unit, named, here.settled))
    return found


def _rooms(
    unit: UnitHere, named: str, settled: Mapping[str, Json]
) -> Iterator[tuple[str, str, str]]:
    for room in unit.rooms:
        if not any(settled.get(f"room/{id_}/not_seen") for id_ in room.ids):
            yield "room", named, as_place(room.name)
