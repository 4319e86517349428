"""What recording a file of signals would do, line by line."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onderdak.engines.linkage import Candidate, Level, Match
from onderdak.kernel.text import text
from onderdak.supervision.picture.domain.signals import (
    WITHHOLDS,
    Fate,
    SignalLine,
    TakenBack,
    WrittenPlace,
)
from onderdak.supervision.picture.domain.sources import BY_KEY
from onderdak.supervision.picture.matching import match_places
from onderdak.supervision.picture.models import Doubt, Signal
from onderdak.supervision.picture.signal_row import BadPlace

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
    withheld: TakenBack | None = None


Matches = Mapping[WrittenPlace, Match]


def matches_of(municipality: str, lines: Sequence[SignalLine]) -> Matches:
    """Which address each line means, once for each written one."""
    places = list(dict.fromkeys(line.place for line in lines))
    return dict(zip(places, match_places(municipality, places), strict=True))


def as_kept(matches: Matches) -> list[Any]:
    """Matches as JSON, beside the file that waits."""
    return [
        [
            *(place.as_kept(), one.level.value, one.key, one.weight),
            [[each.key, each.weight] for each in one.candidates],
        ]
        for place, one in matches.items()
    ]


def as_matches(kept: Sequence[Any]) -> Matches:
    """Matches from their JSON."""
    return {
        WrittenPlace(*place): Match(
            Level(level), key, weight, tuple(Candidate(*each) for each in near)
        )
        for place, level, key, weight, near in kept
    }


def plan_lines(
    municipality: str,
    lines: Sequence[SignalLine],
    matches: Matches,
    doubted: Collection[int] = (),
) -> tuple[list[Planned], list[BadPlace]]:
    """Say of each line what would become of it; called while taking in is open.

    Args:
        doubted: lines of which somebody says that another address was meant; all with
            the same words go to a person.

    Returns:
        What would become of the lines, and those that say the same fact as another.
    """
    decided = _decided(municipality, {line.source for line in lines})
    refused = {line.place for line in lines if line.line in doubted}
    placed = [_placed(line, matches, decided, refused) for line in lines]
    kept, doubles = _without_doubles(placed)
    return _withheld(municipality, _compared(municipality, kept)), doubles


def at_address(municipality: str, line: SignalLine, address: int) -> list[Planned]:
    """What becomes of a line of which a person says the address; nothing is matched.

    Also what was taken back for good is recorded then: somebody decided on it anew.
    """
    chosen = Planned(line, Fate.NEW, address, Signal.Level.PERSON.value)
    return _compared(municipality, [chosen])


_Decided = Mapping[WrittenPlace, int | None]


def _decided(municipality: str, sources: set[str]) -> _Decided:
    """Which address somebody chose for a written place, or that it is none of ours.

    An address that is gone by now is no answer for what comes later.
    """
    rows = (
        Doubt.objects.filter(municipality_id=municipality, source__in=sources)
        .filter(state__in=[Doubt.State.MATCHED, Doubt.State.NONE])
        .exclude(address__gone_on__isnull=False)
    )
    return {
        WrittenPlace(*said["place"]): address
        for said, address in rows.order_by("pk").values_list("said", "address_id")
    }


def _placed(
    line: SignalLine,
    matches: Matches,
    decided: _Decided,
    refused: Collection[WrittenPlace],
) -> Planned:
    place, found = line.place, matches[line.place]
    # What a person chose is not overruled by what the engine finds later.
    if place in decided:
        chosen = decided[place]
        fate = Fate.NEW if chosen else Fate.ELSEWHERE
        return Planned(line, fate, chosen, Signal.Level.PERSON.value)
    if found.key is not None and place not in refused:
        return Planned(line, Fate.NEW, found.key, found.level.value, found.weight)
    near = tuple((one.key, one.weight) for one in found.candidates)
    if found.key is not None and found.key not in {key for key, _weight in near}:
        near = ((found.key, found.weight or 0.0), *near)
    return Planned(line, Fate.DOUBTFUL, weight=found.weight, candidates=near)


def _without_doubles(
    placed: Sequence[Planned],
) -> tuple[list[Planned], list[BadPlace]]:
    """One fact in two spellings of its address: nobody knows which line holds."""
    first: dict[tuple[str, str], int] = {}
    kept, wrong = [], []
    for one in placed:
        at = first.setdefault(key_of(one), one.line.line) if one.address else 0
        if at in (0, one.line.line):
            kept.append(one)
        else:
            what = text("This is on line %(line)s already.", line=at)
            wrong.append(BadPlace(one.line.line, "", what))
    return kept, wrong


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


def _withheld(municipality: str, planned: Sequence[Planned]) -> list[Planned]:
    """Let what was taken back after an objection, or without a ground, wait.

    A file that says it once more does not undo what was decided (AVG art. 17, 18, 21).
    """
    keys = [key_of(one) for one in planned if one.fate is Fate.NEW and one.address]
    why: dict[tuple[str, str], TakenBack] = {}
    for chunk in _chunks(keys):
        rows = Signal.objects.filter(
            municipality_id=municipality,
            source__in={source for source, _key in chunk},
            key__in=[key for _source, key in chunk],
            replaced_because=Signal.Because.TAKEN_BACK,
            replaced_why__in=[each.value for each in WITHHOLDS],
        ).order_by("pk")
        for source, key, reason in rows.values_list("source", "key", "replaced_why"):
            why[source, key] = TakenBack(reason)
    return [
        _waiting(one, why[key_of(one)])
        if one.fate is Fate.NEW and key_of(one) in why
        else one
        for one in planned
    ]


def _waiting(one: Planned, why: TakenBack) -> Planned:
    there = ((one.address or 0, one.weight or 0.0),)
    return replace(
        one, fate=Fate.DOUBTFUL, address=None, level="", candidates=there, withheld=why
    )


def _chunks(keys: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    return (keys[at : at + _CHUNK] for at in range(0, len(keys), _CHUNK))


def _against(one: Planned, known: _Known) -> Planned:
    before = known.get(key_of(one))
    if before is None:
        return one
    # What is older than what is known says nothing new of the same fact.
    if _says(before) == _said_by(one.line) or one.line.on < before.on_date:
        return replace(one, fate=Fate.KNOWN)
    return replace(one, fate=Fate.CORRECTED, replaces=before.pk)


def _says(row: Signal) -> tuple[object, ...]:
    ground = "" if row.ground == BY_KEY[row.source].ground else row.ground
    return (
        *(row.value, row.on_date, ground, row.until, row.part_of),
        row.condition,
    )


def _said_by(line: SignalLine) -> tuple[object, ...]:
    return (
        *(line.value, line.on, line.ground, line.until, line.part_of),
        line.condition,
    )
