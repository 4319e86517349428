"""The tables and facts on the page of one visit."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor, User
from onderdak.supervision.inspections.contract import (
    Along,
    Companion,
    Means,
    Part,
    Visit,
)
from onderdak.supervision.inspections.contract.companions import links_of
from onderdak.supervision.inspections.contract.planning import (
    companions_of,
    members_of,
    steps_of,
    tried_before,
)
from onderdak.supervision.inspections.contract.syncing import Recorded, VisitPhoto
from onderdak.web.inspections.planning.words import (
    ALONG,
    MEANS,
    PARTS,
    STEPS,
    language_name,
    name_of,
)
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table

_MOST_STEPS = 100
_UNSAID = ("child_waits", "child_handed")


def names(users: Iterable[int | None]) -> dict[int, str]:
    """What people are called, by number."""
    found = User.objects.filter(pk__in={one for one in users if one is not None})
    return {user.pk: name_of(user) for user in found}


def going_table(one: Visit) -> Table:
    """The supervisors who go."""
    return Table(
        name="going",
        caption=_("Supervisors who go"),
        columns=[Column(_("Name"), row_header=True), Column(_("Part"))],
        rows=[
            [name_of(each.user), str(PARTS[Part(each.part)])]
            for each in members_of(one)
        ],
    )


def tried_table(one: Visit) -> Table:
    """What was lighter, and what came of it."""
    return Table(
        name="tried",
        caption=_("Lighter means"),
        columns=[
            Column(_("What was tried"), row_header=True),
            Column(_("Day")),
            Column(_("What came of it")),
        ],
        rows=[
            [str(MEANS[Means(each.what)]), each.on_day, each.came_of]
            for each in tried_before(one)
        ],
    )


def companions_table(actor: Actor, one: Visit) -> Table:
    """The services that were asked along, with what they said."""
    shared = {
        link.companion_id
        for link in links_of(by=actor, visit=one)
        if link.revoked_at is None
    }
    return Table(
        name="along",
        caption=_("Services asked along"),
        columns=[
            Column(_("Service"), row_header=True),
            Column(_("Kind")),
            Column(_("Says")),
            Column(_("In words")),
            Column(_("Shared with")),
        ],
        rows=[
            [
                Cell(
                    each.organisation,
                    url=reverse("companion", args=[one.number, each.pk]),
                ),
                along_of(each),
                coming_of(each.coming),
                each.said or "–",
                each.pk in shared,
            ]
            for each in companions_of(one)
        ],
        empty=Empty(
            _("Nobody else was asked along."),
            _("The fire brigade, an interpreter or the civil registry may be needed."),
        ),
    )


def along_of(one: Companion) -> str:
    """Which kind of service it is; of an interpreter the language too."""
    kind = str(ALONG[Along(one.kind)])
    return f"{kind} ({language_name(one.language)})" if one.language else kind


def coming_of(coming: bool | None) -> Cell:
    """Whether a service comes."""
    if coming is None:
        return Cell(_("no answer yet"), kind="warning")
    if coming:
        return Cell(_("comes"), kind="success")
    return Cell(_("does not come"), kind="error")


def came_in(
    one: Visit, found: Recorded, photos: Sequence[VisitPhoto] | QuerySet[VisitPhoto]
) -> list[Fact]:
    """How much came in, and what needs a look."""
    unsettled = sum(not each.settled for each in found.state.values())
    begun = date_format(localtime(one.begun_at), "j F Y H:i") if one.begun_at else ""
    ended = date_format(localtime(one.closed_at), "j F Y H:i") if one.closed_at else ""
    rows = [
        Fact(_("Begun"), begun),
        Fact(_("Ended"), ended or _("not yet")),
        Fact(_("Answers"), len(found.state)),
        Fact(_("Answers that differ"), unsettled, _to_settle(unsettled)),
        Fact(_("Photos"), len(photos)),
    ]
    if found.late:
        note = _("It does not count until the one who leads takes it over.")
        rows.append(Fact(_("Came after the end"), len(found.late), note))
    return rows


def _to_settle(unsettled: int) -> str:
    if not unsettled:
        return ""
    return _("They count as not known until somebody settles them by typing again.")


def history_table(one: Visit) -> Table:
    """What happened to a visit."""
    steps = list(steps_of(one)[:_MOST_STEPS])
    called = names(each.by_id for each in steps)
    return Table(
        name="history",
        caption=_("What happened"),
        note=_("newest first"),
        columns=[
            Column(_("When"), row_header=True),
            Column(_("What")),
            Column(_("By whom")),
            Column(_("In words")),
        ],
        rows=[
            [
                date_format(localtime(each.at), "j F Y H:i"),
                str(STEPS.get(each.what, each.what)),
                called.get(each.by_id or 0, "–"),
                # Which one it was is for the software, not for people.
                "–" if each.what in _UNSAID else each.reason or "–",
            ]
            for each in steps
        ],
    )
