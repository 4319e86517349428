"""Reads one line of a file of signals: what it says, and every cell that is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from onderdak.kernel.errors import Invalid
from onderdak.kernel.identifiers import postcode, whole_number
from onderdak.kernel.money import parse_euros
from onderdak.kernel.text import Text, text
from onderdak.register.nights.contract.files import (
    BadCell,
    Cell,
    as_text,
    column_letter,
    fold,
    is_blank,
    read_date,
)
from onderdak.supervision.picture.domain.cells import (
    is_legal_person,
    what_is_refused,
)
from onderdak.supervision.picture.domain.signals import SignalLine, WrittenPlace
from onderdak.supervision.picture.domain.sources import (
    BY_KEY,
    FILE_SOURCES,
    Kind,
    Source,
    ValueKind,
)

_LONGEST: Final = {
    "value": 200,
    "ground": 200,
    "reference": 80,
    "address": 200,
    "street": 100,
    "part_of": 80,
}
_MOST_COUNT_DIGITS: Final = 7
_BAG_DIGITS: Final = 16
_SOURCES: Final = {
    fold(word): source
    for source in FILE_SOURCES
    for word in (source.key, *source.words)
}
_KINDS: Final = {
    (source.key, fold(word)): kind
    for source in FILE_SOURCES
    for kind in source.kinds
    for word in (kind.key, *kind.words)
}
_RULES: Final = {
    (source.key, kind.key, fold(word)): rule.key
    for source in FILE_SOURCES
    for kind in source.kinds
    for rule in kind.rules
    for word in (rule.key, *rule.words)
}
_CONDITIONS: Final = {
    "open": "open",
    "mended": "mended",
    "hersteld": "mended",
    "opgelost": "mended",
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BadPlace:
    """A cell that cannot be read, where it stands, and why."""

    line: int
    column: str
    what: Text


@dataclass(slots=True)
class Row:
    """One line of the list, with everything in it that cannot be read."""

    line: int
    row: Sequence[Cell]
    columns: Mapping[str, int]
    on: date
    bad: list[BadPlace] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)

    def read(self) -> SignalLine | None:
        """The line, or None where a cell of it cannot be read."""
        place, source = self._place(), self._source()
        kind = self._kind(source) if source else None
        value = self._value(source, kind) if source and kind else None
        day, until = self._day("date"), self._until()
        reference, ground = (
            self._kept("reference", source),
            self._kept("ground", source),
        )
        if source and source.names_its_rule and ground in ("", source.ground):
            self._wrong(
                "ground",
                text("Say by which rule of the municipality this may be used."),
            )
        if kind and kind.several and not reference:
            self._wrong("reference", text("This kind of signal needs a reference."))
        part_of, condition = self._of_inspection(source, kind)
        if day and until and until < day:
            self._wrong("until", text("This day is before the day of the signal."))
        if self.bad or not (source and kind and day) or value is None:
            return None
        return SignalLine(
            line=self.line,
            place=place,
            source=source.key,
            kind=kind.key,
            value=value,
            on=day,
            ground="" if ground == BY_KEY[source.key].ground else ground,
            reference=reference,
            until=until,
            part_of=part_of,
            condition=condition,
        )

    def _kept(self, key: str, source: Source | None) -> str:
        """Words that are kept: without a number of a person, or where one is from."""
        words = self._words(key)
        refused = what_is_refused(words, source=source.key if source else "")
        if refused is not None:
            self._wrong(key, refused)
        return words

    def _of_inspection(
        self, source: Source | None, kind: Kind | None
    ) -> tuple[str, str]:
        """To which inspection a finding belongs, and whether it was mended."""
        part_of, given = self._kept("part_of", source), self._words("condition")
        if kind is None or not kind.belongs_to:
            for key, said in (("part_of", part_of), ("condition", given)):
                if kind is not None and said:
                    self._wrong(key, text("Leave this empty for this kind of signal."))
            return "", ""
        condition = _CONDITIONS.get(fold(given)) if given else "open"
        return part_of, self._one_of(
            "condition", condition, given, "open, mended"
        ) or ""

    def _wrong(self, key: str, what: Text) -> None:
        column = column_letter(self.columns[key]) if key in self.columns else ""
        self.bad.append(BadPlace(self.line, column, what))

    def _cell(self, key: str) -> Cell:
        column = self.columns.get(key)
        return "" if column is None or column >= len(self.row) else self.row[column]

    def _words(self, key: str) -> str:
        plain = as_text(self._cell(key)).replace("\n", " ").replace("\x00", "")
        if len(plain) > _LONGEST.get(key, 60):
            self._wrong(key, text("This text is too long."))
        return plain

    def _needed(self, key: str) -> str:
        plain = self._words(key)
        if not plain:
            self._wrong(key, text("This cell is empty, and it must be filled in."))
        return plain

    def _place(self) -> WrittenPlace:
        words, number = self._words("address"), self._words("number")
        street, town = self._words("street"), self._words("town")
        postal = self._checked("postcode", postcode)
        if words.isdigit() and len(words) == _BAG_DIGITS - 1:
            words = words.zfill(
                _BAG_DIGITS
            )  # a spreadsheet drops the zero at the front
        if not words and not ((self._words("postcode") or street) and number):
            missing = "address" if "address" in self.columns else "postcode"
            self._wrong(
                missing,
                text("Give an address, or a postcode or street with a house number."),
            )
        addition = self._words("addition")
        return WrittenPlace(words, postal, number, addition, street, town)

    def _checked(self, key: str, check: Callable[[str], str]) -> str:
        plain = self._words(key)
        if not plain:
            return ""
        try:
            return check(plain)
        except Invalid as error:
            self._wrong(key, error.what)
            return ""

    def _one_of(self, key: str, found: T | None, given: str, known: str) -> T | None:
        if found is None and given:
            self._wrong(
                key,
                text(
                    "We do not know '%(given)s'. Use: %(known)s.",
                    given=given[:40],
                    known=known,
                ),
            )
        return found

    def _source(self) -> Source | None:
        given = self._needed("source")
        known = ", ".join(source.key for source in FILE_SOURCES)
        found = self._one_of("source", _SOURCES.get(fold(given)), given, known)
        if found:
            self.sources.add(found.key)
        return found

    def _kind(self, source: Source) -> Kind | None:
        given = self._needed("kind")
        known = ", ".join(kind.key for kind in source.kinds)
        found = _KINDS.get((source.key, fold(given)))
        return self._one_of("kind", found, given, known)

    def _value(self, source: Source, kind: Kind) -> int | str | None:
        plain = self._needed("value")
        if not plain:
            return None
        match kind.value:
            case ValueKind.WORDS:
                return self._kept("value", source) or None
            case ValueKind.LEGAL_PERSON:
                return self._legal_person(source)
            case ValueKind.RULE:
                found = _RULES.get((source.key, kind.key, fold(plain)))
                known = ", ".join(rule.words[0] for rule in kind.rules)
                return self._one_of("value", found, plain, known)
            case ValueKind.COUNT:
                return self._count(plain)
            case _:
                return self._euros(plain)

    def _legal_person(self, source: Source) -> str | None:
        name = self._kept("value", source)
        if is_legal_person(name):
            return name
        self._wrong(
            "value",
            text("Only a legal person may stand here, with its form: B.V., stichting."),
        )
        return None

    def _count(self, plain: str) -> int | None:
        count = whole_number(plain, most_digits=_MOST_COUNT_DIGITS)
        if count is None:
            self._wrong(
                "value", text("'%(given)s' is no whole number.", given=plain[:40])
            )
        return count

    def _euros(self, plain: str) -> int | None:
        try:
            return int(parse_euros(plain))
        except Invalid as error:
            self._wrong("value", error.what)
            return None

    def _day(self, key: str) -> date | None:
        day = self._date(key)
        if is_blank(self._cell(key)):
            self._needed(key)
        elif day and day > self.on:
            self._wrong(key, text("The day %(day)s is yet to come.", day=day))
        return day

    def _until(self) -> date | None:
        """The last day for which it holds; that may be a day to come."""
        return self._date("until")

    def _date(self, key: str) -> date | None:
        cell = self._cell(key)
        if is_blank(cell):
            return None
        try:
            return read_date(cell, self.on)
        except BadCell as error:
            self._wrong(key, error.message)
            return None
