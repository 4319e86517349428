"""Fines of the same offender before, and the municipality's own amount for a fine."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from onderdak.foundation.identity.contract import normbook, rulebook
from onderdak.kernel.errors import UserError
from onderdak.rules.enforcement import EarlierFine, fine_ceiling
from onderdak.rules.enforcement.history import as_day, as_word
from onderdak.supervision.enforcement.choice_queries import amounts_for
from onderdak.supervision.enforcement.domain.amounts import AmountOf
from onderdak.supervision.enforcement.domain.remedies import RemedyKind
from onderdak.supervision.enforcement.models import Case, Measure, Remedy, Step

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
    contested = _contested(taken)
    made = [
        _earlier(found[_REPORT], found[_FINE], contested)
        for found in taken.values()
        if found.keys() == {_REPORT, _FINE}
    ]
    # Without the rule that was broken nobody can say that it was the same one.
    return [one for one in made if one.norm]


def is_repeat(measure: Measure, earlier: Sequence[EarlierFine]) -> bool:
    """Whether the breach of a measure is a repeat of one that was fined before."""
    rows = Step.objects.counting().filter(measure=measure, step=_REPORT)
    report = rows.order_by("-n").first() if earlier else None
    day = as_day(report.facts.get("breached_on")) if report else None
    if report is None or day is None:
        return False
    rule, part, norm = _broken(report)
    try:
        return fine_ceiling(
            rule,
            day,
            measure.municipality_id,
            rulebook(),
            normbook(),
            part=part,
            norm=norm,
            earlier=earlier,
        ).repeated
    except UserError:
        return False


def _contested(taken: Mapping[int, Mapping[str, Step]]) -> frozenset[int]:
    """The fines against which an objection or appeal is not decided yet."""
    fines = [found[_FINE].pk for found in taken.values() if _FINE in found]
    rows = Remedy.objects.filter(step_id__in=fines, outcome="")
    open_ones = rows.exclude(kind=RemedyKind.INJUNCTION)
    return frozenset(open_ones.values_list("step_id", flat=True))


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


def _earlier(report: Step, fine: Step, contested: Container[int]) -> EarlierFine:
    rule, part, norm = _broken(report)
    return EarlierFine(rule, fine.on_day, part, norm, fine.pk in contested)


def _broken(report: Step) -> tuple[str, str | None, str | None]:
    """The rule stands in the report as E11, or with its part as F10_danger."""
    rule, _, part = as_word(report.facts.get("fine_rule")).partition("_")
    return rule, part or None, as_word(report.facts.get("norm")) or None
