"""Changing a letter, having it reviewed, sending it back, and withdrawing it."""

from collections.abc import Callable, Iterable

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import Conflict, UserError
from onderdak.kernel.text import text
from onderdak.rules.enforcement import FactSpec
from onderdak.supervision.enforcement.contract import HANDLE_CASES
from onderdak.supervision.enforcement.contract.cases import rules_of
from onderdak.supervision.enforcement.contract.letters import (
    LetterOn,
    change_draft,
    open_draft,
    review_letter,
    send_back,
    withdraw_letter,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.letters.forms import (
    SendBackForm,
    WithdrawForm,
    WordsForm,
)
from onderdak.web.enforcement.letters.one import letter_here, url_of, waits
from onderdak.web.enforcement.pages import (
    Note,
    Question,
    ask_for,
    case_url,
    in_words,
    of_case,
    town,
)
from onderdak.web.enforcement.who_works import offer_who_works
from onderdak.web.pages.shapes import Fact
from onderdak.web.pages.values import said


def checked(request: Request, number: str, letter: int) -> LetterOn:
    check_may(request.actor, HANDLE_CASES, municipality=town(request))
    return letter_here(request, number, letter)


def ask_about(
    request: Request,
    one: LetterOn,
    form: forms.Form,
    change: Callable[[], object],
    words: tuple[str, str, str],
    *,
    lead: str = "",
    notes: tuple[Note, ...] = (),
    target: str = "",
) -> HttpResponse:
    """A question about a letter.

    Args:
        words: the title, the button, and what is said when it is done.
        target: where to go after it; the page of the letter where it is left out.
    """
    number, name = one.row.measure.case.number, in_words(one.kind.title)
    title, submit, done = words
    here = url_of("", number, one.row.pk)

    def keep() -> str:
        change()
        return target or here

    question = Question(
        title,
        submit,
        done,
        of_case(number, (name, here), (title, "")),
        lead,
        notes=notes,
        facts=[
            Fact(_("Letter"), name),
            Fact(_("Address"), str(one.row.measure.case.address)),
        ],
    )
    return ask_for(request, form, question, keep)


@with_task
def change(request: Request, number: str, letter: int) -> HttpResponse:
    """Change the facts and the words of a letter that did not go out."""
    one, here = checked(request, number, letter), town(request)
    if not waits(one):
        raise Conflict(text("This letter cannot be changed."))
    draft = open_draft(
        by=request.actor, municipality=here, number=number, letter=letter
    )
    form = WordsForm(request.POST or None, draft=draft, facts=_asked(one))
    offer_who_works(request, form)

    def keep() -> None:
        change_draft(
            by=request.actor,
            municipality=here,
            number=number,
            letter=letter,
            facts=form.facts(),
            wording=form.wording(draft),
            at=now(),
        )

    note = Note(
        _("Whoever writes in a letter does not review it."),
        next=_("A review that was given before no longer counts."),
    )
    return ask_about(
        request,
        one,
        form,
        keep,
        (_("Change the letter"), _("Save"), _("The letter is changed.")),
        lead=_("A section that you leave empty reads as usual."),
        notes=(note,),
    )


def _asked(one: LetterOn) -> Iterable[FactSpec]:
    """The facts of the step of a letter, as they were asked when it was begun."""
    measure = one.row.measure
    path = rules_of(measure.ruleset_id).paths[measure.path]
    return path.steps[one.row.step].facts.values()


@require_POST
@with_task
def review(request: Request, number: str, letter: int) -> HttpResponse:
    """Say, as a second person, that a letter may go out as it stands."""
    checked(request, number, letter)
    try:
        review_letter(
            by=request.actor,
            municipality=town(request),
            number=number,
            letter=letter,
            read=request.POST.get("read", ""),
            at=now(),
        )
    except UserError as error:
        messages.error(request, " ".join(said(each) for each in error.texts))
    else:
        messages.success(request, _("You reviewed this letter. It may go out."))
    return HttpResponseRedirect(url_of("", number, letter))


@with_task
def back(request: Request, number: str, letter: int) -> HttpResponse:
    """Give a letter back to who wrote it, with words."""
    one = checked(request, number, letter)
    form = SendBackForm(request.POST or None)

    def keep() -> None:
        send_back(
            by=request.actor,
            municipality=town(request),
            number=number,
            letter=letter,
            words=form.cleaned_data["words"],
            at=now(),
        )

    return ask_about(
        request,
        one,
        form,
        keep,
        (_("Send it back"), _("Send it back"), _("The letter is sent back.")),
    )


@with_task
def withdraw(request: Request, number: str, letter: int) -> HttpResponse:
    """Take back a letter that did not go out."""
    one = checked(request, number, letter)
    form = WithdrawForm(request.POST or None)

    def keep() -> None:
        withdraw_letter(
            by=request.actor,
            municipality=town(request),
            number=number,
            letter=letter,
            words=form.cleaned_data["words"],
            at=now(),
        )

    return ask_about(
        request,
        one,
        form,
        keep,
        (_("Withdraw it"), _("Withdraw it"), _("The letter is withdrawn.")),
        lead=_("It stays to be read, and never goes out. Its step is not taken."),
        target=case_url(number),
    )
