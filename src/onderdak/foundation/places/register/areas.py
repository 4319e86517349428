"""Taking in municipalities, districts, neighbourhoods and postcode areas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.db.models import Max

from onderdak.foundation.identity.contract import Actor, action, check_may, record_event
from onderdak.foundation.places.models import Area
from onderdak.foundation.places.ports import AreaFault, AreaRow
from onderdak.foundation.places.register.neighbourhoods import place_addresses
from onderdak.foundation.places.register.permission import LOAD_REGISTER, ours_of
from onderdak.foundation.places.register.readers import area_reader
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text

SOURCE: Final = "CBS / Kadaster"
_KINDS: Final = {
    "GM": Area.Kind.MUNICIPALITY,
    "WK": Area.Kind.DISTRICT,
    "BU": Area.Kind.NEIGHBOURHOOD,
    "PC": Area.Kind.POSTCODE,
}
_FIELDS: Final = (
    *("kind", "name", "inhabitants", "outline", "schematic", "source"),
    "until_year",
)


@dataclass(slots=True)
class TakenAreas:
    """What an area file held, and what became of it.

    Attributes:
        elsewhere: areas of municipalities that were not asked for.
        ended: areas of an earlier year that are not drawn any more.
        placed: addresses that got another neighbourhood.
    """

    read: int = 0
    faults: list[AreaFault] = field(default_factory=list)
    elsewhere: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0
    placed: int = 0
    refused: bool = False


@action
def load_areas(
    *,
    by: Actor,
    file: Path,
    municipality: str | None = None,
    year: int | None = None,
    source: str = SOURCE,
    accept_good: bool = False,
) -> TakenAreas:
    """Take in the areas of one's own municipalities, and place addresses in them.

    With a bad feature among them nothing is taken in, unless the good ones are
    accepted; all bad ones are told at once. Areas of the same kind and municipality
    that a file of a later year no longer has, hold until the year before; addresses
    are placed again.

    Args:
        municipality: this one only; else all that the person may load.
        year: of which year the codes are, where the file does not say.

    Raises:
        NotAllowed: the person loads no registers for these municipalities.
        Invalid: it is no GeoJSON, holds nothing of them, or is of an earlier year than
            what is known.
    """
    ours = ours_of(by, municipality)
    for each in ours:
        check_may(by, LOAD_REGISTER, municipality=each)
    rows, faults = area_reader().read(file)
    here = [row for row in rows if row.municipality in ours]
    taken = TakenAreas(
        read=len(rows) + len(faults),
        faults=[fault for fault in faults if _may_be_ours(fault, ours)],
    )
    taken.elsewhere = taken.read - len(here) - len(taken.faults)
    if taken.faults and not accept_good:
        taken.refused = True
        return taken
    if not here:
        raise Invalid(
            text("The file holds nothing of %(codes)s.", codes=", ".join(ours)),
            next_step=text("Give the areas of your own municipality."),
        )
    _check_not_older(here, year)
    _write(here, taken, year, source)
    taken.ended = _end_what_is_drawn_anew(here, year)
    for each in sorted({row.municipality for row in here}):
        taken.placed += place_addresses(each, anew=bool(taken.new or taken.changed))
        record_event(
            by=by,
            action="places.load_areas",
            object=f"areas {source}"[:100],
            municipality=each,
            detail={"new": taken.new, "changed": taken.changed},
        )
    return taken


def _may_be_ours(fault: AreaFault, ours: Sequence[str]) -> bool:
    """Of a postcode area, or one without a code, nobody knows whose it is."""
    return fault.code[:2] not in ("GM", "WK", "BU") or f"GM{fault.code[2:6]}" in ours


def _by_kind(rows: Iterable[AreaRow]) -> dict[tuple[str, str], list[AreaRow]]:
    alike: dict[tuple[str, str], list[AreaRow]] = {}
    for row in rows:
        alike.setdefault((_KINDS[row.code[:2]], row.municipality), []).append(row)
    return alike


def _check_not_older(rows: Iterable[AreaRow], year: int | None) -> None:
    """Stop a file of an earlier year: it would undraw what was drawn since.

    Raises:
        Invalid: areas of its kind are known of a later year.
    """
    for (kind, here), alike in sorted(_by_kind(rows).items()):
        drawn = [of for row in alike if (of := row.year or year)]
        newest = Area.objects.filter(municipality_id=here, kind=kind).aggregate(
            year=Max("year")
        )["year"]
        if drawn and newest and min(drawn) < newest:
            raise Invalid(
                text(
                    "The areas in this file are of %(year)s. Those of %(newest)s are"
                    " known already.",
                    year=str(min(drawn)),
                    newest=str(newest),
                ),
                why=text("Areas of an earlier year would replace later ones."),
                next_step=text(
                    "Give the file of %(newest)s, or a later one.", newest=str(newest)
                ),
            )


def _write(
    rows: Iterable[AreaRow], taken: TakenAreas, year: int | None, source: str
) -> None:
    wanted = {row.code: _area(row, year, source) for row in rows}
    found = Area.objects.in_bulk(list(wanted))
    # A postcode area on the border may stand with the neighbour: that one changes it.
    known = {
        code: area
        for code, area in found.items()
        if area.municipality_id == wanted[code].municipality_id
    }
    wanted = {
        code: one for code, one in wanted.items() if code in known or code not in found
    }
    changed = [
        area
        for code, area in wanted.items()
        if code in known and _differs(known[code], area)
    ]
    new = [area for code, area in wanted.items() if code not in known]
    Area.objects.bulk_create(new, batch_size=200)
    Area.objects.bulk_update(changed, [*_FIELDS, "year"], batch_size=200)
    taken.new, taken.changed = len(new), len(changed)
    taken.unchanged = len(wanted) - len(new) - len(changed)


def _end_what_is_drawn_anew(rows: Sequence[AreaRow], year: int | None) -> int:
    """Let areas that a file of a later year no longer has hold no longer."""
    ended = 0
    for (kind, here), alike in sorted(_by_kind(rows).items()):
        drawn = max((r.year or year or 0 for r in alike), default=0)
        if drawn:
            ended += (
                Area.objects.filter(
                    municipality_id=here, kind=kind, year__lt=drawn, until_year=None
                )
                .exclude(pk__in=[r.code for r in alike])
                .update(until_year=drawn - 1)
            )
    return ended


def _area(row: AreaRow, year: int | None, source: str) -> Area:
    return Area(
        code=row.code,
        kind=_KINDS[row.code[:2]],
        name=row.name,
        municipality_id=row.municipality,
        inhabitants=row.inhabitants,
        outline=row.outline,
        schematic=False,
        source=source,
        year=row.year or year,
    )


def _differs(known: Area, wanted: Area) -> bool:
    return any(
        getattr(known, name) != getattr(wanted, name) for name in (*_FIELDS, "year")
    )
