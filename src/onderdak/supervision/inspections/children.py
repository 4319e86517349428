"""A child that was seen at a visit becomes a task of a care worker alone."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction

from onderdak.engines.merge import Json, Operation
from onderdak.foundation.care.contract import MOST_TEXT, About, NewTask, open_care_task
from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import OnderdakError
from onderdak.supervision.inspections.models import Visit
from onderdak.supervision.inspections.moving import record

log = logging.getLogger("onderdak.inspections")

_CHILD: Final = "child/"
_MOST_PLACE: Final = 200


def tell_care(by: Actor, visit: Visit, new: Iterable[Operation], at: datetime) -> None:
    """Open a task for each child that was typed; whoever typed it cannot read it.

    Where care takes no tasks, the words stay sealed in the visit; the trail says so.
    """
    for one in new:
        if one.path.startswith(_CHILD) and one.typed is not None:
            _open(by, visit, one, at)


def _open(by: Actor, visit: Visit, one: Operation, at: datetime) -> None:
    task = NewTask(
        about=About.CHILD,
        words=_said(one.typed, "words")[:MOST_TEXT],
        place=f"{visit.address} {_said(one.typed, 'where')}".strip()[:_MOST_PLACE],
        origin=f"visit {visit.number}",
    )
    try:
        with transaction.atomic():
            open_care_task(by=by, municipality=visit.municipality_id, new=task, at=at)
    except OnderdakError as fault:
        log.warning("no care task of visit %s: %s", visit.pk, type(fault).__name__)
        record(by, visit, "child_not_handed_over", operation=one.id)


def _said(typed: Json, name: str) -> str:
    if isinstance(typed, dict):
        return str(typed.get(name) or "").strip()
    return typed.strip() if isinstance(typed, str) and name == "words" else ""
