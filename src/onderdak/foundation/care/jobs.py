"""What the worker does for care by the clock: say that a task was not taken up."""

import logging
from datetime import date

from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from onderdak.foundation.care.queries import late_tasks
from onderdak.foundation.care.writing import mail_late
from onderdak.foundation.identity.contract import Scope, municipality_names, scope
from onderdak.foundation.outbox.contract import Queue

log = logging.getLogger("onderdak.care")


@app.periodic(cron="10 7 * * *")
@app.task(name="care.remind", queue=Queue.NIGHTLY, queueing_lock="care.remind")
def remind_task(timestamp: int) -> None:
    """Go over every municipality; one that fails does not stop the next.

    Raises:
        RuntimeError: at the end, when one failed, so that it is seen that this did.
    """
    on = localdate()
    failed = [town for town in sorted(municipality_names()) if not _tried(town, on)]
    if failed:
        raise RuntimeError(f"nobody was reminded of care tasks in {', '.join(failed)}")


def _tried(town: str, on: date) -> bool:
    try:
        remind_of_late(town, on)
    except Exception:
        log.exception("%s: nobody was reminded of care tasks", town)
        return False
    return True


def remind_of_late(town: str, on: date) -> int:
    """Mail that tasks were not taken up in time, every day until somebody does.

    Returns:
        How many tasks wait.
    """
    with scope(Scope(municipalities=frozenset({town}))):
        late = late_tasks(town, on)
        if late:
            mail_late(town, late)
    return sum(late.values())
