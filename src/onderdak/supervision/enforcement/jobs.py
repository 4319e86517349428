"""What the worker does for enforcement by the clock: count everything anew."""

import logging
from datetime import date, datetime

from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from onderdak.foundation.identity.contract import (
    Scope,
    municipalities_with,
    municipality_names,
    scope,
)
from onderdak.foundation.outbox.contract import Queue
from onderdak.supervision.enforcement.final_sanctions import tell_of_final_sanctions
from onderdak.supervision.enforcement.moving import ROOM
from onderdak.supervision.enforcement.recounting import recount
from onderdak.supervision.enforcement.urgent_alarms import tell_of_overdue

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


@app.periodic(cron="12 * * * *")
@app.task(
    name="enforcement.urgent_overdue",
    queue=Queue.URGENT,
    queueing_lock="enforcement.urgent_overdue",
)
def urgent_overdue_task(timestamp: int) -> None:
    """Tell of urgent tasks whose hours passed; a town that fails stops no other.

    Raises:
        RuntimeError: at the end, when one failed, so that it is seen that this did.
    """
    at = now()
    failed = [town for town in sorted(municipality_names()) if not _told(town, at)]
    if failed:
        raise RuntimeError(f"nobody was told of urgent tasks in {', '.join(failed)}")


@app.periodic(cron="55 3 * * *")
@app.task(
    name="enforcement.final_sanctions",
    queue=Queue.NIGHTLY,
    queueing_lock="enforcement.final_sanctions",
)
def final_sanctions_task(timestamp: int) -> None:
    """Tell each desk which sanctions are final; a town that fails stops no other.

    Raises:
        RuntimeError: at the end, when one failed, so that it is seen that this did.
    """
    at = now()
    towns = sorted(municipality_names())
    failed = [town for town in towns if not _told_desk(town, at)]
    if failed:
        raise RuntimeError(f"no desk heard of sanctions in {', '.join(failed)}")


def _told_desk(town: str, at: datetime) -> bool:
    try:
        if _uses_it(town):
            with scope(Scope(municipalities=frozenset({town}))):
                tell_of_final_sanctions(town, localdate(at), at)
        return True
    except Exception:
        log.exception("%s: the desk did not hear of sanctions", town)
        return False


def _told(town: str, at: datetime) -> bool:
    try:
        if _uses_it(town):
            with scope(Scope(municipalities=frozenset({town}))):
                tell_of_overdue(town, at)
        return True
    except Exception:
        log.exception("%s: nobody was told of urgent tasks", town)
        return False


def _uses_it(town: str) -> bool:
    with scope(Scope(municipalities=frozenset({town}))):
        return bool(municipalities_with(ROOM, frozenset({town})))
