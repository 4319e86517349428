"""Rows of what stands still: municipalities, places, parties, locations, settings."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Final

from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import (
    ARNHEM,
    LINGEWAARD,
    NIJMEGEN,
    PLACES,
    REGION,
    REGION_NAME,
    REGION_PLACES,
    TOWN,
    rooms_of,
)
from onderdak.project.demo.plan import DAY_ONE, World

Row = Sequence[object]
Table = tuple[str, str, Iterator[Row]]

_RETENTION: Final = {
    "nights": 24,
    "duty": 24,
    "levy": 84,
    "desk": 24,
    "picture": 24,
    "inspections": 60,
    "enforcement": 60,
    "care": 24,
}
_AUDIT_MONTHS: Final = 60
_REASON: Final = "Verzonnen voor de demo: de gemeente besluit dit zelf."


def standing(world: World) -> Iterator[Table]:
    """Each table with its columns and rows, in an order that satisfies the keys."""
    yield "identity_region", "code name", iter([(REGION, REGION_NAME)])
    yield "identity_municipality", "code name region_id", _municipalities()
    yield (
        "identity_organisation",
        "id kind",
        ((p.id, "provider") for p in world.providers),
    )
    yield "identity_roomswitch", "id room switched_on_at municipality_id", _rooms()
    yield (
        "privacy_controllership",
        "id municipality_id region_id room part party document since",
        _controllers(),
    )
    yield (
        "privacy_retentionterm",
        "id room months reason since municipality_id",
        _terms(),
    )
    yield (
        "places_area",
        "code kind name municipality_id inhabitants outline schematic source",
        _areas(world),
    )
    yield (
        "places_address",
        "id bag_id street number postcode addition town rd_x rd_y longitude latitude"
        " municipality_id neighbourhood_id",
        _addresses(world),
    )
    yield (
        "places_dwellingobject",
        "id bag_id status uses floor_area address_id municipality_id",
        _dwelling_objects(world),
    )
    yield from _providers(world)
    yield from _locations(world)


def _municipalities() -> Iterator[Row]:
    for here in PLACES:
        yield here.code, here.name, REGION if here in REGION_PLACES else None


def _used_rooms() -> Iterator[tuple[str, str]]:
    return ((here.code, room) for here in PLACES for room in rooms_of(here.code))


def _rooms() -> Iterator[Row]:
    for id_, (code, room) in enumerate(_used_rooms(), 1):
        yield id_, room, instant(DAY_ONE, 8), code


def _controllers() -> Iterator[Row]:
    """The region answers for each room together with its municipalities."""
    joint = [
        (None, REGION, room, "joint_controller", f"Regio {REGION_NAME}")
        for room in _RETENTION
    ]
    own = [
        (here.code, None, room, "controller", f"Gemeente {here.name}")
        for here in PLACES
        for room in rooms_of(here.code)
    ]
    for id_, row in enumerate([*joint, *own], 1):
        yield id_, *row, "Onderlinge regeling, verzonnen voor de demo", DAY_ONE


def _terms() -> Iterator[Row]:
    rooms = [(code, room, _RETENTION[room]) for code, room in _used_rooms()]
    logs = [(code, "audit", _AUDIT_MONTHS) for code in sorted({c for c, *_ in rooms})]
    for id_, (code, room, months) in enumerate([*rooms, *logs], 1):
        yield id_, room, months, _REASON, DAY_ONE, code


def _areas(world: World) -> Iterator[Row]:
    for area in world.areas:
        yield (
            area.code,
            area.kind,
            area.name,
            area.municipality,
            area.inhabitants,
            json.dumps(area.outline),
            True,
            area.source,
        )


def _addresses(world: World) -> Iterator[Row]:
    for spot in world.addresses:
        yield (
            spot.id,
            spot.bag_id,
            spot.street,
            spot.number,
            spot.postcode,
            "",
            spot.town,
            *spot.rd,
            *spot.lonlat,
            spot.municipality,
            spot.neighbourhood,
        )


def _dwelling_objects(world: World) -> Iterator[Row]:
    for spot in world.addresses:
        yield (
            spot.id,
            spot.dwelling_bag_id,
            "Verblijfsobject in gebruik",
            [spot.use],
            spot.floor_area,
            spot.id,
            spot.municipality,
        )


def _providers(world: World) -> Iterator[Table]:
    yield (
        "parties_provider",
        "organisation_id name kind kvk_number email",
        ((p.id, p.name, p.kind, p.kvk_number, p.email) for p in world.providers),
    )
    yield (
        "parties_admission",
        "id provider_id municipality_id since",
        (
            (id_, provider, code, DAY_ONE)
            for id_, (provider, code) in enumerate(world.pairs, 1)
        ),
    )


def _locations(world: World) -> Iterator[Table]:
    both = "municipality_id provider_id"
    yield (
        "nights_location",
        f"id name kind permitted_capacity factual_capacity opened_on address_id {both}",
        (
            (
                w.id,
                w.name,
                w.kind,
                w.permitted,
                w.factual,
                w.opened_on,
                w.address,
                w.municipality,
                w.provider,
            )
            for w in world.locations
        ),
    )
    yield (
        "nights_unit",
        f"id label address_id dwelling_object_id location_id {both}",
        (
            (u.id, u.label, u.address, u.address, w.id, w.municipality, w.provider)
            for w in world.locations
            for u in w.units
        ),
    )
    yield (
        "nights_room",
        f"id label unit_id location_id {both}",
        (
            (r.id, r.label, r.unit, w.id, w.municipality, w.provider)
            for w in world.locations
            for r in w.rooms
        ),
    )
    yield (
        "nights_bed",
        f"id label room_id {both}",
        (
            (b.id, b.label, b.room, w.municipality, w.provider)
            for w in world.locations
            for b in w.beds
        ),
    )


def investigations(world: World, on: date) -> Iterator[Table]:
    """A running address investigation in three municipalities, at a large location."""
    found = [
        (number, max(in_code, key=lambda spot: len(spot.beds)))
        for number, code in enumerate((ARNHEM, NIJMEGEN, LINGEWAARD), 1)
        for in_code in [[w for w in world.locations if w.municipality == code]]
    ]
    started = max(DAY_ONE, on.replace(day=1))
    ground = "Verzonnen voor de demo: gerede twijfel over wie hier woont"
    yield (
        "duty_addressinvestigation",
        "id reference ground started_on municipality_id",
        (
            (number, f"DEMO-AO-{number}", ground, started, spot.municipality)
            for number, spot in found
        ),
    )
    yield (
        "duty_investigatedaddress",
        "id address_id investigation_id municipality_id",
        ((number, spot.address, number, spot.municipality) for number, spot in found),
    )


def parts(world: World) -> Iterator[Table]:
    """Owners, landlords and providers at addresses, some of them disputed."""
    parties: dict[tuple[str, str, int | None], int] = {}
    rows: list[Row] = []
    rng = Random(f"{world.seed}:parts")
    for address, code, name, provider, part in _who_is_what(world):
        party = parties.setdefault((code, name, provider), len(parties) + 1)
        since = date(rng.randint(2012, 2024), rng.randint(1, 12), 1)
        disputed = part == "owner" and rng.random() < 0.02
        rows.append(
            (address, code, party, part, since, _EVIDENCE[part], "DEMO", disputed)
        )
    held = Counter((row[0], row[2], row[3]) for row in rows)
    kinds = {p.id: p.kind for p in world.providers}
    yield (
        "parties_party",
        "id municipality_id name kind provider_id kvk_number",
        (
            (id_, code, name, kinds[who] if who else _kind(name), who, "")
            for (code, name, who), id_ in parties.items()
        ),
    )
    yield (
        "parties_partataddress",
        "id address_id municipality_id party_id part since evidence evidence_reference"
        " disputed",
        (
            (id_, *row)
            for id_, row in enumerate(rows, 1)
            if held[row[0], row[2], row[3]] == 1
        ),
    )


_EVIDENCE: Final = {
    "owner": "land_register",
    "landlord": "contract",
    "provider": "own_statement",
}


def _kind(name: str) -> str:
    return "company" if name.endswith("Vastgoed") else "person"


def _who_is_what(world: World) -> Iterator[tuple[int, str, str, int | None, str]]:
    names = {provider.id: provider.name for provider in world.providers}
    for spot in world.locations:
        code = spot.municipality
        yield spot.address, code, names[spot.provider], spot.provider, "provider"
        yield spot.address, code, spot.owner, None, "owner"
        for unit in spot.units:
            yield unit.address, code, unit.owner, None, "owner"
    for address in world.addresses:
        if address.municipality == TOWN.code:
            yield address.id, TOWN.code, _town_owner(address.id), None, "owner"
            yield address.id, TOWN.code, _town_owner(address.id + 1), None, "landlord"


def _town_owner(number: int) -> str:
    return f"Voorbeeldeigenaar {number % 14 + 1}"
