"""The rules in force in this installation: the shipped ones and the local folders."""

from datetime import date
from functools import cache

from django.conf import settings

from onderdak.rules import Dated, NoValue, ParameterBook, load, national_folder


@cache
def rulebook() -> ParameterBook:
    """All dated parameters, read once per process.

    Raises:
        ConfigurationError: a file misses a source or has another fault.
    """
    return load(national_folder(), *settings.LOCAL_RULES)


def local_value(id: str, *, municipality: str, on: date) -> Dated | None:
    """What a by-law says here on a day, or None where the town has none on this."""
    try:
        return rulebook().value(id, on, municipality)
    except NoValue:
        return None


def by_law_asks(id: str, *, municipality: str, on: date) -> bool:
    """Whether a by-law asks for something beyond the law; off where nobody set it."""
    found = local_value(id, municipality=municipality, on=on)
    return found is not None and found.value is True
