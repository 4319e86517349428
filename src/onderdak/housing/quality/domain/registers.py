"""A line of a register: what it says, how it is recognised, and what it changes."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from onderdak.housing.quality.domain.certificates import State

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "holder": (
        *("bedrijf", "bedrijfsnaam", "naam bedrijf", "onderneming", "organisatie"),
        *("naam onderneming", "certificaathouder", "naam", "company", "holder"),
    ),
    "kvk": ("kvk", "kvk nummer", "kvknummer", "kvk nr", "coc number", "trade register"),
    "number": (
        *("certificaatnummer", "nummer certificaat", "registratienummer", "nummer"),
        *("certificaat", "certificate number", "certificate"),
    ),
    "street": ("adres", "straat", "straatnaam", "locatie adres", "street", "address"),
    "house": ("huisnummer", "huisnr", "nr", "house number"),
    "addition": ("toevoeging", "huisnummertoevoeging", "addition"),
    "postcode": ("postcode", "postal code"),
    "town": ("plaats", "woonplaats", "plaatsnaam", "town", "city"),
    "beds": (
        *("bedden", "aantal bedden", "capaciteit", "aantal personen", "personen"),
        *("beds", "capacity"),
    ),
    "registered_on": (
        *("geregistreerd op", "registratiedatum", "aangemeld op", "registered on"),
    ),
    "inspected_on": (
        *("geinspecteerd op", "inspectiedatum", "datum inspectie", "inspectie"),
        *("laatste inspectie", "inspected on", "last inspection"),
    ),
    "valid_from": ("geldig vanaf", "geldig van", "ingangsdatum", "valid from"),
    "valid_until": ("geldig tot", "einddatum", "vervaldatum", "valid until"),
    "valid_through": ("geldig t m", "geldig tot en met", "valid through"),
    "state": ("status", "state"),
    "state_since": ("status sinds", "status vanaf", "state since"),
}
"""What a column may be called, in bare lower-case words; the first are ours."""

STATES: Final[Mapping[str, State]] = {
    "": State.VALID,
    **dict.fromkeys(
        ("geldig", "actief", "gecertificeerd", "geregistreerd", "valid", "active"),
        State.VALID,
    ),
    **dict.fromkeys(("geschorst", "schorsing", "suspended"), State.SUSPENDED),
    **dict.fromkeys(
        ("ingetrokken", "doorgehaald", "doorhaling", "withdrawn"), State.WITHDRAWN
    ),
    **dict.fromkeys(("vervallen", "verlopen", "lapsed", "expired"), State.LAPSED),
}

_HOUSE: Final = re.compile(
    r"(.*?\D)\s*\b(\d{1,5})(?:\s*[-/]\s*(\w{1,9})|\s*([A-Za-z][\w-]{0,9}))?"
)
_NUMBER: Final = re.compile(r"(\d{1,5})\s*[-/]?\s*([\w-]{0,9})")
_DATES: Final = (
    *("registered_on", "inspected_on", "valid_from", "valid_until", "state_since"),
)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """What one line of a register says, each cell in one way of writing."""

    line: int
    holder: str
    kvk: str = ""
    number: str = ""
    street: str = ""
    house: int | None = None
    addition: str = ""
    postcode: str = ""
    town: str = ""
    beds: int | None = None
    registered_on: date | None = None
    inspected_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    state: State = State.VALID
    state_since: date | None = None

    @property
    def has_address(self) -> bool:
        """Whether it is about an address; else it is of a whole organisation."""
        return self.house is not None

    @property
    def address(self) -> str:
        """The address as people write it."""
        if not self.has_address:
            return ""
        door = f"{self.street} {self.house}{self.addition}".strip()
        return ", ".join(filter(None, [door, self.postcode, self.town]))

    @property
    def key(self) -> str:
        """By which the same line is recognised in a later register."""
        place = f"{self.postcode or folded(self.town)}|{self.house or ''}"
        return (
            f"{self.kvk or folded(self.holder)}|{place}|{self.addition.lower()}"
            f"|{'' if self.postcode else folded(self.street)}|{self.number.lower()}"
        )[:300]


class Fate(StrEnum):
    """What recording a line would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BY_HAND = "by_hand"
    LEFT = "left"
    ELSEWHERE = "elsewhere"


def folded(words: str) -> str:
    """Bare lower-case words, so that capitals and blanks do not matter."""
    return " ".join(words.casefold().split())


def split_address(written: str) -> tuple[str, int | None, str]:
    """Take street, number and addition apart: 'Dorpsstraat 12-a' is one address."""
    found = _HOUSE.fullmatch(written.strip())
    if found is None:
        return written.strip(), None, ""
    return found[1].strip(" ,"), int(found[2]), found[3] or found[4] or ""


def split_number(written: str) -> tuple[int | None, str]:
    """Take a house number and what is added to it apart: '12 bis'."""
    found = _NUMBER.fullmatch(written.strip())
    return (int(found[1]), found[2].strip("-")) if found else (None, "")


def as_kept(line: RegisterLine) -> dict[str, Any]:
    """A line in a form that can be stored; dates in ISO."""
    kept = asdict(line)
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in kept.items()
        if value not in ("", None)
    }


def as_read(kept: Mapping[str, Any]) -> RegisterLine:
    """A stored line again."""
    values = dict(kept)
    for name in _DATES:
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    values["state"] = State(values.get("state", State.VALID))
    return RegisterLine(**values)
