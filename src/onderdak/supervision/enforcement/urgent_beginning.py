"""People first after an urgent measure begins by itself, with the step.

It never stops the decision (art. 5:31 Awb): it follows it.
"""

from datetime import datetime

from onderdak.foundation.identity.contract import (
    Actor,
    User,
    in_language,
    rulebook,
)
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.case_rows import check_works_here
from onderdak.supervision.enforcement.domain.people import urgent_by
from onderdak.supervision.enforcement.following import StepTaken
from onderdak.supervision.enforcement.models import Case, Step, UrgentTask
from onderdak.supervision.enforcement.moving import record
from onderdak.supervision.enforcement.path_words import rules_of
from onderdak.supervision.enforcement.people_guard import empties, is_urgent

_HOURS = "enforcement.urgent_people_hours"
_TAKEN_BACK = text("The step was taken back.")


def begin_urgent_task(taken: StepTaken) -> None:
    """Begin the task where an urgent measure empties beds; told of every step.

    Where such a step is taken back, its task is over with it.
    """
    undone = taken.step.undoes_id
    if undone is not None:
        _end_of(undone, taken)
    urgent = is_urgent(rules_of(taken.step.ruleset_id), taken.step.path)
    if urgent and empties(taken.kind, taken.step.facts):
        open_urgent_task(taken.case, taken.step, taken.by, taken.at)


def _end_of(undone: int, taken: StepTaken) -> None:
    UrgentTask.objects.filter(step_id=undone, settled_at__isnull=True).update(
        settled_at=taken.at,
        settled_by_id=taken.by.user_id,
        words=in_language(_TAKEN_BACK),
    )


def open_urgent_task(case: Case, step: Step, by: Actor, at: datetime) -> UrgentTask:
    """Begin the task of an urgent measure, named for who leads the case.

    Who took the decision is named where nobody leads it; another is named with
    `name_on_site`.
    """
    hours = (
        rulebook()
        .value(_HOURS, on=step.on_day, municipality=case.municipality_id)
        .whole()
    )
    row = UrgentTask.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        measure_id=step.measure_id,
        step=step,
        due_at=urgent_by(at, hours),
        person_id=_named_in(case, step) or by.user_id,
        opened_at=at,
    )
    record(by, case, "open_urgent_task", task=row.pk)
    return row


def _named_in(case: Case, step: Step) -> int | None:
    """Who was named in the facts of the step, where that is one of the municipality."""
    named = step.facts.get("on_site")
    if isinstance(named, int) and User.objects.filter(pk=named).exists():
        check_works_here(case.municipality_id, named)
        return named
    return case.owner_id
