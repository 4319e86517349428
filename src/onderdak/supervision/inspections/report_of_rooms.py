"""The rooms of a report: what was recorded in each, and how each was entered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from onderdak.engines.merge import Json, State
from onderdak.foundation.identity.contract import in_language
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.facts import UnitHere
from onderdak.supervision.inspections.domain.report_data import (
    Consent,
    RoomData,
    Row,
    consent_of,
    strictest,
)
from onderdak.supervision.inspections.entries_waiting import (
    dwellings_tapped,
    is_elsewhere,
)
from onderdak.supervision.inspections.models import Companion, Visit
from onderdak.supervision.inspections.recorded import Recorded
from onderdak.supervision.inspections.report_labels import Labels
from onderdak.supervision.inspections.report_photos import Photos

_OF_ROOM: Final = frozenset(
    {"name", "unit", "gone", "same_as", "not_seen", "consent", "photo"}
    # Of the tap at a door the day and the hour in words are shown.
    | {"entered", "now_in", "hour"}
)
_SHARED_KINDS: Final = frozenset({"living", "kitchen", "bathroom"})
_DIFFER: Final = 2


@dataclass(frozen=True, slots=True)
class Gathering:
    """One visit while its report is put together."""

    visit: Visit
    here: Recorded
    settled: Mapping[str, Json]
    labels: Labels
    units: tuple[UnitHere, ...]
    photos: Photos
    along: Sequence[Companion] = ()
    # The dwellings that the warrant names besides that of the visit.
    others: frozenset[str] = frozenset()


def rooms_in(made: Gathering) -> Iterator[RoomData]:
    """Each room that stands, and those that were taken out with why."""
    shown: set[str] = set()
    for unit in made.units:
        for room in unit.rooms:
            shown |= set(room.ids)
            yield _room(made, room.ids, room.name, unit.named or "")
    for id_ in _ids(made.here.state, "room"):
        if id_ not in shown and made.settled.get(f"room/{id_}/gone"):
            name = str(made.settled.get(f"room/{id_}/name") or "")
            yield _room(made, (id_,), name, "")


def _room(made: Gathering, ids: tuple[str, ...], name: str, unit: str) -> RoomData:
    settled = made.settled

    def said(field: str) -> Json:
        stated = (settled.get(f"room/{id_}/{field}") for id_ in ids)
        return next((one for one in stated if one not in (None, "")), None)

    consents = _said_at(made, [f"room/{id_}/consent" for id_ in ids])
    if not consents:
        consents = _said_at(made, [*_doors_of_shared(made, ids)])
    way_in = _way_in(made, ids, consents)
    return RoomData(
        name=name or in_language(text("Room without a name")),
        unit=unit,
        consent=way_in,
        rows=[
            *_answers_on_consent(
                made, consents, under_warrant=way_in is Consent.WARRANT
            ),
            *(
                (made.labels.name(path), value)
                for id_ in ids
                for path, typed in settled.items()
                if path.startswith(f"room/{id_}/")
                and path.rsplit("/", 1)[-1] not in _OF_ROOM
                and (value := made.labels.value(path, typed))
            ),
        ],
        photos=made.photos.of(tuple(f"room/{id_}" for id_ in ids)),
        not_seen=str(said("not_seen") or ""),
        gone=str(said("gone") or ""),
    )


def _said_at(made: Gathering, paths: Sequence[str]) -> list[Json]:
    stated = (made.here.state.get(path) for path in paths)
    return [
        value.typed
        for found in stated
        for value in (found.values if found else ())
        if value.typed not in (None, "")
    ]


def _doors_of_shared(made: Gathering, ids: Sequence[str]) -> Iterator[str]:
    """Where who lives in a further dwelling said yes to what is shared in it."""
    settled = made.settled
    for id_ in ids:
        shared = settled.get(f"room/{id_}/kind") in _SHARED_KINDS
        if shared and is_elsewhere(settled, f"room/{id_}/"):
            yield f"unit/{settled[f'room/{id_}/unit']}/consent"


def _way_in(made: Gathering, ids: Sequence[str], consents: Sequence[Json]) -> Consent:
    """How a room was entered: under a warrant where that covers it, else by consent.

    A room of another dwelling, or that is a home of its own, is covered only where the
    warrant names it too (art. 5 Awbi) and somebody tapped that they went in there; one
    of which nobody said so is not taken to be covered.
    """
    if any(_covered(made, id_) for id_ in ids):
        return Consent.WARRANT
    return strictest(map(consent_of, consents))


def _covered(made: Gathering, id_: str) -> bool:
    settled, room = made.settled, f"room/{id_}/"
    if not is_elsewhere(settled, room):
        shared = settled.get(f"{room}kind") in _SHARED_KINDS
        home = settled.get(f"{room}own_home")
        if shared or home is not True:
            under = ("entry/warrant", "entry/entered")
            at_door = all(settled.get(path) is True for path in under)
            return at_door and (shared or home is False)
    dwelling = str(settled.get(f"{room}dwelling"))
    named = settled.get(f"{room}named") is True and dwelling in made.others
    return named and dwelling in dwellings_tapped(settled)


def _answers_on_consent(
    made: Gathering, typed: Sequence[Json], *, under_warrant: bool
) -> list[Row]:
    """Where people recorded different answers, or a warrant went before them."""
    differ = len({consent_of(one) for one in typed}) >= _DIFFER
    besides = under_warrant and bool(typed)
    if not differ and not besides:
        return []
    said = dict.fromkeys(made.labels.value("room//consent", one) for one in typed)
    return [(in_language(text("Answers on consent")), "; ".join(said))]


def _ids(state: State, kind: str) -> list[str]:
    return list(
        dict.fromkeys(
            path.split("/")[1] for path in state if path.startswith(f"{kind}/")
        )
    )
