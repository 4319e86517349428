"""A municipality's own checklist: what it may change, and what stays as it is.

What the law asks at the door and the signs of exploitation stay as they are shipped:
a list of its own cannot leave them out, weaken them or turn a sign into a score.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from onderdak.kernel.text import msgid
from onderdak.supervision.inspections.kits.domain.checking import faults_of
from onderdak.supervision.inspections.kits.domain.shapes import (
    Checklist,
    Fault,
    ItemKind,
    Section,
)
from onderdak.supervision.inspections.kits.reading import (
    catalogue,
    forbidden,
    kits,
)
from onderdak.supervision.inspections.kits.texts import kit_texts


def refused_parts(checklist: Checklist) -> Iterator[Fault]:
    """Everything for which a checklist cannot be used in a municipality."""
    yield from faults_of(checklist, forbidden())
    yield from _fixed_faults(checklist)
    yield from _unknown(checklist)


def fixed_sections(checklist: Checklist) -> Mapping[str, Section]:
    """The sections that stay as they are shipped, by their key."""
    return {each.key: each for each in checklist.sections if each.fixed}


def with_fixed(checklist: Checklist) -> Checklist:
    """The same checklist with every fixed section of its kind that was missing.

    A missing one stands after the last of the sections that it followed as shipped.
    """
    shipped = kits()[checklist.kind].sections
    own = list(checklist.sections)
    for place, section in enumerate(shipped):
        if section.fixed and section.key not in {each.key for each in own}:
            before = {each.key for each in shipped[:place]}
            at = max(
                (i + 1 for i, each in enumerate(own) if each.key in before), default=0
            )
            own.insert(at, section)
    return replace(checklist, sections=tuple(own))


def _fixed_faults(checklist: Checklist) -> Iterator[Fault]:
    there = dict(fixed_sections(checklist))
    for key, section in fixed_sections(kits()[checklist.kind]).items():
        if there.pop(key, None) != section:
            yield Fault(key, msgid("This part stays as it is: the law asks it."))
    for key in there:
        yield Fault(key, msgid("A municipality cannot fix a part itself."))


def _unknown(checklist: Checklist) -> Iterator[Fault]:
    texts = next(iter(kit_texts().values())).texts
    for section in checklist.sections:
        for item in section.items:
            if item.text is not None and item.text not in texts:
                yield Fault(
                    item.key, msgid("There is no text %(text)s."), {"text": item.text}
                )
            if item.fact is not None and item.fact not in catalogue():
                yield Fault(
                    item.key, msgid("There is no fact %(fact)s."), {"fact": item.fact}
                )
            if item.kind is ItemKind.SIGN and not section.fixed:
                yield Fault(item.key, msgid("Signs are no questions of a checklist."))
