"""Reads the facts of a location as they were handed in, and reports every slip at once.

What is not there is unknown; it is never taken for "no" or for zero.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, msgid, text
from onderdak.rules.expressions.dimensions import Dimension
from onderdak.rules.locations.catalogue import Catalogue, Fact, Of
from onderdak.rules.locations.quantities import Slip
from onderdak.rules.locations.values import READ, Known

Record = dict[str, Known]

_ALIKE: Final = 0.5  # of the letters: enough to see a slip of the pen
# Comparing letters is work: the first slips show what is wrong with the rest.
_MOST_LIKENED: Final = 20
_LONGEST_LIKENED: Final = 60
LONGEST_NAME: Final = 60

_EXPECTED: Final = {
    "quantity": msgid(
        "“%(written)s” has no unit. Write the unit too, such as “%(as)s”."
    ),
    "unit": msgid("The unit “%(unit)s” does not fit here. Use one of %(units)s."),
    "finer": msgid("This is more exact than can be measured. Round it."),
    "quantity_bounds": msgid(
        "%(number)s %(sign)s cannot be right: expected %(least)s to %(most)s %(sign)s."
        " Is the unit right?"
    ),
    "bounds": msgid("%(number)s cannot be right: expected %(least)s to %(most)s."),
    "count": msgid("“%(written)s” is no whole number of zero or more."),
    "money": msgid("“%(written)s” is no amount in whole cents."),
    "truth": msgid("“%(written)s” is neither yes nor no (true or false)."),
    "date": msgid("“%(written)s” is no date. Write it as 2026-11-21."),
    "far": msgid("%(written)s lies too far away. Check the year."),
    "word": msgid("“%(written)s” is not one of %(words)s."),
    "words": msgid("“%(written)s” is no list of words."),
    "unknown": msgid("This fact is not known. Look at the schema for the names."),
    "near": msgid("This fact is not known. Is %(near)s meant?"),
    "mapping": msgid("Expected names with values here."),
    "list": msgid("Expected a list here."),
    "long": msgid("This list is too long: at most %(most)s."),
    "rooms": msgid("There are too many rooms in all: at most %(most)s."),
    "name": msgid("This name is there twice, or it is no name."),
    "long_name": msgid("This name is too long: at most %(most)s characters."),
}
_EXAMPLE: Final = {
    Dimension.AREA: "95 m2",
    Dimension.LENGTH: "80 cm",
    Dimension.VOLUME: "60 l",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One slip in the facts: where it stands, and what was expected."""

    where: str
    what: Text


class UnreadableFacts(Invalid):
    """Facts that cannot be meant; carries every slip with its place."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(
            what=text(
                "The facts cannot be read. Slips: %(count)s. The first: %(where)s.",
                count=len(faults),
                where=faults[0].where,
            ),
            why=faults[0].what,
            next_step=text("Mend what is listed and hand the facts in again."),
        )
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read at once; a door that stands open to all reads less."""

    units: int = 2000
    rooms: int = 4000  # of all units together


