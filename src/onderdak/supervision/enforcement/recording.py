"""Writes a step down: permitted by its path, with nothing in its way, on its day."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.rules.enforcement import StepKind
from onderdak.supervision.enforcement.domain.facts import clean_facts, parted
from onderdak.supervision.enforcement.following import StepTaken, tell_step
from onderdak.supervision.enforcement.models import Measure, Step
from onderdak.supervision.enforcement.moving import (
    check_open,
    locked,
    plain,
)
from onderdak.supervision.enforcement.path_words import step_kind
from onderdak.supervision.enforcement.situations import check_problems, problems_of
from onderdak.supervision.enforcement.step_words import StepWords, sealed_step


def kind_of(measure: Measure, step: str) -> StepKind:
    """What the rules of the case say of a step.

    Raises:
        NotFound: its path has no such step.
    """
    found = step_kind(measure.ruleset_id, measure.path, step)
    if found is None:
        raise NotFound(text("This path has no such step."))
    return found


def next_n(measure: Measure) -> int:
    """The place of the next step of a measure."""
    most = Step.objects.filter(measure=measure).aggregate(most=Max("n"))["most"]
    return int(most or 0) + 1


def record_step(
    *,
    measure: Measure,
    step: str,
    facts: Mapping[str, object],
    on_day: date,
    by: Actor,
    at: datetime,
    reason: str = "",
    letter: int | None = None,
    reviewed: bool | None = None,
) -> Step:
    """Write a step down, and let the clocks and the ledger follow it.

    For actions that checked who may: a step without a letter is taken by `take_step`,
    one with a letter by sending it, in the same transaction.

    Args:
        letter: the number of the letter with which it is taken.
        reviewed: whether a second person looked at that letter.

    Raises:
        NotFound: its path has no such step.
        Invalid: a fact is missing or of another kind, or the day cannot be.
        Conflict: the case is closed, or something stands in the way.
    """
    kind = kind_of(measure, step)
    case = locked(measure.municipality_id, measure.case.number)
    check_open(case)
    measure.refresh_from_db()
    to_state = kind.to_from(measure.state)
    if to_state is None:
        raise Conflict(
            text("This step cannot be taken from where the measure stands."),
            next_step=text("Load the page again and look what is different."),
        )
    kept = clean_facts(kind, facts)
    _check_day(measure, on_day)
    check_problems(problems_of(case, measure, step, kept, on_day, reviewed=reviewed))
    said, n = plain(reason), next_n(measure)
    facts_kept, in_words = parted(kind, kept)
    made = Step.objects.create(
        municipality_id=measure.municipality_id,
        measure=measure,
        n=n,
        ruleset_id=measure.ruleset_id,
        path=measure.path,
        step=step,
        from_state=measure.state,
        to_state=to_state,
        on_day=on_day,
        facts=facts_kept,
        **sealed_step(measure.municipality_id, measure.pk, n, in_words, said),
        letter_id=letter,
        by_id=by.user_id,
        at=at,
    )
    measure.refresh_from_db()
    tell_step(StepTaken(case, measure, made, kind, by, at, StepWords(kept, said)))
    return made


def _check_day(measure: Measure, on_day: date) -> None:
    """The days of the steps of a measure run on; what came first stands first."""
    last = Step.objects.counting().filter(measure=measure).order_by("-n").first()
    earliest = last.on_day if last else measure.begun_on
    if on_day < earliest:
        raise Invalid(
            text("A step is not taken before the step that it follows."),
            text("That was on %(day)s.", day=earliest.isoformat()),
            text("Check the day, or take the wrong step back first."),
        )
