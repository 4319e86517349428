"""A calamity: the people in one building, their names opened for one reason."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from onderdak.foundation.privacy.contract import Identity
from onderdak.register.nights.contract.guests import (
    PersonThere,
    calamity_location,
    calamity_locations,
    night_at,
    numbers_in_building,
    open_building,
    people_in_building,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.pages.shapes import Cell, Column, Empty, Search, Table

_MOST = 50


class CaseForm(forms.Form):
    """For which calamity names are opened, and why."""

    case = forms.CharField(
        label=gettext_lazy("Reference of the calamity, and why names are needed"),
        help_text=gettext_lazy("For example the incident number of the control room."),
        max_length=100,
    )


@require_safe
@with_task
def calamities(request: Request) -> HttpResponse:
    """Choose the building of a calamity."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:120]
    found = calamity_locations(
        by=request.actor,
        municipality=request.actor.grants[0].municipality or "",
        asked=asked,
        night=night_at(localtime()),
    )
    table = Table(
        name="buildings",
        caption=_("Buildings"),
        columns=[
            Column(_("Location"), row_header=True),
            Column(_("Address")),
            Column(_("Guests"), numeric=True),
        ],
        rows=[
            [
                Cell(each.name, reverse("calamity", args=[each.pk])),
                str(each.address),
                each.guests,
            ]
            for each in found[:_MOST]
        ],
        search=Search(_("Address or name"), value=asked),
        empty=Empty(_("No building is known by this address or name.")),
    )
    context = {
        "breadcrumbs": [{"label": _("Start"), "url": "/"}, {"label": _("Calamity")}],
        "buildings": table,
    }
    return render(request, "emergency/calamities.html", context)


@with_task
def calamity(request: Request, pk: int) -> HttpResponse:
    """Numbers per room; persons, and their names, only after a reason is given."""
    location = calamity_location(by=request.actor, location=pk)
    night = night_at(localtime())
    floors = numbers_in_building(by=request.actor, location=pk, night=night)
    form = CaseForm(request.POST or None)
    people: list[PersonThere] = []
    opened: dict[int, Identity] = {}
    if request.method == "POST" and form.is_valid():
        case = form.cleaned_data["case"]
        people = people_in_building(
            by=request.actor, location=pk, night=night, case=case
        )
        if request.POST.get("do") != "people":
            opened = open_building(
                by=request.actor,
                location=pk,
                night=night,
                case=case,
                guests=_chosen(request),
            )
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Calamity"), "url": reverse("calamities")},
            {"label": location.name},
        ],
        "location": location,
        "night": night,
        "on": localdate(),
        "people": [(one, opened.get(one.guest)) for one in people],
        "floors": floors,
        "total": sum(floor.guests for floor in floors),
        "opened": len(opened),
        "form": form,
    }
    answer = render(request, "emergency/calamity.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _chosen(request: Request) -> list[int] | None:
    """One person by the button beside them, or None for everyone in the building."""
    wanted = request.POST.get("guest", "")
    return [int(wanted)] if wanted.isdecimal() and len(wanted) < 19 else None
