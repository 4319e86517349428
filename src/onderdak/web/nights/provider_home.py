"""Tonight at my locations: the first page of a provider."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import Role
from onderdak.register.nights.contract import (
    Location,
)
from onderdak.web.account.contract import Request, undelivered
from onderdak.web.inspections.contract import repair_todos
from onderdak.web.nights.by_law.words import held_in
from onderdak.web.nights.coverage import last_declared
from onderdak.web.nights.finding import (
    asked_by,
    double_let_beds,
    find,
    locations_of,
)
from onderdak.web.nights.guests.todos import todos_of_mending
from onderdak.web.nights.listing import guests_of, table_of
from onderdak.web.nights.locating.life import own_todos
from onderdak.web.nights.looking.told import look_todos
from onderdak.web.nights.quality_told import quality_told
from onderdak.web.nights.retention.own_copy import soon_gone_todos
from onderdak.web.nights.words import source
from onderdak.web.pages.shapes import Tile, Todo

_MOST = 8


def tonight(request: Request) -> HttpResponse:
    """How many sleep where tonight, and what needs a look."""
    on = localdate()
    actor = request.actor
    found = find(actor, asked_by(request.GET), on)
    declared = last_declared(actor.grants[0].provider or 0)
    # One reading of the provider's own houses serves tiles and what needs a look.
    houses = list(locations_of(actor, on).select_related(None).order_by("name", "id"))
    context = {
        "on": on,
        "todos": [
            *undelivered(actor),
            *todos_of_mending(actor),
            *own_todos(actor),
            *soon_gone_todos(actor, on),
            *look_todos(actor, actor.grants[0].provider or 0, on),
            *repair_todos(actor, on),
            *_todos(houses, on, declared),
        ],
        "evenings": _evenings(houses),
        "more_evenings": len(houses) > _MOST,
        "tiles": _tiles(houses, on, declared),
        "quality": quality_told(actor),
        "locations": table_of(found, on=on, for_provider=True),
        "held": held_in(houses, on),
        "may_copy": actor.grants[0].role is Role.PROVIDER_MANAGER,
    }
    return render(request, "nights/tonight.html", context)


def _evenings(houses: list[Location]) -> list[Todo]:
    """The list of tonight of each house, one tap away."""
    return [
        Todo(
            each.name,
            reverse("evening", args=[each.pk]),
            ngettext("%(guests)s guest", "%(guests)s guests", guests_of(each))
            % {"guests": guests_of(each)},
        )
        for each in houses[:_MOST]
    ]


def _tiles(houses: list[Location], on: date, declared: date | None) -> list[Tile]:
    permitted = [each.permitted_capacity for each in houses]
    beds = [each.factual_capacity for each in houses]
    values = (
        (_("Guests tonight"), sum(map(guests_of, houses)), _declared(declared)),
        (_("Permitted places"), _sum(permitted), _known(permitted)),
        (_("Beds"), _sum(beds), _known(beds)),
    )
    return [
        Tile(label=label, value=value, as_of=on, source=source(), coverage=note)
        for label, value, note in values
    ]


def _declared(on: date | None) -> str:
    if on is None:
        return _("nothing declared yet")
    return _("last declared on %(day)s") % {"day": date_format(on, "j F Y")}


def _sum(capacities: list[int | None]) -> int | None:
    """The places that are known, or None where none is."""
    known = [each for each in capacities if each is not None]
    return sum(known) if known else None


def _known(capacities: list[int | None]) -> str:
    return _("known of %(known)s of %(all)s locations") % {
        "known": sum(each is not None for each in capacities),
        "all": len(capacities),
    }


def _todos(houses: list[Location], on: date, declared: date | None) -> list[Todo]:
    todos = [*_double_lets(houses, on), *_too_full(houses)][:_MOST]
    if declared is None:
        begin = Todo(_("Hand in your first file"), reverse("declare"))
        return [begin, *todos]
    return todos


def _double_lets(houses: list[Location], on: date) -> list[Todo]:
    beds = double_let_beds([each.pk for each in houses], on)
    return [
        Todo(
            each.name,
            reverse("evening", args=[each.pk]),
            ngettext("%(beds)d bed let twice", "%(beds)d beds let twice", beds[each.pk])
            % {"beds": beds[each.pk]},
            _("needs a look"),
        )
        for each in houses
        if each.pk in beds
    ]


def _too_full(houses: list[Location]) -> list[Todo]:
    return [
        Todo(
            each.name,
            reverse("evening", args=[each.pk]),
            _("%(guests)s guests, %(permitted)s permitted")
            % {"guests": guests_of(each), "permitted": each.permitted_capacity},
            _("needs a look"),
        )
        for each in houses
        if each.permitted_capacity and guests_of(each) > each.permitted_capacity
    ]
