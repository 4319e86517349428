"""One address of the list: how its points came about, and what a person decides."""

from datetime import date

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.engines.ranking import Dated
from onderdak.foundation.identity.contract import may, rooms_on
from onderdak.supervision.inspections.contract import PLAN_VISITS
from onderdak.supervision.picture.contract.ranking import (
    CHOOSE,
    Ranked,
    Reason,
    What,
    choose,
    ranked_for,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table
from onderdak.web.pages.values import said
from onderdak.web.picture.ranking.frame import (
    crumbs,
    replay_notice,
    to_list,
    town_of,
)
from onderdak.web.picture.ranking.points_tables import source_name
from onderdak.web.picture.ranking.words import CHOICES, DATED, STEPS, day


class ChoiceForm(forms.Form):
    """What is done with the address, and why."""

    what = forms.ChoiceField(
        label=gettext_lazy("What do you do?"),
        choices=lambda: [(each.value, str(CHOICES[each])) for each in What],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy(
            "One or two sentences. No names of people. For a visit: why would nothing"
            " lighter do?"
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@with_task
def ranking_address(request: Request, pk: int) -> HttpResponse:
    """Why this address stands there, indicator by indicator; and the decision."""
    on, town = localdate(), town_of(request)
    ranked = ranked_for(by=request.actor, number=pk, on=on)
    form = ChoiceForm(request.POST if request.method == "POST" else None)

    def change() -> str:
        choose(
            by=request.actor,
            number=pk,
            what=What(form.cleaned_data["what"]),
            why=form.cleaned_data["why"],
            today=on,
        )
        return reverse("ranking_address", args=[pk])

    may_choose = not ranked.replay and may(request.actor, CHOOSE, municipality=town)
    return ask(
        request,
        form,
        _context(ranked)
        | {"may_choose": may_choose, "plan_url": _plan_url(request, ranked, town)},
        done=_("The decision is kept."),
        change=change,
        template="ranking/address.html",
    )


def _plan_url(request: Request, ranked: Ranked, town: str) -> str:
    """Where the visit is planned that somebody chose; '' where none was chosen last."""
    last = ranked.chosen[0].what if ranked.chosen else None
    if last is not What.VISIT or "inspections" not in rooms_on(town):
        return ""
    if not may(request.actor, PLAN_VISITS, municipality=town):
        return ""
    chosen = "random" if ranked.drawn else "ranked"
    return f"{reverse('visit_new')}?address={ranked.address}&chosen={chosen}"


def _context(ranked: Ranked) -> dict[str, object]:
    return {
        "breadcrumbs": crumbs(to_list(), last=ranked.in_full),
        "ranked": ranked,
        "says": _("Place %(place)s, with %(points)s points. That is no finding.")
        % {"place": ranked.place, "points": ranked.points},
        "replay": replay_notice() if ranked.replay else None,
        "facts": _facts(ranked),
        "reasons": _reasons(ranked),
        "unknown": _unknown(ranked),
        "step": STEPS[ranked.step],
        "step_why": said(ranked.step_why),
        "chosen": _chosen(ranked),
    }


def _facts(ranked: Ranked) -> list[Fact]:
    facts = [
        Fact(_("Neighbourhood"), ranked.neighbourhood or None),
        Fact(_("List of"), ranked.on_day),
    ]
    if ranked.drawn:
        facts.append(
            Fact(
                _("Drawn by lot"),
                True,
                _("among locations under periodic supervision, whatever the points"),
            )
        )
    return facts


def _reasons(ranked: Ranked) -> Table:
    return Table(
        name="reasons",
        caption=_("Points by fact"),
        columns=[
            Column(_("Fact"), row_header=True),
            Column(_("What was seen")),
            Column(_("When")),
            Column(_("Points"), numeric=True),
            Column(_("Source")),
            Column(_("Ground")),
        ],
        rows=[
            [
                said(each.title),
                said(each.words),
                _when(each, ranked.on_day),
                each.points,
                source_name(each.source),
                said(each.ground),
            ]
            for each in ranked.reasons
        ],
        total=[_("Together"), "", "", ranked.points, "", ""] if ranked.reasons else (),
        empty=Empty(
            _("No fact gives this address points."),
            _("It was drawn by lot.") if ranked.drawn else "",
        ),
    )


def _when(one: Reason, on_day: date | None) -> str:
    """The day of the fact itself; where no source says one, that of the list."""
    words = DATED[one.dated if one.day else Dated.AS_OF]
    return words % {"day": day(one.day or on_day)}


def _unknown(ranked: Ranked) -> Table:
    return Table(
        name="unknown",
        caption=_("Facts of which nothing is known here"),
        note=_("What is not known gives no points"),
        columns=[Column(_("Fact"), row_header=True), Column(_("Why not"))],
        rows=[[said(each.title), said(each.why)] for each in ranked.unknown],
        empty=Empty(_("Of every fact that counts something is known.")),
    )


def _chosen(ranked: Ranked) -> Table:
    return Table(
        name="chosen",
        caption=_("Decisions about this address"),
        columns=[
            Column(_("Day"), row_header=True),
            Column(_("Decision")),
            Column(_("Why")),
            Column(_("By whom")),
        ],
        rows=[
            [each.at, Cell(str(CHOICES[each.what]), kind="info"), each.why, each.by]
            for each in ranked.chosen
        ],
        empty=Empty(_("Nobody has decided anything yet.")),
    )
