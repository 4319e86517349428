"""What visits came to, per month and per way of being chosen."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.inspections.contract.after import (
    Month,
    NoAccess,
    months_of,
    untold,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.inspections.after.words import CHOSEN, NO_ACCESS
from onderdak.web.inspections.pages import Part, Way, asked, crumbs, page, town
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import (
    Column,
    Empty,
    Export,
    Filter,
    Option,
    Search,
    Table,
    Todo,
)

_YEARS = 5


def _year(request: Request) -> int:
    now_ = localdate().year
    found = whole_number(request.GET.get("year", ""))
    return found if found and now_ - _YEARS < found <= now_ else now_


def _chosen(request: Request) -> str:
    found = request.GET.get("chosen", "")
    return found if found in CHOSEN else ""


def _months(request: Request) -> Sequence[Month]:
    year = _year(request)
    return months_of(
        by=request.actor,
        municipality=town(request),
        first=date(year, 1, 1),
        end=date(year + 1, 1, 1),
        chosen_by=_chosen(request),
    )


@require_safe
@with_task
def visit_results(request: Request) -> HttpResponse:
    """What visits came to, with what is not told yet."""
    waiting = untold(by=request.actor, municipality=town(request))
    todos = [
        Todo(
            _("Say what visit %(number)s came to") % {"number": one.number},
            reverse("visit_result", args=[one.number]),
        )
        for one in waiting[:20]
    ]
    return page(
        request,
        _("What visits came to"),
        breadcrumbs=crumbs((_("What visits came to"), "")),
        lead=_(
            "For who works here. What is public leaves small counts out: see the text"
            " for everybody."
        ),
        todos=todos,
        ways=[
            Way(_("Text for everybody"), reverse("visit_publicity")),
            Way(_("Integral checks of this year"), reverse("integral_checks")),
        ],
        parts=[Part(_("Per month"), table=_table(request))],
    )


def _table(request: Request) -> Table:
    year, chosen = _year(request), _chosen(request)
    here = reverse("visit_results")
    query = asked({"year": str(year), "chosen": chosen})
    years = [
        str(each) for each in range(localdate().year, localdate().year - _YEARS, -1)
    ]
    return Table(
        name="results",
        caption=_("What visits came to in %(year)s") % {"year": year},
        note=_("latest month first"),
        columns=[
            Column(_("Month"), row_header=True),
            Column(_("Chosen")),
            Column(_("Visits"), numeric=True),
            Column(_("Not in order"), numeric=True),
            Column(_("In order"), numeric=True),
            Column(_("Nobody home"), numeric=True),
            Column(_("Refused"), numeric=True),
            Column(_("Other: not in"), numeric=True),
            Column(_("Hours"), numeric=True),
        ],
        rows=[_row(one) for one in _months(request)],
        empty=Empty(
            _("Of no visit in this year it was said what it came to."),
            _("Say it on the page of a visit that is ended."),
        ),
        search=Search(
            None,
            filters=[
                Filter(
                    "year", _("Year"), [Option(one, one) for one in years], str(year)
                ),
                Filter(
                    "chosen",
                    _("Chosen"),
                    [
                        Option("", _("all")),
                        *(Option(key, str(name)) for key, name in CHOSEN.items()),
                    ],
                    chosen,
                ),
            ],
        ),
        export=Export(f"{here}list.csv{query}", f"{here}list.xlsx{query}"),
    )


def _row(one: Month) -> list[object]:
    nobody = one.no_access.get(NoAccess.NOBODY_HOME, 0)
    refused = sum(
        one.no_access.get(each, 0)
        for each in (NoAccess.REFUSED, NoAccess.SILENT, NoAccess.WITHDRAWN)
    )
    return [
        date_format(one.month, "F Y"),
        str(CHOSEN.get(one.chosen_by, one.chosen_by)),
        *(one.visits, one.breaches, one.in_order, nobody, refused),
        sum(one.no_access.values()) - nobody - refused,
        round(one.minutes / 60),
    ]


@require_safe
@with_task
def results_csv(request: Request) -> HttpResponseBase:
    """The figures as CSV, with each reason for no access apart."""
    return csv_file(_lines(request), f"onderdak-visit-results-{_year(request)}")


@require_safe
@with_task
def results_xlsx(request: Request) -> HttpResponseBase:
    """The figures as a workbook."""
    return xlsx_file(_lines(request), f"onderdak-visit-results-{_year(request)}")


def _lines(request: Request) -> Iterator[list[object]]:
    head: list[object] = [
        *(_("Month"), _("Chosen"), _("Visits"), _("Not in order"), _("In order")),
        *(str(NO_ACCESS[each]) for each in NoAccess),
        _("Minutes of inspectors"),
    ]
    rows = [
        [
            *(one.month, one.chosen_by, one.visits, one.breaches, one.in_order),
            *(one.no_access.get(each, 0) for each in NoAccess),
            one.minutes,
        ]
        for one in _months(request)
    ]
    return iter([head, *rows])
