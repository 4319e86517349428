"""The door of care tasks."""

from onderdak.foundation.care.actions import (
    close_care_task,
    hand_over,
    open_care_task,
    read_task,
    readdress_task,
    record_step,
    take_out_tasks,
    take_up,
)
from onderdak.foundation.care.destruction import CARE
from onderdak.foundation.care.domain.permissions import LOOK_AFTER, OPEN_CARE
from onderdak.foundation.care.domain.tasks import (
    MOST_TEXT,
    About,
    NewTask,
    Outcome,
    What,
)
from onderdak.foundation.care.models import CareStep, CareTask
from onderdak.foundation.care.queries import (
    OpenedTask,
    opened_tasks,
    steps_of,
    task_for,
    tasks_of,
)
from onderdak.foundation.care.terms import ordinary_term
from onderdak.foundation.care.writing import care_workers

__all__ = [
    "CARE",
    "LOOK_AFTER",
    "MOST_TEXT",
    "OPEN_CARE",
    "About",
    "CareStep",
    "CareTask",
    "NewTask",
    "OpenedTask",
    "Outcome",
    "What",
    "care_workers",
    "close_care_task",
    "hand_over",
    "open_care_task",
    "opened_tasks",
    "ordinary_term",
    "read_task",
    "readdress_task",
    "record_step",
    "steps_of",
    "take_out_tasks",
    "take_up",
    "task_for",
    "tasks_of",
]
