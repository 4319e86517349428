"""Until when an injunction that was granted holds: not longer than what it goes with.

Awb art. 8:85: it ends on the day that the judge named, and in any case when the term
for appeal after the objection passed unused, when the objection or appeal is taken
back, or when the court decides on it. A judge can end it before that (art. 8:87).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from onderdak.rules.enforcement.forms import RuleSet
from onderdak.rules.enforcement.history import RemedyOn
from onderdak.rules.enforcement.law import Law
from onderdak.rules.enforcement.remedies import next_remedy

_INJUNCTION: Final = "injunction"
_OBJECTION: Final = "objection"


def with_ends(
    remedies: Sequence[RemedyOn], ruleset: RuleSet, law: Law
) -> tuple[RemedyOn, ...]:
    """Give the same remedies, each injunction with the day through which it holds."""
    if not any(one.kind == _INJUNCTION and one.suspends for one in remedies):
        return tuple(remedies)
    return tuple(_with_end(one, remedies, ruleset, law) for one in remedies)


def _with_end(
    one: RemedyOn, remedies: Sequence[RemedyOn], ruleset: RuleSet, law: Law
) -> RemedyOn:
    if one.kind != _INJUNCTION or not one.suspends:
        return one
    found = [each for each in remedies if each.number == one.about]
    ends = _ends(found[0], remedies, ruleset, law) if one.about and found else None
    named = [day for day in (one.suspended_until, ends) if day is not None]
    return replace(one, suspended_until=min(named, default=None))


def _ends(
    main: RemedyOn, remedies: Sequence[RemedyOn], ruleset: RuleSet, law: Law
) -> date | None:
    """The day on which what it goes with came to its end; None while it has not."""
    if main.decided_on is None or main.kind != _OBJECTION or main.withdrawn:
        return main.decided_on
    after = [
        one
        for one in remedies
        if one.about == main.number and one.kind not in (_INJUNCTION, _OBJECTION)
    ]
    if after:
        days = [_ends(one, remedies, ruleset, law) for one in after]
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None
    term = next_remedy(ruleset, main.kind)
    if term is None or term.rule is None:
        return main.decided_on
    return law.last_day(term.rule, term.part, main.made_known or main.decided_on)
