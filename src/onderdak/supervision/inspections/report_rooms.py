"""The rooms and photos of a report."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from onderdak.foundation.documents.contract import Block, Picture, facts, paragraph
from onderdak.kernel.text import Text, text
from onderdak.supervision.inspections.domain.report_data import (
    Consent,
    PhotoData,
    RoomData,
)
from onderdak.supervision.inspections.report_labels import said

CONSENTS: Final[Mapping[Consent, Text]] = {
    Consent.GIVEN: text("Consent was asked of who lives there, and given."),
    Consent.REFUSED: text("Consent was refused. The room was not entered."),
    Consent.WITHDRAWN: text("Consent was withdrawn. The inspectors left the room."),
    Consent.SILENT: text(
        "There was no clear answer. Silence is a refusal: the room was not entered."
    ),
    Consent.ABSENT: text("Who lives there was not home. The room was not entered."),
    Consent.SHARED: text("A room for common use; a resident let the inspectors in."),
    Consent.WARRANT: text("Entered under the warrant that this report names."),
    Consent.NOT_ASKED: text("How this room was entered was not recorded."),
}


def rooms_blocks(rooms: Sequence[RoomData]) -> Iterator[Block]:
    """Each room under its name: how it was entered, what was recorded, its photos."""
    for room in rooms:
        name = ", ".join(filter(None, [room.name, room.unit]))
        yield {"kind": "part", "text": name}
        yield paragraph(said(CONSENTS[room.consent]))
        if room.gone:
            gone = text("Taken out of the record: %(why)s", why=room.gone)
            yield paragraph(said(gone))
        if room.not_seen:
            yield paragraph(said(text("Not seen: %(why)s", why=room.not_seen)))
        if room.rows:
            yield facts(*room.rows)
        yield from photos_of(room.photos)


def photos_of(photos: Sequence[PhotoData]) -> list[Block]:
    """Photos, two beside each other, each with its number, time and words."""
    if not photos:
        return []
    return [{"kind": "photos", "photos": [_photo(one) for one in photos]}]


def _photo(one: PhotoData) -> Mapping[str, object]:
    number = said(text("Photo %(number)s", number=one.number))
    about = one.words or one.about
    return {
        "picture": Picture(as_svg(one), f"{number}: {about}" if about else number),
        "title": f"{number}. {about}" if about else number,
        "detail": ", ".join(filter(None, [one.taken_at, one.place])),
    }


def as_svg(one: PhotoData) -> str:
    """A JPEG within a drawing: so the template gets it as text, and keeps its bytes."""
    wide, high = one.width, one.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"'
        f' width="{wide}" height="{high}"><image width="{wide}" height="{high}"'
        f' href="data:image/jpeg;base64,{b64encode(one.image).decode()}"/></svg>'
    )
