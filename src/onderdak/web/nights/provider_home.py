"""Tonight at my locations: the first page of a provider."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import Actor
from onderdak.register.nights.contract import Location
from onderdak.web.account.contract import Request
from onderdak.web.nights.coverage import last_declared
from onderdak.web.nights.finding import (
    asked_by,
    double_let_beds,
    find,
    locations_of,
    over_capacity,
)
from onderdak.web.nights.listing import guests_of, table_of
from onderdak.web.nights.words import source
from onderdak.web.pages.shapes import Tile, Todo

_MOST = 8


def tonight(request: Request) -> HttpResponse:
    """How many sleep where tonight, and what needs a look."""
    on = localdate()
    actor = request.actor
    found = find(actor, asked_by(request.GET), on)
    declared = last_declared(actor.grants[0].provider or 0)
    context = {
        "on": on,
        "todos": _todos(actor, on, declared),
        "tiles": _tiles(actor, on, declared),
        "locations": table_of(found, on=on, for_provider=True),
    }
    return render(request, "nights/tonight.html", context)


def _tiles(actor: Actor, on: date, declared: date | None) -> list[Tile]:
    everything = locations_of(actor, on).order_by()
    # Places are summed apart from guests: joined to stays, each would count often.
    sleeping = everything.aggregate(total=Sum("guests"))["total"] or 0
    places = Location.objects.filter(pk__in=everything.values("pk")).aggregate(
        permitted=Sum("permitted_capacity"),
        known=Count("permitted_capacity"),
        beds=Sum("factual_capacity"),
        counted=Count("factual_capacity"),
        all=Count("pk"),
    )
    values = (
        (_("Guests tonight"), sleeping, _declared(declared)),
        (_("Permitted places"), places["permitted"], _known(places, "known")),
        (_("Beds"), places["beds"], _known(places, "counted")),
    )
    return [
        Tile(label=label, value=value, as_of=on, source=source(), coverage=note)
        for label, value, note in values
    ]


def _declared(on: date | None) -> str:
    if on is None:
        return _("nothing declared yet")
    return _("last declared on %(day)s") % {"day": date_format(on, "j F Y")}


def _known(places: Mapping[str, int], which: str) -> str:
    return _("known of %(known)s of %(all)s locations") % {
        "known": places[which],
        "all": places["all"],
    }


def _todos(actor: Actor, on: date, declared: date | None) -> list[Todo]:
    todos = [*_double_lets(actor, on), *_too_full(actor, on)][:_MOST]
    if declared is None:
        begin = Todo(_("Hand in your first file"), reverse("declare"))
        return [begin, *todos]
    return todos


def _double_lets(actor: Actor, on: date) -> list[Todo]:
    everything = locations_of(actor, on).order_by().values_list("pk", flat=True)
    beds = double_let_beds(list(everything), on)
    named = Location.objects.filter(pk__in=beds).order_by("name", "id")
    return [
        Todo(
            each.name,
            reverse("location", args=[each.pk]),
            ngettext("%(beds)d bed let twice", "%(beds)d beds let twice", beds[each.pk])
            % {"beds": beds[each.pk]},
            _("needs a look"),
        )
        for each in named[:_MOST]
    ]


def _too_full(actor: Actor, on: date) -> list[Todo]:
    return [
        Todo(
            each.name,
            reverse("location", args=[each.pk]),
            _("%(guests)s guests, %(permitted)s permitted")
            % {"guests": guests_of(each), "permitted": each.permitted_capacity},
            _("needs a look"),
        )
        for each in over_capacity(actor, on, _MOST)
    ]
