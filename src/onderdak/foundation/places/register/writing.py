"""Step 3: from the temporary tables into the real ones, for one municipality.

Only what differs is written, so that the same delivery twice changes nothing. Rows are
never removed: what a newer delivery no longer has gets the day on which it was gone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from onderdak.foundation.places.ports import Kind

# An address that was recorded by hand becomes the register's, when no other can be
# meant: the street, number and addition are alike, and the postcode or the town.
_ADOPT: Final = """
    WITH candidate AS (
        SELECT DISTINCT ON (n.id) n.id AS bag, a.id AS own,
            count(*) OVER (PARTITION BY a.id) AS meanings
        FROM places_address a JOIN bag_address n
            ON n.municipality = a.municipality_id AND n.street_key = a.street_key
            AND n.number = a.number AND n.addition_key = a.addition_key
            AND (n.postcode = a.postcode OR places_key(n.town) = places_key(a.town))
        WHERE a.municipality_id = %(here)s AND a.bag_id IS NULL
            AND a.proposed_by_id IS NULL AND NOT n.withdrawn
            AND NOT EXISTS (SELECT FROM places_address b WHERE b.bag_id = n.id)
        ORDER BY n.id, a.id
    )
    UPDATE places_address a SET bag_id = c.bag FROM candidate c
    WHERE a.id = c.own AND c.meanings = 1 AND a.municipality_id = %(here)s
"""
_CHANGED_ADDRESSES: Final = """
    UPDATE places_address a SET street = n.street, number = n.number,
        addition = n.addition, postcode = n.postcode, town = n.town, since = n.since,
        gone_on = CASE WHEN n.withdrawn THEN n.since END,
        rd_x = coalesce(n.rd_x, a.rd_x), rd_y = coalesce(n.rd_y, a.rd_y),
        longitude = coalesce(n.longitude, a.longitude),
        latitude = coalesce(n.latitude, a.latitude)
    FROM bag_address n
    WHERE a.bag_id = n.id AND a.municipality_id = %(here)s
        AND n.municipality = %(here)s
        AND (a.street, a.number, a.addition, a.postcode, a.town, a.since, a.gone_on,
             a.rd_x, a.rd_y)
        IS DISTINCT FROM (n.street, n.number, n.addition, n.postcode, n.town, n.since,
             CASE WHEN n.withdrawn THEN n.since END,
             coalesce(n.rd_x, a.rd_x), coalesce(n.rd_y, a.rd_y))
"""
_NEW_ADDRESSES: Final = """
    INSERT INTO places_address (municipality_id, bag_id, street, number, addition,
        postcode, town, since, rd_x, rd_y, longitude, latitude)
    SELECT %(here)s, n.id, n.street, n.number, n.addition, n.postcode, n.town, n.since,
        n.rd_x, n.rd_y, n.longitude, n.latitude
    FROM bag_address n
    WHERE n.municipality = %(here)s AND NOT n.withdrawn
        AND NOT EXISTS (SELECT FROM places_address a WHERE a.bag_id = n.id)
"""
_HELD_ELSEWHERE: Final = """
    SELECT a.municipality_id, count(*) FROM bag_address n
    JOIN places_address a ON a.bag_id = n.id
    WHERE n.municipality = %(here)s AND a.municipality_id <> %(here)s
        AND NOT n.withdrawn
    GROUP BY 1
"""
_CHANGED_BUILDINGS: Final = """
    UPDATE places_building b SET status = n.status, year = n.year, since = n.since,
        footprint = n.footprint, rd_x = n.rd_x, rd_y = n.rd_y,
        longitude = n.longitude, latitude = n.latitude,
        gone_on = CASE WHEN n.withdrawn THEN n.since END
    FROM bag_house n
    WHERE b.bag_id = n.id AND b.municipality_id = %(here)s
        AND n.municipality = %(here)s
        AND (b.status, b.year, b.since, b.footprint, b.rd_x, b.rd_y, b.gone_on)
        IS DISTINCT FROM (n.status, n.year::smallint, n.since, n.footprint, n.rd_x,
            n.rd_y, CASE WHEN n.withdrawn THEN n.since END)
