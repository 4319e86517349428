"""The first page of a municipal task that looks at other things than locations."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor, Role, rooms_on
from onderdak.foundation.privacy.contract import openings
from onderdak.register.levy.contract import taxable_nights
from onderdak.web.account.contract import Request
from onderdak.web.pages.shapes import Column, Empty, Money, Table, Tile, Todo
from onderdak.web.picture.contract import waiting_todos

_RECENT_DAYS = 30


def other_task(request: Request) -> HttpResponse:
    """What a levy officer or a privacy officer finds here."""
    grant = request.actor.grants[0]
    code = grant.municipality or ""
    on = localdate()
    if grant.role is not Role.LEVY_OFFICER:
        context = {
            "tiles": [_opened(request.actor, code, on)],
            "todos": _waiting(request.actor, code),
        }
        return render(request, "nights/privacy_task.html", context)
    if "levy" not in rooms_on(code):
        return render(request, "nights/not_in_use.html")
    return render(
        request, "nights/levy.html", {"nights": _taxable(request.actor, code, on)}
    )


def _waiting(actor: Actor, code: str) -> list[Todo]:
    """What waits for the approval of the privacy officer."""
    return waiting_todos(actor, code) if "picture" in rooms_on(code) else []


def _opened(actor: Actor, code: str, on: date) -> Tile:
    """How often a name was opened lately, leading to who did it and why."""
    since = timezone.now() - timedelta(days=_RECENT_DAYS)
    return Tile(
        label=_("Names opened in the last %(days)d days") % {"days": _RECENT_DAYS},
        value=openings(by=actor, municipality=code).filter(at__gte=since).count(),
        as_of=on,
        source=_("log of openings"),
        url=reverse("openings"),
    )


def _taxable(actor: Actor, code: str, on: date) -> Table:
    """Taxable nights of this year up to tonight, per provider and rate."""
    found = taxable_nights(by=actor, municipality=code, year=on.year, on=on)
    return Table(
        name="taxable",
        caption=_("Taxable nights in %(year)d") % {"year": on.year},
        note=_("up to and including %(day)s, source: night register")
        % {"day": date_format(on, "j F Y")},
        columns=[
            Column(_("Provider"), row_header=True),
            Column(_("Nights"), numeric=True),
            Column(_("Rate"), numeric=True),
            Column(_("Amount"), numeric=True),
        ],
        rows=[
            [
                row["provider"],
                row["nights"],
                Money(row["rate_cents"]),
                Money(row["amount_cents"]),
            ]
            for row in found["rows"]
        ],
        total=[_("Total"), found["total_nights"], "", Money(found["total_cents"])],
        empty=Empty(
            _("There are no taxable nights this year."),
            _("Nights count from the day on which the by-law sets a rate."),
        ),
    )
