"""Counts that cost much are remembered until the register changes.

A count is kept per process under the version of the municipality's register: its newest
declaration and their number. The number is part of it because a declaration with a
lower id may be committed later. Callers check permission first; what is remembered
belongs to a municipality, not to who asked.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.core.cache import caches
from django.db.models import Count, Max

from onderdak.register.nights.models import Declaration

T = TypeVar("T")
_SECONDS = 60 * 60
_MINUTES = 10 * 60


def _version(municipality: str) -> str:
    found = Declaration.objects.filter(municipality_id=municipality).aggregate(
        newest=Max("id"), number=Count("id")
    )
    return f"{found['newest']}-{found['number']}"


def remember_own(
    what: str, provider: int, on: date, compute: Callable[[], list[T]]
) -> list[T]:
    """A provider's own list, or what it was for the same entries and day.

    Terms and parameters may change beneath it, so it is kept for minutes only.
    """
    found = Declaration.objects.filter(provider_id=provider).aggregate(
        newest=Max("id"), number=Count("id")
    )
    key = f"{what}:provider-{provider}:{on}:{found['newest']}-{found['number']}"
    kept: list[T] | None = caches["counts"].get(key)
    if kept is None:
        kept = compute()
        caches["counts"].set(key, kept, _MINUTES)
    return kept


def remember(what: str, municipality: str, on: date, compute: Callable[[], T]) -> T:
    """The outcome of `compute`, or what it was for the same register and day."""
    key = f"{what}:{municipality}:{on}:{_version(municipality)}"
    found: T | None = caches["counts"].get(key)
    if found is None:
        found = compute()
        caches["counts"].set(key, found, _SECONDS)
    return found
