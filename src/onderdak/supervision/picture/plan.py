"""What recording a file of signals would do, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onderdak.engines.linkage import Match
from onderdak.supervision.picture.domain.signals import Fate, SignalLine
from onderdak.supervision.picture.matching import match_places
from onderdak.supervision.picture.models import Doubt, Signal

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of a line: at which address, and what it replaces."""

    line: SignalLine
    fate: Fate
    address: int | None = None
    level: str = ""
    weight: float | None = None
    candidates: tuple[tuple[int, float], ...] = ()
    replaces: int | None = None


def plan_lines(municipality: str, lines: Sequence[SignalLine]) -> list[Planned]:
    """Say of each line what would become of it; called while taking in is open."""
    decided = _decided(municipality, {line.source for line in lines})
    matches = match_places(municipality, [line.place for line in lines])
    placed = [
        _placed(line, found, decided)
        for line, found in zip(lines, matches, strict=True)
    ]
    return _compared(municipality, placed)


_Decided = Mapping[tuple[str, ...], int | None]


def _decided(municipality: str, sources: set[str]) -> _Decided:
    """Which address somebody chose for a written place, or that it is none of ours."""
    rows = Doubt.objects.filter(
        municipality_id=municipality, source__in=sources
    ).exclude(state=Doubt.State.OPEN)
    return {
        tuple(said["place"]): address
        for said, address in rows.order_by("pk").values_list("said", "address_id")
    }


def _placed(line: SignalLine, found: Match, decided: _Decided) -> Planned:
    place = line.place
    written = (place.words, place.postcode, place.number, place.addition)
    # What a person chose is not overruled by what the engine finds later.
    if written in decided:
        chosen = decided[written]
        fate = Fate.NEW if chosen else Fate.ELSEWHERE
        return Planned(line, fate, chosen, Signal.Level.PERSON.value)
    if found.key is not None:
        return Planned(line, Fate.NEW, found.key, found.level.value, found.weight)
    near = tuple((one.key, one.weight) for one in found.candidates)
    return Planned(line, Fate.DOUBTFUL, weight=found.weight, candidates=near)


def _compared(municipality: str, placed: Sequence[Planned]) -> list[Planned]:
    known = _in_force(municipality, placed)
    return [_against(one, known) if one.address else one for one in placed]


_Known = Mapping[tuple[str, str], Signal]


def key_of(one: Planned) -> tuple[str, str]:
    """By which a signal is found again."""
    return one.line.source, one.line.key_at(one.address or 0)


def _in_force(municipality: str, placed: Sequence[Planned]) -> _Known:
    keys = [key_of(one) for one in placed if one.address]
    found: dict[tuple[str, str], Signal] = {}
    for chunk in _chunks(keys):
        for each in Signal.objects.filter(
            municipality_id=municipality,
            source__in={source for source, _key in chunk},
            key__in=[key for _source, key in chunk],
            replaced_at__isnull=True,
        ):
            found[each.source, each.key] = each
    return found


def _chunks(keys: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    return (keys[at : at + _CHUNK] for at in range(0, len(keys), _CHUNK))


def _against(one: Planned, known: _Known) -> Planned:
    before = known.get(key_of(one))
    if before is None:
        return one
    line = one.line
    # What is older than what is known says nothing new of the same fact.
    same = (before.address_id, before.value, before.on_date, before.ground) == (
        one.address,
        line.value,
        line.on,
        line.ground,
    )
    if same or line.on < before.on_date:
        return Planned(line, Fate.KNOWN, one.address, one.level, one.weight)
    return Planned(
        line, Fate.CORRECTED, one.address, one.level, one.weight, replaces=before.pk
    )
