"""Reads a partner's file of reports: every line, and every cell that is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.identifiers import postcode, whole_number
from onderdak.kernel.text import Text, text
from onderdak.register.nights.contract.files import (
    BadCell,
    Cell,
    Sheet,
    as_text,
    column_letter,
    fold,
    is_blank,
    read_book,
    read_date,
)
from onderdak.supervision.desk.domain.partners import MOST_REFERENCE, Partner
from onderdak.supervision.desk.domain.signals import Signal, slips_of_signal
from onderdak.supervision.desk.stating import StatedPlace, bag_id_of_place
from onderdak.supervision.desk.taking_in import MOST_TEXT

MAX_BYTES: Final = 5_000_000
MOST_LINES: Final = 2_000
_HEADER_WITHIN: Final = 20
_LONGEST: Final = {"words": MOST_TEXT, "reference": MOST_REFERENCE, "place": 200}
FIELDS: Final = {
    "reference": ("kenmerk", "reference", "referentie"),
    "category": ("onderwerp", "category", "soort"),
    "words": ("omschrijving", "text", "description"),
    "place": ("adres", "address", "plaats"),
    "bag": ("bag", "bag id", "bag-id", "bag nummer"),
    "postcode": ("postcode",),
    "number": ("huisnummer", "number", "house number"),
    "addition": ("toevoeging", "addition"),
    "signal": ("signaal", "signal"),
    "seen_on": ("waargenomen op", "seen on", "datum"),
    "danger": ("gevaar", "danger"),
}
_YES: Final = frozenset({"ja", "yes", "j", "y"})
_NO: Final = frozenset({"nee", "no", "n", ""})
_NEEDED: Final = frozenset({"reference", "category", "words"})
_NAMES: Final = {fold(name): key for key, names in FIELDS.items() for name in names}


@dataclass(frozen=True, slots=True)
class BadPlace:
    """A cell that is wrong, where it stands, and why."""

    line: int
    column: str
    what: Text

    def place(self) -> tuple[int, str]:
        """By which they are put in order."""
        return (self.line, self.column)


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One report of a partner, with the column of its reference."""

    line: int
    column: str
    reference: str
    category: str
    words: str
    place: StatedPlace
    signal: Signal
    danger: bool


@dataclass(frozen=True, slots=True)
class PartnerFile:
    """What a file says, and all that is wrong with it."""

    lines: Sequence[PartnerLine]
    bad: Sequence[BadPlace]


def read_partners(
    data: bytes,
    *,
    filename: str,
    categories: Mapping[str, str],
    partner: Partner,
    today: date,
) -> PartnerFile:
    """Read a partner's file: CSV, or a workbook with the same columns.

    Args:
        categories: the key of each category, by each of its names.
        partner: whose file it is; it decides which signals can be in it.

    Raises:
        Invalid: it is no list, its columns are not known, or it is too long.
    """
    book = read_book(data, filename=filename, max_bytes=MAX_BYTES)
    sheet, header, columns = _header([one for one in book.sheets if not one.hidden])
    if len(sheet.rows) - header - 1 > MOST_LINES:
        raise Invalid(
            text("This list has more than %(most)s lines.", most=MOST_LINES),
            next_step=text("Send it in parts."),
        )
    known = {fold(name): key for name, key in categories.items()}
    lines: list[PartnerLine] = []
    bad: list[BadPlace] = []
    for index in range(header + 1, len(sheet.rows)):
        if all(is_blank(cell) for cell in sheet.rows[index]):
            continue
        row = _Row(
            *(sheet.line(index), sheet.rows[index], columns, known, partner, today)
        )
        lines.append(row.read())
        bad += row.bad
    return PartnerFile(lines, [*bad, *_doubles(lines)])