"""
_NEW_BUILDINGS: Final = """
    INSERT INTO places_building (municipality_id, bag_id, status, year, since,
        footprint, rd_x, rd_y, longitude, latitude, gone_on)
    SELECT %(here)s, n.id, n.status, n.year, n.since, n.footprint, n.rd_x, n.rd_y,
        n.longitude, n.latitude, CASE WHEN n.withdrawn THEN n.since END
    FROM bag_house n
    WHERE n.municipality = %(here)s
        AND NOT EXISTS (SELECT FROM places_building b WHERE b.bag_id = n.id)
"""
_CHANGED_OBJECTS: Final = """
    UPDATE places_dwellingobject d SET address_id = a.id, status = n.status,
        uses = n.uses, floor_area = n.floor_area, since = n.since,
        gone_on = CASE WHEN n.withdrawn THEN n.since END
    FROM bag_dwelling n JOIN places_address a ON a.bag_id = n.main
    WHERE d.bag_id = n.id AND d.municipality_id = %(here)s
        AND a.municipality_id = %(here)s
        AND (d.address_id, d.status, d.uses::text[], d.floor_area, d.since, d.gone_on)
        IS DISTINCT FROM (a.id, n.status, n.uses, n.floor_area, n.since,
            CASE WHEN n.withdrawn THEN n.since END)
"""
_NEW_OBJECTS: Final = """
    INSERT INTO places_dwellingobject (municipality_id, address_id, bag_id, status,
        uses, floor_area, since)
    SELECT %(here)s, a.id, n.id, n.status, n.uses, n.floor_area, n.since
    FROM bag_dwelling n JOIN places_address a ON a.bag_id = n.main
    WHERE a.municipality_id = %(here)s AND NOT n.withdrawn
        AND NOT EXISTS (SELECT FROM places_dwellingobject d WHERE d.bag_id = n.id)
"""
# Which building, and which further address, each object has according to the delivery.
_LINKS: Final = """
    WITH meant AS (
        SELECT d.id AS object, t.id AS other FROM bag_dwelling n
        JOIN places_dwellingobject d ON d.bag_id = n.id
        CROSS JOIN unnest(n.{listed}) AS named (bag)
        JOIN {table} t ON t.bag_id = named.bag
        WHERE d.municipality_id = %(here)s
    ), away AS (
        DELETE FROM {link} l USING bag_dwelling n, places_dwellingobject d
        WHERE l.dwelling_object_id = d.id AND d.bag_id = n.id
            AND l.municipality_id = %(here)s
            AND NOT EXISTS (SELECT FROM meant m
                WHERE m.object = d.id AND m.other = l.{column})
    )
    INSERT INTO {link} (municipality_id, dwelling_object_id, {column})
    SELECT %(here)s, object, other FROM meant
    ON CONFLICT DO NOTHING
"""
_LINK_BUILDINGS: Final = _LINKS.format(
    listed="buildings",
    table="places_building",
    link="places_partofbuilding",
    column="building_id",
)
_LINK_SIDES: Final = _LINKS.format(
    listed="sides",
    table="places_address",
    link="places_sideaddress",
    column="address_id",
)
_GONE: Final = """
    FROM {table} WHERE municipality_id = %(here)s AND gone_on IS NULL
        AND bag_id IS NOT NULL AND substr(bag_id, 5, 2) = ANY (%(marks)s)
        AND NOT EXISTS (SELECT FROM {stage} s WHERE s.id = {table}.bag_id)
        AND NOT EXISTS (SELECT FROM bag_broken s WHERE s.id = {table}.bag_id)
