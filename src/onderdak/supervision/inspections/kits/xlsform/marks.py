"""What a row of a sheet says: its words, its marks, its type, each or what is wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from onderdak.kernel.text import Text, msgid, text
from onderdak.supervision.inspections.kits.domain.shapes import Fault, Words
from onderdak.supervision.inspections.kits.xlsform.columns import (
    LANGUAGES,
    SURVEY,
    Row,
    mark,
)

_SPOKEN: Final = {
    "nl": ("nl", "dutch", "nederlands"),
    "en": ("en", "english", "engels"),
}
_KEPT: Final = frozenset(
    {"type", "name", "relevant", "relevance", "constraint", "label", "hint"}
)
# What changes nothing of what is asked: it is left out, and said.
_LEFT_OUT: Final = frozenset(
    {
        *("required", "required_message", "constraint_message", "appearance"),
        *("guidance_hint", "image", "audio", "video", "media", "parameters"),
        *("disabled", "note", "notes"),
    }
)


@dataclass
class Gathered:
    """What is wrong with a file, and what was left out of it."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def wrong(
        self, row: int, column: str, what: str, *, sheet: str = SURVEY, **params: object
    ) -> None:
        """Say what is wrong with a cell."""
        self.faults.append(Fault(place(sheet, row, column), what, params))

    def left_out(self, note: Text) -> None:
        """Say once that something was left out."""
        if note not in self.notes:
            self.notes.append(note)


def place(sheet: str, row: int, column: str) -> str:
    """Where a cell is, as people find it in their spreadsheet."""
    return f"{sheet}!{row} [{column}]" if column else f"{sheet}!{row}"


def marked(row: Row, name: str) -> str:
    """What one of our own marks says in a row."""
    return row.get(mark(name), "")


def said_yes(row: Row, name: str) -> bool:
    """Whether one of our own marks says yes."""
    return marked(row, name).lower() in ("yes", "ja", "true", "1")


def words_of(row: Row, column: str) -> Words:
    """The words in both languages; where one is missing the other serves for both."""
    found: dict[str, str] = {}
    for head, value in row.items():
        base, _, language = head.partition("::")
        if base.strip().lower() != column:
            continue
        for code, names in _SPOKEN.items():
            if not language or _is(language, names):
                found.setdefault(code, value)
                if language:
                    found[code] = value
    if len(found) == 1:
        only = next(iter(found.values()))
        return dict.fromkeys(LANGUAGES, only)
    return {code: found[code] for code in LANGUAGES if code in found}


def _is(language: str, names: Sequence[str]) -> bool:
    pieces = re.findall(r"[a-z]+", language.lower())
    return any(piece in names for piece in pieces)


def both_languages(row: Row, column: str) -> bool:
    """Whether the words are there in Dutch and in English."""
    heads = [head for head in row if head.partition("::")[0].strip().lower() == column]
    return all(
        any(_is(head.partition("::")[2], names) for head in heads)
        for names in _SPOKEN.values()
    )


def check_columns(
    columns: Sequence[str], rows: Sequence[tuple[int, Row]], to: Gathered
) -> None:
    """Refuse columns that say what a checklist cannot keep; say what is left out."""
    seen: set[str] = set()
    for column in filter(None, columns):
        if column in seen:
            to.wrong(1, column, msgid("This column is there twice."))
        seen.add(column)
        base = column.partition("::")[0].strip().lower()
        ours = column.startswith("bind::onderdak:")
        number = next((number for number, row in rows if column in row), None)
        if ours or base in _KEPT or number is None:
            continue
        if base == "guidance_hint" and _only_units(column, rows):
            continue
        if base in _LEFT_OUT:
            to.left_out(text("The column '%(column)s' was left out.", column=column))
            continue
        to.wrong(
            number, column, msgid("A checklist cannot keep what this column says.")
        )


def _only_units(column: str, rows: Sequence[tuple[int, Row]]) -> bool:
    """Whether these words only name the units that our own marks say as well."""
    return all(marked(row, "unit") for _, row in rows if column in row)


def options_by_list(
    rows: Sequence[tuple[int, Row]], to: Gathered
) -> Mapping[str, dict[str, tuple[int, Row]]]:
    """The choices of every list, by their name."""
    lists: dict[str, dict[str, tuple[int, Row]]] = {}
    for number, row in rows:
        name, key = (
            row.get("list_name") or row.get("list name", ""),
            row.get("name", ""),
        )
        if not name or not key:
            to.wrong(
                number,
                "name",
                msgid("A choice has a list and a name."),
                sheet="choices",
            )
            continue
        mine = lists.setdefault(name, {})
        if key in mine:
            to.wrong(
                number,
                "name",
                msgid("The answer %(key)s is there twice."),
                sheet="choices",
                key=key,
            )
        mine[key] = (number, row)
    return lists
