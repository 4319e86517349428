"""What happened on measures, read for many at once, as the rules look at it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from onderdak.rules.enforcement import RemedyOn, RuleSet, Taken
from onderdak.supervision.enforcement.domain.remedies import Party
from onderdak.supervision.enforcement.models import (
    Entry,
    Measure,
    PenaltyOrder,
    Remedy,
    Step,
)
from onderdak.supervision.enforcement.path_words import rules_of


@dataclass(frozen=True, slots=True)
class Account:
    """A measure with the steps that count, what was set against them, and the ledger.

    `steps` and `history` run alike: what the rules say of a place in the history is
    about the step of that place.
    """

    measure: Measure
    rules: RuleSet
    steps: tuple[Step, ...]
    history: tuple[Taken, ...]
    remedies: tuple[Remedy, ...]
    filed: tuple[RemedyOn, ...]
    entries: tuple[Entry, ...]
    orders: tuple[PenaltyOrder, ...]


def account_of(measure: Measure) -> Account:
    """What happened on one measure."""
    return accounts_of([measure])[0]


def accounts_of(measures: Sequence[Measure]) -> list[Account]:
    """What happened on each of these measures, in their order."""
    numbers = [measure.pk for measure in measures]
    steps = _by_measure(
        Step.objects.counting()
        .filter(measure_id__in=numbers)
        .order_by("measure_id", "n")
        .defer("reason")
    )
    remedies = _by_measure(
        Remedy.objects.filter(measure_id__in=numbers).order_by("measure_id", "id")
    )
    entries = _by_measure(
        Entry.objects.filter(measure_id__in=numbers).order_by("measure_id", "id")
    )
    orders = _by_measure(
        PenaltyOrder.objects.filter(measure_id__in=numbers).order_by("measure_id", "id")
    )
    return [
        _account(
            measure,
            steps[measure.pk],
            remedies[measure.pk],
            entries[measure.pk],
            orders[measure.pk],
        )
        for measure in measures
    ]


def _account(
    measure: Measure,
    steps: Sequence[Step],
    remedies: Sequence[Remedy],
    entries: Sequence[Entry],
    orders: Sequence[PenaltyOrder],
) -> Account:
    places = {step.pk: place for place, step in enumerate(steps)}
    of_steps = tuple(each for each in remedies if each.step_id in places)
    return Account(
        measure=measure,
        rules=rules_of(measure.ruleset_id),
        steps=tuple(steps),
        history=tuple(taken_of(step) for step in steps),
        remedies=of_steps,
        filed=tuple(filed_of(each, places) for each in of_steps),
        entries=tuple(entries),
        orders=tuple(orders),
    )


def taken_of(step: Step) -> Taken:
    """A step as the rules look at it."""
    return Taken(step.path, step.step, step.on_day, step.facts, step.measure_id)


def filed_of(remedy: Remedy, places: Mapping[int, int]) -> RemedyOn:
    """A remedy as the rules look at it, against the step of a place in the history."""
    return RemedyOn(
        kind=remedy.kind,
        decision=places[remedy.step_id],
        filed_on=remedy.filed_on,
        outcome=remedy.outcome or None,
        decided_on=remedy.decided_on,
        suspends=remedy.suspends,
        committee=remedy.committee,
        put_off=remedy.put_off_on is not None,
        third_party=remedy.party == Party.THIRD_PARTY,
        suspended_until=remedy.suspends_until,
    )


_Row = TypeVar("_Row", Step, Remedy, Entry, PenaltyOrder)


def _by_measure(rows: Iterable[_Row]) -> Mapping[int, list[_Row]]:
    found: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.measure_id].append(row)
    return found
