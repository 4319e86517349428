"""A line of a file as it is kept, and when two lines say the same thing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from onderdak.supervision.picture.domain.sources import KINDS


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """An address as a file wrote it: in columns, or in free words."""

    words: str = ""
    postcode: str = ""
    number: str = ""
    addition: str = ""
    street: str = ""
    town: str = ""

    def __str__(self) -> str:
        house = (self.number, self.addition)
        if self.street:
            parts = ((self.street, *house), (self.postcode, self.town))
        else:
            parts = ((self.postcode, *house), (self.town, ""))
        columns = (" ".join(filter(None, part)) for part in parts)
        return ", ".join(filter(None, (self.words, *columns)))

    def as_kept(self) -> list[str]:
        """The parts as JSON; street and town only where there are any."""
        parts = [self.words, self.postcode, self.number, self.addition]
        further = [self.street, self.town]
        return parts + further if any(further) else parts


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
    until: date | None = None
    part_of: str = ""
    condition: str = ""

    @property
    def key(self) -> str:
        """What makes another line the same, before its address is known."""
        where = sha256(str(self.place).casefold().encode()).hexdigest()[:32]
        return f"{self.kind}:{self.mark}:{where}"

    @property
    def mark(self) -> str:
        """By which a fact of an address is known again: its reference, or its day.

        Only of what there may be several at an address: elsewhere a reference may be
        the mark of a whole batch.
        """
        several = KINDS[self.source, self.kind].several
        return self.reference if several else self.on.isoformat()

    def key_at(self, address: int) -> str:
        """What makes a later line the same fact: kind, mark and address.

        One permit may hold at two addresses: each is a fact of its own.
        """
        return f"{self.kind}:{self.mark}@{address}"

    def as_kept(self) -> dict[str, Any]:
        """The line as JSON."""
        return {
            "line": self.line,
            "place": self.place.as_kept(),
            "source": self.source,
            "kind": self.kind,
            "value": self.value,
            "on": self.on.isoformat(),
            "ground": self.ground,
            "reference": self.reference,
            "until": self.until.isoformat() if self.until else "",
            "part_of": self.part_of,
            "condition": self.condition,
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
        until=date.fromisoformat(kept["until"]) if kept.get("until") else None,
        part_of=kept.get("part_of", ""),
        condition=kept.get("condition", ""),
    )


class TakenBack(StrEnum):
    """Why somebody takes a signal back: a closed list, without words about people."""

    WRONG_ADDRESS = "wrong_address"
    WRONG_FILE = "wrong_file"
    MISTAKE = "mistake"
    OBJECTION = "objection"
    NO_GROUND = "no_ground"


# After these the same line of a later file is not recorded before somebody said so.
WITHHOLDS: Final = frozenset({TakenBack.OBJECTION, TakenBack.NO_GROUND})


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
