"""Which columns a file has, for saying what each of them holds."""

from onderdak.kernel.errors import Invalid
from onderdak.register.nights.files.headers import FIELDS, recognise
from onderdak.register.nights.files.reading import read_book
from onderdak.register.nights.files.sheets import as_text

_HEADER_WITHIN = 20
_MOST = 80


def column_names(content: bytes, filename: str) -> list[str]:
    """The names in the row that looks most like a header; none when unreadable."""
    try:
        book = read_book(content, filename=filename)
    except Invalid:
        return []
    rows = [
        [
            as_text(cell).replace("\n", " ").strip()
            for cell in row
            if isinstance(cell, str)
        ]
        for sheet in book.sheets
        for row in sheet.rows[:_HEADER_WITHIN]
    ]
    names = max(rows, key=lambda row: len(set(row)), default=[])
    return list(dict.fromkeys(filter(None, names)))[:_MOST]


def likely(names: list[str]) -> dict[str, str]:
    """For each field the first column whose name says so."""
    found: dict[str, str] = {}
    for name in names:
        known = recognise(name)
        if known is not None and known[0] in FIELDS:
            found.setdefault(known[0], name)
    return found
