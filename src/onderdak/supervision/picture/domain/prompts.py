"""A reason to look, and nothing more: registrations beside what the surface allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

_DWELLING: Final = "woonfunctie"
_LODGING: Final = "logiesfunctie"


class Fits(StrEnum):
    """What can be said of registrations beside the floor area."""

    FITS = "fits"
    PROMPT = "prompt"
    NO_DWELLING = "no_dwelling"
    CANNOT_JUDGE = "cannot_judge"
    TOO_OLD = "too_old"


@dataclass(frozen=True, slots=True)
class OccupancyHint:
    """Registrations beside the most residents that the floor area allows (M04, A01).

    Never a finding: registrations are no residents. `most` is None where it is unknown.
    """

    fits: Fits
    registrations: int
    on: date
    floor_area: int | None
    most: int | None
    per_person: int
    article: str
    version: str


def occupancy_hint(
    *,
    registrations: int,
    on: date,
    dwellings: Sequence[tuple[Sequence[str], int | None]],
    per_person: int,
    article: str,
    version: str,
    too_old: bool = False,
) -> OccupancyHint:
    """Compare a count of registrations with the surface of the dwellings there.

    Args:
        too_old: the count is of so long ago that it says nothing of today.
        dwellings: the uses and the floor area of each object at the address.
        per_person: square metres for each resident (art. 22.16 bruidsschat).
    """
    areas = [area for uses, area in dwellings if _is_dwelling(uses)]
    known = [area for area in areas if area is not None]
    complete = bool(known) and len(known) == len(dwellings)
    total = sum(known) if complete else None
    most = sum(area // per_person for area in known) if complete else None
    return OccupancyHint(
        Fits.TOO_OLD if too_old else _fits(registrations, dwellings, most),
        registrations,
        on,
        total,
        most,
        per_person,
        article,
        version,
    )


def _is_dwelling(uses: Sequence[str]) -> bool:
    return [use.lower() for use in uses] == [_DWELLING]


def _fits(
    registrations: int,
    dwellings: Sequence[tuple[Sequence[str], int | None]],
    most: int | None,
) -> Fits:
    used = {use.lower() for uses, _area in dwellings for use in uses}
    if used and _DWELLING not in used:
        return Fits.NO_DWELLING
    if most is None:
        return Fits.CANNOT_JUDGE
    return Fits.PROMPT if registrations > most else Fits.FITS
