"""Cards and slips on paper: one A4 with all languages, or an A5 with a guest's code."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify

from onderdak.foundation.documents.contract import (
    CARD,
    Card,
    CardPart,
    Picture,
    Sender,
    paragraph,
    qr_svg,
    render,
)
from onderdak.register.nights.contract.guests import (
    PublicCard,
    Texts,
    grouped,
    guest_texts,
)
from onderdak.web.nights.guests.card_page import about

_FIRST = "nl"


@dataclass(frozen=True)
class CardFile:
    """A card of one location, ready to be printed."""

    name: str
    card: PublicCard


def public_address(code: str) -> str:
    """The address behind the QR code of a location."""
    return settings.BASE_URL + reverse("guest_card", args=[code])


def card_pdf(found: PublicCard, on: date) -> bytes:
    """The card of a location: A4, every language, to hang where everyone passes."""
    address = public_address(found.code)
    texts = guest_texts()
    shown = Card(
        sender=Sender(found.town.name),
        title=texts[_FIRST]["title"],
        qr=Picture(qr_svg(address), address),
        parts=[_part(each, found) for each in texts.values()],
        lines=(found.location, found.provider),
        address=address.split("://", 1)[-1],
    )
    return _pdf(shown, found.location, on)


def _part(texts: Texts, found: PublicCard) -> CardPart:
    filled = about(texts, found)
    long = "long" if found.town.months else "long_unknown"
    return CardPart(
        language=texts.language.code,
        title=filled["title"],
        blocks=[
            paragraph(filled["card_scan"]),
            paragraph(f"{filled['long_title']}: {filled[long]}"),
            paragraph(filled["rights_how"]),
        ],
        unreviewed=not texts.reviewed,
    )


def slip_pdf(code: str, on: date) -> bytes:
    """The slip with a guest's own code; made once, for the code is kept nowhere."""
    address = settings.BASE_URL + reverse("my_nights")
    texts = guest_texts()
    shown = Card(
        sender=Sender("Onderdak"),
        title=grouped(code),
        qr=Picture(qr_svg(address), address),
        parts=[
            CardPart(
                language=each.language.code,
                title=each["slip_title"],
                blocks=[paragraph(each["slip_keep"])],
                unreviewed=not each.reviewed,
            )
            for each in texts.values()
        ],
        address=address.split("://", 1)[-1],
        paper="a5",
    )
    return _pdf(shown, texts[_FIRST]["slip_title"], on)


def _pdf(shown: Card, title: str, on: date) -> bytes:
    return render(CARD, shown, language=_FIRST, title=title, on=on).pdf


class _Passing(io.RawIOBase):
    """Hands on what is written, so that a file goes out while it is made."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, piece: Any) -> int:
        """Keep it until it is taken."""
        content = bytes(piece)
        self.written += content
        return len(content)

    def take(self) -> bytes:
        """What was written since the last time."""
        taken, self.written = bytes(self.written), bytearray()
        return taken


def cards_zip(cards: Iterable[CardFile], on: date) -> Iterator[bytes]:
    """Many cards in one file, sent while they are made: the download shows how far."""
    passing = _Passing()
    with zipfile.ZipFile(passing, "w") as archive:
        for each in cards:
            archive.writestr(each.name, card_pdf(each.card, on))
            yield passing.take()
    yield passing.take()


def file_names(cards: Sequence[tuple[int, PublicCard]]) -> list[CardFile]:
    """Each card with a name of its own, that says which building it is for."""
    return [
        CardFile(f"{slugify(card.location) or 'location'}-{number}.pdf", card)
        for number, card in cards
    ]
