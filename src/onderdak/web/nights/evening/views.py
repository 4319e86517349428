"""Tonight at one location: the page, and its taps without script."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from onderdak.foundation.identity.contract import by_law_asks
from onderdak.foundation.privacy.contract import Ground
from onderdak.kernel.errors import Invalid, NotAllowed
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    Location,
    location_for,
    open_guest_identity,
)
from onderdak.register.nights.contract.evenings import (
    Act,
    Answer,
    Place,
    Tapped,
    evening_of,
    here_since,
    night_of,
    tap,
)
from onderdak.web.account.contract import Request, pages_of, with_task
from onderdak.web.nights.evening.forms import PURPOSES, ArrivalForm, MoveForm
from onderdak.web.nights.evening.showing import Asked, chosen, page_of, shown
from onderdak.web.nights.evening.words import words
from onderdak.web.pages.values import said

_NOBODY = (0, "")
_CLOSES_AFTER = 30  # seconds that a name stands open


def own_location(request: Request, pk: int) -> Location:
    """A location of the provider for which someone works."""
    if pages_of(request.actor) != "provider":
        raise NotAllowed(
            text("Only a provider keeps the list of an evening."),
            next_step=text("Choose the provider you work for at the top of the page."),
        )
    return location_for(by=request.actor, location=pk, on=localdate())


def night_asked(written: str) -> date:
    """The night that is asked for, else the one that people mean now."""
    now = night_of(localtime())
    try:
        night = parse_date(written) or now
    except ValueError:
        return now
    return min(night, localdate())


def context_of(
    request: Request,
    location: Location,
    night: date,
    opened: tuple[int, str] = _NOBODY,
    arrival: Form | None = None,
) -> dict[str, Any]:
    """What page and part share."""
    asked = _asked(request.GET)
    evening = evening_of(by=request.actor, location=location, night=night)
    part = chosen(evening, asked)
    guests = [*part.guests, *part.left]
    since = here_since(by=request.actor, location=location, guests=guests)
    return {
        "location": location,
        "owner": request.actor.user_id,
        "key": uuid4(),
        "today": localdate(),
        "arrival": arrival or ArrivalForm(asks_work=_asks_work(location, night)),
        "moving_form": MoveForm(auto_id="moving_%s"),
        "purposes": PURPOSES,
        **shown(evening, location, asked, part, since, dict([opened])),
    }


def _asks_work(location: Location, night: date) -> bool:
    town = location.municipality_id
    return by_law_asks("bylaw.work_municipality", municipality=town, on=night)


def _asked(query: QueryDict) -> Asked:
    page = whole_number(query.get("page", ""), most_digits=5)
    return Asked(query.get("q", "").strip()[:60], page or 1)


def _page(
    request: Request,
    location: Location,
    context: dict[str, object],
    template: str = "page",
    status: int = 200,
) -> HttpResponse:
    frame = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": location.name, "url": f"/locations/{location.pk}/"},
            {"label": _("Evening")},
        ],
        "words": words(),
    }
    answer = render(
        request, f"nights/evening/{template}.html", frame | context, status=status
    )
    answer["Cache-Control"] = "no-store"
    return answer


@require_GET
@with_task
def evening(request: Request, pk: int) -> HttpResponse:
    """Who sleeps here tonight, by initials; each change is one tap."""
    location = own_location(request, pk)
    night = night_asked(request.GET.get("night", ""))
    return _page(request, location, context_of(request, location, night))


@require_GET
@with_task
def move(request: Request, pk: int) -> HttpResponse:
    """Where a guest moved to: a page of its own where no script opens the question."""
    location = own_location(request, pk)
    night = night_asked(request.GET.get("night", ""))
    return _ask_place(request, location, night, request.GET.get("guest", ""), None)


def _ask_place(
    request: Request, location: Location, night: date, guest: str, form: Form | None
) -> HttpResponse:
    context = context_of(request, location, night)
    rows = context["rows"]
    moving = next((row for row in rows if str(row.guest) == guest), None)
    if moving is None:
        return redirect(page_of(location, night))
    more = {"form": form or MoveForm(auto_id="moving_%s"), "moving": moving}
    return _page(request, location, context | more, "move", 422 if form else 200)


@require_POST
@with_task
def tap_by_form(request: Request, pk: int) -> HttpResponse:
    """One tap as a plain form; the page comes back with what became of it."""
    location = own_location(request, pk)
    data = request.POST
    night = night_asked(data.get("night", ""))
    act, _space, about = data.get("tap", "").partition(" ")
    if act == Act.ARRIVE:
        arrival = ArrivalForm(data, asks_work=_asks_work(location, night))
        if not arrival.is_valid():
            context = context_of(request, location, night, arrival=arrival)
            return _page(request, location, context, status=422)
    if act == Act.MOVE:
        form = MoveForm(data, auto_id="moving_%s")
        if not form.is_valid():
            return _ask_place(request, location, night, data.get("guest", ""), form)
    about = data.get("guest", "") if act == Act.MOVE else about
    known = {name: data[name] for name in data if name != "csrfmiddlewaretoken"}
    tapped = read_tap({**known, "act": act, "about": about}, night, _key(known))
    answer = tap(by=request.actor, location=location, tapped=tapped, on=localdate())
    if answer.done:
        messages.success(request, _("It is recorded."))
    else:
        messages.error(request, reason(answer))
    return redirect(page_of(location, night) + f"#guest-{tapped.guest or 'new'}")


def _key(known: dict[str, str]) -> UUID:
    """The same form sent twice is one tap; another choice on the same page is not."""
    try:
        page = UUID(known.get("key", ""))
    except ValueError:
        page = uuid4()
    return uuid5(page, json.dumps(known, sort_keys=True))


def read_tap(
    known: dict[str, str],
    night: date,
    key: UUID,
    *,
    device: UUID | None = None,
    sequence: int | None = None,
    at: datetime | None = None,
) -> Tapped:
    """A tap from what a form or a phone sends.

    Raises:
        Invalid: it is not a tap.
    """
    act, about = known.get("act", ""), known.get("about", "")
    if act not in set(Act):
        raise Invalid(text("This is not something that the page can do."))
    place, identity, reference, work = Place(), None, "", ""
    if act in (Act.ARRIVE, Act.MOVE):
        form = (
            ArrivalForm(known, asks_work=True) if act == Act.ARRIVE else MoveForm(known)
        )
        if form.is_valid():
            place = form.chosen
            identity = getattr(form, "identity", None)
            reference = form.cleaned_data.get("reference", "")
            work = form.cleaned_data.get("work_municipality", "")
    return Tapped(
        key=key,
        act=Act(act),
        night=night,
        guest=whole_number(about),
        place=place,
        identity=identity,
        reference=reference,
        work_municipality=work,
        takes_back=_uuid(about) if act == Act.TAKE_BACK else None,
        device=device,
        sequence=sequence,
        at=at,
    )


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def reason(answer: Answer) -> str:
    """Why a tap was refused and how to go on, in the reader's language."""
    return " ".join(said(each) for each in answer.reasons)


@require_POST
@with_task
def open_name(request: Request, pk: int) -> HttpResponse:
    """Open the name of one guest; it is logged, and closes by itself."""
    location = own_location(request, pk)
    guest = whole_number(request.POST.get("open", "")) or 0
    identity = open_guest_identity(
        by=request.actor,
        guest=guest,
        municipality=location.municipality_id,
        ground=Ground.OWN_ENTRY,
    )
    if "application/json" in request.headers.get("Accept", ""):
        answer: HttpResponse = JsonResponse({"guest": guest, "name": identity.name})
        answer["Cache-Control"] = "no-store"
        return answer
    night = night_asked(request.POST.get("night", ""))
    opened = (guest, identity.name)
    answer = _page(request, location, context_of(request, location, night, opened))
    answer["Refresh"] = f"{_CLOSES_AFTER}; url={page_of(location, night)}"
    return answer
