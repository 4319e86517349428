"""One set of points: what counts, who said what of it, and what can be done."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.engines.ranking.points import PointSet as Points
from onderdak.foundation.identity.contract import may
from onderdak.kernel.errors import UserError
from onderdak.supervision.picture.contract.ranking import (
    ASSESS_POINT_SET,
    MAKE_POINT_SET,
    RUN_RANKING,
    SWITCH_RANKING,
    USE_POINT_SET,
    Assessment,
    PointSet,
    PointSetState,
    Verdict,
    assessments_of,
    effect_of,
    people,
    point_set_for,
    point_sets_of,
    points_of,
    switches_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Fact,
    Filter,
    Option,
    Search,
    Table,
)
from onderdak.web.picture.ranking.frame import (
    Notice,
    crumbs,
    to_points,
    town_of,
)
from onderdak.web.picture.ranking.points import name_of
from onderdak.web.picture.ranking.points_tables import (
    differences,
    effect_table,
    indicators_table,
    no_points,
)
from onderdak.web.picture.ranking.proposed import proposal_shown
from onderdak.web.picture.ranking.words import (
    STATE_TAGS,
    STATES,
    VERDICTS,
    day,
)


@require_safe
@with_task
def point_set(request: Request, pk: int) -> HttpResponse:
    """One set: what counts, who said what of it, and what can be done now."""
    on, actor = localdate(), request.actor
    found = point_set_for(by=actor, number=pk, on=on)
    given = assessments_of(by=actor, point_set=found, on=on)
    others = list(
        point_sets_of(by=actor, municipality=found.municipality_id, on=on).exclude(
            pk=found.pk
        )
    )
    read = read_or_none(found)
    other = next(
        (each for each in others if str(each.pk) == request.GET.get("with")), None
    )
    against = read_or_none(other) if other else None
    context = {
        "breadcrumbs": crumbs(to_points(), last=name_of(found)),
        "title": name_of(found),
        "state": {
            "label": STATES[PointSetState(found.state)],
            "kind": STATE_TAGS[PointSetState(found.state)],
        },
        "notices": notices_of(found, read, on),
        "facts": facts_of(found, read),
        "indicators": table_of(request, read, on),
        "assessments": _assessments(found, given),
        "compare": _compare(others, other) if others and read else None,
        "differences": differences(against, read) if against and read else None,
        "effect": effect_shown(request, found, on),
        **(proposal_shown(request, found, on) if read else {}),
        **_acts(request, found),
    }
    return render(request, "ranking/point_set.html", context)


def read_or_none(found: PointSet) -> Points | None:
    """The points of a set; None when its text is refused by now."""
    try:
        return points_of(found)
    except UserError:
        return None


def table_of(request: Request, read: Points | None, on: date) -> Table:
    """The points of a set, with what is switched off here."""
    off = {
        each.key
        for each in switches_of(by=request.actor, municipality=town_of(request), on=on)
        if not each.on
    }
    return indicators_table(read, off, on) if read else no_points()


def notices_of(found: PointSet, read: Points | None, on: date) -> list[Notice]:
    """What to mind of this set."""
    if read is None:
        return [Notice(_("The text of this set can no longer be read."), "error")]
    if found.state == PointSetState.IN_USE and on > read.until:
        return [
            Notice(
                _("This set expired on %(day)s.") % {"day": day(read.until)},
                "warning",
                next=_("Make a new version and have it approved."),
            )
        ]
    return []


def facts_of(found: PointSet, read: Points | None) -> list[Fact]:
    """When a set holds, who made it, and why."""
    maker = people(found.made_by_id).get(found.made_by_id, "")
    term = (
        [Fact(_("Holds from"), read.since), Fact(_("Holds until"), read.until)]
        if read
        else []
    )
    return [
        *term,
        Fact(_("Made by"), maker, day(localdate(found.made_at))),
        Fact(_("Why"), found.why),
    ]


def effect_shown(request: Request, found: PointSet, on: date) -> Table | None:
    """What the last trial said that the set would change."""
    if found.state in (PointSetState.IN_USE, PointSetState.WITHDRAWN):
        return None
    counts = effect_of(by=request.actor, point_set=found, on=on)
    return effect_table(counts) if counts else None


def _assessments(found: PointSet, given: Sequence[Assessment]) -> Table:
    names = people(*{each.by_id for each in given})
    return Table(
        name="assessments",
        caption=_("Assessments"),
        columns=[
            Column(_("Day"), row_header=True),
            Column(_("Verdict")),
            Column(_("What was said")),
            Column(_("By whom")),
            Column(_("File")),
        ],
        rows=[
            [
                each.on_date,
                Cell(
                    str(VERDICTS[Verdict(each.verdict)]),
                    kind="success" if each.verdict == Verdict.APPROVED else "error",
                ),
                each.words,
                names.get(each.by_id, ""),
                Cell(
                    each.file_name,
                    reverse("ranking_assessment", args=[found.pk, each.pk]),
                ),
            ]
            for each in given
        ],
        empty=Empty(_("The privacy officer has not said anything of this set yet.")),
    )


def _compare(others: Sequence[PointSet], chosen: PointSet | None) -> Search:
    options = [
        Option("", _("Choose a set")),
        *(Option(str(each.pk), name_of(each)) for each in others),
    ]
    value = str(chosen.pk) if chosen else ""
    return Search(
        label=None, filters=[Filter("with", _("Compare with"), options, value)]
    )


def _acts(request: Request, found: PointSet) -> dict[str, object]:
    """What this person can do with the set in its state."""
    town, actor = found.municipality_id, request.actor
    makes = may(actor, MAKE_POINT_SET, municipality=town)
    uses = may(actor, USE_POINT_SET, municipality=town)

    def url(name: str) -> str:
        return reverse(name, args=[found.pk])

    acts: list[dict[str, str]] = []
    links: list[dict[str, str]] = []
    if found.state == PointSetState.DRAFT and makes:
        own = found.made_by_id == actor.user_id
        acts.append(
            {
                "label": _("Send to the privacy officer"),
                "url": url("ranking_point_set_submit"),
                "kind": "primary",
            }
        )
        edit = {"label": _("Change it"), "url": url("ranking_point_set_edit")}
        links += [edit] if own else []
    tried = found.state in (
        PointSetState.DRAFT,
        PointSetState.WAITING,
        PointSetState.APPROVED,
    )
    if tried and may(actor, RUN_RANKING, municipality=town):
        acts.append(
            {
                "label": _("Try it: what would change"),
                "url": url("ranking_point_set_try"),
                "kind": "secondary",
            }
        )
    if found.state == PointSetState.APPROVED and uses:
        acts.append(
            {
                "label": _("Use this set from now on"),
                "url": url("ranking_point_set_use"),
                "kind": "primary",
            }
        )
    if found.state == PointSetState.WAITING and may(
        actor, ASSESS_POINT_SET, municipality=town
    ):
        links.append({"label": _("Assess it"), "url": url("ranking_assess")})
    if found.state != PointSetState.DRAFT and makes:
        like = reverse("ranking_points_new") + f"?like={found.pk}"
        links.append({"label": _("Make a new version of it"), "url": like})
    if found.state == PointSetState.IN_USE and may(
        actor, SWITCH_RANKING, municipality=town
    ):
        switch = {"label": _("Switch a fact off or on"), "url": url("ranking_fact")}
        links.append(switch)
    links.append({"label": _("As a file (YAML)"), "url": url("ranking_point_set_file")})
    gone = found.state in (PointSetState.WITHDRAWN, PointSetState.REFUSED)
    if uses and not gone:
        links.append({"label": _("Withdraw it"), "url": url("ranking_withdraw")})
    return {"acts": acts, "links": links}
