"""Putting work in the queue, in the transaction of its cause.

Inside a worker, procrastinate's own way of queueing uses a connection of its own: work
would start before the change that caused it is kept, or without it. Here it always goes
through Django's connection.
"""

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task


class Queue(StrEnum):
    """The queues; each has a place of its own in the worker, so none waits for another.

    Urgent is for what somebody waits for; nightly for what runs by the clock.
    """

    URGENT = "urgent"
    NORMAL = "normal"
    BULK = "bulk"
    NIGHTLY = "nightly"


_JOBS = JobManager(DjangoConnector())


def enqueue(
    task: str,
    *,
    queue: str = Queue.NORMAL,
    at: datetime | None = None,
    once: str | None = None,
    lock: str | None = None,
    **numbers: str | int | None,
) -> bool:
    """Queue a task by its name; it starts when the transaction around this is kept.

    A task may be started again after the worker died, so it takes numbers only, and
    finds out by itself what is still to be done.

    Args:
        task: name of the task, as in `@app.task(name=...)`.
        at: not before this moment.
        once: while a task waits under this word, it is not queued again.
        lock: tasks under one word never run at the same time.
        numbers: identifiers; never a name or another personal field.

    Returns:
        Whether it was queued now; False when it waits already.
    """
    deferrer = configure_task(
        name=task,
        job_manager=_JOBS,
        queue=str(queue),
        schedule_at=at,
        queueing_lock=once,
        lock=lock,
    )
    try:
        with transaction.atomic():
            deferrer.defer(**numbers)
    except AlreadyEnqueued:
        return False
    return True
