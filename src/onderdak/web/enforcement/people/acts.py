"""Counting the people, saying where they go, and holding places for them."""

from collections.abc import Callable, Sequence

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.contract.people import (
    LOOK_AFTER_PEOPLE,
    Answer,
    Held,
    PeopleOn,
    Seen,
    answer_rehousing,
    count_people,
    hold_places,
    release_hold,
    reserve_places,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.cases.gathering import case_here
from onderdak.web.enforcement.pages import (
    Note,
    Question,
    Way,
    ask_for,
    of_case,
    town,
)
from onderdak.web.enforcement.people.boxes import counted
from onderdak.web.enforcement.people.forms import (
    CountForm,
    HoldForm,
    RehousingForm,
    ReleaseForm,
)
from onderdak.web.enforcement.people.one import people_here
from onderdak.web.pages.shapes import Fact


def checked(request: Request, number: str) -> PeopleOn:
    """The people of a case, for whoever looks after them."""
    check_may(request.actor, LOOK_AFTER_PEOPLE, municipality=town(request))
    return people_here(request, number)


def back(number: str) -> str:
    """The page of the people of a case."""
    return reverse("enforcement_case_people", args=[number])


def ask_of(
    request: Request,
    number: str,
    form: forms.Form,
    change: Callable[[], None],
    words: tuple[str, str, str],
    lead: str = "",
    notes: Sequence[Note] = (),
    facts: Sequence[Fact] = (),
    ways: Sequence[Way] = (),
) -> HttpResponse:
    """A question about the people of a case.

    Args:
        words: the title, the button, and what is said when it is done.
    """
    title, submit, done = words

    def keep() -> str:
        change()
        return back(number)

    crumbs = of_case(number, (_("People first"), back(number)), (title, ""))
    question = Question(title, submit, done, crumbs, lead, notes, facts, ways)
    return ask_for(request, form, question, keep)


@with_task
def count(request: Request, number: str) -> HttpResponse:
    """Write down how many people sleep in the house."""
    checked(request, number)
    here = town(request)
    grounds = case_here(request, number).grounds
    visits = dict.fromkeys(each.visit_number for each in grounds)
    offered = [
        (each, _("as found at visit %(number)s") % {"number": each}) for each in visits
    ]
    form = CountForm(request.POST or None, on=localdate(), visits=offered)

    def change() -> None:
        count_people(
            by=request.actor,
            municipality=here,
            number=number,
            visit=form.of_visit,
            by_hand=form.by_hand,
            children=Seen(form.cleaned_data["children"]),
            vulnerable=Seen(form.cleaned_data["vulnerable"]),
            at=now(),
        )

    return ask_of(
        request,
        number,
        form,
        change,
        (_("Count the people"), _("Save"), _("The count is kept.")),
        _("A number and no names: it decides how many beds are needed."),
    )


@with_task
def rehouse(request: Request, number: str) -> HttpResponse:
    """Answer where the people go."""
    people = checked(request, number)
    form = RehousingForm(request.POST or None)

    def change() -> None:
        answer_rehousing(
            by=request.actor,
            municipality=town(request),
            number=number,
            answer=Answer(form.cleaned_data["answer"]),
            words=form.cleaned_data["words"],
            at=now(),
        )

    return ask_of(
        request,
        number,
        form,
        change,
        (_("Answer where they go"), _("Save"), _("The answer is kept.")),
        _("No names: who sleeps where is arranged by those who house people."),
        facts=known(people),
    )


def known(people: PeopleOn) -> list[Fact]:
    newest = people.counts[0] if people.counts else None
    return [
        Fact(_("Sleep there"), counted(newest)),
        Fact(_("Places held today"), people.first.held),
    ]


@with_task
def hold(request: Request, number: str) -> HttpResponse:
    """Hold places in reserve for the people of a case."""
    people, here, on = checked(request, number), town(request), localdate()
    free = [
        one
        for one in reserve_places(by=request.actor, municipality=here, on=on)
        if one.free
    ]
    offered = [
        (
            str(one.row.pk),
            _("%(name)s: %(free)s of %(places)s places free")
            % {"name": one.row.name, "free": one.free, "places": one.row.places},
        )
        for one in free
    ]
    needed = max(0, (people.first.counted or 0) - people.first.held)
    form = HoldForm(request.POST or None, on=on, offered=offered, needed=needed or None)

    def change() -> None:
        given = form.cleaned_data
        asked = Held(given["places"], given["from_day"], given["until_day"])
        hold_places(
            by=request.actor,
            municipality=here,
            number=number,
            key=int(given["place"]),
            hold=asked,
            at=now(),
        )

    notes = [] if offered else [_none_free()]
    return ask_of(
        request,
        number,
        form,
        change,
        (_("Hold places"), _("Hold them"), _("The places are held for this case.")),
        _("Nobody else can hold them in these days."),
        facts=known(people),
        notes=notes,
    )


def _none_free() -> Note:
    return Note(
        _("No places in reserve are free today."),
        "warning",
        _("Add places to the register first, or arrange it with who housed them."),
    )


@with_task
def release(request: Request, number: str, hold: int) -> HttpResponse:
    """Give held places free, and say what came of it."""
    people = checked(request, number)
    row = next((each for each in people.holds if each.pk == hold), None)
    if row is None:
        raise NotFound(text("There is no such line in this case."))
    form = ReleaseForm(request.POST or None, initial={"on_day": localdate()})

    def change() -> None:
        release_hold(
            by=request.actor,
            municipality=town(request),
            number=number,
            hold=hold,
            on=form.cleaned_data["on_day"],
            words=form.cleaned_data["words"],
            at=now(),
        )

    return ask_of(
        request,
        number,
        form,
        change,
        (_("Release these places"), _("Release them"), _("The places are free again.")),
        facts=[
            Fact(_("With whom"), row.place.name),
            Fact(_("Places"), row.places),
            Fact(_("Free again on"), row.until_day),
        ],
    )
