"""The quality of all locations of a municipality or a provider, as counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.cache import caches
from django.db.models import Max, QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.housing.quality.domain.ordering import Counts
from onderdak.housing.quality.domain.permissions import SEE_QUALITY
from onderdak.housing.quality.models import StatedFact
from onderdak.housing.quality.queries import qualities_of
from onderdak.register.nights.contract import (
    Declaration,
    Location,
    municipal_locations,
    own_locations,
)
from onderdak.rules import Kind

_MINUTES: Final = 10 * 60


@dataclass(frozen=True, slots=True)
class Line:
    """One location in the list, with what the norms say of it."""

    pk: int
    name: str
    municipality: str
    provider: str
    address: str
    counts: Counts
    stated: int
    newest: date | None

    @property
    def breaches(self) -> int:
        """How many norms of any kind it does not meet."""
        return sum(self.counts.breaches.values())


def quality_lines(
    *, by: Actor, on: date, municipality: str | None = None, provider: int | None = None
) -> list[Line]:
    """All open locations of a municipality or a provider, who breaches most first.

    The law counts before all else. Judged anew when somebody stated a fact or declared
    a guest, and at least every ten minutes.

    Raises:
        NotAllowed: this person does not see the quality of these locations.
    """
    check_may(by, SEE_QUALITY, municipality=municipality, provider=provider)
    key = f"quality:{municipality}:{provider}:{on}:{_version(municipality, provider)}"
    kept: list[Line] | None = caches["counts"].get(key)
    if kept is None:
        kept = judged_lines(by=by, on=on, municipality=municipality, provider=provider)
        caches["counts"].set(key, kept, _MINUTES)
    return kept


def judged_lines(
    *, by: Actor, on: date, municipality: str | None = None, provider: int | None = None
) -> list[Line]:
    """The same, judged now.

    Raises:
        NotAllowed: this person does not see the quality of these locations.
    """
    if provider is not None:
        seen = own_locations(by=by, provider=provider, on=on)
    else:
        seen = municipal_locations(by=by, municipality=municipality or "", on=on)
    return sorted(_lines(by, seen, on), key=_worst_first)


def _version(municipality: str | None, provider: int | None) -> str:
    tenant = (
        {"provider_id": provider}
        if provider is not None
        else {"municipality_id": municipality}
    )
    stated = StatedFact.objects.filter(**tenant).aggregate(newest=Max("id"))["newest"]
    said = Declaration.objects.filter(**tenant).aggregate(newest=Max("id"))["newest"]
    return f"{stated}-{said}"


def _lines(by: Actor, seen: QuerySet[Location], on: date) -> Iterator[Line]:
    locations = list(seen.order_by("name", "id"))
    for found in qualities_of(by=by, locations=locations, on=on):
        location = found.file.location
        stated = [
            one.counts.observed_on
            for one in found.file.known
            if one.counts.id is not None
        ]
        yield Line(
            pk=location.pk,
            name=location.name,
            municipality=location.municipality.name,
            provider=location.provider.name,
            address=str(location.address),
            counts=found.counts,
            stated=len(stated),
            newest=max(stated, default=None),
        )


def _worst_first(line: Line) -> tuple[object, ...]:
    return (*line.counts.worst, -line.counts.cannot_judge, line.name, line.pk)


def only(lines: list[Line], *, words: str = "", wanted: str = "") -> list[Line]:
    """Narrow a list: by letters of the name or address, and by what is breached.

    Args:
        wanted: a kind of norm that is not met, `none` for no breach, or `unstated` for
            locations about which nobody has stated anything.
    """
    letters = words.casefold()
    return [
        line
        for line in lines
        if letters in f"{line.name} {line.address} {line.provider}".casefold()
        and _is_wanted(line, wanted)
    ]


def _is_wanted(line: Line, wanted: str) -> bool:
    match wanted:
        case "":
            return True
        case "none":
            return not line.breaches
        case "unstated":
            return not line.stated
        case _ if wanted in set(Kind):
            return bool(line.counts.breaches[Kind(wanted)])
        case _:
            return True
