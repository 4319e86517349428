"""A checklist of a municipality's own, to test with."""

from dataclasses import replace

from onderdak.supervision.inspections.contract.kits import (
    AskedChecklist,
    Item,
    ItemKind,
    Kind,
    kits,
)


def with_lift(title: str = "Is er een lift?") -> AskedChecklist:
    """The full checklist, with one question more about the place."""
    kit = kits()[Kind.FULL]
    lift = Item(
        "lift", ItemKind.TRUTH, "answer/place/visit/lift", {"nl": title, "en": title}
    )
    sections = [
        replace(each, items=(*each.items, lift)) if each.key == "common" else each
        for each in kit.sections
    ]
    return replace(kit, sections=tuple(sections))
