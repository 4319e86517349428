"""People first after an urgent measure begins by itself, with the step.

It never stops the decision (art. 5:31 Awb): it follows it.
"""

from datetime import datetime, time

from django.utils.timezone import make_aware

from onderdak.foundation.identity.contract import (
    Actor,
    User,
    in_language,
    rulebook,
)
from onderdak.kernel.text import text
from onderdak.rules.enforcement.history import as_day, as_time
from onderdak.supervision.enforcement.case_rows import check_works_here
from onderdak.supervision.enforcement.domain.people import urgent_by
from onderdak.supervision.enforcement.following import StepTaken
from onderdak.supervision.enforcement.models import (
    Case,
    PeopleCount,
    Step,
    UrgentTask,
)
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
    if urgent and _touches_people(taken):
        open_urgent_task(taken.case, taken.step, taken.by, taken.at)


def _touches_people(taken: StepTaken) -> bool:
    """Whether people have to leave; that nobody does, is said with its reason.

    'Nobody sleeps there' is no reason where people were counted.
    """
    if empties(taken.kind, taken.step.facts):
        return True
    if taken.kind is None or "stay_because" not in taken.kind.facts:
        return False
    because = taken.step.facts.get("stay_because")
    count = PeopleCount.objects.filter(case=taken.case).order_by("-id").first()
    counted = count is not None and count.people > 0
    return because is None or (because == "nobody_sleeps" and counted)


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
    named = _named_in(case, step)
    began = began_at(step, at)
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
        due_at=urgent_by(began, hours),
        person_id=named or by.user_id,
        opened_at=began,
    )
    record(by, case, "open_urgent_task", task=row.pk)
    return row


def began_at(step: Step, at: datetime) -> datetime:
    """When the hours begin: with the deed, not when somebody wrote it down.

    Where no hour is on record the day itself tells: of an earlier day its end.
    """
    day = as_day(step.facts.get("applied_on")) or step.on_day
    hour = as_time(step.facts.get("applied_time")) or time.max
    return min(at, make_aware(datetime.combine(day, hour)))


def _named_in(case: Case, step: Step) -> int | None:
    """Who was named in the facts of the step, where that is one of the municipality."""
    named = step.facts.get("on_site")
    if isinstance(named, int) and User.objects.filter(pk=named).exists():
        check_works_here(case.municipality_id, named)
        return named
    return case.owner_id
