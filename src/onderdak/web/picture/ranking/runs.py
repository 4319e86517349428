"""Lists as work: asked for, watched while it runs, stopped."""

from collections.abc import Sequence

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST, require_safe

from onderdak.foundation.identity.contract import may
from onderdak.supervision.picture.contract.ranking import (
    RUN_RANKING,
    RankingRun,
    RunState,
    is_trial,
    run_for,
    runs_of,
    start_ranking,
    stop_ranking,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Progress, Table
from onderdak.web.picture.ranking.frame import crumbs, to_list, town_of
from onderdak.web.picture.ranking.points import name_of
from onderdak.web.picture.ranking.words import (
    RUN_STATES,
    RUN_TAGS,
    day,
    per_hundred,
)

_MOST = 50
_AT_WORK = frozenset({RunState.QUEUED, RunState.WORKING})


class RunForm(forms.Form):
    """For which day the list is made."""

    on_day = forms.DateField(
        label=gettext_lazy("For which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy(
            "Today for a list to work with. An earlier day gives a replay: what the"
            " order would have been, to test the points."
        ),
    )


def _to_runs() -> tuple[str, str]:
    return _("Lists made"), "ranking_runs"


@with_task
def runs(request: Request) -> HttpResponse:
    """Lists that were made, and making a new one."""
    town, on = town_of(request), localdate()
    found = runs_of(by=request.actor, municipality=town, on=on)
    form = RunForm(
        request.POST if request.method == "POST" else None, initial={"on_day": on}
    )

    def change() -> str:
        made = start_ranking(
            by=request.actor,
            municipality=town,
            on_day=form.cleaned_data["on_day"],
            today=on,
        )
        return reverse("ranking_run", args=[made.pk])

    context = {
        "breadcrumbs": crumbs(to_list(), last=_("Lists made")),
        "may_run": may(request.actor, RUN_RANKING, municipality=town),
        "runs": _table(list(found[:_MOST])),
    }
    return ask(
        request,
        form,
        context,
        done=_("The list is being made."),
        change=change,
        template="ranking/runs.html",
    )


def _table(found: Sequence[RankingRun]) -> Table:
    return Table(
        name="runs",
        caption=_("Lists, the newest first"),
        note=_("the last %(most)s at most") % {"most": _MOST},
        columns=[
            Column(_("List of"), row_header=True),
            Column(_("State")),
            Column(_("Kind")),
            Column(_("Points")),
            Column(_("Made on")),
        ],
        rows=[
            [
                Cell(day(each.on_day), reverse("ranking_run", args=[each.pk])),
                Cell(
                    str(RUN_STATES[RunState(each.state)]),
                    kind=RUN_TAGS[RunState(each.state)],
                ),
                kind_of(each),
                name_of(each.point_set),
                localdate(each.at),
            ]
            for each in found
        ],
        empty=Empty(_("No list was made yet.")),
    )


def kind_of(run: RankingRun) -> str:
    """What a list is for."""
    if not run.replay:
        return _("to work with")
    return _("replay") if run.on_day < localdate(run.at) else _("trial of points")


@require_safe
@with_task
def run(request: Request, pk: int) -> HttpResponse:
    """One list: how far it is, or what it was made from."""
    found = run_for(by=request.actor, number=pk, on=localdate())
    title = _("List of %(day)s") % {"day": day(found.on_day)}
    state = RunState(found.state)
    context = {
        "breadcrumbs": crumbs(to_list(), _to_runs(), last=title),
        "title": title,
        "run": found,
        "state": {"label": RUN_STATES[state], "kind": RUN_TAGS[state]},
        "work": _progress(request, found) if state in _AT_WORK else None,
        "why_failed": _(found.problem) if found.problem else "",
        "facts": _facts(found),
        "is_done": state is RunState.DONE,
        "list_url": "" if is_trial(found) else reverse("ranking") + f"?run={found.pk}",
        "set_url": reverse("ranking_point_set", args=[found.point_set_id])
        if is_trial(found)
        else "",
    }
    return render(request, "ranking/run.html", context)


def _facts(found: RankingRun) -> list[Fact]:
    facts = [
        Fact(_("Points"), name_of(found.point_set)),
        Fact(_("Fits in a week"), found.capacity, _("addresses")),
        Fact(_("Drawn by lot"), per_hundred(found.random_share)),
        Fact(
            _("Number of the lot"),
            str(found.seed),
            _("with it, anybody gets the same order among equal points"),
        ),
    ]
    counted = {
        "addresses": _("Addresses looked at"),
        "with_points": _("Addresses with points"),
        "drawn": _("Addresses drawn by lot"),
    }
    facts += [
        Fact(label, found.counts[key])
        for key, label in counted.items()
        if isinstance(found.counts.get(key), int)
    ]
    if found.replay:
        facts.append(Fact(_("Kind"), kind_of(found), _("not to work with")))
    return facts


def _progress(request: Request, found: RankingRun) -> Progress:
    may_stop = may(request.actor, RUN_RANKING, municipality=found.municipality_id)
    stop_url = reverse("ranking_run_stop", args=[found.pk])
    return Progress(
        name="ranking-progress",
        label=str(RUN_STATES[RunState(found.state)]),
        done=found.done,
        total=found.total or None,
        url=reverse("ranking_run_progress", args=[found.pk]),
        stop_url=stop_url if may_stop and not found.stop_asked else "",
        text=_("It stops after this step.") if found.stop_asked else "",
    )


@require_GET
@with_task
def progress(request: Request, pk: int) -> HttpResponse:
    """How far it is, for a page that asks again and again."""
    found = run_for(by=request.actor, number=pk, on=localdate())
    if RunState(found.state) not in _AT_WORK:
        return HttpResponse(headers={"HX-Refresh": "true"})
    work = _progress(request, found)
    return render(request, "ranking/progress.html", {"work": work})


@require_POST
@with_task
def stop(request: Request, pk: int) -> HttpResponse:
    """Ask it to stop."""
    found = run_for(by=request.actor, number=pk, on=localdate())
    stop_ranking(by=request.actor, run=found, today=localdate())
    return HttpResponseRedirect(reverse("ranking_run", args=[pk]))
