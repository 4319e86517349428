"""Addresses to choose while somebody types: one's own data, and a search elsewhere.

Elsewhere is asked by the server, and only where one's own data has nothing: the search
sees no visitor, and no cookie of one.
"""

from dataclasses import dataclass

from onderdak.foundation.places.contract import FoundAddress, find_addresses
from onderdak.foundation.places.contract.register import search_elsewhere

MOST_SOUGHT = 120
_FOUND = 8
_LEAST_SIGNS = 2
# Fewer signs say too little to ask somebody else for.
_LEAST_ELSEWHERE = 5
_ELSEWHERE = "elsewhere:"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The address that was chosen: one on record, or one that is known elsewhere."""

    address: int | None = None
    elsewhere: str = ""
    label: str = ""

    @property
    def value(self) -> str:
        """As a form sends it."""
        if self.elsewhere:
            return _ELSEWHERE + self.elsewhere
        return str(self.address or "")


NONE = Chosen()


def found_addresses(town: str, sought: str) -> list[FoundAddress]:
    """Addresses of the municipality that fit what was typed."""
    if len(sought) < _LEAST_SIGNS:
        return []
    return find_addresses(municipality=town, words=sought, limit=_FOUND)


def places_to_choose(town: str, sought: str) -> list[Chosen]:
    """What fits what was typed, from one's own data or else from elsewhere."""
    own = [Chosen(each.id, label=each.label) for each in found_addresses(town, sought)]
    search = search_elsewhere()
    if own or search is None or len(sought) < _LEAST_ELSEWHERE:
        return own
    found = search.suggest(municipality=town, words=sought, limit=_FOUND)
    return [Chosen(elsewhere=each.id, label=each.label) for each in found]


def chosen_of(town: str, sought: str, value: str) -> Chosen:
    """The choice that a form sends, if it is among what fits what was typed."""
    if not value:
        return NONE
    fitting = places_to_choose(town, sought)
    return next((each for each in fitting if each.value == value), NONE)
