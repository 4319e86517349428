"""A provider registers a location, and mends it when the municipality asks."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    REGISTER_LOCATION,
    Location,
    location_for,
)
from onderdak.register.nights.contract.locations import (
    answer_about_location,
    claim_of,
    register_location,
    steps_of,
    towns_that_admitted,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.nights.locating.crumbs import way_back
from onderdak.web.nights.locating.forms import RegisterForm, address_values
from onderdak.web.nights.locating.life import said_by_municipality


@with_task
def register(request: Request) -> HttpResponse:
    """Register a location of one's own."""
    on = localdate()
    provider = request.actor.grants[0].provider or 0
    towns = towns_that_admitted(by=request.actor, provider=provider)
    form = RegisterForm(towns, request.POST or None, initial={"opened_on": on})

    def change() -> str:
        made = register_location(
            by=request.actor,
            provider=provider,
            municipality=form.cleaned_data["municipality"],
            facts=form.facts,
            on=on,
        )
        return reverse("location", args=[made])

    return ask(
        request,
        form,
        {
            "breadcrumbs": [
                {"label": _("Start"), "url": reverse("home")},
                {"label": _("Locations"), "url": reverse("locations")},
                {"label": _("Register a location")},
            ],
            "title": _("Register a location"),
            "lead": _(
                "The municipality confirms it. You can declare guests there at once:"
                " you keep the register from the first night."
            ),
            "submit": _("Register the location"),
        },
        done=_("The location is registered. The municipality looks at it."),
        change=change,
    )


@with_task
def answer(request: Request, pk: int) -> HttpResponse:
    """Mend what the municipality asked about or refused."""
    on = localdate()
    found = location_for(by=request.actor, location=pk, on=on)
    check_may(request.actor, REGISTER_LOCATION, provider=found.provider_id)
    if found.state not in {Location.State.ASKED, Location.State.REFUSED}:
        raise Conflict(text("The municipality asks nothing about this location."))
    town = (found.municipality_id, found.municipality.name)
    form = RegisterForm([town], request.POST or None, initial=_as_it_is(found))

    def change() -> str:
        answer_about_location(by=request.actor, location=found, facts=form.facts, on=on)
        return reverse("location", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": way_back(found, _("Answer")),
            "title": _("Answer about %(name)s") % {"name": found.name},
            "lead": said_by_municipality(
                steps_of(by=request.actor, location=found).first()
            ),
            "submit": _("Send it to the municipality"),
        },
        done=_("Your answer is sent. The municipality looks at it."),
        change=change,
    )


def _as_it_is(found: Location) -> dict[str, object]:
    claim = claim_of(found)
    return {
        **address_values(found.address),
        "municipality": found.municipality_id,
        "name": found.name,
        "kind": found.kind,
        "opened_on": found.opened_on,
        "beds": found.factual_capacity,
        "claimed_places": claim.claimed_places if claim else None,
    }
