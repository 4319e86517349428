"""A sheet of raw cells, whatever kind of file it came from."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeAlias

Cell: TypeAlias = str | float | int | bool | date | datetime | time | timedelta
Row: TypeAlias = list[Cell]

UNCALCULATED = "=?"
"""Stands for a formula whose outcome was never saved in the file."""

_NO_BLANKS = re.compile(r"[^\W_]+")
_ODD_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe"})


@dataclass(slots=True)
class Sheet:
    """One sheet; the row at index 0 is line 1 in the user's spreadsheet program."""

    name: str
    rows: list[Row]
    hidden: bool = False
    ragged: bool = False
    hidden_lines: tuple[int, ...] = ()

    def line(self, index: int) -> int:
        """Give the line number that the spreadsheet program shows for a row."""
        return index + 1


def clean(value: str) -> str:
    """Write a text in one way: composed letters, plain blanks, nothing invisible.

    Line breaks inside a cell stay, because they may part two persons.
    """
    if value.isascii() and value.isprintable():
        return _one(value) if "  " in value else value.strip()
    kept = (
        letter if letter == "\n" or unicodedata.category(letter)[0] != "C" else " "
        for letter in _without_invisible(unicodedata.normalize("NFC", value))
    )
    lines = ("".join(kept)).split("\n")
    return "\n".join(filter(None, (_one(line) for line in lines)))


def _one(line: str) -> str:
    return " ".join(line.split())


def _without_invisible(value: str) -> str:
    # Format characters (zero-width blanks, soft hyphens, marks for the direction of
    # writing) take no room, so they leave no blank behind.
    unix = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return "".join(c for c in unix if unicodedata.category(c) != "Cf")


def shown(value: Cell) -> str:
    """Write a raw cell as a person would see it, short enough for a message."""
    if isinstance(value, datetime):
        plain = value.isoformat(" ", "minutes")
    elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        plain = str(int(value))
    else:
        plain = str(value)
    return plain if len(plain) <= 100 else plain[:99] + "…"


def as_text(value: Cell) -> str:
    """Give the text of a cell, tidied."""
    return clean(value if isinstance(value, str) else shown(value))


def is_blank(value: Cell) -> bool:
    """Say whether a cell holds nothing at all; a zero is something."""
    if isinstance(value, str):
        return not value or value.isspace() or not clean(value)
    return False


@lru_cache(maxsize=20_000)
def fold(value: str) -> str:
    """Reduce a text to bare lower-case words, so that spelling habits match."""
    if value.isascii():
        return " ".join(_NO_BLANKS.findall(value.lower()))
    plain = unicodedata.normalize("NFKD", value.casefold().translate(_ODD_LETTERS))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_NO_BLANKS.findall(bare))


def column_letter(index: int) -> str:
    """Name a column as spreadsheet programs do: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
