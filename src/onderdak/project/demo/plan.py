"""The frozen shape of the demo's world: who offers stays where, bed by bed.

Numbers are dense and depend on the seed alone, so that the same row has the same number
whatever the day of loading.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

DAY_ONE: Final = date(2025, 1, 1)
"""The day on which the night registers of the demo begin."""


@dataclass(frozen=True, slots=True)
class AreaPlan:
    """A municipality or a neighbourhood with its outline in degrees."""

    code: str
    kind: str
    name: str
    municipality: str
    inhabitants: int
    outline: list[list[list[float]]]
    source: str


@dataclass(frozen=True, slots=True)
class AddressPlan:
    """An invented address in a neighbourhood; its dwelling object has its number."""

    id: int
    municipality: str
    neighbourhood: str
    bag_id: str
    dwelling_bag_id: str
    street: str
    number: int
    postcode: str
    town: str
    rd: tuple[float, float]
    lonlat: tuple[float, float]
    use: str
    floor_area: int


@dataclass(frozen=True, slots=True)
class ProviderPlan:
    """Who offers stays; the number is that of the organisation."""

    id: int
    name: str
    kind: str
    kvk_number: str
    email: str


@dataclass(frozen=True, slots=True)
class BedPlan:
    """A bed, with the room and (in a park) the unit that it stands in."""

    id: int
    label: str
    room: int


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """A room of a location."""

    id: int
    label: str
    unit: int | None


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit of a park with its own address and owner."""

    id: int
    label: str
    address: int
    owner: str


@dataclass(frozen=True, slots=True)
class LocationPlan:
    """A place where a provider houses people.

    `sector` says for which work its guests come, which gives the season; without
    `reports_beds` its provider states no room or bed.
    """

    id: int
    municipality: str
    provider: int
    address: int
    name: str
    kind: str
    permitted: int | None
    factual: int | None
    opened_on: date
    sector: str
    reports_beds: bool
    owner: str
    units: tuple[UnitPlan, ...]
    rooms: tuple[RoomPlan, ...]
    beds: tuple[BedPlan, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Everything that stands still."""

    seed: int
    areas: tuple[AreaPlan, ...]
    addresses: tuple[AddressPlan, ...]
    providers: tuple[ProviderPlan, ...]
    locations: tuple[LocationPlan, ...]
    largest: int
    pension: int
    widow: int
    pairs: tuple[tuple[int, str], ...] = field(default=())
    """Which provider declares to which municipality, in a fixed order."""
    streets_from: int = 0
    """From which number on addresses are houses of the streets of the invented town."""


@dataclass(frozen=True, slots=True)
class Chain:
    """One guest in one bed for a while; a long visit may have a holiday in it.

    The coins were thrown when it was made and never depend on the day of loading.
    `forgotten`: its last end was never declared, nor (mostly) its bed.
    """

    location: LocationPlan
    bed: BedPlan
    order: int
    nights: tuple[tuple[date, date], ...]
    forgotten: bool
    ahead: bool
    reuse: float
    pick: float
    spoken: float
    slip: float

    @property
    def arrival(self) -> date:
        """The first day."""
        return self.nights[0][0]

    @property
    def end(self) -> date:
        """The day after the last night."""
        return self.nights[-1][1]


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay of a chain, with its own number and the guest who it is of."""

    id: int
    chain: Chain
    number: int
    guest: int

    @property
    def arrival(self) -> date:
        """The first day."""
        return self.chain.nights[self.number][0]

    @property
    def end(self) -> date:
        """The day after the last night, as it truly was or is planned."""
        return self.chain.nights[self.number][1]

    @property
    def forgotten(self) -> bool:
        """Whether this is the one whose end was never declared."""
        return self.chain.forgotten and self.number == len(self.chain.nights) - 1

    @property
    def bed(self) -> BedPlan | None:
        """The bed as it was declared, if it was."""
        if not self.chain.location.reports_beds:
            return None
        return (
            None if self.forgotten and self.chain.spoken < _BEDLESS else self.chain.bed
        )


_BEDLESS: Final = 0.85


@dataclass(frozen=True, slots=True)
class StayRow:
    """A stay as the register knows it on the evening of loading."""

    visit: Visit
    departure: date | None
    expected: date | None
    declaration: int


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """A stay as it stood before a small correction."""

    stay: StayRow
    arrival: date
    departure: date | None
    expected: date | None
    on: date
    declaration: int


@dataclass(frozen=True, slots=True)
class DoubleRow:
    """Two stays in one bed in the same night."""

    first: StayRow
    second: StayRow
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What a provider stated about a guest's registration."""

    guest: int
    provider: int
    municipality: str
    valid_from: date
    status: str
    declaration: int


@dataclass(frozen=True, slots=True)
class GuestPlan:
    """A guest of one provider; `person` is the same number for the same human."""

    id: int
    provider: int
    person: int
