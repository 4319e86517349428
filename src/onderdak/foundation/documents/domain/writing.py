"""Dates and counts, as a reader of each language writes them."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from onderdak.kernel.languages import language

# Long months of the Gregorian calendar in every language, Farsi included: the day in a
# Dutch letter must be the day in the Dutch law.
_PATTERNS = dict.fromkeys(("en", "fa", "hi", "ti", "pl"), "d MMMM y")


def written_date(day: date, code: str) -> str:
    """The date in words: `21 november 2026`, `21 listopada 2026`."""
    spoken = language(code).code
    return format_date(day, _PATTERNS.get(spoken, "long"), locale=spoken)


def written_count(number: int, code: str) -> str:
    """The number with its separators: `12.845`, `12,845`; in figures 0 to 9."""
    return format_decimal(number, locale=language(code).code)
