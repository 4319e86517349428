"""The first page of a neighbourhood worker: today's hours, and what changed."""

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onderdak.foundation.identity.contract import check_may, rooms_on
from onderdak.supervision.picture.contract import (
    LOG_HOURS,
    Measure,
    Neighbourhoods,
    Theme,
    Worked,
    areas_of,
    log_hours,
    mend_hours,
    months_up_to,
    neighbourhoods_of,
    own_entry,
    own_hours,
    take_back_hours,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Cell, Column, Empty, Table
from onderdak.web.picture.neighbourhoods.forms import HoursForm, filled
from onderdak.web.picture.neighbourhoods.words import THEMES, hours

_MOST_CHANGED = 12
_EVENTS = (Measure.REPORTS, Measure.WASTE, Measure.INSPECTIONS)


def _town(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


@with_task
def today(request: Request) -> HttpResponse:
    """Write hours down in a minute, and see where something changed."""
    by, town, on = request.actor, _town(request), localdate()
    check_may(by, LOG_HOURS, municipality=town)
    if "picture" not in rooms_on(town):
        return render(request, "nights/not_in_use.html")
    own = own_hours(by=by, municipality=town, on=on)
    areas = areas_of(town)
    recent = list(dict.fromkeys(each.neighbourhood_id for each in own))[:4]
    start = {"day": on, "neighbourhood": recent[0] if recent else ""}
    form = HoursForm(areas, recent, on, request.POST or None, initial=start)

    def change() -> str:
        log_hours(by=by, municipality=town, worked=form.worked(), on=on)
        return reverse("neighbourhoods_today")

    found = neighbourhoods_of(
        by=by, municipality=town, months=months_up_to(on, 2), on=on
    )
    context = {
        "on": on,
        "areas": areas,
        "own": _own_table(
            "own-today", _("What you wrote down today"), own, on, today=True
        ),
        "earlier": _own_table(
            "own-earlier", _("Your last two weeks"), own, on, today=False
        ),
        "changed": _changed_table(found),
    }
    return ask(
        request,
        form,
        context,
        done=_("Your hours are written down."),
        change=change,
        template="neighbourhoods/today.html",
    )


def _own_table(
    name: str, caption: str, own: list[Worked], on: date, *, today: bool
) -> Table:
    """One's own entries: of today, which may be mended, or those written earlier."""
    return Table(
        name=name,
        caption=caption,
        columns=[
            Column(_("Neighbourhood"), row_header=True),
            Column(_("Day")),
            Column(_("Hours"), numeric=True),
            Column(_("Talks"), numeric=True),
            Column(_("What it was about")),
            *([Column(_("Change"))] if today else []),
        ],
        rows=[
            _own_row(each, today=today)
            for each in own
            if (each.written_on == on) is today
        ],
        empty=Empty(
            _("Nothing yet."),
            _("What you write above, stands here. Only you see single entries."),
        ),
    )


def _own_row(entry: Worked, *, today: bool) -> list[object]:
    mend = reverse("neighbourhoods_mend", args=[entry.pk])
    return [
        entry.neighbourhood.name,
        entry.day,
        hours(entry.quarters),
        entry.talks_with_residents + entry.talks_with_guests,
        ", ".join(str(THEMES[Theme(each)]) for each in entry.themes),
        *([Cell(_("Mend"), mend)] if today else []),
    ]


def _changed_table(found: Neighbourhoods) -> Table:
    """Neighbourhoods where something came in this month, the most first."""
    before, month = found.months[0], found.months[-1]
    rows = [
        (sum(news), [_linked(area.code, area.name), *news, more])
        for area in found.areas
        for news in [[_number(found, each, area.code, month) for each in _EVENTS]]
        for more in [
            _number(found, Measure.HOUSES, area.code, month)
            - _number(found, Measure.HOUSES, area.code, before)
        ]
        if any(news) or more
    ]
    rows.sort(key=lambda row: -row[0])
    return Table(
        name="changed",
        caption=_("What changed this month, per neighbourhood"),
        columns=[
            Column(_("Neighbourhood"), row_header=True),
            Column(_("New reports"), numeric=True),
            Column(_("of which dumped waste"), numeric=True),
            Column(_("Inspections"), numeric=True),
            Column(_("Letting houses more or fewer"), numeric=True),
        ],
        rows=[row for _number_of, row in rows[:_MOST_CHANGED]],
        empty=Empty(
            _("Nothing changed this month."),
            _("As soon as a report comes in, the neighbourhood stands here."),
            _("Show all neighbourhoods"),
            reverse("neighbourhoods"),
        ),
    )


def _linked(code: str, name: str) -> Cell:
    return Cell(name, reverse("neighbourhood", args=[code]))


def _number(found: Neighbourhoods, measure: Measure, code: str, month: date) -> int:
    return found.measures[measure].at(code, month) or 0


@with_task
def mend(request: Request, pk: int) -> HttpResponse:
    """Mend one's own entry on the day it was written, or take it back."""
    by, town, on = request.actor, _town(request), localdate()
    with transaction.atomic():
        entry = own_entry(by=by, municipality=town, entry=pk, on=on)
    areas = areas_of(town)
    recent = [entry.neighbourhood_id]
    form = HoursForm(areas, recent, on, request.POST or None, initial=filled(entry))

    def change() -> str:
        mend_hours(by=by, municipality=town, entry=pk, worked=form.worked(), on=on)
        return reverse("home")

    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Mend hours")},
        ],
        "take_back": reverse("neighbourhoods_take_back", args=[pk]),
    }
    return ask(
        request,
        form,
        context,
        done=_("Your entry is mended."),
        change=change,
        template="neighbourhoods/mend.html",
    )


@require_POST
@with_task
def take_back(request: Request, pk: int) -> HttpResponse:
    """Take one's own entry back; it is then gone."""
    take_back_hours(
        by=request.actor, municipality=_town(request), entry=pk, on=localdate()
    )
    messages.success(request, _("Your entry is taken back."))
    return HttpResponseRedirect(reverse("home"))
