"""How long a decision can still be fought, and by when an answer has to be there.

Chapters 6 to 8 Awb: objection, appeal, higher appeal, each open for its own term after
what came before it. A decision is final when the last term passed unused.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from onderdak.rules.enforcement.forms import RemedyTerm, RuleSet
from onderdak.rules.enforcement.history import RemedyOn, Span
from onderdak.rules.enforcement.law import Law

DECISION: Final = "decision"
_CASES: Final = {
    (False, False): "plain",
    (False, True): "put_off",
    (True, False): "committee",
    (True, True): "committee_put_off",
}


def next_remedy(ruleset: RuleSet, after: str) -> RemedyTerm | None:
    """Give the remedy that is open after a decision, or after another remedy."""
    for one in ruleset.remedies.values():
        if after in one.against and one.rule is not None:
            return one
    return None


def filed(
    remedies: Sequence[RemedyOn], decision: int, kind: str
) -> tuple[RemedyOn, ...]:
    """Give the remedies of a kind against a decision, the first filed first."""
    found = [one for one in remedies if (one.decision, one.kind) == (decision, kind)]
    return tuple(sorted(found, key=lambda one: one.filed_on))


def contested(
    ruleset: RuleSet, law: Law, decision: int, day: date, remedies: Sequence[RemedyOn]
) -> Span:
    """Give the days on which a remedy against a decision is open or pending.

    Without a last day one is pending still.
    """
    current, came = DECISION, day
    while (term := next_remedy(ruleset, current)) is not None:
        last = law.last_day(term.rule or "", term.part, came)
        found = filed(remedies, decision, term.kind)
        if not found:
            return Span(day, last)
        ended = [one.made_known for one in found if one.made_known is not None]
        if len(ended) < len(found):
            return Span(day, None)
        came = max(ended)
        if all(one.withdrawn for one in found):
            return Span(day, max(came, last or came))
        current = term.kind
    return Span(day, came)


def answer_term(term: RemedyTerm, remedy: RemedyOn) -> tuple[str, str | None] | None:
    """Give the rule under which a remedy is answered, or None where none says."""
    return term.answer.get(_CASES[remedy.committee, remedy.put_off])
