"""Letting signals hold no longer, and letting hold again what they had replaced.

Data that are wrong are mended without delay (AVG art. 5(1)(d) and 16), and what was
kept without ground goes out of use (art. 17 and 18). Nothing is removed: the row stays,
with why it holds no longer and by whom, until its term is past.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.picture.domain.signals import (
    WITHHOLDS,
    SignalLine,
    TakenBack,
    WrittenPlace,
)
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.doubts import check_takes_in
from onderdak.supervision.picture.models import Delivery, Signal
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.writing import replace_signals


def signal_for(*, by: Actor, signal: int, today: date) -> Signal:
    """A signal in force of a source that this person may take in.

    Raises:
        NotFound: there is none with this number here, or not for this person.
        NotAllowed, RoomClosed: this person takes in nothing here.
    """
    with looking_for(Purpose.TAKING_IN):
        found = (
            Signal.objects.filter(
                pk=signal, municipality__in=by.municipalities, replaced_at=None
            )
            .select_related("address", "delivery")
            .first()
        )
    if found is None:
        raise NotFound(text("There is no such signal here."))
    check_takes_in(by, found.municipality_id, today)
    return found


def line_of(row: Signal) -> SignalLine:
    """The line that a signal was, as far as it is kept."""
    return SignalLine(
        line=0,
        place=WrittenPlace(*row.place),
        source=row.source,
        kind=row.kind,
        value=row.value,
        on=row.on_date,
        ground=row.ground,
        reference=row.source_reference,
        until=row.until,
        part_of=row.part_of,
        condition=row.condition,
    )


def take_back(rows: Sequence[Signal], by: Actor, why: TakenBack) -> None:
    """Let these hold no longer; a mistake gives way to what it had corrected.

    After an objection, or without a ground, no version of the fact shows any more.
    """
    numbers = [row.pk for row in rows]
    replace_signals(numbers, Signal.Because.TAKEN_BACK, why=why, by=by.user_id)
    if why in WITHHOLDS:
        _withdraw_earlier(rows, by, why)
    elif why is TakenBack.WRONG_ADDRESS:
        hold_again(corrected_in_other_words(rows))
    else:
        hold_again(_latest(rows, _corrected_by(rows)))


def corrected_in_other_words(rows: Sequence[Signal]) -> list[Signal]:
    """What each of these had last corrected, of what other words brought there.

    What the same words had brought is as wrong as these are.
    """
    words = {(row.source, row.key): row.place for row in rows}
    return _latest(
        rows,
        [
            each
            for each in _corrected_by(rows)
            if not each.place or each.place != words.get((each.source, each.key))
        ],
    )


def _withdraw_earlier(rows: Sequence[Signal], by: Actor, why: TakenBack) -> None:
    _versions_of(rows).filter(replaced_because=Signal.Because.CORRECTED).update(
        replaced_because=Signal.Because.TAKEN_BACK,
        replaced_why=why.value,
        replaced_by_id=by.user_id,
    )


def _versions_of(rows: Sequence[Signal]) -> QuerySet[Signal]:
    """All that was ever said of the same facts, in one municipality."""
    alike = Q()
    for source in {row.source for row in rows}:
        keys = [row.key for row in rows if row.source == source]
        alike |= Q(source=source, key__in=keys)
    towns = {row.municipality_id for row in rows}
    return Signal.objects.filter(alike, municipality_id__in=towns)


def _corrected_by(rows: Sequence[Signal]) -> list[Signal]:
    """What these had ever corrected, the latest last."""
    return list(
        _versions_of(rows)
        .filter(replaced_because=Signal.Because.CORRECTED)
        .exclude(delivery__state=Delivery.State.TAKEN_BACK)
        .exclude(pk__in=[row.pk for row in rows])
        .order_by("replaced_at")
    )


def _latest(rows: Sequence[Signal], before: Sequence[Signal]) -> list[Signal]:
    latest = {(row.source, row.key): row for row in before}
    return [latest[key] for row in rows if (key := (row.source, row.key)) in latest]


def ended_by(delivery: Delivery) -> list[Signal]:
    """What a complete file had ended: at the very moment that it was recorded."""
    return list(
        Signal.objects.filter(
            municipality_id=delivery.municipality_id,
            replaced_because=Signal.Because.NO_LONGER,
            replaced_at=delivery.settled_at,
        ).exclude(delivery__state=Delivery.State.TAKEN_BACK)
    )


def hold_again(rows: Sequence[Signal]) -> None:
    """Let these hold again, unless something else holds in their place."""
    if not rows:
        return
    held = set(
        Signal.objects.filter(
            municipality_id=rows[0].municipality_id,
            key__in={row.key for row in rows},
            replaced_at=None,
        ).values_list("source", "key")
    )
    Signal.objects.filter(
        pk__in=[row.pk for row in rows if (row.source, row.key) not in held]
    ).update(replaced_at=None, replaced_because="")
