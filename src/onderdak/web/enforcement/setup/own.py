"""The amounts and the letterhead of a municipality: added, ended, changed."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may, normbook
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.rules.findings.norms import JUDGED
from onderdak.supervision.enforcement.contract import SET_UP_ENFORCEMENT
from onderdak.supervision.enforcement.contract.choices import (
    AMOUNTS,
    AmountOf,
    LocalAmount,
    NewAmount,
    Per,
    amounts_of,
    fill_amount,
)
from onderdak.supervision.enforcement.contract.letters import (
    USUAL_COLOUR,
    letterhead_of,
    set_letterhead,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.pages import (
    Question,
    ask_for,
    in_words,
    town,
)
from onderdak.web.enforcement.setup.forms import AmountForm, EndForm, HeadForm
from onderdak.web.enforcement.setup.views import in_setup
from onderdak.web.enforcement.wording import word_of
from onderdak.web.pages.shapes import Fact, Money


@with_task
def amount_new(request: Request) -> HttpResponse:
    """Add an amount that the municipality set."""
    here = town(request)
    check_may(request.actor, SET_UP_ENFORCEMENT, municipality=here)
    form = AmountForm(
        request.POST or None, rules=_rules(), initial={"valid_from": localdate()}
    )

    def change() -> str:
        given = form.cleaned_data
        new = NewAmount(
            amount_of=AmountOf(given["amount_of"]),
            rule=given["rule"],
            per=Per(given["per"]),
            cents=given["cents"],
            most_cents=given["most_cents"],
            article=given["article"],
            source=given["source"],
            valid_from=given["valid_from"],
        )
        fill_amount(by=request.actor, municipality=here, amount=new, at=now())
        return reverse("enforcement_setup")

    title = _("Add an amount")
    question = Question(
        title,
        _("Save"),
        _("The amount is kept."),
        in_setup(title),
        _("It is proposed from its day on. Whoever takes another amount says why."),
    )
    return ask_for(request, form, question, change)


def _rules() -> list[tuple[str, str]]:
    """The norms that a finding can be about, each by its first part."""
    titles: dict[str, str] = {}
    for norm in normbook().norms:
        if norm.as_ in JUDGED:
            titles.setdefault(norm.rule, f"{norm.rule}: {in_words(norm.title)}")
    return list(titles.items())


@with_task
def amount_end(request: Request, amount: int) -> HttpResponse:
    """Say from when an amount no longer holds."""
    here, on = town(request), localdate()
    check_may(request.actor, SET_UP_ENFORCEMENT, municipality=here)
    row = _amount(request, amount)
    form = EndForm(request.POST or None, initial={"valid_from": on})

    def change() -> str:
        ended = NewAmount(
            amount_of=AmountOf(row.amount_of),
            rule=row.rule,
            per=Per(row.per),
            cents=row.cents,
            most_cents=row.most_cents,
            article=row.article,
            source=form.cleaned_data["source"],
            valid_from=form.cleaned_data["valid_from"],
            invented=row.invented,
            ended=True,
        )
        fill_amount(by=request.actor, municipality=here, amount=ended, at=now())
        return reverse("enforcement_setup")

    title = _("End an amount")
    question = Question(
        title,
        _("End it"),
        _("The amount ends on that day."),
        in_setup(title),
        _("What was imposed before keeps its amount."),
        facts=[
            Fact(_("For what"), word_of(AMOUNTS, AmountOf, row.amount_of)),
            Fact(_("Amount"), Money(row.cents)),
            Fact(_("Rests on"), row.article),
        ],
    )
    return ask_for(request, form, question, change)


def _amount(request: Request, amount: int) -> LocalAmount:
    held = amounts_of(by=request.actor, municipality=town(request), on=localdate())
    found = next((each for each in held if each.pk == amount), None)
    if found is None:
        raise NotFound(text("There is no such amount."))
    return found


@with_task
def letterhead(request: Request) -> HttpResponse:
    """Set how the letters of the municipality look, and whom they say to call."""
    here = town(request)
    check_may(request.actor, SET_UP_ENFORCEMENT, municipality=here)
    found = letterhead_of(by=request.actor, municipality=here)
    first: dict[str, object] = {"colour": USUAL_COLOUR}
    if found is not None:
        first = {
            "lines": "\n".join(found.lines),
            "contact": found.contact,
            "objections_to": found.objections_to,
            "signed_by": "\n".join(found.signed_by),
            "colour": found.colour,
        }
    form = HeadForm(request.POST or None, initial=first)

    def change() -> str:
        set_letterhead(by=request.actor, municipality=here, head=form.head, at=now())
        return reverse("enforcement_setup")

    title = _("Change the letterhead")
    question = Question(
        title,
        _("Save"),
        _("The letterhead is kept."),
        in_setup(title),
        _("Letters that went out stay as they were."),
    )
    return ask_for(request, form, question, change)