"""
_PRESENT: Final = """
    SELECT count(*) FROM {table} WHERE municipality_id = %(here)s AND gone_on IS NULL
        AND bag_id IS NOT NULL AND substr(bag_id, 5, 2) = ANY (%(marks)s)
"""
_MARK_GONE: Final = "UPDATE {table} SET gone_on = %(on)s WHERE id IN (SELECT id {gone})"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a table's rows in one municipality."""

    new: int
    changed: int
    unchanged: int
    adopted: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A table that is filled, the kinds of object in it, and its statements."""

    name: str
    table: str
    stage: str
    kinds: tuple[Kind, ...]
    changed: str
    new: str
    known: str
    adopt: str = ""


_MARKS: Final = {
    Kind.NUMBER: "20",
    Kind.DWELLING: "01",
    Kind.BERTH: "02",
    Kind.PITCH: "03",
    Kind.BUILDING: "10",
}
_KNOWN: Final = """
    SELECT count(*) FROM {table} r JOIN {stage} n ON n.id = r.bag_id
    WHERE r.municipality_id = %(here)s
"""
# In this order: an object needs its address, and links need all three.
PARTS: Final = (
    Part(
        "addresses",
        "places_address",
        "bag_address",
        (Kind.NUMBER,),
        _CHANGED_ADDRESSES,
        _NEW_ADDRESSES,
        _KNOWN.format(table="places_address", stage="bag_address"),
        _ADOPT,
    ),
    Part(
        "buildings",
        "places_building",
        "bag_house",
        (Kind.BUILDING,),
        _CHANGED_BUILDINGS,
        _NEW_BUILDINGS,
        _KNOWN.format(table="places_building", stage="bag_house"),
    ),
    Part(
        "objects",
        "places_dwellingobject",
        "bag_dwelling",
        (Kind.DWELLING, Kind.BERTH, Kind.PITCH),
        _CHANGED_OBJECTS,
        _NEW_OBJECTS,
        _KNOWN.format(table="places_dwellingobject", stage="bag_dwelling"),
    ),
)


def write_part(part: Part, here: str) -> Written:
    """Bring one table up to date for a municipality."""
    values = {"here": here}
    adopted = _run(part.adopt, values) if part.adopt else 0
    changed = _run(part.changed, values)
    known = _number(part.known, values)
    new = _run(part.new, values)
    return Written(new, changed, known - changed, adopted)


def held_elsewhere(here: str) -> dict[str, int]:
    """Addresses that lie here by now, and still stand with another municipality.

    After a merger: nobody takes an address away from another without a person's word.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HELD_ELSEWHERE, {"here": here})
        return {code: int(number) for code, number in cursor.fetchall()}


def link(here: str) -> None:
    """Tie objects to the buildings they lie in and to their further addresses."""
    _run(_LINK_BUILDINGS, {"here": here})
    _run(_LINK_SIDES, {"here": here})


def missing(part: Part, here: str, kinds: frozenset[Kind]) -> tuple[int, int]:
    """How many rows the delivery no longer has, and of how many."""
    values = _gone_values(part, here, kinds)
    gone = "SELECT count(*)" + _GONE.format(table=part.table, stage=part.stage)
    present = _PRESENT.format(table=part.table)
    return _number(gone, values), _number(present, values)


def mark_gone(part: Part, here: str, kinds: frozenset[Kind], on: date) -> int:
    """Say from which day rows are no more; returns how many."""
    gone = _GONE.format(table=part.table, stage=part.stage)
    values = {**_gone_values(part, here, kinds), "on": on}
    return _run(_MARK_GONE.format(table=part.table, gone=gone), values)


def _gone_values(part: Part, here: str, kinds: frozenset[Kind]) -> dict[str, Any]:
    marks = [_MARKS[kind] for kind in part.kinds if kind in kinds]
    return {"here": here, "marks": marks}


def _run(statement: str, values: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _number(statement: str, values: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return int(row[0]) if row else 0
