"""A letter as a PDF/UA-1, and its pages for a look at a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from onderdak.foundation.documents.contract import Part as LanguagePart
from onderdak.foundation.documents.contract import (
    Rendered,
    Sender,
    preview,
    render,
)
from onderdak.supervision.enforcement.domain.letters import Nature
from onderdak.supervision.enforcement.letters.words import DUTCH, dutch
from onderdak.supervision.enforcement.letters.writing import (
    LetterData,
    parts,
    subject,
)

# What binds somebody is signed by hand; a notice goes out without.
_SIGNED: Final = frozenset({Nature.DECISION, Nature.INTENT})
TEMPLATE: Final = Path(__file__).parent / "letters" / "letter.typ"


@dataclass(frozen=True, slots=True)
class Head:
    """How the municipality stands on its letters."""

    name: str
    lines: Sequence[str] = ()
    colour: str = ""
    signed_by: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the template shows; `concept` as long as it is a draft."""

    sender: Sender
    recipient: Sequence[str]
    parts: Sequence[LanguagePart]
    reference: str
    signed_by: Sequence[str]
    room_to_sign: bool
    concept: bool


def drawn(head: Head, data: LetterData, on: date, *, concept: bool) -> Rendered:
    """The letter as a PDF/UA-1; the same data give the same bytes."""
    return render(
        TEMPLATE,
        _sheet(head, data, concept),
        language=DUTCH,
        title=subject(data),
        on=on,
        author=head.name,
    )


def pages(head: Head, data: LetterData, on: date, *, concept: bool) -> list[bytes]:
    """The pages as PNG."""
    sheet = _sheet(head, data, concept)
    return preview(TEMPLATE, sheet, language=DUTCH, title=subject(data), on=on)


def sheet_of(head: Head, data: LetterData) -> Sheet:
    """All that stands on the letter as it goes out, but for its day."""
    return _sheet(head, data, concept=False)


def _sheet(head: Head, data: LetterData, concept: bool) -> Sheet:
    usual = (dutch().says["college"].format(town=data.town), dutch().says["team"])
    sender = Sender(head.name, head.lines or (dutch().says["team"],))
    if head.colour:
        sender = Sender(sender.name, sender.lines, head.colour)
    return Sheet(
        sender=sender,
        recipient=data.recipient,
        parts=parts(data),
        reference=data.case,
        signed_by=head.signed_by or usual,
        room_to_sign=data.kind.nature in _SIGNED and not concept,
        concept=concept,
    )
