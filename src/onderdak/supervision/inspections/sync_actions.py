"""What devices send of a visit is kept, each thing once.

A device sends until it hears that something is kept; so the same may arrive many times,
and an answer may be lost on the way. One batch is kept as a whole or not at all.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import JSONField, Value
from django.utils.timezone import localdate

from onderdak.engines.merge import (
    Json,
    Refusal,
    canonical,
    is_sealed_path,
    read_operation,
)
from onderdak.engines.merge import Operation as Typed
from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.foundation.privacy.contract import require_room, seal_for_town
from onderdak.kernel.errors import Invalid, OnderdakError
from onderdak.kernel.text import text
from onderdak.supervision.inspections.children import (
    tell_care,
    tell_care_again,
)
from onderdak.supervision.inspections.doing_actions import begin_visit
from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.domain.states import OPEN_STATES, State
from onderdak.supervision.inspections.entered_actions import note_entry
from onderdak.supervision.inspections.entries_waiting import (
    days_to_note,
    entry_to_note,
)
from onderdak.supervision.inspections.findings_computing import judge_again
from onderdak.supervision.inspections.models import Operation, Visit
from onderdak.supervision.inspections.moving import ROOM, check_goes, locked, record
from onderdak.supervision.inspections.pinning import pinned_as
from onderdak.supervision.inspections.recorded import typed_of
from onderdak.supervision.inspections.syncing import SEALED_USE, sealed_as, visit_of

log = logging.getLogger("onderdak.inspections")

MOST_AT_ONCE: Final = 500
MOST_OF_VISIT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Synced:
    """What was kept of a batch, and what was refused, one by one with why."""

    visit: Visit
    kept: tuple[str, ...]
    refused: tuple[Refusal, ...]
    late: bool
    # Whether the device asked by another checklist than the visit keeps.
    other_list: bool = False


@action
def keep_operations(
    *,
    by: Actor,
    visit: int,
    operations: Sequence[object],
    at: datetime,
    more: bool = False,
    kit: str = "",
) -> Synced:
    """Keep what a device sends of a visit; the same again is kept once.

    What was typed is never weighed: only its size or shape can refuse it. What arrives
    after the visit was ended is kept as late. Then the norms judge the visit anew.

    Args:
        more: the device sends still more at once; the norms wait for the last of it.
        kit: the digest of the checklist that the device worked with; a visit that
            begins with what it sends keeps that one, where it can have been fetched
            for it. What was typed is kept with whichever checklist.

    Raises:
        NotFound: there is no such visit.
        NotAllowed: this person does not go on it.
        RoomClosed: the municipality does not use this part, or set no term.
        Invalid: there are too many at once.
    """
    here = visit_of(visit)
    check_may(by, DO_VISITS, municipality=here.municipality_id)
    require_room(here.municipality_id, ROOM, localdate(at), retention=True)
    if len(operations) > MOST_AT_ONCE:
        raise Invalid(text("Send at most %(most)s at once.", most=MOST_AT_ONCE))
    # From here on others wait, so that rows of a visit come in in the order of their
    # numbers, and no cursor steps over one that is still on its way.
    here = locked(here.municipality_id, here.number)
    check_goes(here, by)
    late = here.state not in OPEN_STATES
    new, kept, refused = _sorted_out(here, operations)
    if new and not late:
        here = _begun(by, here, kit, at)
    Operation.objects.bulk_create(_row(here, one, by, at, late) for one in new)
    if not more:
        tell_care_again(by, here, at)
    tell_care(by, here, new, at)
    if operations and not more:
        _note_entry(by, here)
        judge_again(here, at)
    record(
        by, here, "keep_operations", new=len(new), kept=len(kept), refused=len(refused)
    )
    other_list = bool(kit and here.checklist_digest) and here.checklist_digest != kit
    return Synced(here, tuple(kept), tuple(refused), late, other_list)


def _begun(by: Actor, visit: Visit, kit: str, at: datetime) -> Visit:
    """The first thing that was typed begins a visit; that it cannot loses nothing."""
    if visit.state != State.PLANNED:
        return visit
    pinned = pinned_as(visit, kit, localdate(at)) if kit else None
    if kit and pinned is None:
        record(by, visit, "checklist_refused", digest=kit)
    try:
        with transaction.atomic():
            return begin_visit(
                by=by,
                municipality=visit.municipality_id,
                number=visit.number,
                at=at,
                checklist=pinned,
            )
    except OnderdakError as fault:
        log.warning("visit %s is not begun: %s", visit.pk, fault)
        return visit


def _note_entry(by: Actor, visit: Visit) -> None:
    """An entry under a warrant starts the term of the copy, wherever it was typed.

    Where it cannot be noted, a line on the first page asks who leads the visit; what
    holds for one dwelling keeps no other from being noted.
    """
    waits = entry_to_note(visit)
    if waits is None:
        return
    for address, on in days_to_note(visit, waits).items():
        try:
            with transaction.atomic():
                note_entry(
                    by=by,
                    municipality=visit.municipality_id,
                    warrant=waits.pk,
                    on=on,
                    address=address,
                )
        except OnderdakError as fault:
            log.warning("no entry noted of visit %s: %s", visit.pk, fault)


def _sorted_out(
    visit: Visit, operations: Sequence[object]
) -> tuple[list[Typed], list[str], list[Refusal]]:
    read = [read_operation(raw) for raw in operations]
    sent = [one for one in read if isinstance(one, Typed)]
    refused = [one for one in read if isinstance(one, Refusal)]
    known = _known(visit, [one.id for one in sent])
    room = MOST_OF_VISIT - Operation.objects.filter(visit=visit).count()
    new: list[Typed] = []
    kept: dict[str, None] = {}
    for one in sent:
        before = known.setdefault(one.id, one)
        if not _is_same(before, one):
            refused.append(Refusal(one.id, "other"))
        elif before is one and len(new) == room:
            refused.append(Refusal(one.id, "full"))
        else:
            kept[one.id] = None
            new.extend([one] if before is one else [])
    return new, list(kept), refused


def _known(visit: Visit, ids: Sequence[str]) -> dict[str, Typed]:
    found = Operation.objects.filter(visit=visit, uid__in=ids)
    return {one.id: one for one in map(typed_of, found)}


def _is_same(known: Typed, sent: Typed) -> bool:
    """Whether a retry says what was said before; nothing is opened for it."""
    if known is sent:
        return True
    sealed = known.sealed or is_sealed_path(sent.path)
    return (known.path, known.device, known.n, known.at, known.replaces) == (
        *(sent.path, sent.device, sent.n, sent.at, sent.replaces),
    ) and (sealed or canonical(known.typed) == canonical(sent.typed))


def _row(visit: Visit, one: Typed, by: Actor, at: datetime, late: bool) -> Operation:
    row = Operation(
        municipality_id=visit.municipality_id,
        visit=visit,
        uid=UUID(one.id),
        device=UUID(one.device),
        n=one.n,
        path=one.path,
        replaces=[UUID(each) for each in one.replaces],
        by_id=by.user_id,
        at_device=one.at,
        received_at=at,
        late=late,
    )
    if is_sealed_path(one.path):
        _seal(row, one.typed)
    else:
        # Made empty is typed too: null as a value, not the lack of one.
        row.typed = Value(None, JSONField()) if one.typed is None else one.typed
    return row


def _seal(row: Operation, typed: Json) -> None:
    written = {"typed": json.dumps(typed)}
    name = sealed_as(row.visit_id, str(row.uid))
    sealed = seal_for_town(row.municipality_id, SEALED_USE, name, written)
    row.sealed, row.row_key, row.key_version = sealed
