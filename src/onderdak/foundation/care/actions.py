"""Every change to a care task: opened, taken up, noted, handed over, closed."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate

from onderdak.foundation.care.domain.permissions import LOOK_AFTER, OPEN_CARE
from onderdak.foundation.care.domain.tasks import (
    NewTask,
    Outcome,
    What,
    check_new,
    check_open,
    check_words,
)
from onderdak.foundation.care.models import CareStep, CareTask
from onderdak.foundation.care.queries import task_for
from onderdak.foundation.care.terms import ordinary_term
from onderdak.foundation.care.writing import care_workers, mail_addressee
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text


@action
def open_care_task(*, by: Actor, municipality: str, new: NewTask, at: datetime) -> UUID:
    """Ask a care worker to look after a child or a person.

    Whoever opens it cannot read it afterwards, unless it is for them.

    Returns:
        The key of the task.

    Raises:
        NotAllowed: the role opens no care tasks here.
        RoomClosed: the room is off, or nobody set how long tasks are kept.
        Invalid: the task says nothing, or its addressee does no care work here.
    """
    check_may(by, OPEN_CARE, municipality=municipality)
    on = localdate(at)
    require_room(municipality, "care", on, retention=True)
    check_new(new, on)
    _check_worker(municipality, new.addressee)
    made = CareTask(
        municipality_id=municipality,
        about=new.about,
        words=_plain(new.words),
        place=_plain(new.place),
        origin=_plain(new.origin),
        due_on=new.due_on or ordinary_term(municipality, on),
        addressee_id=new.addressee,
        opened_by_id=by.user_id,
        opened_at=at,
    )
    made.save(force_insert=True)
    mail_addressee(municipality, new.addressee, by.user_id)
    _note_event(by, "care.open_care_task", made.pk, municipality)
    return made.pk


@action
def take_up(*, by: Actor, task: UUID, at: datetime) -> None:
    """Begin to look after somebody; who opened the task sees that this was done.

    Raises:
        NotAllowed: the role does no care work here.
        NotFound: this person has no such task.
        Conflict: it is closed, or somebody looks after it already.
    """
    found = task_for(by=by, task=task, lock=True)
    check_may(by, LOOK_AFTER, municipality=found.municipality_id)
    check_open(closed=found.closed_at is not None)
    if found.worker_id is not None:
        raise Conflict(text("Somebody looks after this already."))
    found.worker_id = by.user_id
    found.taken_up_at = found.taken_up_at or at
    found.save(update_fields=["worker_id", "taken_up_at"])
    _step(found, What.TAKEN_UP, by, at)
    _note_event(by, "care.take_up", task, found.municipality_id)


@action
def record_step(*, by: Actor, task: UUID, words: str, at: datetime) -> None:
    """Write down what happened.

    Raises:
        NotAllowed: the role does no care work here.
        NotFound: this person has no such task.
        Invalid: nothing is said.
        Conflict: it is closed.
    """
    found = task_for(by=by, task=task, lock=True)
    check_may(by, LOOK_AFTER, municipality=found.municipality_id)
    check_open(closed=found.closed_at is not None)
    check_words(words)
    _step(found, What.NOTED, by, at, words)
    _note_event(by, "care.record_step", task, found.municipality_id)


@action
def hand_over(
    *, by: Actor, task: UUID, to: int | None, words: str, at: datetime
) -> None:
    """Give a task to another care worker, or to all; then it is theirs to read.

    Args:
        to: the account it goes to; None for every care worker here.

    Raises:
        NotAllowed: the role does no care work here.
        NotFound: this person has no such task.
        Invalid: the other does no care work here, or no reason is given.
        Conflict: it is closed.
    """
    found = task_for(by=by, task=task, lock=True)
    town = found.municipality_id
    check_may(by, LOOK_AFTER, municipality=town)
    check_open(closed=found.closed_at is not None)
    check_words(words)
    _check_worker(town, to)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT care_hand_over(%s, %s, %s, %s)", [task, to, _plain(words), at]
        )
        done = cursor.fetchone()[0]
    if not done:
        raise Conflict(text("This task cannot be handed over now."))
    mail_addressee(town, to, by.user_id)
    _note_event(by, "care.hand_over", task, town)


@action
def close_care_task(
    *, by: Actor, task: UUID, outcome: Outcome, words: str, at: datetime
) -> None:
    """Say how it ended; from then on the term of destruction runs.

    Raises:
        NotAllowed: the role does no care work here.
        NotFound: this person has no such task.
        Invalid: nothing is said.
        Conflict: it is closed.
    """
    found = task_for(by=by, task=task, lock=True)
    check_may(by, LOOK_AFTER, municipality=found.municipality_id)
    check_open(closed=found.closed_at is not None)
    check_words(words)
    found.worker_id = found.worker_id or by.user_id
    found.taken_up_at = found.taken_up_at or at
    found.closed_at, found.outcome = at, outcome
    found.save(update_fields=["worker_id", "taken_up_at", "closed_at", "outcome"])
    _step(found, What.CLOSED, by, at, words)
    _note_event(by, "care.close_care_task", task, found.municipality_id)


@action
def readdress_task(
    *, by: Actor, municipality: str, task: UUID, to: int | None, at: datetime
) -> None:
    """Give a task that one opened, and that nobody took up, to another care worker.

    Whoever does this sees nothing of the task, before or after.

    Args:
        to: the account it goes to; None for every care worker here.

    Raises:
        NotAllowed: the role opens no care tasks here.
        Invalid: the other does no care work here.
        Conflict: it is somebody else's, it was taken up, or it is closed.
    """
    check_may(by, OPEN_CARE, municipality=municipality)
    _check_worker(municipality, to)
    with connection.cursor() as cursor:
        cursor.execute("SELECT care_readdress(%s, %s, %s)", [task, to, at])
        town = cursor.fetchone()[0]
    if town != municipality:
        raise Conflict(
            text("This task cannot be given to somebody else now."),
            why=text("Somebody looks after it, or you did not open it."),
        )
    mail_addressee(municipality, to, by.user_id)
    _note_event(by, "care.readdress_task", task, municipality)


@action
def read_task(*, by: Actor, task: UUID) -> CareTask:
    """One task of this person; that it was read is written down.

    Raises:
        NotAllowed: the role does no care work here.
        NotFound: this person has no such task.
    """
    found = task_for(by=by, task=task)
    check_may(by, LOOK_AFTER, municipality=found.municipality_id)
    _note_event(by, "care.read_task", task, found.municipality_id)
    return found


@action
def take_out_tasks(*, by: Actor, municipality: str, tasks: int) -> None:
    """Write down that somebody fetched their own tasks as a file, and how many.

    Raises:
        NotAllowed: the role does no care work here.
    """
    check_may(by, LOOK_AFTER, municipality=municipality)
    record_event(
        by=by,
        action="care.take_out_tasks",
        object="care tasks",
        municipality=municipality,
        detail={"tasks": tasks},
    )


def _check_worker(municipality: str, addressee: int | None) -> None:
    if not care_workers(municipality):
        raise Conflict(
            text("Nobody does care work here yet, so nobody would read this task."),
            next_step=text(
                "Call Veilig Thuis (0800 2000), and have a care worker invited."
            ),
        )
    if addressee is None:
        return
    if addressee not in {user.pk for user in care_workers(municipality)}:
        raise Invalid(
            text("This person does no care work here."),
            next_step=text("Choose another, or all care workers."),
        )


def _step(task: CareTask, what: What, by: Actor, at: datetime, words: str = "") -> None:
    CareStep.objects.create(
        municipality_id=task.municipality_id,
        task=task,
        what=what,
        words=_plain(words),
        by_id=by.user_id,
        at=at,
    )


def _note_event(by: Actor, what: str, task: UUID, municipality: str) -> None:
    """That something was done; never what the task is about or where it came from."""
    record_event(
        by=by, action=what, object=f"care task {task}", municipality=municipality
    )


def _plain(written: str) -> str:
    return written.replace("\x00", "").strip()
