"""One location: its facts, tonight, and for its provider who sleeps where."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Permission, may
from onderdak.housing.quality.contract import SEE_CERTIFICATES, SEE_QUALITY
from onderdak.housing.quality.contract.regional import neighbours_contact
from onderdak.kernel.ranges import DateRange
from onderdak.register.nights.contract import (
    Location,
    location_for,
    parts_at,
)
from onderdak.web.account.contract import Request, pages_of, with_task
from onderdak.web.nights.by_law.words import held_at
from onderdak.web.nights.charts import Point, columns, picture, short
from onderdak.web.nights.finding import double_let_beds
from onderdak.web.nights.guest_list import guest_table
from onderdak.web.nights.listing import guests_of, is_over, state_of
from onderdak.web.nights.locating.life import life_of
from onderdak.web.nights.per_night import Nights, guests_per_night
from onderdak.web.nights.words import EVIDENCE, KINDS, PARTS
from onderdak.web.pages.shapes import Column, Empty, Fact, Table
from onderdak.web.pages.values import number

_NIGHTS = timedelta(days=90)


@with_task
def location(request: Request, pk: int) -> HttpResponse:
    """A location, for its provider or its municipality."""
    on = localdate()
    found = location_for(by=request.actor, location=pk, on=on)
    double_let = double_let_beds([found.pk], on).get(found.pk, 0)
    nights = guests_per_night(found, _last_nights(on))
    context = {
        "breadcrumbs": _breadcrumbs(found),
        "location": found,
        "on": on,
        "facts": _facts(found),
        "guests": guests_of(found),
        "state": state_of(found, double_let),
        "double_let": double_let,
        "is_over": is_over(found),
        "nights": _nights_table(nights),
        "nights_alt": _nights_alt(nights),
        "source": _("%(day)s, source: night register")
        % {"day": date_format(on, "j F Y")},
        **_for_whom(request, found, on),
        "quality_url": _url_for(request, found, SEE_QUALITY, "quality_file"),
        "beside_url": _url_for(request, found, SEE_CERTIFICATES, "quality_beside"),
        **life_of(request.actor, found),
    }
    return render(request, "nights/location.html", context)


def _last_nights(on: date) -> DateRange:
    return DateRange(on - _NIGHTS + timedelta(days=1), on + timedelta(days=1))


def _breadcrumbs(found: Location) -> list[dict[str, str]]:
    return [
        {"label": _("Start"), "url": "/"},
        {"label": _("Locations"), "url": "/locations/"},
        {"label": found.name},
    ]


def _facts(found: Location) -> list[Fact]:
    facts = [
        Fact(_("Address"), found.address),
        Fact(_("Municipality"), found.municipality.name),
        Fact(_("Provider"), found.provider.name),
        Fact(_("Kind"), KINDS[Location.Kind(found.kind)]),
        Fact(_("Permitted places"), found.permitted_capacity),
        Fact(_("Beds"), found.factual_capacity),
        Fact(_("In use since"), found.opened_on),
    ]
    neighbours = neighbours_contact(found)
    if neighbours is not None:
        facts.append(
            Fact(_("Contact for neighbours"), neighbours.phone, neighbours.function)
        )
    if found.closed_on is not None:
        facts.append(Fact(_("Closed on"), found.closed_on))
    return facts


def _for_whom(request: Request, found: Location, on: date) -> dict[str, object]:
    """The guests for their own provider; the parties for the municipality."""
    if pages_of(request.actor) == "provider":
        return {
            "guest_list": guest_table(request, found, on),
            "held": held_at(found, on),
        }
    return {"parts": _parts(found, on)}


def _url_for(request: Request, found: Location, needed: Permission, name: str) -> str:
    """Where a page about this location is, for whoever may see it."""
    sees = may(
        request.actor,
        needed,
        municipality=found.municipality_id,
        provider=found.provider_id,
    )
    return reverse(name, args=[found.pk]) if sees else ""


def _parts(found: Location, on: date) -> Table:
    return Table(
        name="parts",
        caption=_("Parties at this address"),
        columns=[
            Column(_("Part")),
            Column(_("Party"), row_header=True),
            Column(_("Since")),
            Column(_("Evidence")),
        ],
        rows=[
            [
                PARTS[part.Part(part.part)],
                part.party.name,
                part.since,
                _evidence(EVIDENCE[part.Evidence(part.evidence)], part.disputed),
            ]
            for part in parts_at(found, on)
        ],
        empty=Empty(
            _("No party is known at this address."),
            _("Parties come from the land register, contracts and inspections."),
        ),
    )


def _evidence(word: object, disputed: bool) -> str:
    return f"{word}, {_('disputed')}" if disputed else str(word)


def _nights_table(nights: Nights) -> Table:
    return Table(
        name="nights",
        caption=_("Guests per night"),
        columns=[
            Column(_("Night of"), row_header=True),
            Column(_("Guests"), numeric=True),
        ],
        rows=[[night, guests] for night, guests in reversed(nights)],
    )


def _nights_alt(nights: Nights) -> str:
    counts = [guests for _night, guests in nights]
    return _(
        "Bar chart of guests per night in 90 nights: at least %(least)s, at most"
        " %(most)s, tonight %(now)s."
    ) % {
        "least": number(min(counts)),
        "most": number(max(counts)),
        "now": number(counts[-1]),
    }


@with_task
def guests_per_night_svg(request: Request, pk: int) -> HttpResponse:
    """The chart of guests per night of a location."""
    on = localdate()
    found = location_for(by=request.actor, location=pk, on=on)
    nights = guests_per_night(found, _last_nights(on))
    points = [Point(short(night, "j M"), guests) for night, guests in nights]
    return picture(columns(points, _("guests"), narrow="narrow" in request.GET))
