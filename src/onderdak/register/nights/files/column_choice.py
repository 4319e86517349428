"""Which columns a file has, for saying what each of them holds."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from onderdak.kernel.errors import Invalid
from onderdak.register.nights.files.headers import EXTRA_FIELDS, FIELDS, recognise
from onderdak.register.nights.files.own_words import OWN_HEADINGS
from onderdak.register.nights.files.reading import read_book
from onderdak.register.nights.files.sheets import Sheet, as_text, fold

_HEADER_WITHIN = 20
_DAY = re.compile(r"\d{1,4}([-/. ])\d{1,2}\1\d{1,4}( \d{1,2}:\d{2}(:\d{2})?)?")
_MOST = 80


def column_names(content: bytes | Path, filename: str) -> list[str]:
    """The names in the row that looks most like a header; none when unreadable."""
    try:
        book = read_book(content, filename=filename)
    except Invalid:
        return []
    return names_in(book.sheets)


def names_in(sheets: Iterable[Sheet]) -> list[str]:
    """The names in the row that looks most like a header: different words, no days.

    A list that begins with its first guest has no names: taken for a header that guest
    would be left out, and remembered as the name of a column.
    """
    rows = [
        [
            as_text(cell).replace("\n", " ").strip()
            for cell in row
            if isinstance(cell, str)
        ]
        for sheet in sheets
        for row in sheet.rows[:_HEADER_WITHIN]
        if not is_guest(row)
    ]
    names = max(rows, key=_likeness, default=[])
    named = dict.fromkeys(name for name in names if name and name not in OWN_HEADINGS)
    return list(named)[:_MOST]


def is_guest(row: Sequence[object]) -> bool:
    """Whether a row holds a day, and no word that names a column."""
    words = [cell for cell in row if isinstance(cell, str)]
    has_day = any(isinstance(cell, date) for cell in row) or any(
        _DAY.fullmatch(word.strip()) for word in words
    )
    return has_day and not any(map(recognise, words))


def _likeness(row: list[str]) -> int:
    """Weigh a row; a header holds words, the lines below it hold digits."""
    names = {name for name in row if name}
    return sum(1 if any(map(str.isdigit, name)) else 3 for name in names)


def signature(names: Sequence[str]) -> str:
    """The mark of a header, whatever the order and the capitals of its words."""
    words = sorted({fold(name) for name in names})
    return sha256("\x1f".join(words).encode()).hexdigest()


def likely(names: list[str]) -> dict[str, str]:
    """For each field the first column whose name says so."""
    found: dict[str, str] = {}
    for name in names:
        known = recognise(name)
        if known is not None and known[0] in (*FIELDS, *EXTRA_FIELDS):
            found.setdefault(known[0], name)
    return found
