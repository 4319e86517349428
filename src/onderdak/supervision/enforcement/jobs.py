"""What the worker does for enforcement by the clock: count everything anew."""

import logging
from datetime import date

from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from onderdak.foundation.identity.contract import (
    Scope,
    municipalities_with,
    municipality_names,
    scope,
)
from onderdak.foundation.outbox.contract import Queue
from onderdak.supervision.enforcement.moving import ROOM
from onderdak.supervision.enforcement.recounting import recount

log = logging.getLogger("onderdak.enforcement")


@app.periodic(cron="35 3 * * *")
@app.task(
    name="enforcement.recount",
    queue=Queue.NIGHTLY,
    queueing_lock="enforcement.recount",
)
def recount_task(timestamp: int) -> None:
    """Go over every municipality; one that fails does not stop the next.

    Raises:
        RuntimeError: at the end, when one failed, so that it is seen that this did.
    """
    on = localdate()
    failed = [town for town in sorted(municipality_names()) if not _tried(town, on)]
    if failed:
        raise RuntimeError(f"clocks were not counted in {', '.join(failed)}")


def _tried(town: str, on: date) -> bool:
    try:
        if not _uses_it(town):
            return True
        return not recount(municipality=town, on=on).failed
    except Exception:
        log.exception("%s: clocks were not counted", town)
        return False


def _uses_it(town: str) -> bool:
    with scope(Scope(municipalities=frozenset({town}))):
        return bool(municipalities_with(ROOM, frozenset({town})))
