"""A growth plan as its page shows it: facts, steps, and what happened."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.housing.quality.contract import (
    GrowthLine,
    GrowthPlan,
    LineKind,
    PlanOn,
    PlanState,
    Side,
    StepOn,
    StepState,
)
from onderdak.register.nights.contract import Location
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table

PLAN_STATES = {
    PlanState.PROPOSED: gettext_lazy("proposed"),
    PlanState.AGREED: gettext_lazy("agreed by both sides"),
    PlanState.ENDED: gettext_lazy("ended"),
}
PLAN_TAGS = {
    PlanState.PROPOSED: "warning",
    PlanState.AGREED: "success",
    PlanState.ENDED: "",
}
STEP_STATES = {
    StepState.TO_DO: (gettext_lazy("to do"), "info"),
    StepState.LATE: (gettext_lazy("late"), "warning"),
    StepState.DONE: (gettext_lazy("done"), "success"),
    StepState.DROPPED: (gettext_lazy("dropped"), "info"),
}
LINES = {
    LineKind.MADE: gettext_lazy("plan proposed"),
    LineKind.AGREED: gettext_lazy("agreed"),
    LineKind.PLANNED: gettext_lazy("step added"),
    LineKind.PROGRESS: gettext_lazy("progress"),
    LineKind.DONE: gettext_lazy("step done"),
    LineKind.POSTPONED: gettext_lazy("step postponed"),
    LineKind.DROPPED: gettext_lazy("step dropped"),
    LineKind.ENDED: gettext_lazy("plan ended"),
}
SIDES = {
    Side.PROVIDER: gettext_lazy("provider"),
    Side.MUNICIPALITY: gettext_lazy("municipality"),
}


def facts_of(plan: GrowthPlan) -> list[Fact]:
    """What a plan is about, and who agreed with it."""
    facts = [
        Fact(_("Towards which norms"), plan.toward),
        Fact(_("To be reached by"), plan.toward_on),
        Fact(_("Why in steps"), plan.reason),
        Fact(_("Agreed by the provider"), plan.provider_agreed_on or _("not yet")),
        Fact(
            _("Agreed by the municipality"),
            plan.municipality_agreed_on or _("not yet"),
        ),
    ]
    if plan.ended_on:
        facts.append(Fact(_("Ended on"), plan.ended_on, plan.ended_because))
    return facts


def steps_table(location: Location, found: PlanOn, *, linked: bool) -> Table:
    """The steps by the day on which they are due."""
    return Table(
        name="steps",
        caption=_("Steps, by the day they are due"),
        columns=[
            Column(_("What"), row_header=True),
            Column(_("Norm")),
            Column(_("From, to")),
            Column(_("Done by")),
            Column(_("State")),
        ],
        rows=[_step_row(location, one, linked=linked) for one in found.steps],
        empty=Empty(
            _("This plan has no steps yet."),
            _("Each step says what is done by when."),
        ),
    )


def _step_row(location: Location, one: StepOn, *, linked: bool) -> list[object]:
    step = one.step
    word, kind = STEP_STATES[one.state]
    live = linked and one.state in {StepState.TO_DO, StepState.LATE}
    url = reverse("quality_growth_step", args=[location.pk, step.pk]) if live else ""
    measures = [part for part in (step.measure_from, step.measure_to) if part]
    place = f"{step.place}: " if step.place else ""
    return [
        Cell(f"{place}{step.what}", url),
        step.rule or None,
        " → ".join(measures) or None,
        step.due_on,
        Cell(word, kind=kind),
    ]


def _said(line: GrowthLine) -> str | None:
    """What was said besides the words of the step itself, which stand beside it."""
    repeated = line.step is not None and line.words == line.step.what
    return None if repeated else line.words or None


def history_table(lines: Sequence[GrowthLine]) -> Table:
    """What happened to a plan, the latest first."""
    return Table(
        name="lines",
        caption=_("What happened, the latest first"),
        columns=[
            Column(_("Day")),
            Column(_("What"), row_header=True),
            Column(_("Said by")),
            Column(_("Step")),
            Column(_("Said")),
            Column(_("What shows it")),
        ],
        rows=[
            [
                line.on,
                LINES[LineKind(line.what)],
                SIDES[Side(line.side)],
                line.step.what if line.step else None,
                _said(line),
                line.proof or None,
            ]
            for line in lines
        ],
    )
