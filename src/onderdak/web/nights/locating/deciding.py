"""The municipality confirms a registered location, asks about it, or refuses it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.identity.contract import Actor, check_may, may
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    CONFIRM_LOCATION,
    Location,
    location_for,
)
from onderdak.register.nights.contract.locations import (
    ask_about_location,
    claim_of,
    confirm_location,
    locations_to_confirm,
    others_at,
    refuse_location,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.nights.listing import guests_of
from onderdak.web.nights.locating.crumbs import way_back
from onderdak.web.nights.locating.forms import DecideForm, address_values
from onderdak.web.nights.words import KINDS
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table, Todo

_MOST = 8
_DONE = {
    "confirm": gettext_lazy("The location is confirmed."),
    "ask": gettext_lazy("Your question is sent to the provider."),
    "refuse": gettext_lazy("The location is refused; the provider sees why."),
}


def todos_to_confirm(actor: Actor) -> list[Todo]:
    """What waits for this person to confirm, for the first page."""
    code = actor.grants[0].municipality or ""
    if not may(actor, CONFIRM_LOCATION, municipality=code):
        return []
    waiting = locations_to_confirm(by=actor, municipality=code)
    return [
        Todo(
            each.name,
            reverse("location_confirm", args=[each.pk]),
            _("%(address)s, %(provider)s")
            % {"address": each.address, "provider": each.provider.name},
            _("to be confirmed"),
        )
        for each in waiting[:_MOST]
    ]


@with_task
def to_confirm(request: Request) -> HttpResponse:
    """All registered locations that wait for a decision, the oldest first."""
    code = request.actor.grants[0].municipality or ""
    waiting = locations_to_confirm(by=request.actor, municipality=code)
    table = Table(
        name="to-confirm",
        caption=_("Locations to confirm"),
        note=_("the oldest first"),
        columns=[
            Column(_("Location"), row_header=True),
            Column(_("Provider")),
            Column(_("Address")),
            Column(_("Kind")),
            Column(_("In use since")),
        ],
        rows=[
            [
                Cell(each.name, reverse("location_confirm", args=[each.pk])),
                each.provider.name,
                each.address,
                KINDS[Location.Kind(each.kind)],
                each.opened_on,
            ]
            for each in waiting[:200]
        ],
        empty=Empty(
            _("No location waits for you."),
            _("When a provider registers a location, it comes here."),
        ),
    )
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Locations to confirm")},
        ],
        "table": table,
    }
    return render(request, "nights/locating/to_confirm.html", context)


@with_task
def decide(request: Request, pk: int) -> HttpResponse:
    """Confirm, ask or refuse."""
    on, actor = localdate(), request.actor
    found = location_for(by=actor, location=pk, on=on)
    check_may(actor, CONFIRM_LOCATION, municipality=found.municipality_id)
    if found.state != Location.State.PROPOSED:
        raise Conflict(text("This location does not wait for confirmation."))
    others = others_at(by=actor, location=found)
    claim = claim_of(found)
    form = DecideForm(
        others,
        request.POST or None,
        initial={
            **address_values(found.address),
            "permitted": claim.claimed_places if claim else None,
        },
    )

    def change() -> str:
        _decide(actor, found, form)
        return reverse("location", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": way_back(found, _("Confirm")),
            "title": _("Confirm %(name)s") % {"name": found.name},
            "lead": _(
                "Look whether this location is where its provider says, and what is"
                " permitted there. Guests may be declared there already."
            ),
            "facts": _facts(found, claim.words if claim else ""),
            "submit": _("Record the decision"),
        },
        done=str(_DONE.get(form.data.get("decision", ""), "")),
        change=change,
    )


def _facts(found: Location, words: str) -> list[Fact]:
    return [
        Fact(_("Provider"), found.provider.name),
        Fact(_("Kind"), KINDS[Location.Kind(found.kind)]),
        Fact(_("Address"), found.address),
        Fact(_("In use since"), found.opened_on),
        Fact(_("Beds"), found.factual_capacity),
        Fact(_("Guests tonight"), guests_of(found)),
        Fact(_("The provider says"), words or None),
    ]


def _decide(actor: Actor, found: Location, form: DecideForm) -> None:
    given, on = form.cleaned_data, localdate()
    if given["decision"] == form.Decision.ASK:
        ask_about_location(by=actor, location=found, on=on, words=given["words"])
    elif given["decision"] == form.Decision.REFUSE:
        refuse_location(by=actor, location=found, on=on, words=given["words"])
    else:
        follows = given.get("follows")
        confirm_location(
            by=actor,
            location=found,
            address=form.address,
            permitted=given["permitted"],
            on=on,
            follows=int(follows) if follows else None,
            words=given["words"],
        )
