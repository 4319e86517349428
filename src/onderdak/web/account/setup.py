"""How a municipality is set up: what it uses, who answers, how long, and who works."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from onderdak.foundation.identity.contract import Actor, Role, members, rooms_on
from onderdak.foundation.privacy.contract import (
    Controllership,
    controllerships,
    retention_terms,
)
from onderdak.web.account.entrance import Request, with_task
from onderdak.web.account.navigation import INVITERS, ROLE_NAMES
from onderdak.web.pages.shapes import Cell, Column, Empty, Table

ROOM_NAMES = {
    "nights": gettext_lazy("Night register"),
    "duty": gettext_lazy("Registration duty"),
    "levy": gettext_lazy("Stay tax"),
    "desk": gettext_lazy("Report desk"),
    "picture": gettext_lazy("Picture of an address"),
    "inspections": gettext_lazy("Visits"),
    "enforcement": gettext_lazy("Enforcement"),
    "care": gettext_lazy("Care tasks"),
}
PARTS = {
    Controllership.Part.CONTROLLER: gettext_lazy("controller"),
    Controllership.Part.JOINT_CONTROLLER: gettext_lazy("joint controller"),
    Controllership.Part.PROCESSOR: gettext_lazy("processor"),
}


@with_task
def municipal_setup(request: Request) -> HttpResponse:
    """How one's own municipality is set up, to look at; commands change it."""
    actor = request.actor
    grant = actor.grants[0]
    code = grant.municipality or ""
    context = {
        "breadcrumbs": [{"label": _("Start"), "url": "/"}, {"label": _("Set-up")}],
        "members": _members(actor, code),  # refuses whoever may not look
        "rooms": _rooms(code),
        "controllers": _controllers(actor, code),
        "terms": _terms(actor, code),
        "may_invite": grant.role in INVITERS,
    }
    return render(request, "account_pages/setup.html", context)


def _room(room: str) -> str:
    """A room with the word that commands know it by."""
    return f"{ROOM_NAMES[room]} ({room})" if room in ROOM_NAMES else room


def _rooms(code: str) -> Table:
    in_use = rooms_on(code)
    known = [*ROOM_NAMES, *sorted(in_use - set(ROOM_NAMES))]
    on, off = Cell(_("in use"), kind="success"), _("not in use")
    return Table(
        name="rooms",
        caption=_("Parts of Onderdak"),
        columns=[Column(_("Part of Onderdak"), row_header=True), Column(_("In use"))],
        rows=[[_room(room), on if room in in_use else off] for room in known],
    )


def _controllers(actor: Actor, code: str) -> Table:
    return Table(
        name="controllers",
        caption=_("Who answers for each part"),
        columns=[
            Column(_("Part of Onderdak"), row_header=True),
            Column(_("Who")),
            Column(_("As")),
            Column(_("Holds for")),
            Column(_("Decision or agreement")),
            Column(_("Since")),
            Column(_("Until")),
        ],
        rows=[
            [
                _room(each.room),
                each.party,
                PARTS[Controllership.Part(each.part)],
                _("the whole region") if each.region_id else _("the municipality"),
                each.document,
                each.since,
                each.until or _("no end"),
            ]
            for each in controllerships(by=actor, municipality=code)
        ],
        empty=Empty(
            _("Nobody answers for the data yet."),
            _("A part starts only when its controller is on record (art. 24 AVG)."),
        ),
    )


def _terms(actor: Actor, code: str) -> Table:
    return Table(
        name="terms",
        caption=_("Retention terms"),
        note=_("The law gives no term: the municipality decides and says why."),
        columns=[
            Column(_("Part of Onderdak"), row_header=True),
            Column(_("Kept for")),
            Column(_("Reason")),
            Column(_("Since")),
        ],
        rows=[
            [
                _room(each.room),
                ngettext("%(months)d month", "%(months)d months", each.months)
                % {"months": each.months},
                each.reason,
                each.since,
            ]
            for each in retention_terms(by=actor, municipality=code)
        ],
        empty=Empty(
            _("No retention term has been set yet."),
            _("Nobody can declare guests before the night register has a term."),
        ),
    )


def _members(actor: Actor, code: str) -> Table:
    return Table(
        name="members",
        caption=_("Accounts of the municipality"),
        columns=[
            Column(_("E-mail address"), row_header=True),
            Column(_("Name")),
            Column(_("Role")),
        ],
        rows=[
            [each.user.email, each.user.name or None, ROLE_NAMES[Role(each.role)]]
            for each in members(by=actor, municipality=code)
        ],
    )
