"""Photos of the visits of the demo: drawn, for nobody's room is in it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from PIL import Image, ImageDraw

from onderdak.engines.merge import Json
from onderdak.foundation.documents.contract import DrawnPicture, drawn_anew
from onderdak.project.demo.visit_told import PicturePlan, TellPlan
from onderdak.supervision.inspections.domain.report_data import PhotoData
from onderdak.supervision.inspections.report_labels import moment
from onderdak.supervision.inspections.report_pdf import for_paper
from onderdak.supervision.inspections.report_photos import Photos

_SIZE: Final = (640, 480)
_WALL, _FLOOR, _WOOD = "#e6ddcf", "#a98f6f", "#6b4f33"
_SHEET, _METAL, _RED = "#f7f7f2", "#c4cbd0", "#b3261e"


@dataclass(frozen=True, slots=True)
class Pictured:
    """A photo as a device sent it, and as it is kept."""

    plan: PicturePlan
    uid: UUID
    sent: bytes
    kept: DrawnPicture
    taken_at: str

    @property
    def typed(self) -> dict[str, Json]:
        """What a device types of it."""
        told: Json = {
            "item": self.plan.item,
            "taken_at": self.taken_at,
            "words": self.plan.words,
        }
        return {f"photo/{self.uid}": told}

    @property
    def sha256_sent(self) -> str:
        """The hash of what was sent."""
        return sha256(self.sent).hexdigest()


def pictured(plan: TellPlan, taken_at: str) -> tuple[Pictured, ...]:
    """The photos of a visit."""
    return tuple(
        Pictured(
            each,
            uuid5(NAMESPACE_URL, f"demo photo {plan.visit} {nth}"),
            *_drawn(each.shows),
            taken_at,
        )
        for nth, each in enumerate(plan.pictures, 1)
    )


def on_paper(pictures: tuple[Pictured, ...]) -> Photos:
    """The photos as a report shows them."""
    return Photos(tuple(_on_paper(pictures)))


def _on_paper(pictures: tuple[Pictured, ...]) -> Iterator[tuple[str, PhotoData]]:
    for number, one in enumerate(pictures, 1):
        image, wide, high = for_paper(one.kept.full)
        yield (
            one.plan.item,
            PhotoData(
                number=number,
                about="",
                taken_at=moment(one.taken_at),
                sha256=one.sha256_sent,
                words=one.plan.words,
                place="",
                image=image,
                width=wide,
                height=high,
            ),
        )


@lru_cache(maxsize=8)
def _drawn(shows: str) -> tuple[bytes, DrawnPicture]:
    made = Image.new("RGB", _SIZE, _WALL)
    _SHOWS[shows](ImageDraw.Draw(made))
    written = BytesIO()
    made.save(written, "JPEG", quality=80)
    return written.getvalue(), drawn_anew(written.getvalue())


def _ceiling(on: ImageDraw.ImageDraw) -> None:
    on.rectangle((0, 0, 640, 300), fill=_SHEET)
    on.line((0, 300, 640, 300), fill=_WOOD, width=6)
    on.ellipse((270, 110, 370, 210), outline=_METAL, width=6)
    on.line((320, 150, 345, 175), fill=_METAL, width=4)


def _beds(on: ImageDraw.ImageDraw) -> None:
    on.rectangle((0, 330, 640, 480), fill=_FLOOR)
    for left in (40, 240, 440):
        on.rectangle((left, 250, left + 160, 400), fill=_SHEET, outline=_WOOD, width=6)
        on.rectangle((left + 15, 260, left + 145, 295), fill=_METAL)


def _heater(on: ImageDraw.ImageDraw) -> None:
    on.rectangle((220, 60, 420, 360), fill=_SHEET, outline=_METAL, width=6)
    on.rectangle((290, 360, 350, 480), fill=_METAL)
    on.line((240, 90, 400, 330), fill=_RED, width=14)
    on.line((400, 90, 240, 330), fill=_RED, width=14)


_SHOWS: Final[Mapping[str, Callable[[ImageDraw.ImageDraw], None]]] = {
    "ceiling": _ceiling,
    "beds": _beds,
    "heater": _heater,
}
