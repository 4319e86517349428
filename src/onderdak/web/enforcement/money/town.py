"""The money of all cases of a municipality: what is open, and where."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.supervision.enforcement.contract.money import (
    AskedMoney,
    CaseBalance,
    balances_of,
    town_balance,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.money.tables import (
    balance_facts,
    town_columns,
    town_lines,
    town_rows,
)
from onderdak.web.enforcement.money.words import STATES
from onderdak.web.enforcement.pages import (
    Part,
    asked,
    closed_notes,
    crumbs,
    key_asked,
    page,
    town,
    words_asked,
)
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import (
    Empty,
    Export,
    Filter,
    Option,
    Paging,
    Search,
    Table,
)

PAGE = 50
_MOST = 10_000


@require_safe
@with_task
def town_money(request: Request) -> HttpResponse:
    """What all cases come to together, and the balance of each."""
    here, wanted, after = town(request), _wanted(request), key_asked(request, "after")
    found = balances_of(
        by=request.actor, municipality=here, asked=wanted, after=after, most=PAGE + 1
    )
    total = town_balance(by=request.actor, municipality=here)
    title = _("Money of enforcement")
    return page(
        request,
        title,
        breadcrumbs=crumbs(
            (_("Enforcement"), reverse("enforcement_cases")), (title, "")
        ),
        notes=closed_notes(here),
        facts=list(balance_facts(total)),
        parts=[Part(_("By case"), table=_table(found, wanted, after))],
    )


def _wanted(request: Request) -> AskedMoney:
    state = request.GET.get("state", "")
    return AskedMoney(
        search=words_asked(request), state=state if state in STATES else ""
    )


def _table(
    found: Sequence[CaseBalance], wanted: AskedMoney, after: int | None
) -> Table:
    shown, here = found[:PAGE], reverse("enforcement_money")
    query = {"q": wanted.search, "state": wanted.state}
    key = str(shown[-1].case) if len(found) > PAGE else ""
    return Table(
        name="balances",
        caption=_("Balances"),
        note=_("newest case first"),
        columns=town_columns(),
        rows=town_rows(
            shown, lambda number: reverse("enforcement_case_money", args=[number])
        ),
        empty=_empty(wanted),
        search=_search(wanted),
        paging=Paging(
            next_url=asked({**query, "after": key}) if key else "",
            previous_url=f"{here}{asked(query)}" if after else "",
        ),
        export=Export(f"{here}list.csv{asked(query)}", f"{here}list.xlsx{asked(query)}")
        if shown
        else None,
    )


def _empty(wanted: AskedMoney) -> Empty:
    if wanted.search or wanted.state:
        return Empty(
            _("Nothing fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show the whole list"),
            reverse("enforcement_money"),
        )
    return Empty(
        _("No case has a ledger yet."),
        _("What a check or a decision brings is booked by itself."),
    )


def _search(wanted: AskedMoney) -> Search:
    return Search(
        label=_("Case, street or town"),
        value=wanted.search,
        filters=[
            Filter(
                "state",
                _("How it stands"),
                [
                    Option("", _("all")),
                    *(Option(key, str(label)) for key, label in STATES.items()),
                ],
                wanted.state,
            )
        ],
    )


@require_safe
@with_task
def money_csv(request: Request) -> HttpResponseBase:
    """The balances as CSV: exactly what is shown, all pages of it."""
    return csv_file(_lines(request), _name())


@require_safe
@with_task
def money_xlsx(request: Request) -> HttpResponseBase:
    """The balances as a workbook: exactly what is shown, all pages of it."""
    return xlsx_file(_lines(request), _name())


def _lines(request: Request) -> Iterator[list[object]]:
    found = balances_of(
        by=request.actor,
        municipality=town(request),
        asked=_wanted(request),
        most=_MOST,
    )
    return town_lines(found)


def _name() -> str:
    return f"onderdak-enforcement-money-{localdate():%Y-%m-%d}"
