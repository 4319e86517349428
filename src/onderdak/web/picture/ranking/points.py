"""The sets of points: all of them, one of them, and what is done with it."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may, municipality_names
from onderdak.kernel.errors import UserError
from onderdak.supervision.picture.contract.ranking import (
    MAKE_POINT_SET,
    SWITCH_RANKING,
    USE_POINT_SET,
    PointSet,
    PointSetState,
    Setting,
    people,
    point_sets_of,
    setting_of,
    switches_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Fact,
    Table,
)
from onderdak.web.pages.values import said
from onderdak.web.picture.ranking.frame import (
    Notice,
    crumbs,
    off_notice,
    town_of,
)
from onderdak.web.picture.ranking.points_tables import (
    title_of,
)
from onderdak.web.picture.ranking.words import (
    STATE_TAGS,
    STATES,
    day,
    per_hundred,
)


@require_safe
@with_task
def points(request: Request) -> HttpResponse:
    """Every set of points, and how the ranking is used."""
    town, on, actor = town_of(request), localdate(), request.actor
    sets = list(point_sets_of(by=actor, municipality=town, on=on))
    setting = setting_of(by=actor, municipality=town, on=on)
    in_use = next((each for each in sets if each.state == PointSetState.IN_USE), None)
    notices = [off_notice(setting), _switched(request, on)]
    name = municipality_names().get(town, town)
    context = {
        "breadcrumbs": crumbs(last=_("Points")),
        "notices": [each for each in notices if each],
        "sets": _sets(sets),
        "in_use": in_use,
        "on": setting.on,
        "setting": _setting(setting),
        "may_make": may(actor, MAKE_POINT_SET, municipality=town),
        "may_set": may(actor, USE_POINT_SET, municipality=town),
        "may_switch": may(actor, SWITCH_RANKING, municipality=town),
        "public_url": reverse("ranking_method", args=[town.lower()]),
        "town": name,
    }
    return render(request, "ranking/points.html", context)


def _switched(request: Request, on: date) -> Notice | None:
    off = [
        each
        for each in switches_of(by=request.actor, municipality=town_of(request), on=on)
        if not each.on
    ]
    if not off:
        return None
    return Notice(
        _("Switched off: %(facts)s.")
        % {"facts": ", ".join(title_of(each.key) for each in off)},
        "warning",
        "; ".join(f"{day(each.since)}: {each.why}" for each in off),
    )


def _setting(setting: Setting) -> list[Fact]:
    return [
        Fact(_("The ranking is"), _("on") if setting.on else _("off"), setting.why),
        Fact(_("Fits in a week"), setting.capacity, _("addresses")),
        Fact(
            _("Drawn by lot"),
            per_hundred(setting.random_share),
            _("of what fits in a week, from locations under periodic supervision")
            if setting.random_share
            else _("so there is no base rate"),
        ),
    ]


def _sets(sets: Sequence[PointSet]) -> Table:
    makers = people(*{each.made_by_id for each in sets})
    return Table(
        name="sets",
        caption=_("Sets of points, the newest first"),
        columns=[
            Column(_("Set"), row_header=True),
            Column(_("State")),
            Column(_("Made on")),
            Column(_("Made by")),
            Column(_("Why")),
        ],
        rows=[
            [
                Cell(name_of(each), reverse("ranking_point_set", args=[each.pk])),
                Cell(
                    str(STATES[PointSetState(each.state)]),
                    kind=STATE_TAGS[PointSetState(each.state)],
                ),
                localdate(each.made_at),
                makers.get(each.made_by_id, ""),
                each.why,
            ]
            for each in sets
        ],
        empty=Empty(
            _("There are no points yet."),
            _("Make a set. The privacy officer approves it, and then it can be used."),
        ),
    )


def name_of(one: PointSet) -> str:
    """A set by name and version."""
    return _("%(name)s, version %(version)s") % {
        "name": one.name,
        "version": one.version,
    }


def problem_words(error: UserError) -> str:
    """What was refused, in one line."""
    return " ".join(said(each) for each in error.texts)
