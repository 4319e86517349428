"""The list of locations as it is shown, the same on every page that has it."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.register.nights.contract import (
    Location,
)
from onderdak.web.nights.finding import Found, Key
from onderdak.web.nights.locating.life import state_tag
from onderdak.web.nights.words import KINDS
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


def table_of(found: Found, *, on: date, for_provider: bool) -> Table:
    """The list of locations with search, paging and export."""
    return Table(
        name="locations",
        caption=_("Locations tonight"),
        note=_("State of %(day)s, source: night register")
        % {"day": date_format(on, "j F Y")},
        columns=_columns(for_provider),
        rows=[_row(each, found, for_provider) for each in found.locations],
        empty=_empty(found),
        paging=_paging(found),
        search=Search(
            label=_("Search by name"),
            hint=_("Type the first letters of the location's name."),
            value=found.asked.prefix,
        ),
        export=_export(found),
    )


def _columns(for_provider: bool) -> list[Column]:
    second = _("Municipality") if for_provider else _("Provider")
    return [
        Column(_("Location"), row_header=True),
        *([Column(_("Evening"))] if for_provider else []),
        Column(second),
        Column(_("Kind")),
        Column(_("Guests"), numeric=True),
        Column(_("Permitted places"), numeric=True),
        Column(_("Beds"), numeric=True),
        Column(_("State")),
    ]


def _row(location: Location, found: Found, for_provider: bool) -> list[object]:
    tenant = location.municipality.name if for_provider else location.provider.name
    return [
        Cell(location.name, reverse("location", args=[location.pk])),
        *([_evening_of(location)] if for_provider else []),
        tenant,
        KINDS[Location.Kind(location.kind)],
        guests_of(location),
        location.permitted_capacity,
        location.factual_capacity,
        state_of(location, found.double_let.get(location.pk, 0)),
    ]


def _evening_of(location: Location) -> Cell:
    """One tap from the list of locations to the list of tonight."""
    return Cell(_("Fill in tonight"), reverse("evening", args=[location.pk]))


def guests_of(location: Location) -> int:
    """How many guests sleep at a location tonight."""
    return location.guests


def state_of(location: Location, double_let: int) -> Cell:
    """Whether a location needs a look, and why."""
    if waiting := state_tag(location):
        return waiting
    if double_let:
        label = ngettext(
            "%(beds)d bed let twice", "%(beds)d beds let twice", double_let
        )
        return Cell(label % {"beds": double_let}, kind="warning")
    if is_over(location):
        return Cell(_("too full"), kind="warning")
    return Cell(_("in order"), kind="success")


def is_over(location: Location) -> bool:
    """Whether more people sleep here than is permitted."""
    permitted = location.permitted_capacity
    return permitted is not None and guests_of(location) > permitted


def _empty(found: Found) -> Empty:
    if found.asked.prefix:
        return Empty(
            _("No location begins with '%(letters)s'.")
            % {"letters": found.asked.prefix},
            _("Try fewer letters, or look at the whole list."),
            _("Show all locations"),
            reverse("locations"),
        )
    return Empty(
        _("There are no locations yet."),
        _("A location comes here when the municipality has admitted its provider."),
    )


def _paging(found: Found) -> Paging:
    shown = _("%(shown)s of %(total)s locations") % {
        "shown": number(len(found.locations)),
        "total": number(found.total),
    }
    if not found.locations:
        return Paging()
    first, last = (
        Key(each.name, each.pk) for each in (found.locations[0], found.locations[-1])
    )
    return Paging(
        next_url=found.address(after=last) if found.has_next else "",
        previous_url=found.address(before=first) if found.has_previous else "",
        shown=shown,
    )


def _export(found: Found) -> Export | None:
    if not found.total:
        return None
    query = found.address() if found.asked.prefix else ""
    return Export(reverse("locations_csv") + query, reverse("locations_xlsx") + query)
