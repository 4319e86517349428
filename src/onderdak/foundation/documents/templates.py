"""The general templates, and the data that each of them shows.

A room with a template of its own hands in a path within its folder and any mapping.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from onderdak.foundation.documents.domain.colours import readable
from onderdak.foundation.documents.rendering import Picture

_FOLDER = Path(__file__).parent / "templates"
LETTER = _FOLDER / "letter.typ"
CARD = _FOLDER / "card.typ"
CERTIFICATE = _FOLDER / "certificate.typ"
LEAFLET = _FOLDER / "leaflet.typ"

Block = str | Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: name, the lines beside it, and the colour of its house style.

    A colour too light to read on white is made darker.
    """

    name: str
    lines: Sequence[str] = ()
    colour: str = "#154273"

    def __post_init__(self) -> None:
        object.__setattr__(self, "colour", readable(self.colour))


@dataclass(frozen=True, slots=True)
class Part:
    """A letter's text in one language."""

    language: str
    subject: str
    blocks: Sequence[Block]
    salutation: str = ""
    closing: str = ""
    unreviewed: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter; each part begins a page, the first in the letter's own language."""

    sender: Sender
    recipient: Sequence[str]
    parts: Sequence[Part]
    reference: str = ""
    signed_by: Sequence[str] = ()
    room_to_sign: bool = True


@dataclass(frozen=True, slots=True)
class CardPart:
    """A card's text in one language."""

    language: str
    title: str
    blocks: Sequence[Block]
    unreviewed: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A card on a wall: one page, up to seven languages on A4."""

    sender: Sender
    title: str
    qr: Picture
    parts: Sequence[CardPart]
    lines: Sequence[str] = ()
    address: str = ""
    note: str = ""
    small_print: Sequence[Block] = ()
    paper: Literal["a4", "a5"] = "a4"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A statement of what was done: facts, tables, totals, a place to sign."""

    sender: Sender
    title: str
    statement: str
    facts: Sequence[tuple[str, object]]
    blocks: Sequence[Block] = ()
    number: str = ""
    number_label: str = ""
    signed_by: Sequence[str] = ()
    checksum: str = ""
    small_print: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a leaflet, with one of the drawings that the template knows."""

    icon: Literal["phone", "house", "list", "letter", "people", "check", "clock", "key"]
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LeafletPart:
    """A leaflet's text in one language: one page each."""

    language: str
    title: str
    introduction: str
    steps: Sequence[Step]
    call: str = ""
    blocks: Sequence[Block] = ()
    small_print: Sequence[Block] = ()
    unreviewed: bool = False


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A campaign leaflet: what to do, in three steps, with a QR code."""

    sender: Sender
    qr: Picture
    address: str
    parts: Sequence[LeafletPart]


def paragraph(text: str) -> Block:
    """Running text."""
    return {"kind": "paragraph", "text": text}


def titled(title: str, text: str) -> Block:
    """A short piece under a title of its own, kept together on one page."""
    return {"kind": "titled", "title": title, "text": text}


def heading(text: str) -> Block:
    """A heading within a letter or a card."""
    return {"kind": "heading", "text": text}


def bullets(*items: str) -> Block:
    """A list in which the order means nothing."""
    return {"kind": "list", "items": items}


def steps(*items: str) -> Block:
    """A numbered list."""
    return {"kind": "steps", "items": items}


def facts(*rows: tuple[str, object]) -> Block:
    """Labels with their values."""
    return {"kind": "facts", "rows": rows}


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
    total: Sequence[object] | None = None,
) -> Block:
    """A table with a header row; columns of figures are set at the end of the line."""
    return {"kind": "table", "head": head, "rows": rows, "total": total}


def callout(text: str) -> Block:
    """What must not be overlooked."""
    return {"kind": "callout", "text": text}
