"""Beginning a measure, taking a step without a letter, and taking a wrong one back."""

from collections.abc import Mapping
from datetime import date, datetime

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.rules.enforcement import CORRECT
from onderdak.supervision.enforcement.beginning import write_measure
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.following import (
    StepTaken,
    in_the_way,
    tell_step,
)
from onderdak.supervision.enforcement.models import Measure, Step
from onderdak.supervision.enforcement.moving import (
    check_day,
    check_room,
    check_words,
    locked_open,
    measure_in,
    record,
)
from onderdak.supervision.enforcement.recording import kind_of, next_n, record_step

# The request for enforcement is received, never begun by itself.
REQUEST = "request"


@action
def begin_measure(
    *,
    by: Actor,
    municipality: str,
    number: str,
    path: str,
    reason: str,
    on_day: date,
    at: datetime,
    article: str = "",
) -> Measure:
    """Begin a path in a case, with the reason for this one and not another.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case here.
        Conflict: the case is closed, or this path runs in it already.
        Invalid: the rules of the case have no such path, or no reason is given.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    check_day(on_day, check_room(municipality, at))
    case = locked_open(municipality, number)
    if path == REQUEST:
        raise Invalid(text("A request is received; it is not begun here."))
    said = check_words(reason, text("Say why this path and not another."))
    running = Measure.objects.filter(case=case, path=path, ended_on__isnull=True)
    if running.exists():
        raise Conflict(text("This path runs in the case already."))
    made = write_measure(
        case, path, reason=said, article=article, on_day=on_day, by=by, at=at
    )
    # What waited does so no longer.
    if case.look_again_on is not None:
        case.look_again_on = None
        case.save(update_fields=["look_again_on"])
    record(by, case, "begin_measure", number=number, path=path)
    return made


@action
def take_step(
    *,
    by: Actor,
    municipality: str,
    number: str,
    measure: int,
    step: str,
    facts: Mapping[str, object],
    on_day: date,
    at: datetime,
    reason: str = "",
) -> Step:
    """Take a step that has no letter; one that has, is taken by sending it.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case, measure or step here.
        Conflict: the step has a letter, or something stands in the way.
        Invalid: a fact is missing, or the day cannot be.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    check_day(on_day, check_room(municipality, at))
    found = measure_in(locked_open(municipality, number), measure)
    if kind_of(found, step).letter:
        raise Conflict(
            text("This step is taken by sending its letter."),
            text("Who it is about learns of it by that letter."),
            text("Write the letter, and have it reviewed."),
        )
    made = record_step(
        measure=found,
        step=step,
        facts=facts,
        on_day=on_day,
        by=by,
        at=at,
        reason=reason,
    )
    record(by, found.case, "take_step", number=number, step=f"{found.path} {step}")
    return made


@action
def correct_step(
    *,
    by: Actor,
    municipality: str,
    number: str,
    step: int,
    reason: str,
    at: datetime,
) -> Step:
    """Take a wrong step back, as long as nothing followed from it.

    The step stays to be read, with a correction behind it that says why.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case or step here.
        Conflict: it is not the last step, its letter went out, or it is built on.
        Invalid: no reason is given.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    on = check_room(municipality, at)
    case = locked_open(municipality, number)
    wrong = (
        Step.objects.counting()
        .filter(measure__case=case, pk=step)
        .select_related("measure")
        .first()
    )
    if wrong is None:
        raise NotFound(text("This case has no such step."))
    said = check_words(reason, text("Say why the step was wrong."))
    _check_undoes(wrong)
    made = _corrected(wrong, said, on, by, at)
    record(by, case, "correct_step", number=number, step=f"{wrong.path} {wrong.step}")
    wrong.measure.refresh_from_db()
    tell_step(StepTaken(case, wrong.measure, made, None, by, at))
    return made


def _corrected(wrong: Step, reason: str, on: date, by: Actor, at: datetime) -> Step:
    return Step.objects.create(
        municipality_id=wrong.municipality_id,
        measure=wrong.measure,
        n=next_n(wrong.measure),
        ruleset_id=wrong.ruleset_id,
        path=wrong.path,
        step=CORRECT,
        from_state=wrong.to_state,
        to_state=wrong.from_state,
        on_day=max(on, wrong.on_day),
        reason=reason,
        undoes=wrong,
        by_id=by.user_id,
        at=at,
    )


def _check_undoes(wrong: Step) -> None:
    """A wrong step is taken back while nothing followed from it and nobody was told."""
    last = Step.objects.counting().filter(measure=wrong.measure).order_by("-n").first()
    if last is None or last.pk != wrong.pk:
        raise Conflict(
            text("Another step followed from this one."),
            next_step=text("Take the later step back first."),
        )
    if wrong.letter_id is not None:
        raise Conflict(
            text("The letter of this step went out."),
            text("What somebody was told is not unsaid by a correction here."),
            text("Send a letter that withdraws it."),
        )
    found = in_the_way(wrong)
    if found is not None:
        raise Conflict(text("Something rests on this step."), found)
