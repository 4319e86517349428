"""The photos of a visit as its report shows them, each with its number."""

from collections.abc import Mapping
from dataclasses import dataclass

from onderdak.engines.merge import Json
from onderdak.supervision.inspections.domain.report_data import PhotoData
from onderdak.supervision.inspections.models import Visit, VisitPhoto
from onderdak.supervision.inspections.report_labels import moment
from onderdak.supervision.inspections.report_pdf import for_paper


@dataclass(frozen=True, slots=True)
class Photos:
    """The photos by the path of the item that they show."""

    every: tuple[tuple[str, PhotoData], ...]

    def of(self, stems: tuple[str, ...]) -> tuple[PhotoData, ...]:
        """Those of items below these paths."""
        below = tuple(f"{stem}/" for stem in stems)
        return tuple(
            one for item, one in self.every if item.startswith(below) or item in stems
        )

    def besides(self, stems: tuple[str, ...]) -> tuple[PhotoData, ...]:
        """Those of items elsewhere."""
        return tuple(one for item, one in self.every if not item.startswith(stems))


def photos_in(visit: Visit, settled: Mapping[str, Json]) -> Photos:
    """The photos that count, in the order in which they came."""
    rows = VisitPhoto.objects.filter(visit=visit, late=False).order_by("id")
    found: list[tuple[str, PhotoData]] = []
    for number, row in enumerate(rows.iterator(chunk_size=10), start=1):
        said = settled.get(f"photo/{row.uid}")
        told = said if isinstance(said, Mapping) else {}
        image, wide, high = for_paper(bytes(row.image))
        found.append(
            (
                str(told.get("item") or ""),
                PhotoData(
                    number=number,
                    about="",
                    taken_at=moment(str(told.get("taken_at") or "")),
                    sha256=row.sha256_sent,
                    words=str(told.get("words") or ""),
                    place=_place(told.get("place")),
                    image=image,
                    width=wide,
                    height=high,
                ),
            )
        )
    return Photos(tuple(found))


def _place(said: object) -> str:
    """Where a photo was taken, as the device said it; rounded to some ten metres."""
    if not isinstance(said, Mapping):
        return str(said or "")
    east = said.get("longitude", said.get("lon", said.get("lng")))
    north = said.get("latitude", said.get("lat"))
    if not isinstance(east, int | float) or not isinstance(north, int | float):
        return ""
    return f"{north:.4f} {east:.4f}"
