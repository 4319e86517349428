"""The list of locations as a page and as files."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor, scope, scope_of
from onderdak.register.nights.contract import (
    Location,
)
from onderdak.web.account.contract import Request, pages_of, with_task
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.nights.finding import (
    Asked,
    asked_by,
    find,
    find_all,
    locations_of,
)
from onderdak.web.nights.listing import guests_of, state_of, table_of
from onderdak.web.nights.locating.life import own_closed
from onderdak.web.nights.saved_views import views_of
from onderdak.web.nights.words import KINDS


@with_task
def locations(request: Request) -> HttpResponse:
    """The locations that someone may see, by name."""
    on = localdate()
    found = find(request.actor, asked_by(request.GET), on)
    for_provider = pages_of(request.actor) == "provider"
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Locations")},
        ],
        "for_provider": for_provider,
        **own_closed(request.actor, on),
        "locations": table_of(found, on=on, for_provider=for_provider),
        **views_of(request, "locations"),
    }
    return render(request, "nights/locations.html", context)


@with_task
def locations_csv(request: Request) -> HttpResponseBase:
    """The list as CSV."""
    return csv_file(_rows(request), f"onderdak-{localdate():%Y-%m-%d}")


@with_task
def locations_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook."""
    return xlsx_file(_rows(request), f"onderdak-{localdate():%Y-%m-%d}")


def _rows(request: Request) -> Iterator[list[object]]:
    actor, asked, on = request.actor, asked_by(request.GET), localdate()
    locations_of(actor, on)  # refuse before the file begins
    language = translation.get_language() or "nl"
    return _lines(actor, asked, on, language)


def _lines(
    actor: Actor, asked: Asked, on: date, language: str
) -> Iterator[list[object]]:
    """The lines of the file, read while it is sent: long after the page's own scope."""
    with scope(scope_of(actor)), translation.override(language):
        yield _header()
        for location, double_let in find_all(actor, asked, on):
            yield _line(location, double_let, on)


def _header() -> list[object]:
    return [
        _("Number"),
        _("Location"),
        _("Address"),
        _("Municipality"),
        _("Provider"),
        _("Kind"),
        _("Guests"),
        _("Permitted places"),
        _("Beds"),
        _("State"),
        _("State of"),
    ]


def _line(location: Location, double_let: int, on: date) -> list[object]:
    return [
        location.pk,
        location.name,
        location.address,
        location.municipality.name,
        location.provider.name,
        KINDS[Location.Kind(location.kind)],
        guests_of(location),
        location.permitted_capacity,
        location.factual_capacity,
        state_of(location, double_let).value,
        on,
    ]
