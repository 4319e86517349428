"""Recording what was set against a decision, and how it ended."""

from datetime import date, datetime

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.money import check_reason
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.domain.remedies import (
    Earlier,
    Filed,
    Outcome,
    RemedyKind,
    check_filed,
    check_outcome,
    check_put_off,
)
from onderdak.supervision.enforcement.models import Remedy, Step
from onderdak.supervision.enforcement.moving import check_room, plain
from onderdak.supervision.enforcement.path_words import step_kind
from onderdak.supervision.enforcement.remedy_keeping import (
    check_nothing_fell,
    lock_case,
    locked_remedy,
    write_line,
)
from onderdak.supervision.enforcement.remedy_terms import last_day_for

_WORDS, _REFERENCE, _LATE = 2000, 60, 1000


@action
def file_remedy(
    *, by: Actor, municipality: str, step: int, filed: Filed, at: datetime
) -> Remedy:
    """Record an objection, appeal, higher appeal or injunction against a decision.

    Args:
        step: the number of the step with which the decision was taken.

    Raises:
        NotAllowed: this person does not handle cases here.
        NotFound: there is no such decision or earlier remedy here.
        Conflict: the step is no decision, or what this rests on is missing.
        Invalid: a day that cannot be, or late without a word about that.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    on = check_room(municipality, at)
    decision = _decision(municipality, step)
    lock_case(decision.measure.case_id)
    earlier = _about(decision, filed)
    check_filed(
        filed,
        decided_on=decision.on_day,
        earlier=earlier,
        last_day=last_day_for(decision, filed, earlier),
        on=on,
    )
    _check_once(decision, filed)
    made = Remedy.objects.create(
        municipality_id=municipality,
        case_id=decision.measure.case_id,
        measure_id=decision.measure_id,
        step=decision,
        kind=filed.kind,
        party=filed.party,
        reference=plain(filed.reference, _REFERENCE),
        about_id=filed.about,
        filed_on=filed.filed_on,
        late_because=plain(filed.late_because, _LATE),
        committee=filed.committee,
        by_id=by.user_id,
        at=at,
    )
    _noted(by, made, "filed", filed.filed_on, at)
    return made


@action
def put_off_remedy(
    *, by: Actor, municipality: str, remedy: int, reason: str, at: datetime
) -> Remedy:
    """Put the decision on an objection off, which can be done once.

    Source: art. 7:10(3) Awb.

    Raises:
        NotAllowed: this person does not handle cases here.
        NotFound: there is no such remedy here.
        Conflict: it was put off already, is decided on, or is with a judge.
        Invalid: no reason is given.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    on = check_room(municipality, at)
    found = locked_remedy(municipality, remedy)
    check_put_off(
        RemedyKind(found.kind),
        already=found.put_off_on is not None,
        decided=found.decided_on is not None,
    )
    check_reason(reason)
    found.put_off_on = on
    found.save(update_fields=["put_off_on"])
    _noted(by, found, "put_off", on, at, reason=plain(reason, _WORDS))
    return found


@action
def decide_remedy(
    *,
    by: Actor,
    municipality: str,
    remedy: int,
    outcome: Outcome,
    decided_on: date,
    at: datetime,
    suspends: bool = False,
    suspends_until: date | None = None,
    words: str = "",
    made_known_on: date | None = None,
) -> Remedy:
    """Record how a remedy ended: the decision on an objection, or a judgment.

    Args:
        made_known_on: when it was sent, if not on the day itself: the next term counts
            from then (art. 6:8 Awb).
        suspends: an injunction was granted and the decision does not work meanwhile.
        suspends_until: through which day, where the judge named one.

    Raises:
        NotAllowed: this person does not handle cases here.
        NotFound: there is no such remedy here.
        Conflict: it was decided on already.
        Invalid: it does not end like that, or not on that day.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    on = check_room(municipality, at)
    found = locked_remedy(municipality, remedy)
    if found.decided_on is not None:
        raise Conflict(
            text("This was decided on already."),
            next_step=text("Take the outcome back first when it was a mistake."),
        )
    check_outcome(
        RemedyKind(found.kind),
        outcome,
        filed_on=found.filed_on,
        decided_on=decided_on,
        suspends=suspends,
        on=on,
        made_known_on=made_known_on,
    )
    found.made_known_on = made_known_on
    found.outcome, found.decided_on = outcome, decided_on
    found.suspends, found.suspends_until = suspends, suspends_until
    found.words = plain(words, _WORDS)
    found.save(update_fields=_DECIDED)
    _noted(by, found, "decided", decided_on, at, outcome=outcome.value)
    return found


@action
def take_outcome_back(
    *, by: Actor, municipality: str, remedy: int, reason: str, at: datetime
) -> Remedy:
    """Take a mistaken outcome back; that it stood there stays in the history.

    Raises:
        NotAllowed: this person does not handle cases here.
        NotFound: there is no such remedy here.
        Conflict: nothing was decided yet, something was set against the outcome, or a
            decision fell by it.
        Invalid: no reason is given.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    on = check_room(municipality, at)
    found = locked_remedy(municipality, remedy)
    check_reason(reason)
    later = Remedy.objects.filter(about=found).exclude(kind=RemedyKind.INJUNCTION)
    if found.decided_on is None or later.exists():
        raise Conflict(text("There is no outcome that can be taken back."))
    check_nothing_fell(found)
    before = found.outcome
    found.outcome, found.decided_on, found.words = "", None, ""
    found.suspends, found.suspends_until = False, None
    found.made_known_on = None
    found.save(update_fields=_DECIDED)
    _noted(by, found, "taken_back", on, at, reason=plain(reason, _WORDS), was=before)
    return found


_DECIDED = (
    *("outcome", "decided_on", "made_known_on"),
    *("suspends", "suspends_until", "words"),
)


def _decision(municipality: str, step: int) -> Step:
    found = (
        Step.objects.filter(
            municipality_id=municipality, pk=step, undone_by__isnull=True
        )
        .select_related("measure")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such decision here."))
    kind = step_kind(found.ruleset_id, found.path, found.step)
    if kind is None or not kind.decision:
        raise Conflict(
            text("Nothing can be set against this step."),
            why=text("It is no decision (art. 1:3 Awb)."),
        )
    return found


def _about(decision: Step, filed: Filed) -> Earlier | None:
    if filed.about is None:
        return None
    found = Remedy.objects.filter(step=decision, pk=filed.about).first()
    if found is None:
        raise NotFound(text("What this is about was not set against this decision."))
    return Earlier(
        kind=RemedyKind(found.kind),
        filed_on=found.filed_on,
        decided_on=found.decided_on,
        outcome=Outcome(found.outcome) if found.outcome else None,
        made_known_on=found.made_known_on,
    )


def _check_once(decision: Step, filed: Filed) -> None:
    """One of a kind runs at a time for each side."""
    runs = Remedy.objects.filter(
        step=decision,
        kind=filed.kind,
        party=filed.party,
        about_id=filed.about,
        decided_on__isnull=True,
    )
    if runs.exists():
        raise Conflict(text("This was recorded already, and runs still."))


def _noted(
    by: Actor, made: Remedy, what: str, on_day: date, at: datetime, **detail: str
) -> None:
    """Write the step down, count the clocks anew, and leave a trace of who did it."""
    write_line(by, made, what, on_day, at, **detail)
    record_event(
        by=by,
        action=f"enforcement.remedy_{what}",
        object=f"case {made.case_id}",
        municipality=made.municipality_id,
        detail={"remedy": made.pk, "kind": made.kind, "on": on_day.isoformat()},
    )
