"""A provider's cards: what hangs in each house, on the screen and on paper."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.documents.contract import qr_data_uri
from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import NotAllowed, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    Location,
    location_for,
)
from onderdak.register.nights.contract.guests import (
    PublicCard,
    location_codes,
    town_facts,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.guests.printing import (
    card_pdf,
    cards_zip,
    file_names,
    public_address,
)


def own_location(actor: Actor, pk: int) -> Location:
    """One of the provider's own locations.

    Raises:
        NotAllowed: this person works for no provider.
        NotFound: it is not this provider's.
    """
    provider = actor.grants[0].provider
    if provider is None:
        raise NotAllowed(text("Guests are told by the provider of the house."))
    found = location_for(by=actor, location=pk, on=localdate())
    if found.provider_id != provider:
        raise NotFound(text("This location is not yours."))
    return found


def _card(actor: Actor, found: Location) -> PublicCard:
    codes = location_codes(by=actor, provider=found.provider_id, locations=[found.pk])
    town = town_facts(found.municipality_id, localdate())
    return PublicCard(codes[found.pk], found.name, found.provider.name, town)


@require_safe
@with_task
def card(request: Request, pk: int) -> HttpResponse:
    """The card of a location: where its code leads, and the file to print."""
    found = own_location(request.actor, pk)
    address = public_address(_card(request.actor, found).code)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Locations"), "url": reverse("locations")},
            {"label": found.name, "url": reverse("location", args=[pk])},
            {"label": _("Card for guests")},
        ],
        "location": found,
        "address": address,
        "qr": qr_data_uri(address),
    }
    return render(request, "guests/location_card.html", context)


@require_safe
@with_task
def card_file(request: Request, pk: int) -> HttpResponse:
    """The card of a location as a PDF to hang up."""
    found = own_location(request.actor, pk)
    made = card_pdf(_card(request.actor, found), localdate())
    answer = HttpResponse(made, content_type="application/pdf")
    name = slugify(found.name) or "card"
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


@require_safe
@with_task
def all_cards(request: Request) -> HttpResponseBase:
    """The cards of all locations of a provider in one file."""
    provider = request.actor.grants[0].provider
    if provider is None:
        raise NotAllowed(text("Guests are told by the provider of the house."))
    codes = location_codes(by=request.actor, provider=provider)
    houses = Location.objects.filter(pk__in=codes).select_related("provider")
    # All is read now: the file goes out after this page's own scope has ended.
    on = localdate()
    towns = {
        code: town_facts(code, on)
        for code in set(houses.values_list("municipality_id", flat=True))
    }
    cards = file_names(
        [
            (
                one.pk,
                PublicCard(
                    codes[one.pk],
                    one.name,
                    one.provider.name,
                    towns[one.municipality_id],
                ),
            )
            for one in houses.order_by("name", "id")
        ]
    )
    return StreamingHttpResponse(
        cards_zip(cards, on),
        content_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="cards.zip"'},
    )
