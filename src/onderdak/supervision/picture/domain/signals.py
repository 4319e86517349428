"""A line of a file as it is kept, and when two lines say the same thing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """An address as a file wrote it: in columns, or in free words."""

    words: str = ""
    postcode: str = ""
    number: str = ""
    addition: str = ""

    def __str__(self) -> str:
        columns = " ".join(filter(None, (self.postcode, self.number, self.addition)))
        return ", ".join(filter(None, (self.words, columns)))


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One line of a file: what a source says of an address on a day."""

    line: int
    place: WrittenPlace
    source: str
    kind: str
    value: int | str
    on: date
    ground: str
    reference: str

    @property
    def key(self) -> str:
        """What makes another line the same, before its address is known."""
        where = sha256(str(self.place).casefold().encode()).hexdigest()[:32]
        return f"{self.kind}:{self.reference or self.on.isoformat()}:{where}"

    def key_at(self, address: int) -> str:
        """What makes a later line the same fact: its reference, or address and day."""
        if self.reference:
            return f"{self.kind}:{self.reference}"
        return f"{self.kind}:{self.on.isoformat()}@{address}"

    def as_kept(self) -> dict[str, Any]:
        """The line as JSON."""
        place = self.place
        return {
            "line": self.line,
            "place": [place.words, place.postcode, place.number, place.addition],
            "source": self.source,
            "kind": self.kind,
            "value": self.value,
            "on": self.on.isoformat(),
            "ground": self.ground,
            "reference": self.reference,
        }


def as_line(kept: dict[str, Any]) -> SignalLine:
    """A line from its JSON."""
    return SignalLine(
        line=kept["line"],
        place=WrittenPlace(*kept["place"]),
        source=kept["source"],
        kind=kept["kind"],
        value=kept["value"],
        on=date.fromisoformat(kept["on"]),
        ground=kept["ground"],
        reference=kept["reference"],
    )


class Fate(StrEnum):
    """What recording a line would do."""

    NEW = "new"
    CORRECTED = "corrected"
    KNOWN = "known"
    DOUBTFUL = "doubtful"
    ELSEWHERE = "elsewhere"


class Explanation(StrEnum):
    """Why more people may be registered than fit: a closed list, without names."""

    FAMILY = "family"
    NOT_DEREGISTERED = "not_deregistered"
    SEVERAL_DWELLINGS = "several_dwellings"
    WRONG_AREA = "wrong_area"
    LODGING = "lodging"
    OTHER = "other"
