"""Telling the people in their language, and asking care for who needs it."""

from django.http import HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.contract.people import (
    About,
    NewTelling,
    Told,
    ask_care,
    drop_telling,
    note_told,
    say_care_arranged,
    say_who_tells,
    who_looks_after,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.pages import town
from onderdak.web.enforcement.people.acts import ask_of, checked, known
from onderdak.web.enforcement.people.forms import (
    ArrangedForm,
    CareForm,
    SaidForm,
    TellingForm,
)
from onderdak.web.enforcement.wording import language_name
from onderdak.web.pages.shapes import Fact


@with_task
def tell(request: Request, number: str) -> HttpResponse:
    """Name who tells the people, in which language and when."""
    people, here = checked(request, number), town(request)
    offered = [
        (str(user.pk), user.name or user.email)
        for user in who_looks_after(by=request.actor, municipality=here)
    ]
    form = TellingForm(request.POST or None, on=localdate(), people=offered)

    def change() -> None:
        given = form.cleaned_data
        telling = NewTelling(
            language=given["language"],
            teller=int(given["teller"]),
            how=Told(given["how"]),
            planned_at=form.planned_at,
            along=given["along"],
        )
        say_who_tells(
            by=request.actor,
            municipality=here,
            number=number,
            telling=telling,
            at=now(),
        )

    return ask_of(
        request,
        number,
        form,
        change,
        (_("Name who tells them"), _("Save"), _("It stands who tells the people.")),
        _("Once for each language that is spoken in the house."),
        facts=known(people),
    )


@with_task
def told(request: Request, number: str, telling: int) -> HttpResponse:
    """Write down that the people were told, or why not this way."""
    people = checked(request, number)
    row = next((each for each in people.tellings if each.pk == telling), None)
    if row is None:
        raise NotFound(text("There is no such line in this case."))
    form = SaidForm(request.POST or None, initial={"day": localdate()})

    def change() -> None:
        told_at, words = form.told_at, form.cleaned_data["words"]
        where = {"municipality": town(request), "number": number}
        if told_at is None:
            drop_telling(
                by=request.actor, telling=telling, words=words, at=now(), **where
            )
            return
        note_told(
            by=request.actor,
            telling=telling,
            done_at=told_at,
            words=words,
            at=now(),
            **where,
        )

    return ask_of(
        request,
        number,
        form,
        change,
        (_("Were the people told?"), _("Save"), _("It is written down.")),
        facts=[Fact(_("Language"), language_name(row.language))],
    )


@with_task
def care(request: Request, number: str) -> HttpResponse:
    """Ask a care worker to look after somebody."""
    checked(request, number)
    form = CareForm(request.POST or None)

    def change() -> None:
        ask_care(
            by=request.actor,
            municipality=town(request),
            number=number,
            about=About(form.cleaned_data["about"]),
            words=form.cleaned_data["words"],
            at=now(),
        )

    return ask_of(
        request,
        number,
        form,
        change,
        (
            _("Ask a care worker"),
            _("Ask it"),
            _("It was asked. Whether care took it stands on this page."),
        ),
        _("For children, and for people who need more than a bed."),
    )


@with_task
def arranged(request: Request, number: str) -> HttpResponse:
    """Say that care was arranged in another way."""
    checked(request, number)
    form = ArrangedForm(request.POST or None)

    def change() -> None:
        say_care_arranged(
            by=request.actor,
            municipality=town(request),
            number=number,
            about=About(form.cleaned_data["about"]),
            words=form.cleaned_data["words"],
            at=now(),
        )

    return ask_of(
        request,
        number,
        form,
        change,
        (_("Care was arranged otherwise"), _("Save"), _("It is written down.")),
        _("For when care takes no tasks from Onderdak, or somebody called."),
    )
