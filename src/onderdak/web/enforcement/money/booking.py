"""Booking: a payment, a cost, what is written off, and what puts a line right."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.contract import HANDLE_CASES
from onderdak.supervision.enforcement.contract.cases import CaseOn
from onderdak.supervision.enforcement.contract.money import (
    LedgerLine,
    book_cost,
    book_payment,
    correct_entry,
    ledger_of,
    write_off,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.cases.gathering import case_here
from onderdak.web.enforcement.money.forms import (
    CorrectForm,
    CostForm,
    PaymentForm,
    WriteOffForm,
)
from onderdak.web.enforcement.money.tables import measure_label
from onderdak.web.enforcement.money.words import DEBTS, KINDS
from onderdak.web.enforcement.pages import (
    Question,
    ask_for,
    in_words,
    of_case,
    town,
)
from onderdak.web.pages.shapes import Fact, Money


def _case(request: Request, number: str) -> CaseOn:
    """The case, for whoever may book on it."""
    check_may(request.actor, HANDLE_CASES, municipality=town(request))
    return case_here(request, number)


def lines_of(request: Request, number: str) -> Sequence[LedgerLine]:
    """The ledger of a case, for whoever may book on it."""
    _case(request, number)
    return ledger_of(by=request.actor, municipality=town(request), number=number)


def debts_in(lines: Sequence[LedgerLine]) -> list[tuple[str, str]]:
    """For what something can be booked: each debt of each measure that has one."""
    found = {
        f"{one.measure}_{one.debt}": f"{DEBTS[one.debt]}: {in_words(one.path_title)}"
        for one in lines
    }
    return list(found.items())


def question(
    number: str, title: str, submit: str, done: str, lead: str = "", **more: object
) -> Question:
    """What a page of booking asks, and where it leads back to."""
    back = (_("Money"), reverse("enforcement_case_money", args=[number]))
    crumbs = of_case(number, back, (title, ""))
    facts = more.get("facts", ())
    return Question(
        title,
        submit,
        done,
        crumbs,
        lead,
        facts=facts if isinstance(facts, Sequence) else (),
    )


def back_to(number: str) -> str:
    """Where the ledger of a case is."""
    return reverse("enforcement_case_money", args=[number])


@with_task
def pay(request: Request, number: str) -> HttpResponse:
    """Book money that came in."""
    form = PaymentForm(
        request.POST or None,
        on=localdate(),
        offered=debts_in(lines_of(request, number)),
    )

    def change() -> str:
        book_payment(
            by=request.actor,
            municipality=town(request),
            number=number,
            measure=form.measure,
            debt=form.debt,
            cents=form.cleaned_data["cents"],
            on_day=form.cleaned_data["on_day"],
            about=form.cleaned_data["about"],
            at=now(),
        )
        return back_to(number)

    asked = question(
        number,
        _("Book a payment"),
        _("Book it"),
        _("The payment is booked."),
        _("On the day on which the money came in."),
    )
    return ask_for(request, form, asked, change)


@with_task
def write_it_off(request: Request, number: str) -> HttpResponse:
    """Write off what will not be collected."""
    form = WriteOffForm(
        request.POST or None,
        on=localdate(),
        offered=debts_in(lines_of(request, number)),
    )

    def change() -> str:
        write_off(
            by=request.actor,
            municipality=town(request),
            number=number,
            measure=form.measure,
            debt=form.debt,
            cents=form.cleaned_data["cents"],
            reason=form.cleaned_data["reason"],
            on_day=form.cleaned_data["on_day"],
            at=now(),
        )
        return back_to(number)

    asked = question(
        number,
        _("Write off"),
        _("Write it off"),
        _("It is written off. The reason stands beside it."),
        _("What you write off is no longer collected. The line stays, with your name."),
    )
    return ask_for(request, form, asked, change)


@with_task
def cost(request: Request, number: str) -> HttpResponse:
    """Book a cost of coercion."""
    case = _case(request, number)
    offered = [
        (str(one.row.pk), measure_label(one.title, one.row.begun_on))
        for one in case.measures
    ]
    form = CostForm(request.POST or None, on=localdate(), offered=offered)

    def change() -> str:
        book_cost(
            by=request.actor,
            municipality=town(request),
            number=number,
            measure=int(form.cleaned_data["measure"]),
            cents=form.cleaned_data["cents"],
            about=form.cleaned_data["about"],
            on_day=form.cleaned_data["on_day"],
            at=now(),
        )
        return back_to(number)

    asked = question(
        number,
        _("Book a cost of coercion"),
        _("Book it"),
        _("The cost is booked. It is claimed by a decision of its own."),
        _("One line for each bill, so that the decision on the costs can name them."),
    )
    return ask_for(request, form, asked, change)


@with_task
def correct(request: Request, number: str, entry: int) -> HttpResponse:
    """Put a line right by a further line."""
    lines = lines_of(request, number)
    line = next((one for one in lines if one.pk == entry), None)
    if line is None:
        raise NotFound(text("There is no such line in the ledger here."))
    form = CorrectForm(request.POST or None)

    def change() -> str:
        correct_entry(
            by=request.actor,
            municipality=town(request),
            entry=entry,
            cents=form.change,
            reason=form.cleaned_data["reason"],
            at=now(),
        )
        return back_to(number)

    asked = question(
        number,
        _("Correct a line"),
        _("Book the correction"),
        _("The correction is booked as a line of its own."),
        _("The line stays as it is. What you book here is added to it or taken off."),
        facts=list(_facts(line, lines)),
    )
    return ask_for(request, form, asked, change)


def _facts(line: LedgerLine, lines: Sequence[LedgerLine]) -> list[Fact]:
    corrected = sum(one.cents for one in lines if one.corrects == line.pk)
    facts = [
        Fact(_("Line"), f"{KINDS[line.kind]}, {DEBTS[line.debt]}"),
        Fact(_("Day"), line.on_day),
        Fact(_("Amount"), Money(line.cents)),
        Fact(
            _("What it is about"), " – ".join(filter(None, [line.about, line.reason]))
        ),
    ]
    if corrected:
        facts.append(Fact(_("With its corrections"), Money(line.cents + corrected)))
    return [each for each in facts if each.value]
