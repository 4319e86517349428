"""From an element of the extract to a row, for each kind of object."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from lxml.etree import XPath, _Element

from onderdak.connections.bag import names
from onderdak.connections.bag.shapes import Measured, Raw
from onderdak.foundation.places.contract.register import (
    AnyRow,
    BuildingRow,
    Kind,
    NumberRow,
    ObjectRow,
    RelationRow,
    StreetRow,
    TownRow,
)

_ID: Final = {
    Kind.TOWN: re.compile(r"\d{4}"),
    Kind.STREET: re.compile(r"\d{4}30\d{10}"),
    Kind.NUMBER: re.compile(r"\d{4}20\d{10}"),
    Kind.DWELLING: re.compile(r"\d{4}01\d{10}"),
    Kind.BERTH: re.compile(r"\d{4}02\d{10}"),
    Kind.PITCH: re.compile(r"\d{4}03\d{10}"),
    Kind.BUILDING: re.compile(r"\d{4}10\d{10}"),
}
_POSTCODE: Final = re.compile(r"[1-9]\d{3}[A-Z]{2}")
_LONGEST_NAME: Final = 100
_LONGEST_STATUS: Final = 60
# Statuses of objects that were never made, or are no more.
_NO_MORE: Final = frozenset(
    {
        "Naamgeving ingetrokken",
        "Plaats ingetrokken",
        "Woonplaats ingetrokken",
        "Niet gerealiseerd verblijfsobject",
        "Verblijfsobject ingetrokken",
        "Verblijfsobject ten onrechte opgevoerd",
        "Niet gerealiseerd pand",
        "Pand gesloopt",
        "Pand ten onrechte opgevoerd",
    }
)
_UNKNOWN_AREA: Final = 999_999
_UNKNOWN_YEAR: Final = 9999
_RD: Final = "28992"
_DIMENSIONS: Final = frozenset({"2", "3"})

_HISTORY: Final = {
    "o": names.ID[1:].partition("}")[0],
    "h": names.BEGIN[1:].partition("}")[0],
}
# Whether an occurrence has ended in any way the register knows.
has_ended: Final = XPath(
    "boolean(o:voorkomen/h:Voorkomen[h:eindGeldigheid or h:eindRegistratie"
    " or h:tijdstipInactief or h:tijdstipNietBag or h:BeschikbaarLV["
    "h:tijdstipEindRegistratieLV or h:tijdstipInactiefLV or h:tijdstipNietBagLV]])",
    namespaces=_HISTORY,
)

# What has a geometry that is kept; of a town the BAG has one too.
WITH_SHAPE: Final = frozenset({Kind.DWELLING, Kind.BERTH, Kind.PITCH, Kind.BUILDING})

Parts = Mapping[str, _Element]


class Unusable(ValueError):
    """Something that every object of this kind has is missing or cannot be meant."""


# The fields of a row before those of its shape.
Plain = tuple[Any, ...]


def plain_of(kind: Kind, element: _Element) -> Plain:
    """The row of an object that holds now, still without its shape.

    Raises:
        Unusable: naming the part that is missing or cannot be meant.
    """
    parts = {part.tag: part for part in element}
    return _PLAIN[kind](kind, element, parts)


def row_of(kind: Kind, plain: Plain, shape: Measured | None) -> AnyRow:
    """The whole row.

    Raises:
        Unusable: an object of this kind has a shape, and this one has none.
    """
    if kind not in WITH_SHAPE:
        return _ROW[kind](plain)
    if shape is None:
        raise Unusable("geometrie")
    if kind == Kind.BUILDING:
        return BuildingRow._make(plain + shape)
    return ObjectRow._make(plain + shape[:4])


def id_of(element: _Element) -> str:
    """The number of an object, or a question mark."""
    return element.findtext(names.ID) or "?"


def shape_of(element: _Element) -> Raw | None:
    """The geometry of an object as it stands there, if it has one that we know.

    Raises:
        Unusable: it is of a form that the register does not use.
    """
    holder = element.find(names.GEOMETRY)
    if holder is None or not len(holder):
        return None
    shape = holder[0]
    if shape.tag not in (names.POLYGON, names.POINT) and len(shape):
        shape = shape[0]
    srs = shape.get("srsName")
    if srs is not None and not srs.endswith(_RD):
        raise Unusable("srsName")
    said = shape.get("srsDimension") or "2"
    if said not in _DIMENSIONS:
        raise Unusable("srsDimension")
    dimension = int(said)
    if shape.tag == names.POINT:
        return Raw([shape.findtext(names.POSITION) or ""], dimension)
    if shape.tag != names.POLYGON:
        raise Unusable("gml")
    return Raw([_positions(ring) for ring in shape], dimension)


def _positions(ring: _Element) -> str:
    try:
        return ring[0][0].text or ""
    except IndexError:
        raise Unusable("posList") from None


def relation_of(element: _Element, on: date) -> RelationRow | None:
    """Which municipality a town lies in on a day; None where it does not hold then.

    A merger stands in the register before its day: the new relation holds from then.
    """
    begins = (element.findtext(names.RELATION_PERIOD_BEGINS) or "")[:10]
    ends = (element.findtext(names.RELATION_PERIOD_ENDS) or "")[:10]
    today = on.isoformat()
    if begins > today or (ends and ends <= today):
        return None
    town = element.findtext(names.RELATION_TOWN) or ""
    municipality = element.findtext(names.RELATION_MUNICIPALITY) or ""
    return RelationRow(town, f"GM{municipality}")


def _text(parts: Parts, name: str) -> str:
    part = parts.get(name)
    found = (part.text or "").strip() if part is not None else ""
    if not found:
        raise Unusable(name.partition("}")[2])
    return found


def _optional(parts: Parts, name: str) -> str:
    part = parts.get(name)
    return (part.text or "").strip() if part is not None else ""


def _id(kind: Kind, parts: Parts) -> str:
    found = _text(parts, names.ID)
    if not _ID[kind].fullmatch(found):
        raise Unusable("identificatie")
    return found


def _status(parts: Parts) -> str:
    return _text(parts, names.STATUS)[:_LONGEST_STATUS]


def _since(parts: Parts) -> date:
    holder = parts.get(names.OCCURRENCE)
    found = holder[0].findtext(names.BEGIN) if holder is not None else None
    try:
        return date.fromisoformat((found or "")[:10])
    except ValueError:
        raise Unusable("beginGeldigheid") from None


def _whole(found: str, name: str, most: int) -> int:
    if not found.isdecimal() or int(found) > most:
        raise Unusable(name)
    return int(found)


def _referred(parts: Parts, name: str) -> list[str]:
    part = parts.get(name)
    return [] if part is None else [each.text or "" for each in part]


def _name(parts: Parts) -> str:
    return _text(parts, names.NAME)[:_LONGEST_NAME]


def _town(kind: Kind, _: _Element, parts: Parts) -> Plain:
    return _id(kind, parts), _name(parts)


def _street(kind: Kind, _: _Element, parts: Parts) -> Plain:
    towns = _referred(parts, names.LIES_IN)
    if not towns:
        raise Unusable("ligtIn")
    return _id(kind, parts), _name(parts), towns[0]


def _number(kind: Kind, _: _Element, parts: Parts) -> Plain:
    streets = _referred(parts, names.LIES_ON)
    if not streets:
        raise Unusable("ligtAan")
    postcode = _optional(parts, names.POSTCODE)
    suffix = _optional(parts, names.ADDITION)
    return NumberRow(
        id=_id(kind, parts),
        street=streets[0],
        town=next(iter(_referred(parts, names.LIES_IN)), None),
        number=_whole(_text(parts, names.NUMBER), "huisnummer", 99_999),
        addition=_optional(parts, names.LETTER) + (f"-{suffix}" if suffix else ""),
        postcode=postcode if _POSTCODE.fullmatch(postcode) else "",
        withdrawn=_status(parts) in _NO_MORE,
        since=_since(parts),
    )


def _object(kind: Kind, element: _Element, parts: Parts) -> Plain:
    main = _referred(parts, names.MAIN)
    if not main:
        raise Unusable("heeftAlsHoofdadres")
    area = _optional(parts, names.FLOOR_AREA)
    size = _whole(area, "oppervlakte", _UNKNOWN_AREA) if area else _UNKNOWN_AREA
    status = _status(parts)
    return (
        _id(kind, parts),
        status,
        status in _NO_MORE,
        [use.text or "" for use in element.iterchildren(names.USE)],
        None if size == _UNKNOWN_AREA else size,
        main[0],
        sorted(set(_referred(parts, names.SIDES))),
        sorted(set(_referred(parts, names.PART_OF))),
        _since(parts),
    )


def _building(kind: Kind, _: _Element, parts: Parts) -> Plain:
    status = _status(parts)
    year = _whole(_text(parts, names.YEAR), "oorspronkelijkBouwjaar", _UNKNOWN_YEAR)
    return (
        _id(kind, parts),
        status,
        status in _NO_MORE,
        None if year == _UNKNOWN_YEAR else year,
        _since(parts),
    )


_PLAIN: Final[Mapping[Kind, Callable[[Kind, _Element, Parts], Plain]]] = {
    Kind.TOWN: _town,
    Kind.STREET: _street,
    Kind.NUMBER: _number,
    Kind.DWELLING: _object,
    Kind.BERTH: _object,
    Kind.PITCH: _object,
    Kind.BUILDING: _building,
}
_ROW: Final[Mapping[Kind, Callable[[Plain], AnyRow]]] = {
    Kind.TOWN: TownRow._make,
    Kind.STREET: StreetRow._make,
    Kind.NUMBER: NumberRow._make,
}
