"""Says what stands in the way of a step: its state, its facts, its days, its guards.

Asked twice: when somebody begins the letter of a step, and again when the step is
taken, for what held then may not hold now.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from onderdak.kernel.text import Text, named, text
from onderdak.rules.enforcement.forms import FactKind, FactSpec, RuleSet
from onderdak.rules.enforcement.guarding import (
    claims,
    collecting,
    days,
    decided,
    fining,
    letters,
    orders,
    others,
    repeats,
    stays,
    terms,
)
from onderdak.rules.enforcement.guarding.asked import Asked, Guard
from onderdak.rules.enforcement.history import (
    Taken,
    as_day,
    as_number,
    as_time,
)
from onderdak.rules.enforcement.money import steps_of
from onderdak.rules.enforcement.situation import Situation

_GUARDS: Final = (
    letters.offender_named,
    letters.offender_unknown,
    letters.report_present,
    letters.choice_made,
    letters.second_review,
    letters.views_term,
    letters.views_day,
    letters.views_asked,
    letters.views_always,
    letters.mend_day,
    letters.more_day,
    letters.decide_day,
    letters.more_over,
    letters.decide_over,
    letters.default_days,
    letters.response_over,
    letters.report_day,
    orders.maximum_set,
    orders.compliance_term,
    orders.lengthened,
    orders.people_counted,
    orders.teller_named,
    orders.checked_day,
    orders.after_compliance,
    orders.not_suspended,
    orders.forfeits,
    orders.liftable,
    orders.remedy_won,
    orders.falls_once,
    orders.lifted_once,
    orders.before_lifted,
    orders.withdrawn_from_start,
    orders.received_day,
    orders.compliance_over,
    orders.compliance_runs,
    orders.applied_day,
    orders.decide_by_day,
    orders.not_suspended_decision,
    orders.tolerated_day,
    orders.safe_meanwhile,
    collecting.within_forfeited,
    collecting.within_claimed,
    collecting.within_reminded,
    collecting.payment_over,
    collecting.not_suspended_debt,
    collecting.not_deferred,
    claims.within_owed,
    claims.limitation_open,
    claims.limitation_over,
    claims.debt_due,
    claims.reminder_over,
    claims.debt_open,
    claims.debt_over,
    claims.costs_recoverable,
    claims.within_costs,
    claims.costs_in_time,
    claims.deferred_day,
    claims.nothing_owed,
    fining.silence_told,
    fining.interpreter_there,
    fining.heard_rightly,
    fining.in_language,
    fining.report_sent,
    fining.prosecutor_silent,
    fining.at_fault,
    fining.fine_ceiling,
    fining.fine_in_time,
    fining.fine_not_lapsed,
    fining.one_punishment,
    fining.lowered,
    repeats.norm_fits,
    others.withdrawal_ground,
    others.withdrawal_works,
    others.takeover_follows,
    others.takeover_ground,
    others.fee_covers_costs,
    others.plan_judged,
    others.name_weighed,
    others.waited,
    others.no_injunction,
    terms.asked_day,
    terms.told_day,
    terms.executed_day,
    terms.acknowledged_in_time,
    stays.stay_explained,
    days.effective_day,
    days.starts_day,
    days.ends_day,
    days.repaired_day,
    days.removed_day,
    days.ended_day,
    days.ended_once,
    days.applied_since,
    days.decide_by_soon,
    days.permit_day,
    days.same_permit,
    days.default_amount,
    decided.known_ground,
    decided.two_fines,
    decided.published_decision,
    decided.decision_stands,
    decided.about_fine,
    decided.about_management,
    decided.removal_reason,
    decided.local_fee,
    decided.one_punishment_anywhere,
)
GUARDS: Final = MappingProxyType({one.__name__: one for one in _GUARDS})
_NUMBERS: Final = frozenset(
    {FactKind.CENTS, FactKind.DAYS, FactKind.COUNT, FactKind.PERSON}
)
_WORDS: Final = frozenset({FactKind.TEXT, FactKind.ARTICLE})


def problems(
    ruleset: RuleSet,
    path: str,
    step: str,
    facts: Mapping[str, object],
    history: Sequence[Taken],
    on: date,
    values: Situation,
) -> list[Text]:
    """Say everything that stands in the way of a step; empty where nothing does.

    Args:
        ruleset: The paths that the case keeps.
        path: The path of the measure.
        step: The step that somebody wants to take.
        facts: What is written down with it, as it is stored.
        history: The steps of the case so far.
        on: The day on which the step is taken.
        values: The case around it; `values.measure` is the measure of the step.
    """
    kind = ruleset.step(path, step)
    asked = Asked(ruleset, ruleset.paths[path], kind, facts, history, on, values)
    found = [*_in_order(asked), *_facts(asked)]
    for name in kind.guards:
        found += GUARDS[name](asked)
    return found


def state_of(history: Sequence[Taken], measure: int | str, ruleset: RuleSet) -> str:
    """Give where the steps of a measure have led; KeyError where there are none."""
    steps = steps_of(history, measure, ruleset)
    state = ruleset.paths[steps[0][1].path].begins
    for _, _, kind in steps:
        state = kind.to_from(state) or state
    return state


def _in_order(asked: Asked) -> Iterator[Text]:
    steps, values = asked.steps, asked.values
    state = values.state or (
        state_of(asked.history, values.measure, asked.ruleset)
        if steps
        else asked.path.begins
    )
    if asked.kind.to_from(state) is None:
        yield text("This step cannot be taken now.")
    if steps and asked.on < steps[-1][1].on_day:
        yield text("The step before this one was on %(day)s.", day=steps[-1][1].on_day)


def _facts(asked: Asked) -> Iterator[Text]:
    for name in sorted(asked.facts.keys() - asked.kind.facts.keys()):
        yield text("This step has no fact %(name)s.", name=name)
    for spec in asked.kind.facts.values():
        value = asked.facts.get(spec.name)
        if value is None or value == "":
            if spec.required:
                yield text("Fill in: %(name)s.", name=named(spec.title, spec.name))
        elif not _fits(spec, value):
            yield text(
                "This does not fit: %(name)s.", name=named(spec.title, spec.name)
            )


def _fits(spec: FactSpec, value: object) -> bool:
    if spec.kind in _NUMBERS:
        number = as_number(value)
        return number is not None and number >= 0
    if spec.kind in _WORDS:
        return isinstance(value, str) and bool(value.strip())
    if spec.kind is FactKind.DATE:
        return as_day(value) is not None
    if spec.kind is FactKind.CHOICE:
        return value in spec.options
    if spec.kind is FactKind.TIME:
        return as_time(value) is not None
    return isinstance(value, bool)


__all__ = ["GUARDS", "Guard", "problems", "state_of"]
