"""What the worker does for visits by the clock: empty the boxes of registries."""

import logging
from datetime import datetime

from django.utils.timezone import now
from procrastinate.contrib.django import app

from onderdak.foundation.identity.contract import municipality_names
from onderdak.foundation.outbox.contract import Queue
from onderdak.supervision.inspections.registry_clearing import wipe_town

log = logging.getLogger("onderdak.inspections")


@app.periodic(cron="50 2 * * *")
@app.task(
    name="inspections.wipe_documents",
    queue=Queue.NIGHTLY,
    queueing_lock="inspections.wipe_documents",
)
def wipe_documents_task(timestamp: int) -> None:
    """Go over every municipality; one that fails does not stop the next.

    Raises:
        RuntimeError: at the end, when one failed, so that it is seen that this did.
    """
    at = now()
    failed = [town for town in sorted(municipality_names()) if not _tried(town, at)]
    if failed:
        raise RuntimeError(f"old documents were not wiped in {', '.join(failed)}")


def _tried(town: str, at: datetime) -> bool:
    try:
        wipe_town(town, at)
    except Exception:
        log.exception("%s: old documents were not wiped", town)
        return False
    return True
