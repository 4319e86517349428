"""Recognises which field of a stay a column header names."""

from functools import lru_cache
from typing import Final

from onderdak.register.nights.files.sheets import fold
from onderdak.register.nights.files.words import (
    DATE_FILLERS,
    HEADERS,
    PERSONAL,
    SMALL_FILLERS,
    WEAK_HEADERS,
)

FIELDS: Final = (
    "reference",
    "name",
    "residence",
    "document_kind",
    "arrival",
    "departure",
    "expected_departure",
    "room",
    "bed",
    "registration",
    "brp_municipality",
    "registered_since",
)
"""The fields of a stay, in the order of the template."""

EXTRA_FIELDS: Final = ("work_municipality",)
"""Fields that are on the list only where a by-law asks for them."""

NAME_PARTS: Final = ("given_name", "prefix", "surname")
REQUIRED: Final = ("name", "residence", "document_kind", "arrival")

LABELS: Final = {
    "reference": "Referentie / Reference",
    "name": "Naam / Name",
    "residence": "Woonplaats / Residence",
    "document_kind": "Soort document / Document kind",
    "arrival": "Aankomst / Arrival",
    "departure": "Vertrek / Departure",
    "expected_departure": "Verwacht vertrek / Expected departure",
    "room": "Kamer / Room",
    "bed": "Bed",
    "registration": "BRP",
    "brp_municipality": "BRP-gemeente / BRP municipality",
    "registered_since": "Ingeschreven sinds / Registered since",
    "work_municipality": "Werkgemeente / Work municipality",
}
"""The headers of the template; messages name a missing column by them."""

_STRONG = {word: field for field, words in HEADERS.items() for word in words}
_WEAK = {word: field for field, words in WEAK_HEADERS.items() for word in words}


@lru_cache(maxsize=5_000)
def recognise(header: str) -> tuple[str, bool] | None:
    """Give the field that a header names, and whether it does so without doubt.

    >>> recognise("Datum van aankomst")
    ('arrival', True)
    >>> recognise("tot")
    ('departure', False)
    """
    if is_personal(header) and fold(header) not in _STRONG:
        return None
    parts = [part for part in header.split("/") if fold(part)]
    found = {_one(part) for part in parts}
    if len(parts) > 1 and len(found) == 1 and None not in found:
        return found.pop()
    return _one(header)


def _one(header: str) -> tuple[str, bool] | None:
    tokens = fold(header).split()
    without_dates = [token for token in tokens if token not in DATE_FILLERS]
    bare = [token for token in without_dates if token not in SMALL_FILLERS]
    for words in (tokens, without_dates, bare):
        plain = " ".join(words)
        if plain in _STRONG:
            return _STRONG[plain], True
        if plain in _WEAK:
            return _WEAK[plain], False
    return None


@lru_cache(maxsize=5_000)
def is_personal(header: str) -> bool:
    """Say whether a header names more about a person than the law asks."""
    folded = fold(header)
    return any(_begins(folded, word) for word in PERSONAL)


def _begins(folded: str, word: str) -> bool:
    if len(word) <= 5:  # short words must stand alone: 'age' is not in 'agency'
        return f" {word} " in f" {folded} "
    return f" {word}" in f" {folded}"
