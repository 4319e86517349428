"""Reads the other cells of a row: names, references, documents and days."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, TypeAlias

from onderdak.kernel.text import Text, text
from onderdak.register.nights.files.dates import BadCell, read_date
from onderdak.register.nights.files.sheets import (
    UNCALCULATED,
    Cell,
    as_text,
    fold,
    shown,
)
from onderdak.register.nights.files.words import (
    DOCUMENT_KINDS,
    EXPECTED,
    FAMILY_WORDS,
    NOTHING,
    PERSON_JOINERS,
)

DocumentKind: TypeAlias = Literal[
    "passport", "identity_card", "residence_permit", "driving_licence", "other"
]

LONGEST_TEXT = 200

KNOWN_DOCUMENTS: Final = "paspoort, ID-kaart, verblijfsvergunning, rijbewijs, anders"

_LONGEST_NOTHING: Final = 2 * max(map(len, NOTHING))
_KINDS: Final = {word: kind for kind, all_ in DOCUMENT_KINDS.items() for word in all_}
_FAULT = re.compile(r"#[A-ZÀ-Ž0-9/.]{2,}[!?]?|#+|Err:\d+")
_SCIENTIFIC = re.compile(r"\d[.,]\d+E\+\d+")
_SEVERAL = re.compile(rf"[/&;+|\n\\]|(?<=\w)\s(?:{'|'.join(PERSON_JOINERS)})\s(?=\w)")
# Two or more words with a capital each: no joiner, no sign, nothing to tidy.
_PLAIN_NAME = re.compile(r"[A-Z][a-z]{1,30}\d{0,9}(?: [A-Z][a-z]{1,30}\d{0,9}){1,3}")
# One letter: 'Jan i Anna Kowalscy' are two, the Catalan 'Antoni Gaudí i Cornet' is one.
_POLISH_AND = re.compile(r" i \S+ \S")
_MARKED = re.compile(
    rf"[?~±≈()]|\b(?:{'|'.join(map(re.escape, EXPECTED))})\b\.?:?", re.IGNORECASE
)


def fault(value: Cell) -> Text | None:
    """Say what a spreadsheet program could not work out, when a cell shows that."""
    if value == UNCALCULATED:
        return text(
            "This cell is a formula without an outcome. Open the file in your "
            "spreadsheet program, save it and send it again."
        )
    if isinstance(value, str) and value[:1] in "#E" and _FAULT.fullmatch(value.strip()):
        return text(
            "The spreadsheet program shows the error %(value)s here. "
            "Mend the formula, or type the value itself.",
            value=value.strip(),
        )
    return None


def _missing() -> BadCell:
    return BadCell(text("This cell is empty, and it must be filled in."))


def is_nothing(plain: str) -> bool:
    """Say whether a text is one of the ways to say that there is nothing."""
    if len(plain) > _LONGEST_NOTHING:
        return False  # most names end here, unfolded
    folded = fold(plain)
    return not folded or folded in NOTHING


def read_words(value: Cell) -> str:
    """Read a text that may be absent, such as a room or a bed."""
    if isinstance(value, date | datetime | time | timedelta):
        raise BadCell(
            text(
                "The spreadsheet program has made a date or a time of this: %(value)s. "
                "Make the column a text column and type it again.",
                value=shown(value),
            )
        )
    plain = as_text(value)
    if len(plain) > LONGEST_TEXT:
        raise BadCell(
            text(
                "This text is longer than %(limit)s characters. Shorten it, or put what"
                " does not belong here in a column of its own.",
                limit=LONGEST_TEXT,
            )
        )
    return plain.replace("\n", " ")


def read_reference(value: Cell) -> str:
    """Read the provider's own reference for a guest, with its leading zeros."""
    too_large = isinstance(value, int | float) and abs(value) >= 1e15
    plain = read_words(value)
    if too_large or _SCIENTIFIC.fullmatch(plain):
        raise BadCell(
            text(
                "The spreadsheet program has rounded this number, so digits are lost. "
                "Make the column a text column and type the reference again."
            )
        )
    if not plain or plain in {"-", "?"}:
        raise _missing()
    return plain


