"""What a norm says alike of several units is told once, with the units it is about."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from onderdak.housing.quality.contract import alike, units_told
from onderdak.rules import Finding, Outcome
from onderdak.web.pages.values import said
from onderdak.web.quality.file.words import in_words


@dataclass(frozen=True, slots=True)
class Together:
    """Findings of one norm with the same sentence; `places` are the units."""

    first: Finding
    places: tuple[str, ...]

    def units(self, of: int) -> str:
        """Of which units it is said; nothing where it is said of the location."""
        return said(units_told(self.places, of)) if self.places else ""


@dataclass(frozen=True, slots=True)
class OfNorm:
    """All that one norm says of a location, each sentence once."""

    said: tuple[Together, ...]

    @property
    def first(self) -> Finding:
        """The finding whose norm, kind and article hold for all of them."""
        return self.said[0].first

    @property
    def only_place(self) -> str:
        """The one unit it is about, where there is only one."""
        places = [place for one in self.said for place in one.places]
        return places[0] if len(places) == 1 else ""


def per_norm(findings: Iterable[Finding]) -> list[OfNorm]:
    """Put findings of one norm together, in the order in which the norms came."""
    return [
        OfNorm(tuple(_together(found) for found in alike(of_norm, _sentence)))
        for of_norm in alike(findings, lambda one: one.norm.id)
    ]


def _together(found: tuple[Finding, ...]) -> Together:
    return Together(found[0], tuple(one.place for one in found if one.place))


def _sentence(one: Finding) -> Hashable:
    # What is missing makes the whole sentence; reading that is quicker than writing it.
    if one.outcome is Outcome.CANNOT_JUDGE:
        return one.missing, one.prompt
    return one.outcome, in_words(one.text)
