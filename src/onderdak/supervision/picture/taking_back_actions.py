"""Taking back what was recorded wrongly: a signal, or a whole file."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from onderdak.foundation.identity.contract import Actor, action, check_may, record_event
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import Conflict, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.picture.deliveries import check_takes_all
from onderdak.supervision.picture.domain.permissions import TAKE_IN_SIGNALS
from onderdak.supervision.picture.domain.signals import Fate, TakenBack
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.doubts import check_takes_in
from onderdak.supervision.picture.models import Delivery, Doubt, Signal
from onderdak.supervision.picture.plan import Planned, at_address
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.withdrawing import (
    corrected_in_other_words,
    ended_by,
    hold_again,
    line_of,
    signal_for,
    take_back,
)
from onderdak.supervision.picture.writing import (
    replace_signals,
    write_doubts,
    write_signals,
)


@action
def take_back_signal(*, by: Actor, signal: int, why: TakenBack, today: date) -> None:
    """Let a signal hold no longer; what it had corrected holds again.

    After an objection, or where the ground fell away, nothing comes in its place.

    Raises:
        NotFound: see `signal_for`.
    """
    found = signal_for(by=by, signal=signal, today=today)
    check_may(by, TAKE_IN_SIGNALS, municipality=found.municipality_id)
    with looking_for(Purpose.TAKING_IN):
        take_back([found], by, why)
    _record(by, "take_back_signal", f"signal {signal}", found.municipality_id, why, 1)


@action
def move_signal(*, by: Actor, signal: int, address: Address, today: date) -> int:
    """Say that a signal is about another address; returns how many were moved.

    All that were written with the same words move along, and later lines too. What
    other words had said there before holds again.

    Raises:
        NotFound: see `signal_for`; or there is no such address here.
        Conflict: it is at that address already.
    """
    found = signal_for(by=by, signal=signal, today=today)
    check_may(by, TAKE_IN_SIGNALS, municipality=found.municipality_id)
    if address.municipality_id != found.municipality_id or address.gone_on:
        raise NotFound(text("There is no such address here."))
    if address.pk == found.address_id:
        raise Conflict(text("The signal is at this address already."))
    with looking_for(Purpose.TAKING_IN):
        rows = _of_same_words(found)
        replace_signals(
            [row.pk for row in rows],
            Signal.Because.MOVED,
            why=TakenBack.WRONG_ADDRESS,
            by=by.user_id,
        )
        hold_again(corrected_in_other_words(rows))
        for row in rows:
            line = line_of(row)
            write_signals(
                row.delivery, at_address(found.municipality_id, line, address.pk)
            )
        if found.place:
            _remember(found, address, by)
    why = TakenBack.WRONG_ADDRESS
    _record(
        by, "move_signal", f"signal {signal}", found.municipality_id, why, len(rows)
    )
    return len(rows)


@action
def take_back_delivery(
    *, by: Actor, delivery: Delivery, why: TakenBack, today: date
) -> int:
    """Take back all that a file brought; returns how many signals hold no longer.

    What it had corrected or ended holds again, its lines in doubt wait no more.

    Raises:
        NotAllowed: it holds a source that this person may not take in.
        Conflict: it was not recorded, or was taken back already.
    """
    check_may(by, TAKE_IN_SIGNALS, municipality=delivery.municipality_id)
    check_takes_in(by, delivery.municipality_id, today)
    check_takes_all(by, delivery)
    with looking_for(Purpose.TAKING_IN):
        held = Delivery.objects.select_for_update().filter(pk=delivery.pk).first()
        if held is None or held.state != Delivery.State.RECORDED:
            raise Conflict(
                text("This file is not recorded, or was taken back already.")
            )
        rows = list(Signal.objects.filter(delivery=held, replaced_at=None))
        held.state = Delivery.State.TAKEN_BACK
        held.save(update_fields=["state"])
        take_back(rows, by, why)
        hold_again(ended_by(held))
        Doubt.objects.filter(delivery=held, state=Doubt.State.OPEN).update(
            state=Doubt.State.GONE
        )
    number = len(rows)
    _record(
        by,
        "take_back_delivery",
        f"delivery {held.pk}",
        held.municipality_id,
        why,
        number,
    )
    return number


def _of_same_words(found: Signal) -> list[Signal]:
    """This signal, and those that the same words brought to the same address."""
    alike = Q(pk=found.pk)
    if found.place:
        alike |= Q(place=found.place, address_id=found.address_id)
    return list(
        Signal.objects.filter(
            alike, municipality_id=found.municipality_id, replaced_at=None
        )
        .select_related("delivery")
        .select_for_update(of=("self",))
        .order_by("pk")
    )


def _remember(found: Signal, address: Address, by: Actor) -> None:
    """What a person said of these words holds for later lines."""
    line = line_of(found)
    planned = Planned(line, Fate.DOUBTFUL, weight=found.match_weight)
    write_doubts(found.delivery, [planned])
    Doubt.objects.filter(
        municipality_id=found.municipality_id, source=line.source, key=line.key
    ).update(
        state=Doubt.State.MATCHED,
        address=address,
        decided_by_id=by.user_id,
        decided_at=timezone.now(),
    )


def _record(
    by: Actor, what: str, about: str, municipality: str, why: TakenBack, number: int
) -> None:
    record_event(
        by=by,
        action=f"picture.{what}",
        object=about,
        municipality=municipality,
        detail={"why": why.value, "signals": number},
    )
