"""Reads the facts of a location as they were handed in, and reports every slip at once.

What is not there is unknown; it is never taken for "no" or for zero.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, msgid, text
from onderdak.rules.expressions.dimensions import Dimension
from onderdak.rules.locations.catalogue import Catalogue, Fact, Of
from onderdak.rules.locations.quantities import Slip, quantity

Known = int | bool | str | tuple[str, ...]
Record = dict[str, Known]

_EPOCH: Final = date(1970, 1, 1)
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ALIKE: Final = 0.5  # of the letters: enough to see a slip of the pen
_MOST_UNITS: Final = 2000
_MOST_ROOMS: Final = 2000

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
    "word": msgid("“%(written)s” is not one of %(words)s."),
    "words": msgid("“%(written)s” is no list of words."),
    "unknown": msgid("This fact is not known. Look at the schema for the names."),
    "near": msgid("This fact is not known. Is %(near)s meant?"),
    "mapping": msgid("Expected names with values here."),
    "list": msgid("Expected a list here."),
    "long": msgid("This list is too long: at most %(most)s."),
    "name": msgid("This name is there twice, or it is no name."),
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


def day_number(day: date) -> int:
    """Count a day from 1 January 1970, as both engines do."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """Give the day of a day number."""
    return date.fromordinal(_EPOCH.toordinal() + number)


def read_facts(raw: object, catalogue: Catalogue) -> LocationFacts:
    """Read a facts file, partial as it may be.

    Raises:
        UnreadableFacts: with every slip at once.
    """
    faults: list[Fault] = []
    facts = _Reader(catalogue, faults).location(raw)
    if faults:
        raise UnreadableFacts(faults)
    return facts


def read_fact(written: object, fact: Fact) -> Known:
    """Read one fact.

    Raises:
        UnreadableFacts: what was written cannot be meant.
    """
    try:
        return _READ[fact.type](written, fact)
    except Slip as slip:
        raise UnreadableFacts([Fault(fact.path, _told(slip, fact))]) from None


class _Reader:
    def __init__(self, catalogue: Catalogue, faults: list[Fault]) -> None:
        self._of = {of: catalogue.by_keys(of) for of in Of}
        self._faults = faults

    def location(self, raw: object) -> LocationFacts:
        if not isinstance(raw, Mapping):
            self._fault("", "mapping")
            return LocationFacts({})
        units = self._list(raw.get("units"), "units", _MOST_UNITS)
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
            rooms = self._list(raw.get("rooms"), f"{where}.rooms", _MOST_ROOMS)
            yield UnitFacts(
                name=self._name(raw, number, len(units), names, where),
                known=self._record(raw, Of.UNIT, where, {"name", "rooms"}),
                rooms=None if rooms is None else tuple(self._rooms(rooms, where)),
            )

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
        names.add(name)
        return name.strip()

    def _record(
        self, raw: Mapping[str, object], of: Of, where: str, besides: set[str]
    ) -> Record:
        known: Record = {}
        for keys, found in _leaves(raw, besides):
            if found is None:
                continue
            fact = self._of[of].get(keys)
            if fact is None:
                self._unknown(keys, of, where)
                continue
            try:
                known[fact.path] = _READ[fact.type](found, fact)
            except Slip as slip:
                self._faults.append(Fault(_at(where, keys), _told(slip, fact)))
        return known

    def _unknown(self, keys: tuple[str, ...], of: Of, where: str) -> None:
        names = [".".join(known) for known in self._of[of]]
        near = get_close_matches(".".join(keys), names, n=3, cutoff=_ALIKE)
        expected = "near" if near else "unknown"
        self._fault(_at(where, keys), expected, near=" / ".join(near))

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
    raw: Mapping[str, object], besides: set[str], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in raw.items():
        if not above and key in besides:
            continue
        keys = (*above, str(key))
        if type(value) is dict and "value" not in value and "unit" not in value:
            yield from _leaves(value, besides, keys)
        else:
            yield keys, value


def _at(where: str, keys: tuple[str, ...]) -> str:
    return ".".join((where, *keys) if where else keys)


def _told(slip: Slip, fact: Fact) -> Text:
    return text(
        _EXPECTED[slip.expected], **{"as": _EXAMPLE.get(fact.type, ""), **slip.found}
    )


def _truth(written: object, _: Fact) -> bool:
    if not isinstance(written, bool):
        raise Slip("truth", written=_short(written))
    return written


def _number(written: object, fact: Fact) -> int:
    if isinstance(written, bool) or not isinstance(written, int) or written < 0:
        raise Slip(fact.type.value, written=_short(written))
    low, high = fact.least, fact.most
    if (low is not None and written < low) or (high is not None and written > high):
        raise Slip("bounds", number=written, least=low, most=high)
    return written


def _day(written: object, _: Fact) -> int:
    # YAML reads a day as a date already; JSON and forms hand in words.
    if type(written) is date:
        return day_number(written)
    try:
        # The other forms of ISO 8601 (20261121, week dates) no browser reads.
        if not isinstance(written, str) or not _ISO_DAY.fullmatch(written):
            raise ValueError("another form")
        return day_number(date.fromisoformat(written))
    except ValueError:
        raise Slip("date", written=_short(written)) from None


def _word(written: object, fact: Fact) -> str:
    if not isinstance(written, str) or written not in fact.words:
        raise Slip("word", written=_short(written), words=", ".join(fact.words))
    return written


def _words(written: object, fact: Fact) -> tuple[str, ...]:
    if not isinstance(written, list) or not all(isinstance(w, str) for w in written):
        raise Slip("words", written=_short(written))
    for word in written:
        if fact.words and word not in fact.words:
            raise Slip("word", written=_short(word), words=", ".join(fact.words))
    return tuple(written)


def _short(written: object) -> str:
    return str(written)[:40]


_READ: Final[Mapping[Dimension, Callable[[object, Fact], Known]]] = {
    Dimension.TRUTH: _truth,
    Dimension.COUNT: _number,
    Dimension.MONEY: _number,
    Dimension.DATE: _day,
    Dimension.WORD: _word,
    Dimension.WORDS: _words,
    Dimension.AREA: quantity,
    Dimension.LENGTH: quantity,
    Dimension.VOLUME: quantity,
}
