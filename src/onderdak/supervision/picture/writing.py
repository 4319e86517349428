"""Writing what was planned: signals, what they replace, and lines in doubt."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from onderdak.supervision.picture.domain.signals import Fate, TakenBack
from onderdak.supervision.picture.domain.sources import KINDS
from onderdak.supervision.picture.models import Delivery, Doubt, Signal
from onderdak.supervision.picture.plan import Planned, key_of

_BATCH = 2_000


def write_signals(delivery: Delivery, planned: Sequence[Planned]) -> None:
    """Write signals that are new or correct one; called while taking in is open."""
    written = [one for one in planned if one.fate in (Fate.NEW, Fate.CORRECTED)]
    replaced = [one.replaces for one in written if one.replaces]
    replace_signals(replaced, Signal.Because.CORRECTED)
    Signal.objects.bulk_create(
        [_signal(delivery, one) for one in written], batch_size=_BATCH
    )


def replace_signals(
    numbers: Sequence[int],
    because: Signal.Because,
    *,
    at: datetime | None = None,
    why: TakenBack | None = None,
    by: int | None = None,
) -> int:
    """Let signals hold no longer; the rows stay, with why. Returns how many."""
    gone = 0
    for start in range(0, len(numbers), _BATCH):
        gone += Signal.objects.filter(
            pk__in=numbers[start : start + _BATCH], replaced_at__isnull=True
        ).update(
            replaced_at=at or timezone.now(),
            replaced_because=because,
            replaced_why=why.value if why else "",
            replaced_by_id=by,
        )
    return gone


def close_what_is_left_out(
    delivery: Delivery, planned: Sequence[Planned], at: datetime
) -> int:
    """Of a complete file: what it no longer has is no longer so. Returns how many.

    Addresses that a line in doubt may mean stay as they are; where it may mean any,
    nothing of its kind is closed. Of what there may be several at an address, nothing
    is closed either: a file of new permits ends no old one.
    """
    kinds = {(one.line.source, one.line.kind) for one in planned}
    closed = 0
    for source, kind in sorted(kinds - kinds_left_open(planned)):
        if KINDS[source, kind].several:
            continue
        lines = [
            one for one in planned if (one.line.source, one.line.kind) == (source, kind)
        ]
        gone = Signal.objects.filter(
            municipality_id=delivery.municipality_id,
            source=source,
            kind=kind,
            replaced_at__isnull=True,
            on_date__lte=max(one.line.on for one in lines),
        ).exclude(address__in=_named(lines))
        numbers = list(gone.values_list("pk", flat=True))
        closed += replace_signals(numbers, Signal.Because.NO_LONGER, at=at)
    return closed


def kinds_left_open(planned: Iterable[Planned]) -> set[tuple[str, str]]:
    """The kinds of which a line in doubt may mean any address: none counts as left out.

    Only of kinds that a complete file could end.
    """
    return {
        (one.line.source, one.line.kind)
        for one in planned
        if one.fate is Fate.DOUBTFUL
        and not one.candidates
        and not KINDS[one.line.source, one.line.kind].several
    }


def _named(lines: Iterable[Planned]) -> set[int]:
    found = {one.address for one in lines if one.address}
    return found | {
        address
        for one in lines
        if one.fate is Fate.DOUBTFUL
        for address, _weight in one.candidates
    }


def _signal(delivery: Delivery, one: Planned) -> Signal:
    line = one.line
    return Signal(
        municipality_id=delivery.municipality_id,
        address_id=one.address or 0,
        source=line.source,
        kind=line.kind,
        key=key_of(one)[1],
        value=line.value,
        on_date=line.on,
        ground=line.ground,
        place=line.place.as_kept(),
        until=line.until,
        part_of=line.part_of,
        condition=line.condition,
        source_reference=line.reference,
        delivery=delivery,
        match_level=one.level,
        match_weight=one.weight,
    )


def _doubt_key(one: Planned) -> str:
    """What waits after an objection leaves alone what was chosen for its words."""
    return f"!{one.line.key}" if one.withheld else one.line.key


def _said(one: Planned) -> dict[str, Any]:
    kept = one.line.as_kept()
    return {**kept, "withheld": one.withheld.value} if one.withheld else kept


def write_doubts(delivery: Delivery, planned: Sequence[Planned]) -> None:
    """Keep the lines of which the address is not sure; called as above."""
    Doubt.objects.bulk_create(
        [
            Doubt(
                municipality_id=delivery.municipality_id,
                delivery=delivery,
                source=one.line.source,
                key=_doubt_key(one),
                said=_said(one),
                candidates=[list(each) for each in one.candidates],
                weight=one.weight,
            )
            for one in planned
            if one.fate is Fate.DOUBTFUL
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["municipality", "source", "key"],
        update_fields=[
            *("said", "candidates", "weight", "delivery"),
            *("state", "address", "decided_by_id", "decided_at"),
        ],
    )
