"""Integral checks of a year: a few, together with partners, and each held well."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.supervision.inspections.contract import Along, Visit
from onderdak.supervision.inspections.contract.after import integral_year
from onderdak.supervision.inspections.contract.planning import companions_of
from onderdak.web.account.contract import Request, with_task
from onderdak.web.inspections.pages import Note, Part, Way, crumbs, page, town
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table


@require_safe
@with_task
def integral(request: Request) -> HttpResponse:
    """How many integral checks were held this year, and planning the next."""
    found = integral_year(by=request.actor, municipality=town(request), on=localdate())
    meant = found.meant if found.meant is not None else _("not set by the municipality")
    notes = []
    if found.to_plan:
        notes.append(
            Note(
                _("%(count)s checks are still to be planned this year.")
                % {"count": found.to_plan},
                "warning",
                _("Plan the next, with a partner of the environmental service."),
            )
        )
    return page(
        request,
        _("Integral checks in %(year)s") % {"year": found.year},
        breadcrumbs=crumbs((_("Integral checks"), "")),
        lead=_(
            "One visit with all that is to be checked, together with partners: advice"
            " on the spot, and a report of each."
        ),
        notes=notes,
        facts=[
            Fact(_("Meant for this year"), meant),
            Fact(_("Held"), len(found.held)),
            Fact(_("Planned"), len(found.planned)),
        ],
        ways=[
            Way(
                _("Plan the next"),
                reverse("visit_new") + "?kind=integral",
                "primary",
            )
        ],
        parts=[
            Part(_("Held"), table=_table("held", _("Held"), found.held)),
            Part(_("Planned"), table=_table("planned", _("Planned"), found.planned)),
        ],
    )


def _table(name: str, caption: str, visits: Sequence[Visit]) -> Table:
    return Table(
        name=name,
        caption=caption,
        columns=[
            Column(_("Visit"), row_header=True),
            Column(_("Day")),
            Column(_("Address")),
            Column(_("Environmental service")),
            Column(_("Report of the visit")),
        ],
        rows=[_row(one) for one in visits],
        empty=Empty(_("None in this year.")),
    )


def _row(visit: Visit) -> list[object]:
    along = companions_of(visit).filter(kind=Along.ENVIRONMENT).first()
    return [
        visit.number,
        visit.day,
        visit.address.in_full,
        along.organisation if along else "–",
        Cell(_("to the report"), url=reverse("visit_report", args=[visit.number])),
    ]
