"""The address file of one visit: what it needs to know, and no more."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract import OPEN_STATES, Kind, State
from onderdak.supervision.inspections.contract.planning import address_file
from onderdak.web.account.contract import Request, with_task
from onderdak.web.inspections.pages import Part, crumbs, page, visit_here
from onderdak.web.inspections.planning.words import KINDS, STATES
from onderdak.web.pages.shapes import Cell, Column, Empty, Table


@require_safe
@with_task
def visit_file(request: Request, number: str) -> HttpResponse:
    """What sources say of the address; that somebody looked is written down."""
    visit = visit_here(request, number)
    if visit.state not in OPEN_STATES:
        raise Conflict(
            text("The file of an address is for a visit that is still to be made."),
            next_step=text("Plan another visit, or look at the picture."),
        )
    on = localdate()
    file = address_file(by=request.actor, visit=visit, on=on)
    title = _("Address file of visit %(number)s") % {"number": number}
    return page(
        request,
        title,
        lead=_("%(address)s. That you looked is written down.")
        % {"address": file["address"]},
        breadcrumbs=crumbs(
            (_("Visits"), reverse("visits")),
            (number, reverse("visit", args=[number])),
            (_("Address file"), ""),
        ),
        parts=list(_parts(file)),
    )


def _parts(file: Mapping[str, object]) -> Iterator[Part]:
    sections = _listed(file["sections"])
    for section in sections:
        yield Part(str(section["name"]), table=_section(section))
    if not sections:
        yield Part(
            _("What sources say"), lead=_("No source says anything of this address.")
        )
    for location in _listed(file["locations"]):
        yield Part(_("Quality of the housing"), table=_location(location))
    yield Part(_("Earlier visits"), table=_earlier(_listed(file["earlier"])))


def _listed(found: object) -> Sequence[Mapping[str, object]]:
    return found if isinstance(found, list) else []


def _day(written: object) -> date | None:
    return date.fromisoformat(str(written)) if written else None


def _section(section: Mapping[str, object]) -> Table:
    return Table(
        name=str(section["source"]),
        caption=str(section["name"]),
        note=str(section["ground"]),
        columns=[
            Column(_("What"), row_header=True),
            Column(_("Value")),
            Column(_("Day")),
            Column(_("Until")),
        ],
        rows=[
            [str(one["what"]), one["value"], _day(one["on"]), _day(one["until"]) or "–"]
            for one in _listed(section["known"])
        ],
    )


def _location(location: Mapping[str, object]) -> Table:
    return Table(
        name=f"location-{location['id']}",
        caption=_("What is known of the quality"),
        columns=[
            Column(_("Fact"), row_header=True),
            Column(_("Where")),
            Column(_("Value")),
            Column(_("Day")),
        ],
        rows=[
            [str(one["path"]), str(one["place"] or "–"), one["value"], _day(one["on"])]
            for one in _listed(location["known"])
        ],
        empty=Empty(_("Nothing is known yet.")),
    )


def _earlier(found: Sequence[Mapping[str, object]]) -> Table:
    return Table(
        name="earlier",
        caption=_("Earlier visits to this address"),
        columns=[
            Column(_("Number"), row_header=True),
            Column(_("Kind")),
            Column(_("Day")),
            Column(_("State")),
        ],
        rows=[
            [
                Cell(one["number"], url=reverse("visit", args=[one["number"]])),
                str(KINDS[Kind(str(one["kind"]))]),
                _day(one["day"]),
                str(STATES[State(str(one["state"]))][0]),
            ]
            for one in found
        ],
        empty=Empty(_("There was no visit before.")),
    )
