"""People first at a step: what stands in the way of one that empties beds.

The law's own guards ask whether people were counted and who tells them. This asks what
a case alone can tell: where they go, whether enough is held, and care for children.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from onderdak.kernel.text import Text
from onderdak.rules.enforcement import RuleSet, StepKind
from onderdak.rules.enforcement.history import as_day
from onderdak.supervision.enforcement.domain.people import arranging_problems
from onderdak.supervision.enforcement.models import Case
from onderdak.supervision.enforcement.people_queries import (
    needed_from,
    people_first,
)

_ENDS_STAY: Final = "ends_stay"
_DAY: Final = timedelta(days=1)


def empties(kind: StepKind | None, facts: Mapping[str, object]) -> bool:
    """Whether people have to leave by this step; where nobody said so, they have to."""
    return kind is not None and kind.empties_beds and facts.get(_ENDS_STAY) is not False


def is_urgent(rules: RuleSet, path: str) -> bool:
    """Whether a path is one of danger, which waits for nothing (art. 5:31 Awb)."""
    found = rules.paths.get(path)
    return found is not None and found.urgent


def people_in_the_way(
    case: Case,
    rules: RuleSet,
    path: str,
    step: str,
    facts: Mapping[str, object],
    on: date,
) -> list[Text]:
    """What of people first is not arranged before a step; nothing where it is.

    An urgent measure is never stopped: there it becomes a task of hours.
    """
    found = rules.paths.get(path)
    kind = found.steps.get(step) if found else None
    if is_urgent(rules, path) or not empties(kind, facts):
        return []
    needed = needed_from(case, leaving_day(facts, on))
    return arranging_problems(people_first(case, on, needed))


def leaving_day(facts: Mapping[str, object], on: date) -> date:
    """The day on which people have to be gone by a step."""
    until = as_day(facts.get("compliance_until"))
    if until is not None:
        return until + _DAY
    days = (as_day(facts.get(name)) for name in ("effective_on", "applied_on"))
    return next((day for day in days if day is not None), on)
