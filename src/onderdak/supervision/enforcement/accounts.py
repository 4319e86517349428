"""What happened on measures, read for many at once, as the rules look at it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from onderdak.foundation.identity.contract import normbook, rulebook
from onderdak.rules.enforcement import RemedyOn, RuleSet, Taken
from onderdak.rules.enforcement.injunctions import with_ends
from onderdak.rules.enforcement.law import law_of
from onderdak.supervision.enforcement.domain.remedies import Party
from onderdak.supervision.enforcement.made_known import known_later
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
    written = list(
        Step.objects.counting()
        .filter(measure_id__in=numbers)
        .order_by("measure_id", "n")
        .defer("reason", "sealed", "row_key")
    )
    steps, later = _by_measure(written), known_later(written)
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
            later,
        )
        for measure in measures
    ]


def _account(
    measure: Measure,
    steps: Sequence[Step],
    remedies: Sequence[Remedy],
    entries: Sequence[Entry],
    orders: Sequence[PenaltyOrder],
    later: Mapping[int, date],
) -> Account:
    rules = rules_of(measure.ruleset_id)
    places = {step.pk: place for place, step in enumerate(steps)}
    of_steps = tuple(each for each in remedies if each.step_id in places)
    return Account(
        measure=measure,
        rules=rules,
        steps=tuple(steps),
        history=tuple(taken_of(step, later) for step in steps),
        remedies=of_steps,
        filed=filed_in(of_steps, places, rules, measure.municipality_id),
        entries=tuple(entries),
        orders=tuple(orders),
    )


def taken_of(step: Step, later: Mapping[int, date] | None = None) -> Taken:
    """A step as the rules look at it.

    Args:
        later: the letters that were made known later than they first went out.
    """
    known = later.get(step.letter_id or 0) if later else None
    return Taken(step.path, step.step, step.on_day, step.facts, step.measure_id, known)


def filed_in(
    remedies: Iterable[Remedy],
    places: Mapping[int, int],
    rules: RuleSet,
    municipality: str,
) -> tuple[RemedyOn, ...]:
    """Remedies as the rules look at them, injunctions with the day of their end."""
    found = [filed_of(one, places) for one in remedies]
    return with_ends(found, rules, law_of(rulebook(), normbook(), municipality))


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
        made_known_on=remedy.made_known_on,
        number=remedy.pk,
        about=remedy.about_id,
    )


_Row = TypeVar("_Row", Step, Remedy, Entry, PenaltyOrder)


def _by_measure(rows: Iterable[_Row]) -> Mapping[int, list[_Row]]:
    found: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.measure_id].append(row)
    return found
