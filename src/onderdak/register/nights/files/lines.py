"""Tells the lines of a list that hold a stay from those that do not.

Lists hold blank lines, totals at the bottom, headers repeated for every printed page,
rows of formulas dragged down too far, and the example of the template.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from onderdak.kernel.text import Text, text
from onderdak.register.nights.files.columns import Header
from onderdak.register.nights.files.sheets import Row, Sheet, as_text, fold, is_blank
from onderdak.register.nights.files.words import TOTALS

EXAMPLE = "VOORBEELD (wis deze regel / delete this line)"
_LINES_NAMED = 10


@dataclass(slots=True)
class Lines:
    """The rows that hold a stay, with their line numbers, and what was skipped."""

    rows: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    skipped: dict[str, list[int]] = field(default_factory=dict)

    def notes(self) -> list[Text]:
        """Say which lines were skipped and why; blank ones need no word."""
        return [_note(kind, lines) for kind, lines in self.skipped.items()]


def stay_lines(sheet: Sheet, header: Header) -> Lines:
    """Give the lines below the header that hold a stay."""
    lines = Lines()
    width = max(len(header.names), 1 + max(header.fields.values()))
    used = set(header.fields.values())
    doubtful = _doubtful_columns(header)
    for index in range(header.last_row + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if not any(row) and not _has_zero(row):
            continue
        if len(row) < width:
            row = row + [""] * (width - len(row))
        kind = _kind(row, header, used) if _suspect(row, doubtful) else None
        if kind is None:
            lines.rows.append(row)
            lines.numbers.append(sheet.line(index))
        elif kind != "blank":
            lines.skipped.setdefault(kind, []).append(sheet.line(index))
    return lines


def _has_zero(row: Row) -> bool:
    return any(cell != "" for cell in row)


def _doubtful_columns(header: Header) -> tuple[int, int]:
    at = header.fields
    return at["arrival"], at["name"] if "name" in at else at["surname"]


def _suspect(row: Row, doubtful: tuple[int, int]) -> bool:
    """Say at a glance whether a row may be no stay; most rows pass here."""
    arrival, name = row[doubtful[0]], row[doubtful[1]]
    if name == EXAMPLE:
        return True
    if not name or name == " ":
        return True
    return isinstance(arrival, str) and not any(map(str.isdigit, arrival))


def _kind(row: Row, header: Header, used: Collection[int]) -> str | None:
    filled = [index for index, cell in enumerate(row) if not is_blank(cell)]
    if not filled:
        return "blank"
    if _is_example(row, header):
        return "example"
    if _is_total(row, filled, header):
        return "total"
    if _is_header(row, filled, header):
        return "header"
    return (
        None if any(_says(row, index) for index in filled if index in used) else "idle"
    )


def _says(row: Row, index: int) -> bool:
    # A zero or an unticked box in an otherwise empty row is a formula's leftover.
    return row[index] not in (0, False)


def _is_example(row: Row, header: Header) -> bool:
    at = header.fields
    name = at["name"] if "name" in at else at["surname"]
    return row[name] == EXAMPLE


def _is_total(row: Row, filled: list[int], header: Header) -> bool:
    arrival = row[header.fields["arrival"]]
    if isinstance(arrival, str) and any(map(str.isdigit, arrival)):
        return False
    if not is_blank(row[header.fields["document_kind"]]):
        return False  # somebody called Sum, whose arrival was forgotten
    first = fold(as_text(row[filled[0]]))
    return any(first == word or first.startswith(f"{word} ") for word in TOTALS)


def _is_header(row: Row, filled: list[int], header: Header) -> bool:
    same = sum(
        1
        for index in filled
        if index < len(header.names)
        and (written := fold(as_text(row[index])))
        and written in {fold(header.names[index]), _last_word(header.names[index])}
    )
    return same >= 2 and same * 2 >= len(filled)


def _last_word(name: str) -> str:
    return fold(name).rpartition(" ")[2]


def _note(kind: str, lines: list[int]) -> Text:
    named = ", ".join(map(str, lines[:_LINES_NAMED]))
    named += ", …" if len(lines) > _LINES_NAMED else ""
    if kind == "total":
        return text("Skipped as a total: line %(lines)s.", lines=named)
    if kind == "header":
        return text("Skipped as a repeated header: line %(lines)s.", lines=named)
    if kind == "example":
        return text("Skipped as the template's example: line %(lines)s.", lines=named)
    return text(
        "Skipped because the columns we read are empty there: line %(lines)s.",
        lines=named,
    )
