"""What needs a look, in the words of the reader and where it can be mended."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from onderdak.foundation.identity.contract import Actor
from onderdak.register.nights.contract import remember_own
from onderdak.register.nights.contract.supervising import (
    MOST_FLAGS,
    Flag,
    FlagKind,
    flags_of,
)
from onderdak.web.pages.shapes import Cell, Column, Empty, Export, Table, Todo
from onderdak.web.pages.values import number, said

KINDS = {
    FlagKind.OVER_CAPACITY: gettext_lazy("more guests than places"),
    FlagKind.BED_LET_TWICE: gettext_lazy("bed let twice"),
    FlagKind.LONG_OPEN: gettext_lazy("stay without an end"),
    FlagKind.GAP: gettext_lazy("nights missing"),
}
_SHOWN = 100
_AFTER_ENTRY = 20


@dataclass(frozen=True)
class AtEntry:
    """What needs a look in what was just declared; `more` are not shown."""

    table: Table
    more: int


def flags_table(found: Sequence[Flag], *, name: str, export: bool = False) -> Table:
    """What needs a look, what would mend it, and the location where."""
    return Table(
        name=name,
        caption=_("What needs a look"),
        note=_("Nothing was refused or changed because of this."),
        columns=[
            Column(_("What"), row_header=True),
            Column(_("How to mend it")),
            Column(_("Kind")),
            Column(_("Location")),
        ],
        rows=[
            [
                said(each.what),
                said(each.mend),
                str(KINDS[each.kind]),
                Cell(each.location_name, reverse("location", args=[each.location])),
            ]
            for each in found
        ],
        empty=Empty(
            _("Nothing needs a look."),
            _("No gaps, no stays without an end, no bed let twice, nothing too full."),
        ),
        export=Export(reverse("needs_a_look_csv")) if export else None,
    )


def at_entry(
    actor: Actor, provider: int, told: Mapping[str, Any], on: date
) -> AtEntry | None:
    """What needs a look in what was declared for a location; None where nothing does.

    Args:
        told: what the page of a declaration tells, with its number and location.
    """
    if told.get("declaration") is None:
        return None
    found = flags_of(
        by=actor,
        provider=provider,
        on=on,
        declaration=told["declaration"],
        among=[told["location"]],
    )
    if not found:
        return None
    shown = flags_table(found[:_AFTER_ENTRY], name="flags")
    return AtEntry(shown, len(found) - min(len(found), _AFTER_ENTRY))


def shown_flags(found: Sequence[Flag]) -> tuple[Table, int]:
    """The table of a whole provider, and how many are left to the file."""
    table = flags_table(found[:_SHOWN], name="needs-a-look", export=True)
    return table, max(0, len(found) - _SHOWN)


def _kinds_of(actor: Actor, provider: int, on: date) -> list[FlagKind]:
    return [each.kind for each in flags_of(by=actor, provider=provider, on=on)]


def look_todos(actor: Actor, provider: int, on: date) -> list[Todo]:
    """Long open stays and gaps, a line each; the rest stands with its own house."""
    kinds = remember_own("flags", provider, on, lambda: _kinds_of(actor, provider, on))
    counts = Counter(kinds)
    sentences = {
        FlagKind.LONG_OPEN: ngettext(
            "%(count)s stay without an end, for a long time",
            "%(count)s stays without an end, for a long time",
            counts[FlagKind.LONG_OPEN],
        ),
        FlagKind.GAP: ngettext(
            "%(count)s time that nights are missing between two stays",
            "%(count)s times that nights are missing between two stays",
            counts[FlagKind.GAP],
        ),
    }
    return [
        Todo(
            sentence % {"count": _written(counts[kind])},
            reverse("needs_a_look"),
            tag=_("needs a look"),
        )
        for kind, sentence in sentences.items()
        if counts[kind]
    ]


def _written(count: int) -> str:
    """A number; with a plus where the list was cut off."""
    return f"{number(count)}+" if count >= MOST_FLAGS else number(count)
