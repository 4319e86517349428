"""Dispatching a letter, and what becomes of it: arrived, or came back."""

from django.http import HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.contract.letters import (
    How,
    LetterOn,
    LetterState,
    dispatch_letter,
    note_delivery,
    send_again,
    settle_letter_task,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.letters.acts import ask_about, checked
from onderdak.web.enforcement.letters.forms import (
    AgainForm,
    DeliveryForm,
    DispatchForm,
    SettleForm,
)
from onderdak.web.enforcement.pages import (
    Note,
    town,
)


@with_task
def dispatch(request: Request, number: str, letter: int) -> HttpResponse:
    """Send a letter; its step is taken with it."""
    one = checked(request, number, letter)
    if request.method != "POST":
        _to_dispatch(one)
    form = DispatchForm(request.POST or None, on=localdate())

    def keep() -> None:
        dispatch_letter(
            by=request.actor,
            municipality=town(request),
            number=number,
            letter=letter,
            on_day=form.cleaned_data["on_day"],
            how=How(form.cleaned_data["how"]),
            at=now(),
        )

    note = Note(
        _("With the letter its step is taken, and the clocks begin to run."),
        "warning",
        _("After this nothing of the letter changes any more. Print the PDF, or send."),
    )
    return ask_about(
        request,
        one,
        form,
        keep,
        (_("Dispatch it"), _("Dispatch it"), _("The letter went out.")),
        notes=(note,),
    )


def _to_dispatch(one: LetterOn) -> None:
    """Say at once that it is not its turn: nobody fills in a form for nothing."""
    state = LetterState(one.row.state)
    if state is LetterState.DRAFTED:
        raise Conflict(
            text("Somebody else reviews this letter before it goes out."),
            next_step=text("It stands in the list of letters of your colleagues."),
        )
    if state is not LetterState.REVIEWED:
        raise Conflict(text("This letter went out already, or was withdrawn."))


@with_task
def delivery(request: Request, number: str, letter: int) -> HttpResponse:
    """Note that a letter arrived, or came back."""
    one = checked(request, number, letter)
    form = DeliveryForm(request.POST or None, on=localdate())

    def keep() -> None:
        note_delivery(
            by=request.actor,
            municipality=town(request),
            number=number,
            letter=letter,
            arrived=form.arrived,
            on_day=form.cleaned_data["on_day"],
            words=form.cleaned_data["words"],
            task=form.to_do,
            at=now(),
        )

    return ask_about(
        request,
        one,
        form,
        keep,
        (_("Note that it arrived or came back"), _("Save"), _("It is noted.")),
    )


@with_task
def again(request: Request, number: str, letter: int) -> HttpResponse:
    """Send a letter that came back once more."""
    one = checked(request, number, letter)
    form = AgainForm(request.POST or None, on=localdate())

    def keep() -> None:
        send_again(
            by=request.actor,
            municipality=town(request),
            number=number,
            letter=letter,
            on_day=form.cleaned_data["on_day"],
            how=How(form.cleaned_data["how"]),
            recipient=form.lines,
            made_known=form.cleaned_data["made_known"],
            at=now(),
        )

    note = Note(
        _("The step is not taken anew."),
        next=_("Say whether it was made known before: from which day its terms count."),
    )
    return ask_about(
        request,
        one,
        form,
        keep,
        (_("Send it again"), _("Send it again"), _("The letter went out again.")),
        notes=(note,),
    )


@with_task
def settle(request: Request, number: str, letter: int) -> HttpResponse:
    """End the task of a letter that came back, without sending it again."""
    one = checked(request, number, letter)
    form = SettleForm(request.POST or None)

    def keep() -> None:
        settle_letter_task(
            by=request.actor,
            municipality=town(request),
            number=number,
            letter=letter,
            outcome=form.cleaned_data["outcome"],
            at=now(),
        )

    return ask_about(
        request,
        one,
        form,
        keep,
        (_("Settle it otherwise"), _("Settle it"), _("It is settled.")),
    )