def read_name(value: Cell) -> str:
    """Read the name of one guest (Criminal Code, article 438: name of the person)."""
    if isinstance(value, str) and _PLAIN_NAME.fullmatch(value):
        low = value.lower()
        if low not in NOTHING and low.partition(" ")[0] not in FAMILY_WORDS:
            return value  # most names end here
    written = as_text(value)
    if _SEVERAL.search(written) or _POLISH_AND.search(written):
        raise _two_persons()
    plain = read_words(value)
    if is_nothing(plain):
        raise _missing()
    if not any(letter.isalpha() for letter in plain):
        raise BadCell(text("'%(value)s' is not a name.", value=shown(value)))
    if fold(plain.partition(" ")[0]) in FAMILY_WORDS:
        raise _two_persons()
    return plain


def _two_persons() -> BadCell:
    return BadCell(
        text(
            "This cell seems to name more than one person. "
            "Give every person a line of their own."
        )
    )


def read_residence(value: Cell) -> str:
    """Read where the guest lives (Criminal Code, article 438: place of residence)."""
    plain = read_words(value)
    if is_nothing(plain):
        raise _missing()
    if not any(letter.isalpha() for letter in plain):
        raise BadCell(text("'%(value)s' is not a place.", value=shown(value)))
    return plain


def read_document_kind(value: Cell) -> str:
    """Read the kind of travel or identity document (Criminal Code, article 438)."""
    plain = as_text(value)
    kind = _KINDS.get(fold(plain))
    if kind:
        return kind
    if is_nothing(plain):
        raise _missing()
    raise BadCell(
        text(
            "'%(value)s' is not a kind of document that we know. Use one of: "
            "%(known)s. Leave out the number of the document.",
            value=shown(value),
            known=KNOWN_DOCUMENTS,
        )
    )


def arrival_reader(on: date) -> Callable[[Cell], date]:
    """Make the reader of days of arrival, as seen from today."""
    horizon = _a_year_after(on)

    def read(value: Cell) -> date:
        if isinstance(value, str) and is_nothing(value):
            raise _missing()
        day = read_date(value, on)
        if day > horizon:
            raise BadCell(
                text(
                    "The arrival on %(date)s is more than a year ahead. "
                    "Check the year.",
                    date=day.isoformat(),
                )
            )
        return day

    return read


def _a_year_after(on: date) -> date:
    leap_day = (on.month, on.day) == (2, 29)
    return on.replace(year=on.year + 1, day=28 if leap_day else on.day)


def departure_reader(
    on: date,
) -> Callable[[Cell], tuple[date | None, date | None]]:
    """Make the reader of days of departure: the day itself, or the day expected."""

    def read(value: Cell) -> tuple[date | None, date | None]:
        if not isinstance(value, str):
            return read_date(value, on), None
        plain = as_text(value)
        if is_nothing(plain):
            return None, None
        bare = _MARKED.sub(" ", plain).strip(" ,;:-")
        if bare == plain:
            return read_date(value, on), None
        return None, None if is_nothing(bare) else read_date(bare, on)

    return read


def optional_date_reader(on: date) -> Callable[[Cell], date | None]:
    """Make the reader of a date that may be open."""
    read_either = departure_reader(on)

    def read(value: Cell) -> date | None:
        certain, expected = read_either(value)
        return certain or expected

    return read


def since_reader(on: date) -> Callable[[Cell], date | None]:
    """Make the reader of the day since which a guest is registered."""

    def read(value: Cell) -> date | None:
        if isinstance(value, str) and is_nothing(value):
            return None
        day = read_date(value, on)
        if day > on:
            raise BadCell(
                text(
                    "A registration cannot start in the future: %(date)s.",
                    date=day.isoformat(),
                )
            )
        return day

    return read
