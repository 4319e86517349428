"""What the worker does for identity by the clock: forget what systems were told."""

import logging

from procrastinate.contrib.django import app

from onderdak.foundation.identity.answers import forget_answers
from onderdak.foundation.identity.models import Organisation
from onderdak.foundation.identity.scope import Scope, scope

log = logging.getLogger("onderdak.identity")


@app.periodic(cron="17 * * * *")
@app.task(
    name="identity.forget_answers",
    queue="nightly",
    queueing_lock="identity.forget_answers",
)
def forget_answers_task(timestamp: int) -> None:
    """Go over every provider, in a scope of its own; also those that ask no more."""
    kind = Organisation.Kind.PROVIDER
    for provider in Organisation.objects.filter(kind=kind).values_list("pk", flat=True):
        with scope(Scope(providers=frozenset({provider}))):
            forgotten = forget_answers(provider=provider)
        if forgotten:
            log.info("provider %d: %d answers forgotten", provider, forgotten)
