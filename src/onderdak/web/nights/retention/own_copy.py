"""A provider takes a copy of the own register before the municipality's term ends."""

import functools
from collections.abc import Callable
from datetime import date

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from onderdak.foundation.identity.contract import (
    Actor,
    Role,
    municipality_names,
    rulebook,
)
from onderdak.kernel.errors import NotAllowed
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    location_for,
    own_locations,
    remember_own,
)
from onderdak.register.nights.contract.ending import (
    SoonGone,
    soon_gone,
    take_own_copy,
)
from onderdak.web.account.contract import Request, View, with_task
from onderdak.web.pages.shapes import Todo

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANNOUNCE = "retention.announce_days"


# The password or the second factor again, however long ago someone signed in.
_signed_in_anew: Callable[[View], View] = reauthentication_required


def _for_managers(view: View) -> View:
    """Refuse others before they are asked to sign in anew."""

    @functools.wraps(view)
    def guarded(request: Request, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.actor.grants[0].role is not Role.PROVIDER_MANAGER:
            raise NotAllowed(
                text("Only a manager of a provider takes a copy of the register.")
            )
        return view(request, *args, **kwargs)

    return guarded


@with_task
@_for_managers
@_signed_in_anew
def own_copy(request: Request) -> HttpResponse:
    """From which locations a copy can be taken, and what will be destroyed soon."""
    actor, on = request.actor, localdate()
    context = {
        "breadcrumbs": [{"label": _("Start"), "url": "/"}, {"label": _("Own copy")}],
        "soon": [_said(each) for each in _soon(actor, on)],
        "locations": own_locations(by=actor, provider=_provider(actor), on=on).order_by(
            "name", "id"
        ),
    }
    return render(request, "nights/retention/own_copy.html", context)


@with_task
@require_POST
@_for_managers
@_signed_in_anew
def own_copy_file(request: Request, pk: int) -> HttpResponse:
    """The copy of one location; every name in it is logged as opened."""
    on = localdate()
    location = location_for(by=request.actor, location=pk, on=on)
    content = take_own_copy(by=request.actor, location=location)
    name = f"onderdak-{location.pk}-{on:%Y-%m-%d}.xlsx"
    return HttpResponse(
        content,
        content_type=_XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def soon_gone_todos(actor: Actor, on: date) -> list[Todo]:
    """What a manager reads on the first page before stays are destroyed."""
    if actor.grants[0].role is not Role.PROVIDER_MANAGER:
        return []
    return [
        Todo(_said(each), reverse("own_copy"), _("download your copy"))
        for each in remember_own(
            "soon_gone", _provider(actor), on, lambda: _soon(actor, on)
        )
    ]


def _soon(actor: Actor, on: date) -> list[SoonGone]:
    days = int(str(rulebook().value(ANNOUNCE, on=on).value))
    return soon_gone(by=actor, provider=_provider(actor), on=on, days=days)


def _said(each: SoonGone) -> str:
    sentence = ngettext(
        "%(stays)d stay in %(town)s will be destroyed from %(day)s on",
        "%(stays)d stays in %(town)s will be destroyed from %(day)s on",
        each.stays,
    )
    return sentence % {
        "stays": each.stays,
        "town": municipality_names().get(each.municipality, each.municipality),
        "day": date_format(each.first, "j F Y"),
    }


def _provider(actor: Actor) -> int:
    return actor.grants[0].provider or 0
