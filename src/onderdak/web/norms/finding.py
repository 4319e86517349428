"""Finding norms: by words, section, how binding and how they are used, 50 at a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onderdak.foundation.identity.contract import normbook, rulebook
from onderdak.rules import As, Dated, Kind, Norm
from onderdak.rules.findings.norms import COMPUTED
from onderdak.web.norms.asked import Asked, When
from onderdak.web.quality.file.words import in_words

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A norm with what it cites on a day in a place; None where nothing holds."""

    norm: Norm
    cited: Dated | None

    @property
    def kind(self) -> Kind | None:
        """How binding it is there and then, else what its kind is in the country."""
        if self.cited is not None:
            return self.cited.kind
        by = self.norm.by
        return None if by is None else rulebook().described(by).kind

    @property
    def in_force(self) -> bool:
        """Whether it holds there and then; a norm without a value always does."""
        if self.norm.by is None:
            return True
        return self.cited is not None and self.cited.value is not False


@dataclass(frozen=True, slots=True)
class Found:
    """One page of norms, and what lies around it."""

    norms: Sequence[Listed]
    total: int
    has_next: bool
    has_previous: bool


def all_norms(when: When) -> list[Listed]:
    """Every norm, in the order of the ids."""
    book = rulebook()
    return [
        Listed(
            norm,
            None if norm.by is None else book.find(norm.by, when.on, when.municipality),
        )
        for norm in normbook().norms
    ]


def counted(norms: Sequence[Listed]) -> dict[str, int]:
    """How many norms are computed, how many only prompt, and how many are text."""
    used = uses(norms)
    return {
        "computed": sum(used[use] for use in COMPUTED),
        "prompt": used[As.PROMPT],
        "text": used[As.TEXT],
    }


def uses(norms: Sequence[Listed]) -> Counter[As]:
    """How many norms there are of each use."""
    return Counter(one.norm.as_ for one in norms)


def find_all(asked: Asked, when: When) -> list[Listed]:
    """All norms that are asked for."""
    return [one for one in all_norms(when) if _fits(one, asked)]


def find(asked: Asked, when: When) -> Found:
    """One page of the list."""
    everything = find_all(asked, when)
    if asked.before:
        earlier = [one for one in everything if one.norm.id < asked.before]
        page = earlier[-PAGE:]
        has_next = len(earlier) < len(everything)
        return Found(page, len(everything), has_next, len(earlier) > PAGE)
    later = [one for one in everything if one.norm.id > asked.after]
    behind = len(later) < len(everything)
    return Found(later[:PAGE], len(everything), len(later) > PAGE, behind)


def _fits(one: Listed, asked: Asked) -> bool:
    return (
        one.norm.rule.startswith(asked.section)
        and asked.kind in ("", one.kind)
        and asked.use in ("", one.norm.as_)
        and _says(one, asked.words.casefold())
    )


def _says(one: Listed, words: str) -> bool:
    norm = one.norm
    said = (norm.id, in_words(norm.title), in_words(norm.text))
    return any(words in part.casefold() for part in said)
