"""The words of a step under the municipality's key, and the step with them again.

The facts that the rules count with stand in the row; what somebody wrote may name
people or say what they think, and is opened only for who reads the case.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.foundation.privacy.contract import (
    SealedWords,
    open_for_town,
    seal_for_town,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.permissions import SEE_CASES
from onderdak.supervision.enforcement.models import Case, Step
from onderdak.supervision.enforcement.moving import record

USE: Final = "enforcement-step"


@dataclass(frozen=True, slots=True)
class StepWords:
    """What was written down with a step: all of its facts, and why it was taken."""

    facts: Mapping[str, Any]
    reason: str = ""


def sealed_step(
    municipality: str, measure: int, n: int, facts: Mapping[str, str], reason: str
) -> dict[str, Any]:
    """The columns with the words of a step, bound to its row; none without words."""
    if not facts and not reason:
        return {}
    words = {"facts": json.dumps(dict(facts)), "reason": reason}
    sealed = seal_for_town(municipality, USE, _row(measure, n), words)
    return {
        "sealed": sealed.sealed,
        "row_key": sealed.row_key,
        "key_version": sealed.key_version,
    }


def opened_step(step: Step) -> StepWords:
    """A step with its words; callers check who may, and log it."""
    if step.sealed is None or step.row_key is None:
        return StepWords(step.facts, step.reason)
    sealed = SealedWords(bytes(step.sealed), bytes(step.row_key), step.key_version or 0)
    row = _row(step.measure_id, step.n)
    said = open_for_town(step.municipality_id, USE, row, sealed)
    facts = {**step.facts, **json.loads(said["facts"])}
    return StepWords(facts, step.reason or said["reason"])


def facts_of(step: Step) -> Mapping[str, Any]:
    """All facts of a step; callers check who may, and log it."""
    return opened_step(step).facts


@action
def words_of_steps(
    *, by: Actor, municipality: str, number: str
) -> Mapping[int, StepWords]:
    """What was written down with the steps of a case, by step; opening it is logged.

    Raises:
        NotAllowed: this person sees no cases here.
        NotFound: there is no case of this number here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    rows = Case.objects.filter(municipality_id=municipality, number=number)
    case = rows.first()
    if case is None:
        raise NotFound(text("There is no case %(number)s here.", number=number))
    steps = Step.objects.filter(measure__case=case)
    found = {step.pk: opened_step(step) for step in steps}
    if found:
        record(by, case, "open_step_words")
    return found


def _row(measure: int, n: int) -> str:
    return f"step {measure} {n}"
