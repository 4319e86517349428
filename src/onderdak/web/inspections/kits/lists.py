"""The checklists of a municipality: those in use, all versions, and as shipped."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract.kits import (
    MAKE_CHECKLIST,
    SHIPPED,
    Checklist,
    ChecklistState,
    Kind,
    checklists_of,
    makers_of,
    shipped_checklist,
    xlsform_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.inspections.kits.frame import as_file, crumbs, town_of
from onderdak.web.inspections.kits.tables import section_shown
from onderdak.web.inspections.kits.words import KINDS, STATE_TAGS, STATES, name_of
from onderdak.web.pages.shapes import Cell, Column, Empty, Table

_MOST = 200


@require_safe
@with_task
def checklists(request: Request) -> HttpResponse:
    """Which checklist each kind of visit works with, and every version there is."""
    town, on = town_of(request), localdate()
    rows = list(checklists_of(by=request.actor, municipality=town, on=on)[:_MOST])
    context = {
        "breadcrumbs": crumbs(last=_("Checklists"), within=False),
        "in_use": _in_use(rows),
        "versions": _versions(rows),
        "may_make": may(request.actor, MAKE_CHECKLIST, municipality=town),
    }
    return render(request, "inspections/kits/list.html", context)


def _in_use(rows: Sequence[Checklist]) -> Table:
    own = {row.kind: row for row in rows if row.state == ChecklistState.IN_USE}
    return Table(
        name="in-use",
        caption=_("What a visit begins with today"),
        columns=[Column(_("Kind of visit"), row_header=True), Column(_("Checklist"))],
        rows=[
            [
                str(KINDS[kind]),
                Cell(name_of(own[kind]), reverse("checklist", args=[own[kind].pk]))
                if kind in own
                else Cell(
                    _("as shipped"), reverse("checklist_shipped", args=[kind.value])
                ),
            ]
            for kind in Kind
        ],
    )


def _versions(rows: Sequence[Checklist]) -> Table:
    makers = makers_of(*rows)
    return Table(
        name="versions",
        caption=_("All own versions, the newest first"),
        columns=[
            Column(_("Checklist"), row_header=True),
            Column(_("State")),
            Column(_("Made on")),
            Column(_("Made by")),
            Column(_("Why")),
        ],
        rows=[
            [
                Cell(name_of(row), reverse("checklist", args=[row.pk])),
                Cell(
                    str(STATES[ChecklistState(row.state)]),
                    kind=STATE_TAGS[ChecklistState(row.state)],
                ),
                localdate(row.made_at),
                makers.get(row.made_by_id, ""),
                row.why,
            ]
            for row in rows
        ],
        empty=Empty(
            _("This municipality has no checklist of its own."),
            _(
                "Visits work with the checklist as it is shipped. Fetch it as a"
                " spreadsheet, change it, and take it in as your own."
            ),
        ),
    )


@require_safe
@with_task
def shipped(request: Request, kind: str) -> HttpResponse:
    """A checklist as it is shipped."""
    wanted = _kind(kind)
    found = shipped_checklist(
        by=request.actor, municipality=town_of(request), kind=wanted, on=localdate()
    )
    title = _("%(kind)s, as shipped") % {"kind": KINDS[wanted]}
    context = {
        "breadcrumbs": crumbs(last=title),
        "title": title,
        "sections": [section_shown(section) for section in found.sections],
        "links": [
            {
                "label": _("As a spreadsheet (XLSForm)"),
                "url": reverse("checklist_shipped_xlsx", args=[kind]),
            }
        ],
    }
    return render(request, "inspections/kits/one.html", context)


@require_safe
@with_task
def shipped_xlsx(request: Request, kind: str) -> HttpResponse:
    """A checklist as it is shipped, as a spreadsheet."""
    wanted = _kind(kind)
    found = shipped_checklist(
        by=request.actor, municipality=town_of(request), kind=wanted, on=localdate()
    )
    return as_file(xlsform_of(found, SHIPPED), f"checklist-{kind}.xlsx")


def _kind(kind: str) -> Kind:
    if kind not in list(Kind):
        raise NotFound(text("There is no such checklist here."))
    return Kind(kind)
