"""The rules in force in this installation: the shipped ones and the local folders."""

from functools import cache

from django.conf import settings

from onderdak.rules import ParameterBook, load, national_folder


@cache
def rulebook() -> ParameterBook:
    """All dated parameters, read once per process.

    Raises:
        ConfigurationError: a file misses a source or has another fault.
    """
    return load(national_folder(), *settings.LOCAL_RULES)
