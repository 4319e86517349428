"""What the worker does for the outbox, and what it does by the clock."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from onderdak.foundation.outbox.delivering import (
    EVENT_TASK,
    MESSAGE_TASK,
    deliver_event,
    deliver_message,
)
from onderdak.foundation.outbox.queue import Queue
from onderdak.foundation.outbox.sweeping import beat, sweep, wipe_old

log = logging.getLogger("onderdak.outbox")

_EVERY_MINUTE = "* * * * *"
_AT_NIGHT = "40 2 * * *"
_KEEP_ENDED_HOURS = 30 * 24
MOST_STARTS = 5


@app.task(name=EVENT_TASK, queue=Queue.NORMAL)
def deliver_event_task(*, delivery: int) -> None:
    """Let one listener act on one event."""
    deliver_event(delivery)


@app.task(name=MESSAGE_TASK, queue=Queue.NORMAL)
def deliver_message_task(
    *, message: int, municipality: str | None, provider: int | None
) -> None:
    """Send one mail."""
    deliver_message(message, municipality, provider)


@app.periodic(cron=_EVERY_MINUTE)
@app.task(name="outbox.sweep", queue=Queue.URGENT, queueing_lock="outbox.sweep")
def sweep_task(timestamp: int) -> None:
    """Show that the worker runs, and queue what was missed."""
    beat()
    missed = sweep()
    if missed:
        log.warning("%d deliveries were missed and are queued again", missed)


@app.periodic(cron=_EVERY_MINUTE)
@app.task(
    name="outbox.pick_up",
    queue=Queue.URGENT,
    queueing_lock="outbox.pick_up",
    pass_context=True,
)
async def pick_up_task(context: JobContext, timestamp: int) -> None:
    """Start again what a worker was doing when it died; give up on what kills it."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        if job.attempts < MOST_STARTS:
            log.warning("%s[%s] was cut off and starts again", job.task_name, job.id)
            await jobs.retry_job(job)
        else:
            log.error("%s[%s] was cut off too often", job.task_name, job.id)
            await jobs.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron=_AT_NIGHT)
@app.task(
    name="outbox.tidy_queue",
    queue=Queue.NIGHTLY,
    queueing_lock="outbox.tidy_queue",
    pass_context=True,
)
async def tidy_queue_task(context: JobContext, timestamp: int) -> None:
    """Remove tasks that ended a month ago, whichever way."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=_KEEP_ENDED_HOURS,
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )


@app.periodic(cron=_AT_NIGHT)
@app.task(name="outbox.wipe", queue=Queue.NIGHTLY, queueing_lock="outbox.wipe")
def wipe_task(timestamp: int) -> None:
    """Wipe addresses and texts of mail after its term."""
    log.info("%d messages were wiped", wipe_old())
