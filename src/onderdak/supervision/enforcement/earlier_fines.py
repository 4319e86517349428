"""Fines of the same offender before, and the municipality's own amount for a fine."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from onderdak.rules.enforcement import EarlierFine
from onderdak.rules.enforcement.history import as_word
from onderdak.supervision.enforcement.choice_queries import amounts_for
from onderdak.supervision.enforcement.domain.amounts import AmountOf
from onderdak.supervision.enforcement.models import Case, Measure, Step

# The path of fines, its two steps that count here, and the state of one annulled.
_PATH: Final = "fine"
_REPORT: Final = "report"
_FINE: Final = "fine"
_FALLEN: Final = "fallen"


def earlier_fines_of(case: Case, measure: Measure) -> list[EarlierFine]:
    """The fines that this offender got before, with the rule of each (Wgv art. 19).

    A fine that a judge annulled does not count.
    """
    offender = case.offender
    if offender is None or measure.path != _PATH:
        return []
    others = Measure.objects.filter(
        case__municipality_id=case.municipality_id,
        case__offender__known_by=offender.known_by,
        path=_PATH,
    ).exclude(pk=measure.pk)
    taken: dict[int, dict[str, Step]] = defaultdict(dict)
    for step in (
        Step.objects.counting()
        .filter(measure__in=others.exclude(state=_FALLEN), step__in=(_REPORT, _FINE))
        .order_by("id")
    ):
        taken[step.measure_id][step.step] = step
    return [
        _earlier(found[_REPORT], found[_FINE])
        for found in taken.values()
        if found.keys() == {_REPORT, _FINE}
    ]


def local_fine_cents(
    case: Case, measure: Measure, rules: Iterable[str], on: date, *, again: bool
) -> int | None:
    """The municipality's own amount for these norms; None without just one of them.

    Args:
        again: whether this offender was fined before: a repeat has its own amount.
    """
    if measure.path != _PATH:
        return None
    kind = AmountOf.FINE_REPEAT if again else AmountOf.FINE
    found = {
        amount.cents
        for rule in set(rules)
        for amount in amounts_for(case.municipality_id, kind, rule, on)
    }
    return found.pop() if len(found) == 1 else None


def _earlier(report: Step, fine: Step) -> EarlierFine:
    """The rule stands in the report as E11, or with its part as F10_danger."""
    rule, _, part = as_word(report.facts.get("fine_rule")).partition("_")
    return EarlierFine(rule, fine.on_day, part or None)
