"""Reads a date in any of the ways in which people write one.

The order is day, month, year, as in all five languages that providers use here; the
American order is refused, because 1/2 would then mean two different days.
"""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from onderdak.kernel.text import Text, text
from onderdak.register.nights.files.sheets import Cell, clean, fold, shown
from onderdak.register.nights.files.words import MONTHS

# Excel stamps a stray small number as a day in 1900; nobody has stayed since then.
_EARLIEST = date(1901, 1, 1)
_LATEST = date(2100, 12, 31)
# Day 0 of spreadsheets; their 1900 system counts a 29 February that never was.
_DAY_ZERO = date(1899, 12, 30)
# Below this (October 1954) a bare number is rather a year, a count or a room.
_LEAST_SERIAL = 20_000
_LAST_SERIAL = (_LATEST - _DAY_ZERO).days

_TIME = r"(?:[T ,]+\d{1,2}[:.u]\d{2}(?:[:.]\d{2})?.{0,14})?"
_ISO = re.compile(rf"(\d{{4}})[-/. ](\d{{1,2}})[-/. ](\d{{1,2}})\.?{_TIME}")
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})\s?[-/. ]\s?(\d{{1,2}})\s?[-/. ]\s?'?(\d{{4}}|\d{{2}})"
    rf"\.?(?:\s?[rg]\.)?{_TIME}"
)
_NAMED = re.compile(
    rf"(\d{{1,2}})(?:e|de|ste|st|nd|rd|th)?[-./ ]*([^\W\d]+)\.?[-./, ]*"
    rf"'?(\d{{4}}|\d{{2}})\.?(?:\s?[rg]\.)?{_TIME}"
)
_NAME_FIRST = re.compile(
    rf"([^\W\d]+)\.?\s?(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}"
)
_WEEKDAY = re.compile(r"^[^\W\d]{2,12}[.,]?\s+(?=\d)")
_DIGITS = re.compile(r"\d{4,8}(?:[.,]0+)?")


class BadCell(ValueError):
    """A cell that cannot be read, with the sentence that says why."""

    def __init__(self, message: Text) -> None:
        super().__init__(str(message))
        self.message = message


def read_date(value: Cell, on: date) -> date:
    """Read one cell as the day it stands for; a time of day is left out.

    Args:
        value: the raw cell.
        on: today, by which a year of two digits is understood.

    Raises:
        BadCell: when the cell is no date, or a day that does not exist.
    """
    if isinstance(value, datetime):
        return _plausible(value.date())
    if isinstance(value, date):
        return _plausible(value)
    if isinstance(value, bool | time | timedelta):
        raise _no_date(value)
    if isinstance(value, int | float):
        return _from_number(value)
    return _from_text(clean(value).lstrip("'’`").strip(), on)


def _plausible(day: date) -> date:
    if _EARLIEST <= day <= _LATEST:
        return day
    raise BadCell(
        text(
            "The date %(date)s lies too far away: use a year from 1901 to 2100.",
            date=day.isoformat(),
        )
    )


def _no_date(value: Cell) -> BadCell:
    return BadCell(
        text(
            "'%(value)s' is not a date. Write it like 21-11-2026.",
            value=shown(value),
        )
    )


def _from_number(value: float) -> date:
    if _LEAST_SERIAL <= value <= _LAST_SERIAL:
        return _plausible(_DAY_ZERO + timedelta(days=int(value)))
    if value == int(value) and 1_000_000 <= value <= 99_999_999:
        return _from_digits(f"{int(value):08d}")
    raise _no_date(value)


def _from_digits(digits: str) -> date:
    if "1900" <= digits[:4] <= "2100":
        return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]), digits)
    return _day(int(digits[4:]), int(digits[2:4]), int(digits[:2]), digits)


def _from_text(plain: str, on: date) -> date:
    if found := _ISO.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
        return _day(year, month, day, plain)
    bare = _WEEKDAY.sub("", plain)
    if found := _DAY_FIRST.fullmatch(bare):
        day, month = int(found[1]), int(found[2])
        return _day(_year(found[3], on), month, day, plain)
    if _DIGITS.fullmatch(plain):
        return _from_number(float(plain.replace(",", ".")))
    return _from_words(plain, bare, on)


def _from_words(plain: str, bare: str, on: date) -> date:
    if (found := _NAMED.fullmatch(bare)) and (month := _month(found[2])):
        return _day(_year(found[3], on), month, int(found[1]), plain)
    if (found := _NAME_FIRST.fullmatch(plain)) and (month := _month(found[1])):
        return _day(int(found[3]), month, int(found[2]), plain)
    raise _no_date(plain)


def _month(name: str) -> int | None:
    return MONTHS.get(fold(name))


def _year(digits: str, on: date) -> int:
    """Understand '26' as the year nearest by, at most twenty years ahead."""
    if len(digits) == 4:
        return int(digits)
    century = on.year - on.year % 100
    year = century + int(digits)
    return year - 100 if year > on.year + 20 else year


def _day(year: int, month: int, day: int, written: str) -> date:
    if not _EARLIEST.year <= year <= _LATEST.year:
        raise BadCell(
            text(
                "The date %(date)s lies too far away: use a year from 1901 to 2100.",
                date=shown(written),
            )
        )
    if month > 12 >= day >= 1 and month <= monthrange(year, day)[1]:
        raise SwappedDate(year, month, day, written)
    if not 1 <= month <= 12:
        raise _no_date(written)
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise BadCell(
            text(
                "The day %(date)s does not exist: month %(month)s of %(year)s has "
                "%(days)s days.",
                date=shown(written),
                month=month,
                year=year,
                days=length,
            )
        )
    return date(year, month, day)


class SwappedDate(BadCell):
    """A date whose month stands where the day belongs."""

    def __init__(self, year: int, day: int, month: int, written: str) -> None:
        super().__init__(
            text(
                "'%(value)s' has no month %(number)s. Day and month seem to have "
                "changed places: do you mean %(guess)s?",
                value=shown(written),
                number=day,
                guess=f"{day:02d}-{month:02d}-{year}",
            )
        )
