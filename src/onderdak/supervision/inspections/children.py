"""A child that was seen at a visit becomes a task of a care worker alone."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from django.db import transaction

from onderdak.engines.merge import Json
from onderdak.engines.merge import Operation as Typed
from onderdak.foundation.care.contract import MOST_TEXT, About, NewTask, open_care_task
from onderdak.foundation.identity.contract import Actor, in_language
from onderdak.kernel.errors import OnderdakError
from onderdak.kernel.text import text
from onderdak.supervision.inspections.models import Operation, Visit, VisitStep
from onderdak.supervision.inspections.moving import note_step, record
from onderdak.supervision.inspections.syncing import words_of
from onderdak.supervision.inspections.telling import tell_not_handed_over

log = logging.getLogger("onderdak.inspections")

WAITS: Final = "child_waits"
HANDED: Final = "child_handed"
_CHILD: Final = "child/"
_MOST_PLACE: Final = 200


def tell_care(by: Actor, visit: Visit, new: Iterable[Typed], at: datetime) -> None:
    """Open a task for each child that was typed; whoever typed it cannot read it.

    Where care takes no tasks, the words stay sealed in the visit; the trail says so.
    Who leads it hears that something was not handed over, and each sync tries again.
    """
    waits = 0
    for one in new:
        if not one.path.startswith(_CHILD) or one.typed is None:
            continue
        if not _opened(by, visit, one.typed, at):
            waits += 1
            note_step(visit, WAITS, by=by, at=at, reason=one.id)
            record(by, visit, "child_not_handed_over", operation=one.id)
    if waits:
        tell_not_handed_over(visit)


def tell_care_again(by: Actor, visit: Visit, at: datetime) -> None:
    """Try again to hand over what care could not take before."""
    steps = VisitStep.objects.filter(visit=visit, what__in=[WAITS, HANDED])
    said = list(steps.values_list("what", "reason"))
    waiting = {uid for what, uid in said if what == WAITS}
    waiting -= {uid for what, uid in said if what == HANDED}
    for row in Operation.objects.filter(visit=visit, uid__in=waiting).order_by("id"):
        if _opened(by, visit, words_of(visit, row).typed, at):
            note_step(visit, HANDED, by=by, at=at, reason=str(row.uid))
            record(by, visit, "child_handed_over", operation=str(row.uid))


def _opened(by: Actor, visit: Visit, typed: Json, at: datetime) -> bool:
    try:
        with transaction.atomic():
            for task in _tasks(visit, typed):
                open_care_task(
                    by=by, municipality=visit.municipality_id, new=task, at=at
                )
    except OnderdakError as fault:
        log.warning("no care task of visit %s: %s", visit.pk, type(fault).__name__)
        return False
    return True


def _tasks(visit: Visit, typed: Json) -> Iterator[NewTask]:
    """One task; more where one cannot hold all words. Nothing that was typed is cut."""
    words, where = _said(typed, "words"), _said(typed, "where")
    place = f"{visit.address} {where}".strip()
    if len(place) > _MOST_PLACE:
        place, words = str(visit.address)[:_MOST_PLACE], f"{where}\n\n{words}".strip()
    words = words or in_language(text("A child was seen; no more was written."))
    for start in range(0, len(words), MOST_TEXT):
        part = words[start : start + MOST_TEXT]
        if part.strip():
            yield NewTask(
                about=About.CHILD,
                words=part,
                place=place,
                origin=f"visit {visit.number}",
            )


def _said(typed: Json, name: str) -> str:
    if isinstance(typed, dict):
        return str(typed.get(name) or "").strip()
    return typed.strip() if isinstance(typed, str) and name == "words" else ""