_ALL: Final = Limits()


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is known of one housing unit: its own facts, and those of its rooms."""

    name: str | None
    known: Record
    rooms: tuple[Record, ...] | None = None


@dataclass(frozen=True, slots=True)
class LocationFacts:
    """What is known of a location, in whole smallest units; dates as day numbers."""

    known: Record
    units: tuple[UnitFacts, ...] | None = None


def read_facts(
    raw: object, catalogue: Catalogue, limits: Limits = _ALL
) -> LocationFacts:
    """Read a facts file, partial as it may be.

    Raises:
        UnreadableFacts: with every slip at once.
    """
    faults: list[Fault] = []
    facts = _Reader(catalogue, faults, limits).location(raw)
    if faults:
        raise UnreadableFacts(faults)
    return facts


def read_fact(written: object, fact: Fact) -> Known:
    """Read one fact.

    Raises:
        UnreadableFacts: what was written cannot be meant.
    """
    try:
        return READ[fact.type](written, fact)
    except Slip as slip:
        raise UnreadableFacts([Fault(fact.path, _told(slip, fact))]) from None


class _Reader:
    def __init__(
        self, catalogue: Catalogue, faults: list[Fault], limits: Limits
    ) -> None:
        self._of = {of: catalogue.by_keys(of) for of in Of}
        self._deepest = 1 + max((len(fact.keys) for fact in catalogue.facts), default=0)
        self._faults = faults
        self._limits = limits
        self._rooms_left = limits.rooms
        self._likened = 0

    def location(self, raw: object) -> LocationFacts:
        if not isinstance(raw, Mapping):
            self._fault("", "mapping")
            return LocationFacts({})
        units = self._list(raw.get("units"), "units", self._limits.units)
        return LocationFacts(
            known=self._record(raw, Of.LOCATION, "", {"units"}),
            units=None if units is None else tuple(self._units(units)),
        )

    def _units(self, units: Sequence[object]) -> Iterator[UnitFacts]:
        names: set[str] = set()
        for number, raw in enumerate(units):
            where = f"units[{number}]"
            if not isinstance(raw, Mapping):
                self._fault(where, "mapping")
                continue
            rooms = self._rooms_of(raw, f"{where}.rooms")
            yield UnitFacts(
                name=self._name(raw, number, len(units), names, where),
                known=self._record(raw, Of.UNIT, where, {"name", "rooms"}),
                rooms=None if rooms is None else tuple(self._rooms(rooms, where)),
            )

    def _rooms_of(
        self, raw: Mapping[str, object], where: str
    ) -> Sequence[object] | None:
        rooms = self._list(raw.get("rooms"), where, self._limits.rooms)
        many = 0 if rooms is None else len(rooms)
        if many <= self._rooms_left:
            self._rooms_left -= many
            return rooms
        self._rooms_left = 0
        self._fault(where, "rooms", most=self._limits.rooms)
        return None

    def _rooms(self, rooms: Sequence[object], unit: str) -> Iterator[Record]:
        for number, raw in enumerate(rooms):
            where = f"{unit}.rooms[{number}]"
            if isinstance(raw, Mapping):
                yield self._record(raw, Of.ROOM, where, {"name"})
            else:
                self._fault(where, "mapping")

    def _name(
        self,
        raw: Mapping[str, object],
        number: int,
        many: int,
        names: set[str],
        where: str,
    ) -> str | None:
        name = raw.get("name")
        if name is None:
            return None if many == 1 else str(number + 1)
        if not isinstance(name, str) or not name.strip() or name in names:
            self._fault(f"{where}.name", "name")
            return None
        if len(name) > LONGEST_NAME:
            self._fault(f"{where}.name", "long_name", most=LONGEST_NAME)
            return None
        names.add(name)
        return name.strip()

    def _record(
        self, raw: Mapping[str, object], of: Of, where: str, besides: set[str]
    ) -> Record:
        known: Record = {}
        for keys, found in _leaves(raw, besides, self._deepest):
            if found is None:
                continue
            fact = self._of[of].get(keys)
            if fact is None:
                self._unknown(keys, of, where)
                continue
            try:
                known[fact.path] = READ[fact.type](found, fact)
            except Slip as slip:
                self._faults.append(Fault(_at(where, keys), _told(slip, fact)))
        return known

    def _unknown(self, keys: tuple[str, ...], of: Of, where: str) -> None:
        near = self._alike(".".join(keys), of)
        expected = "near" if near else "unknown"
        self._fault(_at(where, keys), expected, near=" / ".join(near))

    def _alike(self, written: str, of: Of) -> list[str]:
        if self._likened == _MOST_LIKENED or len(written) > _LONGEST_LIKENED:
            return []
        self._likened += 1
        names = [".".join(known) for known in self._of[of]]
        return get_close_matches(written, names, n=3, cutoff=_ALIKE)

    def _list(self, found: object, where: str, most: int) -> Sequence[object] | None:
        # An empty list says nothing: nobody lives in a house without rooms.
        if found is None or found == []:
            return None
        if not isinstance(found, list):
            self._fault(where, "list")
            return None
        if len(found) > most:
            self._fault(where, "long", most=most)
            return None
        return found

    def _fault(self, where: str, expected: str, **found: object) -> None:
        self._faults.append(Fault(where or "-", text(_EXPECTED[expected], **found)))


def _leaves(
    raw: Mapping[str, object],
    besides: set[str],
    deepest: int,
    above: tuple[str, ...] = (),
) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in raw.items():
        if not above and key in besides:
            continue
        keys = (*above, str(key))
        if (
            type(value) is dict
            and not ("value" in value or "unit" in value)
            and len(keys) < deepest
        ):
            yield from _leaves(value, besides, deepest, keys)
        else:
            yield keys, value


def _at(where: str, keys: tuple[str, ...]) -> str:
    return ".".join((where, *keys) if where else keys)


def _told(slip: Slip, fact: Fact) -> Text:
    return text(
        _EXPECTED[slip.expected], **{"as": _EXAMPLE.get(fact.type, ""), **slip.found}
    )
