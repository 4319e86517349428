"""People first after an urgent measure: who is on site, and that it is settled."""

from datetime import date, datetime, timedelta

from onderdak.foundation.identity.contract import Actor, action
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.case_rows import case_to_change, check_works_here
from onderdak.supervision.enforcement.domain.choosing import check_words
from onderdak.supervision.enforcement.domain.people import (
    settling_problems,
)
from onderdak.supervision.enforcement.domain.permissions import LOOK_AFTER_PEOPLE
from onderdak.supervision.enforcement.domain.reserve import Span
from onderdak.supervision.enforcement.models import Case, UrgentTask
from onderdak.supervision.enforcement.moving import record
from onderdak.supervision.enforcement.people_queries import people_first


@action
def name_on_site(
    *,
    by: Actor,
    municipality: str,
    number: str,
    task: int,
    person: int,
    at: datetime,
) -> None:
    """Name another person who is on site and settles it.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `case_to_change`.
        Invalid: this person does no enforcement here.
    """
    case = case_to_change(by, LOOK_AFTER_PEOPLE, municipality, number, at)
    row = _open_task(case, task)
    check_works_here(municipality, person)
    row.person_id = person
    row.save(update_fields=["person_id"])
    record(by, case, "name_on_site", task=row.pk, person=person)


@action
def settle_urgent_task(
    *,
    by: Actor,
    municipality: str,
    number: str,
    task: int,
    words: str,
    on: date,
    at: datetime,
) -> None:
    """Say that the people were counted, have a place to go, and were told.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `case_to_change`.
        Conflict: something of people first is not answered yet.
        Invalid: nothing is said of how it went.
    """
    case = case_to_change(
        by, LOOK_AFTER_PEOPLE, municipality, number, at, also_closed=True
    )
    row = _open_task(case, task)
    said = check_words(words)
    if not said:
        raise Invalid(text("Write down how it went."))
    tonight = Span(on, on + timedelta(days=1))
    problems = settling_problems(people_first(case, on, tonight))
    if problems:
        raise Conflict(problems[0], next_step=text("Settle that first."))
    row.settled_at, row.settled_by_id, row.words = at, by.user_id, said[:2000]
    row.save(update_fields=["settled_at", "settled_by_id", "words"])
    record(by, case, "settle_urgent_task", task=row.pk)


def _open_task(case: Case, key: int) -> UrgentTask:
    row = UrgentTask.objects.select_for_update().filter(case=case, pk=key).first()
    if row is None:
        raise NotFound(text("There is no such task in this case."))
    if row.settled_at is not None:
        raise Conflict(text("This was settled already."))
    return row
