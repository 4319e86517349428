"""Writing what was planned: signals, what they replace, and lines in doubt."""

from collections.abc import Sequence

from django.utils import timezone

from onderdak.supervision.picture.domain.signals import Fate
from onderdak.supervision.picture.models import Delivery, Doubt, Signal
from onderdak.supervision.picture.plan import Planned, key_of

_BATCH = 2_000


def write_signals(delivery: Delivery, planned: Sequence[Planned]) -> None:
    """Write signals that are new or correct one; called while taking in is open."""
    written = [one for one in planned if one.fate in (Fate.NEW, Fate.CORRECTED)]
    replaced = [one.replaces for one in written if one.replaces]
    for start in range(0, len(replaced), _BATCH):
        Signal.objects.filter(pk__in=replaced[start : start + _BATCH]).update(
            replaced_at=timezone.now()
        )
    Signal.objects.bulk_create(
        [_signal(delivery, one) for one in written], batch_size=_BATCH
    )


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
        source_reference=line.reference,
        delivery=delivery,
        match_level=one.level,
        match_weight=one.weight,
    )


def write_doubts(delivery: Delivery, planned: Sequence[Planned]) -> None:
    """Keep the lines of which the address is not sure; called as above."""
    Doubt.objects.bulk_create(
        [
            Doubt(
                municipality_id=delivery.municipality_id,
                delivery=delivery,
                source=one.line.source,
                key=one.line.key,
                said=one.line.as_kept(),
                candidates=[list(each) for each in one.candidates],
                weight=one.weight,
            )
            for one in planned
            if one.fate is Fate.DOUBTFUL
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["municipality", "source", "key"],
        update_fields=["said", "candidates", "weight", "delivery"],
    )
