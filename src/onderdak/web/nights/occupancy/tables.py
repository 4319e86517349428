"""Occupancy as a table: what is permitted, declared and slept in."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onderdak.register.nights.contract.supervising import (
    Fullness,
)
from onderdak.web.nights.occupancy.asking import Asked
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Paging,
    Search,
    Table,
)
from onderdak.web.pages.values import number


def table_of(found: Sequence[Fullness], asked: Asked, page: int) -> Table:
    """The counts with their filters, paging and export."""
    by_location = asked.group == "location"
    rows = found[:page] if by_location else found
    more = by_location and len(found) > page
    return Table(
        name="occupancy",
        caption=_("Occupancy"),
        note=_("Counts only; a night after today is not counted."),
        columns=_columns(asked),
        rows=[_row(each, asked) for each in rows],
        cards=asked.group != "day",
        empty=Empty(
            _("Nothing fits."),
            _("No location was in use in these nights, or none has this name."),
            _("Show tonight"),
            reverse("occupancy"),
        ),
        paging=Paging(
            next_url=asked.address(after=f"{rows[-1].key}:{rows[-1].name}")
            if more
            else "",
            previous_url=asked.address() if asked.after else "",
            shown=_("%(shown)s rows") % {"shown": number(len(rows))},
        ),
        search=_search(asked),
        export=Export(
            reverse("occupancy_csv") + asked.address(),
            reverse("occupancy_xlsx") + asked.address(),
        ),
    )


def labels() -> dict[str, str]:
    """What the groupings are called."""
    return {
        "location": _("Location"),
        "neighbourhood": _("Neighbourhood"),
        "day": _("Night of"),
    }


def _columns(asked: Asked) -> list[Column]:
    return [
        Column(labels()[asked.group], row_header=True),
        *([] if asked.group == "location" else [Column(_("Locations"), numeric=True)]),
        Column(_("Permitted places"), numeric=True),
        Column(_("Beds"), numeric=True),
        Column(_("Nights slept"), numeric=True),
        Column(_("Per hundred permitted"), numeric=True),
    ]


def _row(each: Fullness, asked: Asked) -> list[object]:
    return [
        _name(each, asked),
        *([] if asked.group == "location" else [each.locations]),
        each.permitted,
        each.factual,
        each.slept,
        each.percentage,
    ]


def _name(each: Fullness, asked: Asked) -> Cell:
    """The name, and where the nights behind it are."""
    if asked.group == "day":
        return Cell(date_format(date.fromisoformat(each.key), "j F Y"))
    if asked.group == "neighbourhood":
        if not each.key:
            return Cell(_("neighbourhood not known"))
        return Cell(each.name, asked.address(by="location", area=each.key))
    return Cell(each.name, asked.address(by="day", location=each.key, q=""))


def _search(asked: Asked) -> Search | None:
    if asked.group != "location":
        return None
    return Search(
        label=_("Search by name"),
        hint=_("Type the first letters of the location's name."),
        value=asked.prefix,
        keep={
            "by": asked.group,
            "from": asked.first.isoformat(),
            "to": asked.last.isoformat(),
            **asked.kept,
        },
    )


def header(asked: Asked) -> list[object]:
    """The first line of the file."""
    return [
        _("Number"),
        *[column.label for column in _columns(asked)],
        _("First night"),
        _("Last night"),
    ]


def line(each: Fullness, asked: Asked) -> list[object]:
    """One line of the file: as it is shown, with the nights that were counted."""
    shown = [
        cell.value if isinstance(cell, Cell) else cell for cell in _row(each, asked)
    ]
    return [each.key, *shown, asked.first, asked.last]
