"""Taking in a file of signals: read, recorded, or left."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.picture.deliveries import (
    ROOM,
    Preview,
    check_sources,
    check_takes_all,
    decided_already,
    preview_of,
    roles_in,
)
from onderdak.supervision.picture.domain.permissions import TAKE_IN_SIGNALS
from onderdak.supervision.picture.domain.sources import Purpose, taken_in_by
from onderdak.supervision.picture.models import (
    DeliveredFile,
    Delivery,
)
from onderdak.supervision.picture.plan import as_kept, matches_of
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.signal_file import MOST_LINES, read_signals
from onderdak.supervision.picture.writing import (
    close_what_is_left_out,
    write_doubts,
    write_signals,
)


@action
def receive_signals(
    *,
    by: Actor,
    municipality: str,
    data: bytes,
    filename: str,
    today: date,
    most_lines: int = MOST_LINES,
    complete: bool = False,
    on_trial: bool = False,
) -> Delivery:
    """Read a file of signals; nothing is recorded until somebody has looked at it.

    What this person had waiting before is left.

    Args:
        complete: the file holds all that its sources know; what it leaves out is no
            longer so.
        on_trial: only to look; what waits goes on waiting.

    Raises:
        NotAllowed: the file holds a source that this person may not take in.
        Invalid: the file cannot be read at all.
        RoomClosed: the room is not in use, or no retention term is set.
    """
    check_may(by, TAKE_IN_SIGNALS, municipality=municipality)
    require_room(municipality, ROOM, today, retention=True)
    file = read_signals(data, filename=filename, on=today, most_lines=most_lines)
    own = taken_in_by(roles_in(by, municipality))
    check_sources(file, own)
    with looking_for(Purpose.TAKING_IN):
        if not on_trial:
            _leave_earlier(by, municipality)
        sources = sorted(file.sources or own)
        made = Delivery.objects.create(
            municipality_id=municipality,
            filename=filename[:200],
            digest=sha256(data).hexdigest(),
            sources=sources,
            by_id=by.user_id,
            complete=complete,
        )
        DeliveredFile.objects.create(
            delivery=made,
            municipality_id=municipality,
            sources=sources,
            content=data,
            matches=as_kept(matches_of(municipality, file.lines)),
        )
    _record(by, made, "receive_signals")
    return made


def _leave_earlier(by: Actor, municipality: str) -> None:
    earlier = Delivery.objects.filter(
        municipality_id=municipality, by_id=by.user_id, state=Delivery.State.WAITING
    )
    DeliveredFile.objects.filter(delivery__in=earlier).delete()
    earlier.update(state=Delivery.State.LEFT, settled_at=timezone.now())


@action
def record_signals(
    *,
    by: Actor,
    delivery: Delivery,
    today: date,
    without_bad: bool = False,
    doubted: Collection[int] = (),
) -> Mapping[str, int]:
    """Record what a delivery says; returns how many lines had which fate.

    Args:
        doubted: lines of which this person says that another address was meant; they
            go to the desk of doubt.

    Raises:
        Conflict: it was decided on already, or somebody recorded the same just now.
        Invalid: there are lines that cannot be read, and they were not left out; or
            there is no line to record.
        NotAllowed: it holds a source that this person may not take in.
    """
    check_may(by, TAKE_IN_SIGNALS, municipality=delivery.municipality_id)
    require_room(delivery.municipality_id, ROOM, today, retention=True)
    check_takes_all(by, delivery)
    _hold_waiting(delivery)
    seen = preview_of(by=by, delivery=delivery, today=today, doubted=doubted)
    _check_complete(seen, without_bad=without_bad)
    at = timezone.now()
    with looking_for(Purpose.TAKING_IN):
        try:
            with transaction.atomic():
                write_signals(delivery, seen.planned)
                write_doubts(delivery, seen.planned)
                closed = (
                    close_what_is_left_out(delivery, seen.planned, at)
                    if delivery.complete
                    else 0
                )
        except IntegrityError as error:
            raise Conflict(
                text("Somebody recorded the same just now."),
                next_step=text("Send the list in again."),
            ) from error
        counts = {**seen.counts, **({"no_longer": closed} if closed else {})}
        delivery.sources = sorted({one.line.source for one in seen.planned})
        _settle(delivery, Delivery.State.RECORDED, counts, at)
    _record(by, delivery, "record_signals", counts)
    return counts


def _check_complete(seen: Preview, *, without_bad: bool) -> None:
    """Refuse what would record less than somebody thinks."""
    if not seen.planned:
        raise Invalid(
            text("No line of this file can be recorded."),
            next_step=text("Mend the file and send it again."),
        )
    if seen.bad and seen.delivery.complete:
        raise Invalid(
            text("A complete list has no lines that cannot be read."),
            why=text("What is on such a line would count as no longer so."),
            next_step=text("Mend them in the list and send it again."),
        )
    if seen.bad and not without_bad:
        raise Invalid(
            text("There are lines that cannot be read."),
            next_step=text("Mend them in the list, or leave them out."),
        )


def _hold_waiting(delivery: Delivery) -> None:
    """Nobody else decides on it meanwhile.

    Raises:
        Conflict: it was decided on already.
    """
    with looking_for(Purpose.TAKING_IN):
        held = Delivery.objects.select_for_update().filter(pk=delivery.pk).first()
        if held is None or held.state != Delivery.State.WAITING:
            raise decided_already()


@action
def leave_delivery(*, by: Actor, delivery: Delivery) -> None:
    """Leave a delivery: nothing of it is recorded, and the file is gone.

    Raises:
        Conflict: it was decided on already.
        NotAllowed: it holds a source that this person may not take in.
    """
    check_may(by, TAKE_IN_SIGNALS, municipality=delivery.municipality_id)
    check_takes_all(by, delivery)
    _hold_waiting(delivery)
    with looking_for(Purpose.TAKING_IN):
        _settle(delivery, Delivery.State.LEFT, {}, timezone.now())
    _record(by, delivery, "leave_delivery")


def _settle(
    delivery: Delivery,
    state: Delivery.State,
    counts: Mapping[str, int],
    at: datetime,
) -> None:
    gone, _tables = DeliveredFile.objects.filter(delivery=delivery).delete()
    if not gone:  # it must never stay behind
        raise decided_already()
    delivery.state, delivery.counts = state, dict(counts)
    delivery.settled_at = at
    delivery.save(update_fields=["state", "counts", "settled_at", "sources"])


def _record(
    by: Actor, delivery: Delivery, what: str, counts: Mapping[str, int] | None = None
) -> None:
    record_event(
        by=by,
        action=f"picture.{what}",
        object=f"delivery {delivery.pk}",
        municipality=delivery.municipality_id,
        detail=dict(counts or {}),
    )
