"""What the worker does for privacy by the clock: destroy what is past its term."""

import logging

from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from onderdak.foundation.identity.contract import municipality_names
from onderdak.foundation.privacy.destruction.looking import NIGHTLY_AT
from onderdak.foundation.privacy.destruction.running import destroy_past_term
from onderdak.kernel.errors import Conflict

log = logging.getLogger("onderdak.privacy")

NIGHTLY = f"{NIGHTLY_AT.minute} {NIGHTLY_AT.hour} * * *"


@app.periodic(cron=NIGHTLY)
@app.task(
    name="privacy.destroy_nightly", queue="nightly", queueing_lock="privacy.destroy"
)
def destroy_nightly_task(timestamp: int) -> None:
    """Go over every municipality; one that fails does not stop the next.

    Raises:
        RuntimeError: at the end, when one failed, so that it is seen that this did.
    """
    failed = [town for town in sorted(municipality_names()) if not _tried(town)]
    if failed:
        raise RuntimeError(f"destruction failed in {', '.join(failed)}")


def _tried(town: str) -> bool:
    try:
        destroy_in_town(town)
    except Exception:
        log.exception("%s: nothing more was destroyed", town)
        return False
    return True


def destroy_in_town(town: str) -> None:
    """Destroy what is past its term in one municipality, and log what went wrong."""
    try:
        done = destroy_past_term(
            municipality=town, on=localdate(), ran_by="nightly job"
        )
    except Conflict:
        log.warning("%s: a run is going on already", town)
        return
    for failure in done.failures:
        log.error("%s: %s: %s", town, failure.table, failure.message)
