"""The money of one case: how it stands, every line, and what can be booked."""

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may
from onderdak.supervision.enforcement.contract import HANDLE_CASES
from onderdak.supervision.enforcement.contract.money import (
    Balance,
    EntryKind,
    LedgerLine,
    debts_of,
    ledger_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.cases.gathering import case_here
from onderdak.web.enforcement.money.tables import (
    balance_table,
    ledger_lines,
    ledger_table,
)
from onderdak.web.enforcement.pages import (
    Note,
    Part,
    Way,
    closed_notes,
    of_case,
    page,
    town,
)
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import Export
from onderdak.web.pages.values import money


@require_safe
@with_task
def case_money(request: Request, number: str) -> HttpResponse:
    """What a case comes to, and every line that was booked."""
    here = town(request)
    case = case_here(request, number)
    debts = debts_of(by=request.actor, municipality=here, number=number)
    lines = ledger_of(by=request.actor, municipality=here, number=number)
    handles = may(request.actor, HANDLE_CASES, municipality=here)
    total = sum(debts.values(), Balance())
    return page(
        request,
        _("Money of case %(number)s") % {"number": number},
        breadcrumbs=of_case(number, (_("Money"), "")),
        lead=str(case.case.address),
        notes=[*closed_notes(here), *_notes(total)],
        ways=list(_ways(number, total)) if handles else [],
        parts=[
            Part(_("Balance"), table=balance_table(debts)),
            Part(
                _("All lines"),
                table=ledger_table(
                    lines,
                    export=_export(number) if lines else None,
                    correct=lambda one: _correct(one) if handles else "",
                ),
            ),
        ],
    )


def _notes(total: Balance) -> Iterator[Note]:
    if total.not_claimed:
        yield Note(
            _("%(amount)s is owed and not claimed yet.")
            % {"amount": money(total.not_claimed)},
            "warning",
            _("Take the decision to collect before it lapses."),
        )
    if total.to_give_back:
        yield Note(
            _("%(amount)s came in too much.") % {"amount": money(total.to_give_back)},
            "warning",
            _("Give it back, and book it on the day on which it went."),
        )


def _ways(number: str, total: Balance) -> Iterator[Way]:
    if total.owed:
        paid = reverse("enforcement_pay", args=[number])
        yield Way(_("Book a payment"), paid, "primary")
    if total.to_give_back:
        back = reverse("enforcement_give_back", args=[number])
        yield Way(_("Book what was given back"), back, "" if total.open else "primary")
    cost = reverse("enforcement_cost", args=[number])
    yield Way(_("Book a cost of coercion"), cost)
    if total.open:
        written = reverse("enforcement_write_off", args=[number])
        yield Way(_("Write off"), written)


def _correct(one: LedgerLine) -> str:
    if one.kind is EntryKind.CORRECTION:
        return ""
    return reverse("enforcement_correct", args=[one.number, one.pk])


def _export(number: str) -> Export:
    return Export(
        reverse("enforcement_case_money_csv", args=[number]),
        reverse("enforcement_case_money_xlsx", args=[number]),
    )


@require_safe
@with_task
def case_money_csv(request: Request, number: str) -> HttpResponseBase:
    """The ledger of a case as CSV."""
    return csv_file(_lines(request, number), f"onderdak-ledger-{number}")


@require_safe
@with_task
def case_money_xlsx(request: Request, number: str) -> HttpResponseBase:
    """The ledger of a case as a workbook."""
    return xlsx_file(_lines(request, number), f"onderdak-ledger-{number}")


def _lines(request: Request, number: str) -> Iterator[list[object]]:
    case_here(request, number)
    lines = ledger_of(by=request.actor, municipality=town(request), number=number)
    return ledger_lines(lines)
