"""Taps of an evening: kept once, in order, and done through the one validator."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import Max

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid, NotFound, UserError
from onderdak.kernel.text import Text, text
from onderdak.register.nights.actions import ROOM
from onderdak.register.nights.domain.evening import Answer, Tapped, check_night
from onderdak.register.nights.domain.permissions import DECLARE
from onderdak.register.nights.evening_acts import Done, Evening, do
from onderdak.register.nights.models import Location, Tap


@action
def tap(*, by: Actor, location: Location, tapped: Tapped, on: date) -> Answer:
    """Record one tap of an evening; sent twice it acts once.

    What the register refuses is kept as refused, so that the taps after it go on. A tap
    that comes before its turn is not taken in at all.

    Raises:
        Conflict: an earlier tap of this device has not come in yet.
        NotAllowed, RoomClosed: see `declare_stays`.
    """
    check_may(by, DECLARE, provider=location.provider_id)
    require_room(location.municipality_id, ROOM, on, retention=True)
    _wait_for_turn(location)
    known = Tap.objects.filter(provider_id=location.provider_id, key=tapped.key).first()
    if known is not None:
        return Answer(known.key, _texts(known.refused), again=True)
    _check_turn(location, tapped)
    done, reasons = _try(Evening(by, location, on), tapped)
    kept = _keep(by, location, tapped, done, reasons)
    record_event(
        by=by,
        action="nights.tap",
        object=f"tap {kept.pk}",
        municipality=location.municipality_id,
        provider=location.provider_id,
        detail={"act": tapped.act, "refused": bool(reasons)},
    )
    return Answer(tapped.key, reasons)


def _wait_for_turn(location: Location) -> None:
    """Taps and declarations of one provider follow each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('nights.declare'), %s)",
            [location.provider_id],
        )


def _check_turn(location: Location, tapped: Tapped) -> None:
    if tapped.device is None or tapped.sequence is None:
        return
    newest = Tap.objects.filter(
        provider_id=location.provider_id, device=tapped.device
    ).aggregate(newest=Max("sequence", default=0))["newest"]
    if tapped.sequence != newest + 1:
        raise Conflict(
            text("An earlier tap of this phone has not come in yet."),
            next_step=text("Send the taps in the order in which they were made."),
        )


def _try(evening: Evening, tapped: Tapped) -> tuple[Done, tuple[Text, ...]]:
    try:
        with transaction.atomic():
            check_night(tapped.night, evening.on)
            _check_open(evening.location, tapped.night)
            return do(evening, tapped), ()
    except (Invalid, Conflict, NotFound) as error:
        return Done(guest=tapped.guest), _reasons(error)


def _reasons(error: UserError) -> tuple[Text, ...]:
    said = (error.what, error.why, error.next_step)
    return tuple(each for each in said if each is not None)


def _check_open(location: Location, night: date) -> None:
    closed = location.closed_on is not None and night >= location.closed_on
    if night < location.opened_on or closed:
        raise Invalid(text("This location was not in use in that night."))


def _keep(
    by: Actor,
    location: Location,
    tapped: Tapped,
    done: Done,
    reasons: tuple[Text, ...],
) -> Tap:
    return Tap.objects.create(
        provider_id=location.provider_id,
        location=location,
        key=tapped.key,
        device=tapped.device,
        sequence=tapped.sequence,
        act=tapped.act,
        night=tapped.night,
        guest_id=done.guest,
        declaration_id=done.declaration,
        takes_back_id=done.takes_back,
        refused=[_written(each) for each in reasons],
        tapped_by_id=by.user_id,
        tapped_at=tapped.at,
    )


def _written(reason: Text) -> dict[str, object]:
    params = {
        name: _written(value) if isinstance(value, Text) else str(value)
        for name, value in reason.params.items()
    }
    return {"msgid": reason.msgid, "params": params}


def _texts(kept: Sequence[Mapping[str, object]]) -> tuple[Text, ...]:
    return tuple(_read(each) for each in kept)


def _read(kept: Mapping[str, object]) -> Text:
    params = kept["params"]
    known = params if isinstance(params, dict) else {}
    return Text(
        str(kept["msgid"]),
        {
            name: _read(value) if isinstance(value, dict) else value
            for name, value in known.items()
        },
    )
