"""What the worker does for the desk by the clock: close, remind, and publish."""

import logging
from datetime import date, datetime

from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from onderdak.foundation.identity.contract import municipality_names
from onderdak.foundation.outbox.contract import Queue
from onderdak.supervision.desk.alerting import tell_of_terms
from onderdak.supervision.desk.closing import close_after_term
from onderdak.supervision.desk.forwarding.coming_back import lapse_forwards
from onderdak.supervision.desk.owning import tell_of_missing_owner
from onderdak.supervision.desk.publishing import publish_finished

log = logging.getLogger("onderdak.desk")


@app.periodic(cron="20 1 * * *")
@app.task(
    name="desk.close_answered", queue=Queue.NIGHTLY, queueing_lock="desk.close_answered"
)
def close_answered_task(timestamp: int) -> None:
    """Go over every municipality; one that fails does not stop the next.

    Raises:
        RuntimeError: at the end, when one failed, so that it is seen that this did.
    """
    at = now()
    failed = [town for town in sorted(municipality_names()) if not _tried(town, at)]
    if failed:
        raise RuntimeError(f"the desk was not looked after in {', '.join(failed)}")


def _tried(town: str, at: datetime) -> bool:
    try:
        close_after_term(town, at)
        lapse_forwards(town, at)
        tell_of_missing_owner(town)
    except Exception:
        log.exception("%s: the desk was not looked after", town)
        return False
    return True


@app.periodic(cron="40 5 * * 1-5")
@app.task(
    name="desk.tell_of_terms", queue=Queue.NIGHTLY, queueing_lock="desk.tell_of_terms"
)
def tell_of_terms_task(timestamp: int) -> None:
    """Mail each desk on working days what is late or due within two days."""
    on = localdate(now())
    for town in sorted(municipality_names()):
        try:
            tell_of_terms(town, on)
        except Exception:
            log.exception("%s: nobody was told what is due", town)


@app.periodic(cron="35 3 * * *")
@app.task(
    name="desk.publish_nightly",
    queue=Queue.NIGHTLY,
    queueing_lock="desk.publish_nightly",
)
def publish_nightly_task(timestamp: int) -> None:
    """Publish the figures of finished periods, in every municipality.

    Raises:
        RuntimeError: at the end, when one failed, so that it is seen that this did.
    """
    on = localdate(now())
    failed = [town for town in sorted(municipality_names()) if not _published(town, on)]
    if failed:
        raise RuntimeError(f"no figures were published for {', '.join(failed)}")


def _published(town: str, on: date) -> bool:
    try:
        publish_finished(town, on)
    except Exception:
        log.exception("%s: no figures were published", town)
        return False
    return True
