"""A child, or somebody who needs more than a bed, becomes a task of a care worker."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from onderdak.foundation.care.contract import MOST_TEXT, About, NewTask, open_care_task
from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import OnderdakError
from onderdak.supervision.enforcement.models import CareAsked, Case

log = logging.getLogger("onderdak.enforcement")


def ask_care_for(by: Actor, case: Case, words: str, about: About, at: datetime) -> bool:
    """Open a care task for a case; whoever asks cannot read it afterwards.

    Callers checked who may, and write the event.

    Where care takes no tasks, the case shows that nobody was asked yet: an order that
    empties beds waits for that, an urgent measure does not.
    """
    task = _opened(by, case, words, about, at)
    CareAsked.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        task=task,
        about=about,
        by_id=by.user_id,
        at=at,
    )
    return task is not None


def _opened(
    by: Actor, case: Case, words: str, about: About, at: datetime
) -> UUID | None:
    new = NewTask(
        about=about,
        words=words[:MOST_TEXT],
        place=str(case.address)[:200],
        origin=f"case {case.number}",
    )
    try:
        with transaction.atomic():
            return open_care_task(
                by=by, municipality=case.municipality_id, new=new, at=at
            )
    except OnderdakError as fault:
        log.warning("no care task of case %s: %s", case.pk, type(fault).__name__)
        return None


def care_was_asked(case: Case) -> bool:
    """Whether a care worker was asked to look after children of this case."""
    asked = CareAsked.objects.filter(case=case, about=About.CHILD)
    return asked.filter(Q(task__isnull=False) | ~Q(words="")).exists()


def arranged_otherwise(
    by: Actor, case: Case, words: str, about: About, at: datetime
) -> None:
    """Write down how somebody is looked after where care takes no tasks here."""
    CareAsked.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        words=words[:500],
        about=about,
        by_id=by.user_id,
        at=at,
    )
