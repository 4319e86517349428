"""Reads of what first pages tell of quality: one read, nothing is judged."""

from dataclasses import dataclass
from datetime import datetime

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.housing.quality.domain.permissions import (
    SEE_QUALITY,
    SEE_QUALITY_OF_REGION,
)
from onderdak.housing.quality.domain.tallies import Counted, as_counted
from onderdak.housing.quality.models import QualityTally


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts, and when they were counted last."""

    counted_at: datetime
    counted: Counted


def tally_of(
    *, by: Actor, municipality: str | None = None, provider: int | None = None
) -> Tally | None:
    """The counts of a municipality or a provider, or None where nobody counted yet.

    Raises:
        NotAllowed: this person does not see the quality of these locations.
    """
    check_may(by, SEE_QUALITY, municipality=municipality, provider=provider)
    found = QualityTally.objects.filter(
        municipality_id=municipality, provider_id=provider
    ).first()
    return None if found is None else _read(found)


def region_tallies(*, by: Actor, region: str) -> dict[str, Tally]:
    """The counts of each municipality of a region in which was counted.

    Raises:
        NotAllowed: the person does not work for this region.
    """
    check_may(by, SEE_QUALITY_OF_REGION, region=region)
    found = QualityTally.objects.filter(municipality__region_id=region)
    return {row.municipality_id or "": _read(row) for row in found}


def _read(row: QualityTally) -> Tally:
    return Tally(row.counted_at, as_counted(row.counts))
