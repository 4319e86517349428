"""What the worker does for quality: count for first pages."""

import logging
from collections.abc import Callable
from functools import partial

from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from onderdak.foundation.identity.contract import Organisation, municipality_names
from onderdak.foundation.outbox.contract import Queue
from onderdak.housing.quality.tallying import (
    TASK,
    count_now,
    count_provider,
    count_town,
)

log = logging.getLogger("onderdak.quality")


@app.task(name=TASK, queue=Queue.BULK)
def count_task(*, municipality: str | None = None, provider: int | None = None) -> None:
    """Count again after a change."""
    count_now(municipality, provider)


@app.periodic(cron="5 2 * * *")
@app.task(
    name="quality.count_nightly",
    queue=Queue.NIGHTLY,
    queueing_lock="quality.count_nightly",
)
def count_nightly_task(timestamp: int) -> None:
    """Go over every municipality and provider; one that fails does not stop the next.

    Raises:
        RuntimeError: at the end, when one failed, so that it is seen that this did.
    """
    on = localdate()
    kind = Organisation.Kind.PROVIDER
    providers = Organisation.objects.filter(kind=kind).values_list("pk", flat=True)
    failed = [
        name
        for name, count in (
            *((town, partial(count_town, town, on)) for town in municipality_names()),
            *((str(each), partial(count_provider, each, on)) for each in providers),
        )
        if not _tried(name, count)
    ]
    if failed:
        raise RuntimeError(f"quality was not counted for {', '.join(failed)}")


def _tried(name: str, count: Callable[[], None]) -> bool:
    try:
        count()
    except Exception:
        log.exception("%s: quality was not counted", name)
        return False
    return True