def _header(sheets: Sequence[Sheet]) -> tuple[Sheet, int, Mapping[str, int]]:
    for sheet in sheets:
        for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
            found: dict[str, int] = {}
            for number, cell in enumerate(row):
                if key := _NAMES.get(fold(as_text(cell))):
                    found.setdefault(key, number)
            if found.keys() >= _NEEDED:
                return sheet, index, found
    raise Invalid(
        text("There is no line of headings that we know."),
        next_step=text(
            "Name the columns for example: %(names)s.",
            names=", ".join(names[0] for names in FIELDS.values()),
        ),
    )


@dataclass(slots=True)
class _Row:
    """One line, with everything in it that is wrong."""

    line: int
    row: Sequence[Cell]
    columns: Mapping[str, int]
    categories: Mapping[str, str]
    partner: Partner
    today: date
    bad: list[BadPlace] = field(default_factory=list)

    def read(self) -> PartnerLine:
        """The line as far as it can be read."""
        reference = self._needed("reference")
        words = self._needed("words")
        return PartnerLine(
            line=self.line,
            column=column_letter(self.columns["reference"]),
            reference=reference,
            category=self._category(),
            words=words,
            place=StatedPlace(
                bag_id=self._bag(),
                postcode=self._postcode(),
                number=self._number(),
                addition=self._words("addition"),
                words=self._words("place"),
            ),
            signal=self._signal(),
            danger=self._danger(),
        )

    def _wrong(self, key: str, what: Text) -> None:
        column = column_letter(self.columns[key]) if key in self.columns else ""
        self.bad.append(BadPlace(self.line, column, what))

    def _words(self, key: str) -> str:
        column = self.columns.get(key)
        if column is None or column >= len(self.row):
            return ""
        plain = as_text(self.row[column]).replace("\x00", "").strip()
        if len(plain) > _LONGEST.get(key, 60):
            self._wrong(key, text("This text is too long."))
        return plain

    def _needed(self, key: str) -> str:
        plain = self._words(key)
        if not plain:
            self._wrong(key, text("This cell is empty, and it must be filled in."))
        return plain

    def _category(self) -> str:
        given = self._needed("category")
        key = self.categories.get(fold(given), "")
        if given and not key:
            known = ", ".join(sorted(set(self.categories.values())))
            self._wrong(
                "category",
                text(
                    "We do not know '%(given)s'. Use: %(known)s.",
                    given=given[:40],
                    known=known,
                ),
            )
        return key

    def _postcode(self) -> str:
        given = self._words("postcode")
        if not given:
            return ""
        try:
            return postcode(given)
        except Invalid as error:
            self._wrong("postcode", error.what)
            return ""

    def _bag(self) -> str:
        given = self._words("bag")
        if not given:
            return ""
        try:
            return bag_id_of_place(given)
        except Invalid as error:
            self._wrong("bag", error.what)
            return ""

    def _signal(self) -> Signal:
        keys = self._words("signal").replace(";", ",").split(",")
        signal = Signal(
            [key.strip().lower() for key in keys if key.strip()], self._day()
        )
        for part, why in slips_of_signal(self.partner, signal, self.today):
            self._wrong({"what": "signal"}.get(part, part), why)
        return signal

    def _day(self) -> date | None:
        column = self.columns.get("seen_on")
        if column is None or column >= len(self.row) or is_blank(self.row[column]):
            return None
        try:
            return read_date(self.row[column], self.today)
        except BadCell as error:
            self._wrong("seen_on", error.message)
            return None

    def _danger(self) -> bool:
        given = fold(self._words("danger"))
        if given not in _YES | _NO:
            self._wrong("danger", text("Write 'yes' or 'no'."))
        return given in _YES

    def _number(self) -> int | None:
        given = self._words("number")
        number = whole_number(given, most_digits=5) if given else None
        if given and number is None:
            self._wrong(
                "number", text("'%(given)s' is no whole number.", given=given[:40])
            )
        return number


def _doubles(lines: Sequence[PartnerLine]) -> list[BadPlace]:
    first: dict[str, int] = {}
    return [
        BadPlace(
            line.line,
            line.column,
            text("This is on line %(line)s already.", line=first[line.reference]),
        )
        for line in lines
        if line.reference and first.setdefault(line.reference, line.line) != line.line
    ]
