"""Until when something can be set against a decision."""

from datetime import date

from onderdak.foundation.identity.contract import normbook, rulebook
from onderdak.rules.terms import term
from onderdak.supervision.enforcement.domain.remedies import Earlier, Filed
from onderdak.supervision.enforcement.made_known import known_on
from onderdak.supervision.enforcement.models import Step
from onderdak.supervision.enforcement.path_words import rules_of


def last_day_for(decision: Step, filed: Filed, earlier: Earlier | None) -> date | None:
    """The last day for a remedy, or None where it has none, as an injunction."""
    told = rules_of(decision.ruleset_id).remedies.get(filed.kind)
    if told is None or told.rule is None:
        return None
    start = (earlier.made_known_on or earlier.decided_on) if earlier else None
    return term(
        told.rule,
        start or known_on(decision),
        None,
        decision.municipality_id,
        rulebook(),
        normbook(),
        part=told.part,
    ).last_day
