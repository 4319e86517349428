"""Letting a case wait until a day, closing it with a reason, and opening it again."""

from datetime import date, datetime

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.money import euros
from onderdak.kernel.text import named, text
from onderdak.supervision.enforcement.booking import balance_of_measure
from onderdak.supervision.enforcement.domain.kinds import CaseState, Closing, Entry
from onderdak.supervision.enforcement.domain.money import Debt
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.following import CaseChanged, tell_case
from onderdak.supervision.enforcement.models import (
    Case,
    Choice,
    Measure,
    Step,
    Transition,
    UrgentTask,
)
from onderdak.supervision.enforcement.moving import (
    check_day,
    check_room,
    check_words,
    locked,
    locked_open,
    note,
    record,
)
from onderdak.supervision.enforcement.opening import check_none_open
from onderdak.supervision.enforcement.path_words import path_title


@action
def let_wait(
    *,
    by: Actor,
    municipality: str,
    number: str,
    words: str,
    look_again_on: date,
    at: datetime,
) -> Case:
    """Do nothing for now, with the reason and the day on which somebody looks again.

    Low priority may put a case later and never makes it never (the duty in principle
    to enforce): there is no waiting without a day.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case here.
        Conflict: it is closed, or something in it must be done at once.
        Invalid: no reason is given, or the day is not to come.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    on = check_room(municipality, at)
    case = locked_open(municipality, number)
    _check_safe(case)
    said = check_words(words, text("Say why nothing is done for now."))
    if look_again_on <= on:
        raise Invalid(text("Give a day after today on which somebody looks again."))
    case.look_again_on = look_again_on
    case.save(update_fields=["look_again_on"])
    note(
        case,
        Entry.WAITS,
        by=by,
        at=at,
        on=on,
        words=said,
        look_again_on=look_again_on,
    )
    record(by, case, "let_wait", number=number, until=look_again_on.isoformat())
    return case


def _check_safe(case: Case) -> None:
    """What is unsafe never waits: the newest choice says whether people are in danger.

    Raises:
        Conflict: they are.
    """
    newest = Choice.objects.filter(case=case).order_by("-id").first()
    if newest is not None and newest.unsafe:
        raise Conflict(
            text("People are in danger in this case: it cannot wait."),
            text("What is unsafe is dealt with at once (rule G21)."),
            text("Act now. If the danger is over, choose the instrument anew."),
        )


@action
def close_case(
    *,
    by: Actor,
    municipality: str,
    number: str,
    closing: str,
    words: str,
    on: date,
    at: datetime,
) -> Case:
    """Close a case with its reason; what was decided in it is ended first.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case here.
        Conflict: it is closed, a decision in it still works, somebody on site is not
            done, or money is still to be given back.
        Invalid: no reason is given, or the day cannot be.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    check_day(on, check_room(municipality, at))
    case = locked_open(municipality, number)
    said = check_words(words, text("Say in words why the case is closed."))
    if closing not in set(Closing):
        raise Invalid(text("Choose why the case is closed."))
    if on < case.opened_on:
        raise Invalid(text("A case is not closed before it was opened."))
    _check_nothing_works(case)
    _check_nothing_left(case)
    case.state, case.closed_on = CaseState.CLOSED, on
    case.closing, case.closing_words = closing, said
    case.look_again_on = None
    case.save(update_fields=_CLOSED)
    note(case, Entry.CLOSED, by=by, at=at, on=on, about=closing, words=said)
    record(by, case, "close_case", number=number, closing=closing)
    tell_case(CaseChanged(case, Entry.CLOSED, by, at))
    return case


_CLOSED = ("state", "closed_on", "closing", "closing_words", "look_again_on")


def _check_nothing_works(case: Case) -> None:
    """An order that still works is lifted, and a request answered, before the end."""
    for measure in Measure.objects.filter(case=case, ended_on__isnull=True):
        if measure.path == "request" or _decided(measure):
            raise Conflict(
                text(
                    "A measure of this case has not ended: %(path)s.",
                    path=named(
                        path_title(measure.ruleset_id, measure.path), measure.path
                    ),
                ),
                text("What was decided keeps working until it is ended."),
                text("Take the step that ends it first."),
            )


def _check_nothing_left(case: Case) -> None:
    """Who is on site for the people is done, and what was paid too much went back."""
    if UrgentTask.objects.filter(case=case, settled_at__isnull=True).exists():
        raise Conflict(
            text("Somebody on site still has to settle an urgent task."),
            text("The people come first, also when the measure has ended."),
        )
    back = sum(
        balance_of_measure(measure, debt).to_give_back
        for measure in Measure.objects.filter(case=case).values_list("pk", flat=True)
        for debt in Debt
    )
    if back:
        raise Conflict(
            text(
                "Money of this case is still to be given back: € %(cents)s.",
                cents=euros(back, "nl"),
            ),
            next_step=text("Give it back first."),
        )


def _decided(measure: Measure) -> bool:
    """Whether a decision was taken in a measure that was not taken back."""
    from_table = Transition.objects.filter(
        ruleset=measure.ruleset_id, path=measure.path, decision=True
    )
    taken = Step.objects.counting().filter(measure=measure)
    return taken.filter(step__in=from_table.values("step")).exists()


@action
def reopen_case(
    *,
    by: Actor,
    municipality: str,
    number: str,
    words: str,
    on: date,
    at: datetime,
) -> Case:
    """Open a closed case again, with the reason; its history stays as it was.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case here.
        Conflict: it is open, or another case runs here against the same one.
        Invalid: no reason is given, or the day cannot be.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    check_day(on, check_room(municipality, at))
    case = locked(municipality, number)
    said = check_words(words, text("Say why the case is opened again."))
    if case.state != CaseState.CLOSED or case.closed_on is None:
        raise Conflict(text("This case is open."))
    if on < case.closed_on:
        raise Invalid(text("A case is not opened again before it was closed."))
    check_none_open(municipality, case.address_id, case.offender_id)
    case.state, case.closed_on = CaseState.OPEN, None
    case.closing = case.closing_words = ""
    case.save(update_fields=_CLOSED)
    note(case, Entry.REOPENED, by=by, at=at, on=on, words=said)
    record(by, case, "reopen_case", number=number)
    tell_case(CaseChanged(case, Entry.REOPENED, by, at))
    return case
