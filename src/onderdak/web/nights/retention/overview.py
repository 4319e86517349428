"""How long data are kept here, when the next run is, and what it would destroy."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import Actor
from onderdak.foundation.privacy.contract import (
    DestructionPlan,
    dry_run,
    next_run,
    terms_in_force,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.retention.certificates import certificate_list
from onderdak.web.nights.retention.words import room_name, table_name
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table
from onderdak.web.pages.values import said


@with_task
def overview(request: Request) -> HttpResponse:
    """The terms in force, the next run, and the certificates."""
    actor, code = request.actor, municipality_of(request.actor)
    terms = terms_in_force(by=actor, municipality=code, on=localdate())
    context = {
        "breadcrumbs": [{"label": _("Start"), "url": "/"}, {"label": _("Retention")}],
        "terms": _terms(terms),
        "without_term": [room_name(room) for room, months in terms if months is None],
        "facts": [Fact(_("Next run"), _moment())],
        "certificates": certificate_list(request),
    }
    return render(request, "nights/retention/overview.html", context)


@with_task
def plan(request: Request) -> HttpResponse:
    """The dry run: what would go today, and what is held back."""
    actor, code, on = request.actor, municipality_of(request.actor), localdate()
    found = dry_run(by=actor, municipality=code, on=on)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Retention"), "url": reverse("retention")},
            {"label": _("Dry run")},
        ],
        "on": on,
        "rows": found.rows,
        "planned": _planned(found, on),
        "holds": _holds(found) if found.holds else None,
        "without_term": [room_name(room) for room in found.without_term],
    }
    return render(request, "nights/retention/plan.html", context)


def municipality_of(actor: Actor) -> str:
    """The municipality for which someone acts now."""
    return actor.grants[0].municipality or ""


def _moment() -> str:
    return date_format(next_run(timezone.localtime()), "j F Y H:i")


def _terms(terms: list[tuple[str, int | None]]) -> Table:
    return Table(
        name="terms",
        caption=_("Terms in force"),
        note=_("The law gives no term: the municipality decides and says why."),
        columns=[Column(_("Part of Onderdak"), row_header=True), Column(_("Kept for"))],
        rows=[[room_name(room), months_kept(months)] for room, months in terms],
    )


def months_kept(months: int | None) -> Cell | str:
    """A term in words; without one nothing goes."""
    if months is None:
        return Cell(_("no term set"), kind="warning")
    return ngettext("%(months)d month", "%(months)d months", months) % {
        "months": months
    }


def _planned(found: DestructionPlan, on: date) -> Table:
    return Table(
        name="planned",
        caption=_("Past their term"),
        note=_("State of %(day)s") % {"day": date_format(on, "j F Y")},
        columns=[
            Column(_("What"), row_header=True),
            Column(_("Part of Onderdak")),
            Column(_("How many"), numeric=True),
            Column(_("Oldest")),
            Column(_("Newest")),
            Column(_("Held back"), numeric=True),
        ],
        rows=[
            [
                table_name(table.table).capitalize(),
                room_name(room.room),
                table.rows,
                table.oldest or _("no date"),
                table.newest or _("no date"),
                table.held,
            ]
            for room in found.rooms
            for table in room.tables
            if table.rows or table.held
        ],
        empty=Empty(
            _("Nothing is past its term today."),
            _("As soon as something is, the next run destroys it and certifies that."),
        ),
    )


def _holds(found: DestructionPlan) -> Table:
    return Table(
        name="holds",
        caption=_("Held back"),
        columns=[
            Column(_("Reference"), row_header=True),
            Column(_("Why")),
            Column(_("Locations"), numeric=True),
            Column(_("Rows"), numeric=True),
        ],
        rows=[
            [
                hold.reference,
                said(hold.reason),
                len(hold.locations),
                sum(map(len, hold.rows.values())),
            ]
            for hold in found.holds
        ],
    )
