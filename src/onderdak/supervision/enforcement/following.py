"""Who is told when a case changes, and who is asked before a step is taken back.

Clocks, the ledger and the care for people follow a step in its own transaction: what
fails there undoes the step. They are tied in once, when the software starts.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.text import Text
from onderdak.rules.enforcement import StepKind
from onderdak.supervision.enforcement.domain.kinds import Entry
from onderdak.supervision.enforcement.models import Case, Measure, Step
from onderdak.supervision.enforcement.step_words import StepWords


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step that was just written down; `kind` is None for a correction."""

    case: Case
    measure: Measure
    step: Step
    kind: StepKind | None
    by: Actor
    at: datetime
    # With the words that its row keeps sealed; of a correction it has none.
    said: StepWords = field(default_factory=lambda: StepWords({}))


@dataclass(frozen=True, slots=True)
class CaseChanged:
    """Something that happened to a case itself: closed, reopened, named."""

    case: Case
    what: Entry
    by: Actor
    at: datetime


AfterStep = Callable[[StepTaken], None]
AfterCase = Callable[[CaseChanged], None]
BeforeCorrection = Callable[[Step], Text | None]

_AFTER_STEP: list[AfterStep] = []
_AFTER_CASE: list[AfterCase] = []
_BEFORE_CORRECTION: list[BeforeCorrection] = []


def after_step(follows: AfterStep) -> None:
    """Call this after each step, corrections among them."""
    if follows not in _AFTER_STEP:
        _AFTER_STEP.append(follows)


def after_case(follows: AfterCase) -> None:
    """Call this after a case is closed, opened again or given a name."""
    if follows not in _AFTER_CASE:
        _AFTER_CASE.append(follows)


def before_correction(asked: BeforeCorrection) -> None:
    """Ask this before a step is taken back: it says what stands in the way, or None."""
    if asked not in _BEFORE_CORRECTION:
        _BEFORE_CORRECTION.append(asked)


def tell_step(taken: StepTaken) -> None:
    """Tell all who follow steps."""
    for follows in _AFTER_STEP:
        follows(taken)


def tell_case(changed: CaseChanged) -> None:
    """Tell all who follow cases."""
    for follows in _AFTER_CASE:
        follows(changed)


def in_the_way(step: Step) -> Text | None:
    """What keeps a step from being taken back, if anything does."""
    for asked in _BEFORE_CORRECTION:
        found = asked(step)
        if found is not None:
            return found
    return None
