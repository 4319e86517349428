"""A case as the pages about it find it, in the municipality of who asks."""

from collections.abc import Mapping

from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.contract import CaseOn
from onderdak.supervision.enforcement.contract.cases import (
    MeasureOn,
    StepOn,
    StepWords,
    case_for,
    rules_of,
    words_of_steps,
)
from onderdak.web.account.contract import Request
from onderdak.web.enforcement.pages import in_words, town

# A request is received on a page of its own, and is never begun by itself.
_REQUEST = "request"
_LIGHT_TO_HEAVY = (
    *("self_repair", "warning", "register_ladder", "penalty_order", "coercion"),
    *("urgent_coercion", "fine", "permit_withdrawal", "takeover", "publication"),
    "tolerance",
)


def case_here(request: Request, number: str) -> CaseOn:
    """The case of a page.

    Raises:
        NotAllowed: this person sees no cases here.
        NotFound: there is no case of this number here.
    """
    return case_for(by=request.actor, municipality=town(request), number=number)


def step_words(request: Request, found: CaseOn) -> Mapping[int, StepWords]:
    """What was written down with the steps of a case, by step; opening it is logged."""
    return words_of_steps(
        by=request.actor, municipality=town(request), number=found.case.number
    )


def measure_of(found: CaseOn, measure: int) -> MeasureOn:
    """A measure of a case.

    Raises:
        NotFound: the case has no such measure.
    """
    for one in found.measures:
        if one.row.pk == measure:
            return one
    raise NotFound(text("This case has no such measure."))


def step_of(found: CaseOn, step: int) -> StepOn:
    """A step of a case.

    Raises:
        NotFound: the case has no such step.
    """
    for measure in found.measures:
        for one in measure.steps:
            if one.row.pk == step:
                return one
    raise NotFound(text("This case has no such step."))


def paths_of(found: CaseOn) -> list[tuple[str, str]]:
    """The paths that can be begun in a case now, by name."""
    running = {one.row.path for one in found.measures if not one.ended}
    paths = rules_of(found.case.ruleset_id).paths.values()
    return [
        (path.key, in_words(path.title))
        for path in sorted(paths, key=lambda path: weight_of(path.key))
        if path.key not in running and path.key != _REQUEST
    ]


def weight_of(path: str) -> int:
    """How heavy a path is beside others: a list of paths begins with the lightest."""
    return _LIGHT_TO_HEAVY.index(path) if path in _LIGHT_TO_HEAVY else 99
