"""Reads a provider's spreadsheet of who sleeps where into typed rows.

Columns are read one by one, and each distinct cell only once: a list of 100,000 stays
has a few hundred different dates. Every bad cell is reported, not only the first.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text
from onderdak.register.nights.files.cells import (
    arrival_reader,
    departure_reader,
    fault,
    optional_date_reader,
    read_document_kind,
    read_name,
    read_reference,
    read_residence,
    read_words,
    since_reader,
)
from onderdak.register.nights.files.column_choice import names_in
from onderdak.register.nights.files.columns import Header, find_table
from onderdak.register.nights.files.dates import BadCell, SwappedDate
from onderdak.register.nights.files.headers import NAME_PARTS
from onderdak.register.nights.files.lines import Lines, stay_lines
from onderdak.register.nights.files.naming import (
    column_names,
    ignored_columns,
    label,
    notes_on_ignored,
)
from onderdak.register.nights.files.own_words import LINE, PART_SHEET
from onderdak.register.nights.files.reading import MAX_BYTES, read_book
from onderdak.register.nights.files.registration import (
    read_municipality,
    read_registration,
)
from onderdak.register.nights.files.sheets import Cell, Sheet, as_text, is_blank, shown
from onderdak.register.nights.files.stays import CellError, StayRow, StaysFile

Column = list[Any]
_LINES_NAMED = 10
Remembered = Callable[[Sequence[str]], Mapping[str, str]]


class _Reader(dict[Cell, Any]):
    """Reads each distinct cell of a column once; a `Text` in it is what is wrong."""

    def __init__(self, read: Callable[[Cell], object]) -> None:
        super().__init__()
        self._read = read
        self.any_bad = False
        self.any_swapped = False

    def __missing__(self, raw: Cell) -> object:
        value = self._try(raw)
        self.any_bad = self.any_bad or isinstance(value, Text)
        self[raw] = value
        return value

    def _try(self, raw: Cell) -> object:
        if (wrong := fault(raw)) is not None:
            return wrong
        try:
            return self._read(raw)
        except BadCell as error:
            self.any_swapped = self.any_swapped or isinstance(error, SwappedDate)
            return error.message


def read_stays(
    source: bytes | Path,
    *,
    filename: str,
    mapping: Mapping[str, str] | None = None,
    remembered: Remembered | None = None,
    on: date,
    max_bytes: int = MAX_BYTES,
) -> StaysFile:
    """Read who sleeps where from a provider's own file (Criminal Code, article 438).

    Args:
        source: the file itself, or where it lies.
        filename: the name that the user gave the file.
        mapping: field -> the file's own column name, where the user has chosen one.
        remembered: gives for the names of a header what was chosen for it before.
        on: today; an arrival more than a year later is taken for a slip.
        max_bytes: a larger file is refused unread.

    Raises:
        Invalid: the file as a whole cannot be read; single bad cells do not raise.
    """
    book = read_book(source, filename=filename, max_bytes=max_bytes)
    known = {}
    if remembered and not mapping:
        mapping = known = dict(remembered(names_in(book.sheets)))
    sheet, header, notes = find_table(book.sheets, mapping)
    lines = stay_lines(sheet, header)
    if not lines.rows:
        raise _no_guests(sheet.line(header.last_row))
    table = _Table(header, lines, on, is_text=sheet.name == "")
    rows, errors = table.read()
    ignored = ignored_columns(sheet, header)
    return StaysFile(
        rows=rows,
        errors=errors,
        columns=column_names(header),
        ignored_columns=ignored,
        notes=[
            *book.notes,
            *notes,
            *lines.notes(),
            *_hidden_notes(sheet, lines),
            *table.notes(),
            *notes_on_ignored(ignored),
        ],
        row_count=len(lines.rows),
        header_line=sheet.line(header.last_row),
        remembered=known,
        is_part=sheet.name == PART_SHEET,
    )


def _no_guests(header_line: int) -> Invalid:
    return Invalid(
        text("The list has a header, and no guest below it."),
        text("The header stands on line %(line)s.", line=header_line),
        text(
            "Fill in a line for each guest. If the house is empty, say so on the page"
            " of the evening."
        ),
    )


def _hidden_notes(sheet: Sheet, lines: Lines) -> list[Text]:
    hidden = sorted(set(sheet.hidden_lines) & set(lines.numbers))
    if not hidden:
        return []
    named = ", ".join(map(str, hidden[:_LINES_NAMED]))
    return [
        text(
            "Some lines are hidden in your spreadsheet, and we read them too: line "
            "%(lines)s.",
            lines=named + (", …" if len(hidden) > _LINES_NAMED else ""),
        )
    ]


class _Table:
    """The lines of one list, read column by column."""

    def __init__(self, header: Header, lines: Lines, on: date, is_text: bool) -> None:
        self._header = header
        self._lines = lines
        self._is_text = is_text
        self._bad: dict[int, list[CellError]] = {}
        self._readers = {
            field: _Reader(read)
            for field, read in _field_readers(on).items()
            if field in header.fields or field == "name"
        }

    def read(self) -> tuple[list[StayRow], list[CellError]]:
        """Give the rows without errors, and all errors in the order of the lines."""
        columns = {field: self._column(field) for field in self._readers}
        self._refuse_shifted()
        rows = self._rows(columns)
        errors = [error for at in sorted(self._bad) for error in self._bad[at]]
        return rows, errors

    def notes(self) -> list[Text]:
        """Say what the provider should know about the list as a whole."""
        notes = []
        if "reference" not in self._header.fields:
            notes.append(
                text(
                    "The file has no column with your own reference for a guest. One"
                    " is derived from name, residence and document. Guests who are"
                    " alike in all three need a column such as a personnel number."
                )
            )
        if any(reader.any_swapped for reader in self._readers.values()):
            notes.append(
                text(
                    "Some dates have the month before the day. Check the other dates "
                    "as well: we read 01-02 as 1 February."
                )
            )
        return notes

    def _raw(self, field: str) -> list[Cell]:
        at = self._header.fields
        if field != "name" or "name" in at:
            column = at[field]
            return [row[column] for row in self._lines.rows]
        parts = [at[part] for part in NAME_PARTS if part in at]
        return [_full_name([row[part] for part in parts]) for row in self._lines.rows]

    def _column(self, field: str) -> Column:
        reader, raw = self._readers[field], self._raw(field)
        values = [reader[cell] for cell in raw]
        if reader.any_bad:
            for at, value in enumerate(values):
                if isinstance(value, Text):
                    self._blame(at, field, value, raw[at])
        return values

    def _blame(self, at: int, field: str, message: Text, value: Cell) -> None:
        line = self._lines.numbers[at]
        error = CellError(line, label(self._header, field), shown(value), message)
        self._bad.setdefault(at, []).append(error)

    def _refuse_shifted(self) -> None:
        """Report lines of text with more cells than the header: they have shifted."""
        names = self._header.names
        came_back = LINE in names
        if not self._is_text and not came_back:
            return
        # In a list that came back from us, our own columns stand behind the strays.
        end = names.index(LINE) if came_back else None
        width = max((i + 1 for i, name in enumerate(names[:end]) if name), default=0)
        width = width if came_back else len(names)
        for at, row in enumerate(self._lines.rows):
            if len(row) > width and not all(map(is_blank, row[width:end])):
                extra = next(i for i in range(width, len(row)) if row[i])
                error = CellError(
                    self._lines.numbers[at],
                    self._header.label(extra),
                    shown(row[extra]),
                    text(
                        "This line has more cells than the header has names. Put "
                        'quotation marks (") around a text with a separator in it.'
                    ),
                )
                self._bad.setdefault(at, []).append(error)

    def _rows(self, columns: dict[str, Column]) -> list[StayRow]:
        count = len(self._lines.rows)
        none: Column = [None] * count
        blank: Column = [""] * count
        departures = columns.get("departure", [(None, None)] * count)
        registered = self._registered(columns, count)
        rows = []
        zipped = zip(
            self._lines.numbers,
            columns.get("reference", blank),
            columns["name"],
            columns["residence"],
            columns["document_kind"],
            columns["arrival"],
            departures,
            columns.get("expected_departure", none),
            columns.get("room", blank),
            columns.get("bed", blank),
            registered,
            columns.get("registered_since", none),
            columns.get("work_municipality", blank),
            strict=True,
        )
        for at, (line, ref, name, place, kind, came, left, later, *rest) in enumerate(
            zipped
        ):
            room, bed, status, since, work = rest
            gone, guess = (None, None) if isinstance(left, Text) else left
            expected = later or guess
            self._compare(at, came, gone, expected, status, since)
            if at not in self._bad:
                rows.append(
                    StayRow(
                        line, ref, name, place, kind, came, gone, expected, room, bed,
                        status[0], status[1], since, work,
                    )
                )  # fmt: skip
        return rows

    def _registered(self, columns: dict[str, Column], count: int) -> Column:
        status, place = columns.get("registration"), columns.get("brp_municipality")
        if place is None:
            return status if status is not None else [("", "")] * count
        if status is None:
            return place
        pairs = enumerate(zip(status, place, strict=True))
        return [self._agreed(at, said, where) for at, (said, where) in pairs]

    def _agreed(self, at: int, said: Any, where: Any) -> Any:
        """Put the two columns on registration together, or say that they differ."""
        if isinstance(said, Text) or isinstance(where, Text) or where == ("", ""):
            return said
        if said[0] in {"", where[0]} and (not said[1] or not where[1]):
            return where[0], where[1] or said[1]
        if said == where:
            return said
        if said[0] == "none" and where[0] != "brp":
            return where
        self._differ(at, "brp_municipality", where[1] or where[0])
        return said

    def _differ(self, at: int, field: str, value: str) -> None:
        message = text(
            "The columns on registration contradict each other on this line."
        )
        self._blame(at, field, message, value)

    def _compare(
        self, at: int, came: Any, gone: Any, expected: Any, status: Any, since: Any
    ) -> None:
        if isinstance(came, date):
            if gone is not None and gone <= came:
                self._blame_order(at, "departure", gone, came)
            if isinstance(expected, date) and expected <= came:
                guessed = "expected_departure" in self._header.fields
                field = "expected_departure" if guessed else "departure"
                self._blame_order(at, field, expected, came)
        if isinstance(since, date) and status[0] == "none":
            self._differ(at, "registered_since", since.isoformat())

    def _blame_order(self, at: int, field: str, left: date, came: date) -> None:
        message = text(
            "The departure (%(departure)s) is not after the arrival (%(arrival)s). "
            "A stay has at least one night.",
            departure=left.isoformat(),
            arrival=came.isoformat(),
        )
        self._blame(at, field, message, left)


def _field_readers(on: date) -> dict[str, Callable[[Cell], object]]:
    return {
        "reference": read_reference,
        "name": read_name,
        "residence": read_residence,
        "document_kind": read_document_kind,
        "arrival": arrival_reader(on),
        "departure": departure_reader(on),
        "expected_departure": optional_date_reader(on),
        "room": read_words,
        "bed": read_words,
        "registration": read_registration,
        "brp_municipality": read_municipality,
        "registered_since": since_reader(on),
        "work_municipality": read_words,
    }


def _full_name(parts: list[Cell]) -> Cell:
    bad = next((part for part in parts if fault(part) is not None), None)
    if bad is not None:
        return bad
    written = [plain for part in parts if (plain := as_text(part))]
    if len(written) > 1 and written[-1].startswith(f"{written[0]} "):
        return written[-1]  # the column beside the given name holds the whole name
    return " ".join(written)
