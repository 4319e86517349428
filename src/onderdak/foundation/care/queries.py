"""What somebody may read of care tasks: their own, and that one was taken up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from onderdak.foundation.care.domain.permissions import LOOK_AFTER, OPEN_CARE
from onderdak.foundation.care.models import CareStep, CareTask
from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    check_may,
    may,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text


@dataclass(frozen=True, slots=True)
class OpenedTask:
    """What the one who opened a task may see of it."""

    task: UUID
    origin: str
    opened_at: datetime
    due_on: date
    taken_up: bool

    def late(self, on: date) -> bool:
        """Whether nobody took it up by its last day."""
        return not self.taken_up and self.due_on < on


def tasks_of(*, by: Actor, municipality: str, words: str = "") -> QuerySet[CareTask]:
    """The tasks that are for this person, the first due first.

    Raises:
        NotAllowed: this person does no care work here.
    """
    check_may(by, LOOK_AFTER, municipality=municipality)
    found = CareTask.objects.filter(_for(by), municipality_id=municipality)
    if words:
        found = found.filter(
            Q(place__icontains=words)
            | Q(origin__icontains=words)
            | Q(words__icontains=words)
        )
    return found.select_related("worker").order_by("due_on", "id")


def _for(by: Actor) -> Q:
    """For this person, for all, or for one who does no care work here any more."""
    workers = Membership.objects.filter(
        municipality_id=OuterRef("municipality_id"),
        user_id=OuterRef("addressee_id"),
        role=Role.CARE_WORKER,
    )
    return Q(municipality_id__in=by.municipalities) & (
        Q(addressee__isnull=True) | Q(addressee_id=by.user_id) | Q(~Exists(workers))
    )


def task_for(*, by: Actor, task: UUID, lock: bool = False) -> CareTask:
    """One task of this person.

    Raises:
        NotFound: there is none, or it is for somebody else.
    """
    found = CareTask.objects.filter(_for(by), pk=task)
    if lock:
        found = found.select_for_update(of=("self",))
    one = found.first()
    if one is None or not may(by, LOOK_AFTER, municipality=one.municipality_id):
        raise NotFound(
            text("You have no such task."),
            why=text("It is for somebody else, or it was handed over."),
        )
    return one


def steps_of(task: CareTask) -> QuerySet[CareStep]:
    """What happened with a task, the newest first; row security guards it."""
    return (
        CareStep.objects.filter(task=task, municipality_id=task.municipality_id)
        .select_related("by")
        .order_by("-at", "-id")
    )


def late_tasks(municipality: str, on: date) -> dict[int, int]:
    """How many tasks nobody took up by their last day, by who opened them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT opened_by, tasks FROM care_late(%s, %s)", [municipality, on]
        )
        return dict(cursor.fetchall())


def opened_tasks(*, by: Actor, municipality: str) -> Sequence[OpenedTask]:
    """What this person opened, newest first: by when, and whether it was taken up.

    Raises:
        NotAllowed: the role opens no care tasks here.
    """
    check_may(by, OPEN_CARE, municipality=municipality)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task, origin, opened_at, due_on, taken_up FROM care_opened(%s)",
            [municipality],
        )
        return [OpenedTask(*row) for row in cursor.fetchall()]
