"""What the ranking brings: does it find more, is it steady, is it fair."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import check_may, may
from onderdak.kernel.errors import NotFound
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.text import text
from onderdak.supervision.picture.contract.ranking import (
    EXPORT_FACTS,
    RECORD_OUTCOMES,
    SEE_EVIDENCE,
    SEE_RANKING,
    Evaluation,
    RankingRun,
    RunState,
    evaluation_of,
    is_trial,
    runs_of,
    setting_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.charts import picture
from onderdak.web.pages.shapes import Filter, Option, Search
from onderdak.web.pages.values import number
from onderdak.web.picture.ranking.evaluation_groups import (
    dropped_table,
    group_chart,
    group_table,
    standing_of,
    title_of,
)
from onderdak.web.picture.ranking.evaluation_tables import (
    bands_chart,
    bands_table,
    read_aloud,
    stable_chart,
    stable_table,
    tiles,
)
from onderdak.web.picture.ranking.frame import (
    Notice,
    crumbs,
    demo_notice,
    to_list,
    town_of,
)
from onderdak.web.picture.ranking.points import name_of
from onderdak.web.picture.ranking.runs import kind_of
from onderdak.web.picture.ranking.words import day, decimal

_MOST = 40


def _runs(request: Request, on: date) -> Sequence[RankingRun]:
    found = runs_of(by=request.actor, municipality=town_of(request), on=on)
    ready = found.filter(state=RunState.DONE)
    return [each for each in ready[:_MOST] if not is_trial(each)]


def _chosen(request: Request, runs: Sequence[RankingRun]) -> RankingRun | None:
    """The run that is asked; else the newest replay, which visits came after."""
    asked = whole_number(request.GET.get("run", ""))
    if asked is not None:
        found = next((each for each in runs if each.pk == asked), None)
        if found is None:
            raise NotFound(text("There is no such list."))
        return found
    replays = [each for each in runs if each.on_day < localdate(each.at)]
    return next(iter([*replays, *runs]), None)


@require_safe
@with_task
def evaluation(request: Request) -> HttpResponse:
    """The evidence of one list, in numbers with their ranges, charts and tables."""
    on, town = localdate(), town_of(request)
    check_may(request.actor, SEE_EVIDENCE, municipality=town)
    runs = _runs(request, on)
    run = _chosen(request, runs)
    found = evaluation_of(by=request.actor, run=run, on=on) if run else None
    context: dict[str, object] = {
        "breadcrumbs": crumbs(_over(request), last=_("What the ranking brings")),
        "choice": _choice(runs, run) if len(runs) > 1 else None,
        "says": _lead(run, found),
        "notices": _notices(found),
        "found": found,
        "facts_url": _facts_url(request, run, on),
        "may_record": may(request.actor, RECORD_OUTCOMES, municipality=town),
    }
    if run and found:
        context |= _shown(run, found)
    return render(request, "ranking/evaluation.html", context)


def _facts_url(request: Request, run: RankingRun | None, on: date) -> str:
    """Where the facts are; nowhere while the ranking is off."""
    town = town_of(request)
    if run is None or not may(request.actor, EXPORT_FACTS, municipality=town):
        return ""
    if not setting_of(by=request.actor, municipality=town, on=on).on:
        return ""
    return reverse("ranking_facts_csv", args=[run.pk])


def _over(request: Request) -> tuple[str, str]:
    """Over the list; who may not see it, comes by the points."""
    if may(request.actor, SEE_RANKING, municipality=town_of(request)):
        return to_list()
    return _("Ranking"), "ranking_points"


def _choice(runs: Sequence[RankingRun], chosen: RankingRun | None) -> Search:
    several = len({each.point_set.name for each in runs}) > 1
    options = [Option(str(each.pk), _run_name(each, several)) for each in runs]
    value = str(chosen.pk) if chosen else ""
    return Search(label=None, filters=[Filter("run", _("List"), options, value)])


def _run_name(run: RankingRun, several: bool) -> str:
    """Short, so that it fits on a phone; the set by name only where there are more."""
    points = name_of(run.point_set) if several else f"v{run.point_set.version}"
    return f"{run.on_day:%d-%m-%Y}, {points}, {kind_of(run)}"


def _lead(run: RankingRun | None, found: Evaluation | None) -> str:
    if run is None or found is None:
        return _(
            "There is no list yet. Make one for a day in the past, and it is laid"
            " beside what was found since."
        )
    return _(
        "The list of %(since)s (%(set)s) beside what was found until %(until)s:"
        " %(visits)s addresses with a result."
    ) % {
        "since": day(found.on),
        "set": name_of(run.point_set),
        "until": day(found.until),
        "visits": number(found.visits),
    }


def _notices(found: Evaluation | None) -> list[Notice]:
    notices: list[Notice | None] = []
    if found is None or found.demo:
        notices.append(demo_notice())
    if found and not found.enough:
        notices.append(
            Notice(
                _("Not enough visits yet."),
                "warning",
                _("There are %(visits)s; a fair answer takes at least %(needed)s.")
                % {"visits": number(found.visits), "needed": number(found.needed)},
                _("Until then there are no percentages here: they would mislead."),
            )
        )
    return [each for each in notices if each]


def _shown(run: RankingRun, found: Evaluation) -> dict[str, object]:
    source = _("source: results of visits, %(since)s to %(until)s") % {
        "since": day(found.on),
        "until": day(found.until),
    }

    of_list = _("source: the list of %(day)s") % {"day": day(found.on)}

    def chart(which: str, title: str, alt: str) -> dict[str, str]:
        url = reverse("ranking_chart", args=[run.pk, which])
        told = source if which == "bands" else of_list
        return {"url": url, "title": title, "alt": alt, "source": told}

    by_bands = _("Share with a breach, by points")
    stays = _("Share of the top that stays")
    return {
        "tiles": tiles(found),
        "read": read_aloud(found),
        "bands": bands_table(found) if found.bands else None,
        "bands_chart": chart(
            "bands",
            by_bands,
            _("Dots with ranges: the share with a breach for each range of points."),
        )
        if any(each.found for each in found.bands)
        else None,
        "stable": stable_table(found),
        "stable_chart": chart(
            "stable", stays, _("Dots: the share that stays without each fact.")
        )
        if found.stable
        else None,
        "fair": _fair(found),
        "groups": [
            {
                "title": title_of(each),
                "standing": standing_of(each),
                "open": any(group.rates.outside for group in each.groups),
                "table": group_table(each, found),
                "dropped": dropped_table(each),
                "chart": chart(
                    each.key,
                    _("How much more or less than average they are chosen"),
                    _("Dots with ranges: for each group the ratio; lines: the bounds."),
                )
                if any(group.rates.selection_ratio for group in each.groups)
                else None,
            }
            for each in found.groupings
        ],
    }


def _fair(found: Evaluation) -> str:
    return _(
        "How often a group is chosen, and how often something was found there, beside"
        " all groups together. Behind each number stands the range within which it"
        " probably lies. A ratio below %(low)s or above %(high)s must be explained;"
        " these bounds are a choice of this software. Where the range goes over a"
        " bound, it may be chance. Counts below %(least)s are not shown. No data about"
        " persons are used for this. Shares of neighbourhoods are published figures:"
        " the list is held against them, and no points are made of them."
    ) % {
        "low": decimal(found.bounds[0], 2),
        "high": decimal(found.bounds[1], 2),
        "least": found.smallest,
    }


@require_safe
@with_task
def chart(request: Request, pk: int, which: str) -> HttpResponse:
    """One of the charts, as a picture."""
    on = localdate()
    check_may(request.actor, SEE_EVIDENCE, municipality=town_of(request))
    run = next((each for each in _runs(request, on) if each.pk == pk), None)
    if run is None:
        raise NotFound(text("There is no such chart."))
    found = evaluation_of(by=request.actor, run=run, on=on)
    narrow = "narrow" in request.GET
    match which:
        case "bands":
            return picture(bands_chart(found, narrow=narrow))
        case "stable":
            return picture(stable_chart(found, narrow=narrow))
        case _:
            one = next((each for each in found.groupings if each.key == which), None)
            if one is None:
                raise NotFound(text("There is no such chart."))
            return picture(group_chart(one, found, narrow=narrow))
