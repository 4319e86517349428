"""What places asks from outside: deliveries of registers, areas, and a search."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from onderdak.kernel.text import Text


class Kind(StrEnum):
    """The kinds of object in the BAG, by the names of its files."""

    RELATION = "GEM-WPL"
    TOWN = "WPL"
    STREET = "OPR"
    NUMBER = "NUM"
    DWELLING = "VBO"
    BERTH = "LIG"
    PITCH = "STA"
    BUILDING = "PND"


class Fault(NamedTuple):
    """An object that could not be taken in: in which file, which one, and why."""

    file: str
    object: str
    why: Text
    current: bool = True


class TownRow(NamedTuple):
    """A town (woonplaats)."""

    id: str
    name: str


class RelationRow(NamedTuple):
    """A town lies in a municipality now."""

    town: str
    municipality: str


class StreetRow(NamedTuple):
    """A street or other public space, and its town."""

    id: str
    name: str
    town: str


class NumberRow(NamedTuple):
    """A number at a street: with the street's name it is an address."""

    id: str
    street: str
    town: str | None
    number: int
    addition: str
    postcode: str
    withdrawn: bool
    since: date


class ObjectRow(NamedTuple):
    """A dwelling object, berth or pitch, with its addresses and buildings."""

    id: str
    status: str
    withdrawn: bool
    uses: list[str]
    floor_area: int | None
    main: str
    sides: list[str]
    buildings: list[str]
    since: date
    rd_x: float
    rd_y: float
    longitude: float
    latitude: float


class BuildingRow(NamedTuple):
    """A building."""

    id: str
    status: str
    withdrawn: bool
    year: int | None
    since: date
    rd_x: float
    rd_y: float
    longitude: float
    latitude: float
    footprint: float


AnyRow = TownRow | RelationRow | StreetRow | NumberRow | ObjectRow | BuildingRow


@dataclass(slots=True)
class Batch:
    """Some thousands of objects of one kind, read from one file.

    Attributes:
        municipalities: those that the file says to be of; empty for the whole country.
        read: occurrences that were met, of all times.
        current: how many of them hold now.
        share: which part of the whole delivery is read by now, 0 to 1.
    """

    kind: Kind
    file: str
    as_of: date
    municipalities: tuple[str, ...]
    read: int = 0
    current: int = 0
    rows: list[AnyRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    share: float = 0.0


class Delivery(Protocol):
    """A delivery of the BAG, read once from begin to end."""

    whole: bool  # a delivery, not one file out of it: what it lacks is no more

    def batches(self) -> Iterator[Batch]:
        """Read it, a batch at a time.

        Raises:
            Invalid: it is no delivery of the BAG, is damaged, or swells when unpacked.
        """


class OpenDelivery(Protocol):
    """Opens a delivery; `onderdak.connections.bag` has one."""

    def __call__(self, file: Path) -> Delivery:
        """Look at what the file is.

        Raises:
            Invalid: there is no such file, or it is neither XML nor zip.
        """


Position = Sequence[float]
Outline = Sequence[Sequence[Position]] | Sequence[Sequence[Sequence[Position]]]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area as a file has it; the outline is checked and in WGS84."""

    code: str
    name: str
    municipality: str
    outline: Outline
    inhabitants: int | None = None
    year: int | None = None


class AreaFault(NamedTuple):
    """A feature that cannot be an area: its place in the file, its code, and why."""

    feature: int
    code: str
    why: Text


class Areas(Protocol):
    """Reads area files, and says in which area a point lies."""

    def read(self, file: Path) -> tuple[list[AreaRow], list[AreaFault]]:
        """Read all features of a GeoJSON file.

        Raises:
            Invalid: it is no GeoJSON.
        """

    def holding(
        self,
        outlines: Mapping[str, Outline],
        points: Sequence[tuple[float, float]],
    ) -> list[str | None]:
        """For each point (longitude, latitude) the code of the area it lies in."""


class Suggestion(NamedTuple):
    """An address that a search elsewhere proposes; its id opens it there."""

    id: str
    label: str


class LookedUp(NamedTuple):
    """An address as a search elsewhere has it."""

    bag_id: str
    street: str
    number: int
    addition: str
    postcode: str
    town: str
    municipality: str
    neighbourhood: str
    longitude: float
    latitude: float


class AddressSearch(Protocol):
    """A search for addresses elsewhere; `onderdak.connections.pdok` is one.

    It is asked while somebody types a place, never for each row of a list of persons.
    """

    def suggest(
        self, *, municipality: str, words: str, limit: int = 10
    ) -> list[Suggestion]:
        """Addresses in a municipality that look like the words; none on trouble."""

    def lookup(self, *, id: str, municipality: str) -> LookedUp | None:
        """One suggestion in full; None when it is not there or lies elsewhere."""
