"""The quality file of locations: what is known on a day, from which source."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.housing.quality.certified_elsewhere import (
    certificates_of,
    certified_elsewhere,
)
from onderdak.housing.quality.domain.permissions import SEE_QUALITY
from onderdak.housing.quality.domain.whose_counts import (
    Counted,
    Source,
    Statement,
    counted_on,
    facts_file,
)
from onderdak.housing.quality.known_elsewhere import (
    dwellings_of,
    growing_on,
    known_elsewhere,
)
from onderdak.housing.quality.models import StatedFact
from onderdak.housing.quality.reading import read_known, same_value
from onderdak.register.nights.contract import Location
from onderdak.register.nights.contract.locations import housed_at
from onderdak.rules import LocationFacts


@dataclass(frozen=True, slots=True)
class QualityFile:
    """What is known of a location on a day.

    `units` are the names of its units as the register knows them. `unreadable` was
    stated once and can no longer be meant; it does not count.
    """

    location: Location
    on: date
    known: Sequence[Counted]
    units: Sequence[str]
    facts: LocationFacts
    unreadable: Sequence[Counted]

    @property
    def as_file(self) -> dict[str, object]:
        """The same in the form of a facts file."""
        sound = [one for one in self.known if one not in self.unreadable]
        return facts_file(sound, self.units)


def file_of(*, by: Actor, location: Location, on: date) -> QualityFile:
    """The quality file of one location on a day.

    Raises:
        NotAllowed: this person does not see the quality of this location.
    """
    return files_of(by=by, locations=[location], on=on)[0]


def files_of(
    *, by: Actor, locations: Sequence[Location], on: date
) -> list[QualityFile]:
    """The quality files of locations, in their order; in a fixed number of queries.

    Raises:
        NotAllowed: this person does not see the quality of one of them.
    """
    for municipality, provider in {
        (each.municipality_id, each.provider_id) for each in locations
    }:
        check_may(by, SEE_QUALITY, municipality=municipality, provider=provider)
    said = _said_of([each.pk for each in locations])
    housed = housed_at(by=by, locations=locations, on=on)
    dwellings = dwellings_of(locations, housed)
    growing = growing_on([each.pk for each in locations], on)
    held = certificates_of(locations)
    files = []
    for each in locations:
        there = housed[each.pk]
        elsewhere = [
            *known_elsewhere(each, there, dwellings, on),
            *certified_elsewhere(held[each.pk], on),
            *growing[each.pk],
        ]
        known = counted_on([*said[each.pk], *elsewhere], on, same_value)
        units = [unit.label for unit in there.units]
        facts, unreadable = read_known(known, units)
        files.append(QualityFile(each, on, known, units, facts, unreadable))
    return files


def _said_of(locations: Iterable[int]) -> dict[int, list[Statement]]:
    rows = StatedFact.objects.filter(location__in=locations).values_list(
        "location_id",
        "id",
        "place",
        "path",
        "value",
        "source",
        "observed_on",
        "source_reference",
        "withdraws_id",
        "note",
    )
    said: dict[int, list[Statement]] = defaultdict(list)
    for row in rows:
        location, id_, place, path, value, source, on, reference, withdraws, note = row
        said[location].append(
            Statement(
                id=id_,
                place=place,
                path=path,
                value=value,
                source=Source(source),
                observed_on=on,
                reference=reference,
                withdraws=withdraws,
                note=note,
            )
        )
    return said


def statements_of(
    *, by: Actor, location: Location, place: str, path: str
) -> list[StatedFact]:
    """Everything ever said of one fact, the latest first; also what was withdrawn.

    Raises:
        NotAllowed: this person does not see the quality of this location.
    """
    check_may(
        by,
        SEE_QUALITY,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    return list(
        StatedFact.objects.filter(location=location, place=place, path=path)
        .select_related("withdraws")
        .order_by("-id")
    )
