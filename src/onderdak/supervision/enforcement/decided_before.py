"""What was decided against an offender before, in any case here, and still stands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from onderdak.rules.enforcement import Decided, What
from onderdak.rules.enforcement.history import as_day, as_word
from onderdak.supervision.enforcement.choice_queries import amounts_for
from onderdak.supervision.enforcement.domain.amounts import AmountOf, Per
from onderdak.supervision.enforcement.models import Case, Measure, Step

_FALLEN: Final = "fallen"
# Of each path the step of its decision; the report says what a fine is for.
_STEPS: Final = {
    "fine": (What.FINE, "fine"),
    "permit_withdrawal": (What.WITHDRAWAL, "withdraw"),
    "takeover": (What.TAKEOVER, "take"),
}
_REPORT: Final = "report"
_LETTING: Final = "letting"
# In these states of the path of management it goes on.
_MANAGED: Final = frozenset({"taken", "plan_in"})


def decided_before(case: Case, measure: Measure) -> list[Decided]:
    """The decisions against the same offender that still stand, outside a measure.

    Those of a house (a withdrawal, management) count whoever they are against.
    """
    rows = (
        Measure.objects.filter(
            case__municipality_id=case.municipality_id, path__in=_STEPS
        )
        .exclude(pk=measure.pk)
        .exclude(state=_FALLEN)
        .select_related("case__offender")
    )
    of_house = rows.filter(case__address_id=case.address_id)
    found = {one.pk: one for one in of_house}
    if case.offender is not None:
        known = case.offender.known_by
        found |= {one.pk: one for one in rows.filter(case__offender__known_by=known)}
    steps = _steps(found)
    return [
        made
        for key in sorted(found)
        for made in _of(case, found[key], steps.get(key, {}))
    ]


def local_fee_cents(case: Case, measure: Measure, on: date) -> int | None:
    """The municipality's own fee for management a month; None where it set none."""
    if measure.path != "takeover":
        return None
    found = amounts_for(case.municipality_id, AmountOf.MANAGEMENT, "", on)
    months = {one.cents for one in found if one.per == Per.MONTH}
    return months.pop() if len(months) == 1 else None


def _steps(found: Mapping[int, Measure]) -> Mapping[int, dict[str, Step]]:
    taken: dict[int, dict[str, Step]] = defaultdict(dict)
    wanted = {step for _, step in _STEPS.values()} | {_REPORT}
    rows = Step.objects.counting().filter(measure__in=found, step__in=wanted)
    for step in rows.order_by("id"):
        taken[step.measure_id][step.step] = step
    return taken


def _of(case: Case, measure: Measure, steps: Mapping[str, Step]) -> Iterator[Decided]:
    what, name = _STEPS[measure.path]
    step, here = steps.get(name), measure.case.address_id == case.address_id
    if step is None or not _counts(case, measure, what, step):
        return
    report = steps.get(_REPORT) if what is What.FINE else None
    yield Decided(
        what=what,
        on_day=step.on_day,
        works_from=as_day(
            step.facts.get("effective_on") or step.facts.get("starts_on")
        ),
        here=here,
        rule=as_word(report.facts.get("fine_rule")) if report else "",
        breached_on=as_day(report.facts.get("breached_on")) if report else None,
        norm=as_word(report.facts.get("norm")) if report else "",
    )


def _counts(case: Case, measure: Measure, what: What, step: Step) -> bool:
    """A fine is of who got it; management counts as long as it lasts."""
    if what is What.WITHDRAWAL:
        return as_word(step.facts.get("act")) == _LETTING
    if what is What.TAKEOVER:
        return measure.state in _MANAGED
    mine, theirs = case.offender, measure.case.offender
    return bool(mine and theirs and mine.known_by == theirs.known_by)
