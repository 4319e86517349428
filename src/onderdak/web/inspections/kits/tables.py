"""The sections of a checklist, and what differs between two, as tables."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from onderdak.supervision.inspections.contract.kits import (
    AskedChecklist,
    Item,
    ItemKind,
    Section,
)
from onderdak.web.inspections.kits.words import EACH, ITEM_KINDS, WHEN, spoken
from onderdak.web.pages.shapes import Column, Empty, Table


def section_shown(section: Section) -> dict[str, object]:
    """One section, as the page shows it."""
    language = spoken()
    return {
        "title": section.title[language],
        "when": WHEN[section.when],
        "each": EACH[section.each],
        "help": section.help[language] if section.help else "",
        "fixed": section.fixed,
        "table": Table(
            name=section.key,
            caption=section.title[language],
            columns=[
                Column(_("What"), row_header=True),
                Column(_("What is typed")),
                Column(_("To mind")),
            ],
            rows=[
                [item.title[language], _typed(item), " ".join(_minded(item))]
                for item in section.items
                if not item.inside_only
            ],
        ),
    }


def _typed(item: Item) -> str:
    if item.options:
        return ", ".join(option.title[spoken()] for option in item.options)
    kind = str(ITEM_KINDS[item.kind])
    return f"{kind} ({item.unit})" if item.unit else kind


def _minded(item: Item) -> Iterator[str]:
    if item.help:
        yield item.help[spoken()]
    if item.goes_to:
        yield _("Goes to: %(where)s") % {"where": item.goes_to[spoken()]}
    if item.only_if:
        yield _("Only after certain answers.")
    if item.fine:
        yield _("The right to silence is read first.")
    if item.sealed:
        yield _("Sealed.")
    if item.photo:
        yield _("With a photo.")
    if item.fact and item.kind is not ItemKind.NOTE:
        yield _("Counts for the norms.")
    if item.law:
        yield f"({item.law})"


def differences(before: AskedChecklist, after: AskedChecklist) -> Table:
    """What a checklist asks otherwise than another."""
    was, now = _by_key(before), _by_key(after)
    language = spoken()
    rows: list[list[object]] = [
        [item.title[language], _("new")] for key, item in now.items() if key not in was
    ]
    rows += [
        [item.title[language], _("gone")] for key, item in was.items() if key not in now
    ]
    rows += [
        [item.title[language], _("changed")]
        for key, item in now.items()
        if key in was and was[key] != item
    ]
    return Table(
        name="differences",
        caption=_("Questions that differ"),
        columns=[Column(_("What"), row_header=True), Column(_("Difference"))],
        rows=rows,
        empty=Empty(_("It asks the same, perhaps in another order.")),
    )


def _by_key(checklist: AskedChecklist) -> Mapping[str, Item]:
    return checklist.by_key()
