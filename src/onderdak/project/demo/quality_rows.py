"""Rows of quality: what providers and inspectors stated about their locations.

Most houses are in order or nearly so, some are poor, and of some nobody has said
anything yet. What a house is like depends on the seed and its number alone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Final

from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import ARNHEM, NIJMEGEN
from onderdak.project.demo.marker import OPERATOR_ID
from onderdak.project.demo.plan import DAY_ONE, LocationPlan, World
from onderdak.project.demo.standing_rows import Row, Table

_SILENT: Final = 0.18
_POOR: Final = 0.30
_FAIR: Final = 0.62
_INSPECTED: Final = 0.22
_POOR_INSPECTED: Final = 0.7
_MOST_UNITS: Final = 12
_ALARM: Final = "unit.fire.smoke_alarms"

# How often a yes is a yes in a good, a fair and a poor house.
_TRUTHS: Final = {
    "management.site_manager": (1.0, 0.95, 0.6),
    "management.management_plan": (1.0, 0.7, 0.2),
    "management.emergency_plan": (1.0, 0.8, 0.3),
    "management.house_rules": (1.0, 0.95, 0.7),
    "management.house_rules_understood": (1.0, 0.7, 0.3),
    "management.house_rules_visible": (1.0, 0.8, 0.5),
    "management.named_contact": (1.0, 0.9, 0.5),
    "management.rent_administration": (1.0, 0.9, 0.6),
    "contracts.in_writing": (1.0, 0.98, 0.7),
    "contracts.separate": (1.0, 0.8, 0.4),
    "facilities.food": (1.0, 0.95, 0.8),
    "facilities.waste": (1.0, 0.9, 0.5),
    "facilities.recreation": (0.95, 0.6, 0.2),
    "facilities.internet": (1.0, 0.98, 0.8),
    "information.card": (1.0, 0.8, 0.4),
    "transport.safe_and_healthy": (1.0, 0.9, 0.6),
    "outdoor.space_fits_size": (1.0, 0.8, 0.5),
    _ALARM: (1.0, 0.92, 0.6),
    "unit.fire.extinguisher": (1.0, 0.95, 0.6),
    "unit.fire.extinguisher_inspected": (1.0, 0.8, 0.4),
    "unit.fire.blanket": (1.0, 0.9, 0.5),
    "unit.laundry.washing": (1.0, 0.98, 0.8),
    "unit.furniture.chair_each": (1.0, 0.98, 0.8),
}
_KINDS: Final = {"dwelling": "dwelling", "pension": "hotel", "complex": "complex_unit"}


@dataclass(frozen=True, slots=True)
class _Said:
    """One fact as somebody stated it."""

    place: str
    path: str
    value: object


def quality(world: World, on: date) -> Iterator[Table]:
    """What was stated about the quality of locations, and one growth plan."""
    yield (
        "quality_statedfact",
        "id municipality_id provider_id location_id place path value source"
        " source_reference observed_on stated_by_id stated_at note",
        _stated(world, on),
    )
    yield from _growth(world, on)


def _stated(world: World, on: date) -> Iterator[Row]:
    """Numbers are given before what is still to come is left out."""
    for number, (spot, said, source, visit, day) in enumerate(_all_said(world), 1):
        if day <= on:
            yield _row(number, spot, said, source, visit, day)


def _all_said(
    world: World,
) -> Iterator[tuple[LocationPlan, _Said, str, str, date]]:
    for spot in world.locations:
        chance = Random(f"{world.seed}:quality:{spot.id}")
        draw = chance.random()
        if draw < _SILENT:
            continue
        how = 2 if draw < _POOR else 1 if draw < _FAIR else 0
        assessed = DAY_ONE + timedelta(days=chance.randrange(330, 560))
        facts = list(_facts(spot, how, chance))
        for said in facts:
            yield spot, said, "provider", "", assessed
        if chance.random() < (_INSPECTED, _INSPECTED, _POOR_INSPECTED)[how]:
            visited = assessed + timedelta(days=chance.randrange(20, 120))
            for said in (*_measured(spot, how), *_seen(facts, chance)):
                yield spot, said, "inspection", f"DEMO-{spot.id}", visited
    yield from _registered(world)


def _registered(world: World) -> Iterator[tuple[LocationPlan, _Said, str, str, date]]:
    """A home in a park of Arnhem with many registrations and nobody known to sleep.

    A reason to look, and never more than that.
    """
    day = DAY_ONE + timedelta(days=360)
    for spot in world.locations:
        if spot.municipality == ARNHEM and spot.units:
            home = spot.units[0].label
            for path, value in (
                ("unit.registrations", 7),
                ("unit.floor_area", "48 m2"),
            ):
                yield spot, _Said(home, path, value), "inspection", "DEMO-BRP", day
            return


def _row(
    number: int, spot: LocationPlan, said: _Said, source: str, visit: str, day: date
) -> Row:
    return (
        *(number, spot.municipality, spot.provider, spot.id, said.place, said.path),
        *(json.dumps(said.value), source, visit, day, OPERATOR_ID),
        *(instant(day, 15), "Verzonnen voor de demo."),
    )


def _facts(spot: LocationPlan, how: int, chance: Random) -> Iterator[_Said]:
    """What a provider says of its house; a poor house leaves more open."""
    open_left = (0.02, 0.12, 0.3)[how]
    units = [unit.label for unit in spot.units][:_MOST_UNITS] or [""]
    for path, often in _TRUTHS.items():
        places = units if path.startswith("unit.") else [""]
        for place in places:
            if chance.random() >= open_left:
                yield _Said(place, path, chance.random() < often[how])
    if how == 0:
        whom = ["residents", "municipality", "emergency_services", "neighbours"]
        yield _Said("", "management.contact_for", whom)
        contents = ["safety", "phone_numbers"]
        yield _Said("", "management.house_rules_contents", contents)
    for place in units:
        yield from _of_unit(spot, place, how, chance)


def _of_unit(
    spot: LocationPlan, place: str, how: int, chance: Random
) -> Iterator[_Said]:
    ids = {unit.id for unit in spot.units if unit.label == place}
    rooms = [room for room in spot.rooms if not ids or room.unit in ids]
    inside = {room.id for room in rooms}
    beds = max(1, sum(bed.room in inside for bed in spot.beds))
    people_each = (7, 8, 10)[how]  # for one toilet or shower
    yield _Said(place, "unit.sanitary.toilets", max(1, round(beds / people_each)))
    yield _Said(place, "unit.sanitary.showers", max(1, round(beds / people_each)))
    burners = max(4, (beds + 1) // 2)
    yield _Said(place, "unit.kitchen.burners", burners if how < 2 else burners // 2)
    yield _Said(place, "unit.kitchen.cooling_volume", f"{beds * (40, 30, 20)[how]} l")
    yield _Said(place, "unit.sockets", beds * (3, 2, 1)[how])
    if spot.kind in _KINDS:
        yield _Said(place, "unit.housing", _KINDS[spot.kind])
    if how < 2 or chance.random() < 0.5:
        described = [_room(spot, room.id, room.label, how, chance) for room in rooms]
        if described:
            yield _Said(place, "unit.rooms", described)


def _room(
    spot: LocationPlan, number: int, label: str, how: int, chance: Random
) -> dict[str, object]:
    beds = sum(bed.room == number for bed in spot.beds)
    least = (8, 6, 4)[how] * max(1, beds)
    half_metres = 2 * least + chance.randrange(0, 7)
    whole, half = divmod(half_metres, 2)
    return {
        "name": label,
        "kind": "bedroom",
        "floor_area": f"{whole}.5 m2" if half else f"{whole} m2",
        "beds": beds,
        "people": beds,
    }


def _seen(facts: list[_Said], chance: Random) -> Iterator[_Said]:
    """What an inspector looked at: some facts, now and then seen otherwise."""
    for said in facts:
        if said.path not in _TRUTHS or chance.random() > 0.3:
            continue
        wrong = said.value is True and chance.random() < 0.15
        yield _Said(said.place, said.path, False if wrong else said.value)


def _measured(spot: LocationPlan, how: int) -> Iterator[_Said]:
    """A poor dwelling turns out smaller than the register of buildings says."""
    if how == 2 and spot.kind == "dwelling":
        area = max(12, 8 * len(spot.beds))
        yield _Said("", "unit.floor_area", f"{area} m2")


def _growth(world: World, on: date) -> Iterator[Table]:
    """A plan of the largest pension of Nijmegen, agreed and half done."""
    spot = max(
        (w for w in world.locations if w.municipality == NIJMEGEN and not w.units),
        key=lambda w: (len(w.beds), -w.id),
    )
    agreed = DAY_ONE + timedelta(days=420)
    both = "municipality_id provider_id"
    tenants = (spot.municipality, spot.provider)
    steps = _steps(agreed)
    if agreed > on:
        return
    yield (
        "quality_growthplan",
        f"id {both} location_id toward toward_on reason made_by_id made_at"
        " provider_agreed_on provider_agreed_by_id municipality_agreed_on"
        " municipality_agreed_by_id ended_because",
        iter(
            [
                (
                    *(1, *tenants, spot.id, "de regionale normen voor goed huisvesten"),
                    *(agreed + timedelta(days=700), "Verbouwen kan per verdieping."),
                    *(OPERATOR_ID, instant(agreed, 11), agreed, OPERATOR_ID, agreed),
                    *(OPERATOR_ID, ""),
                )
            ]
        ),
    )
    yield (
        "quality_growthstep",
        f"id {both} plan_id rule part place what measure_from measure_to due_on done_on"
        " planned_by_id planned_at",
        (
            (
                *(number, *tenants, 1, rule, part, "", what, before, after, due),
                *(done if done and done <= on else None, OPERATOR_ID),
                instant(agreed, 11),
            )
            for number, (rule, part, what, before, after, due, done) in enumerate(
                steps, 1
            )
        ),
    )
    yield (
        "quality_growthline",
        f"id {both} plan_id step_id what side on words proof actor_id at",
        _lines(tenants, steps, agreed, on),
    )


_Step = tuple[str, str, str, str, str, date, date | None]


def _steps(agreed: date) -> list[_Step]:
    def after(days: int) -> date:
        return agreed + timedelta(days=days)

    return [
        (
            *("B02", "management_plan", "Beheerplan schrijven met de buurt"),
            *("geen plan", "plan vastgesteld", after(60), after(52)),
        ),
        (
            *("A08", "showers", "Vier douches erbij op de eerste verdieping"),
            *("1 op 10", "1 op 8", after(150), after(161)),
        ),
        (
            *("A03", "", "Kamers van drie samenvoegen tot kamers van twee"),
            *("3 per kamer", "2 per kamer", after(330), None),
        ),
        (
            *("X04", "", "Buitenruimte inrichten om te zitten en te sporten"),
            *("", "", after(500), None),
        ),
    ]


def _lines(
    tenants: tuple[str, int], steps: list[_Step], agreed: date, on: date
) -> Iterator[Row]:
    numbers = count(1)

    def line(step: int | None, what: str, side: str, day: date, words: str) -> Row:
        return (
            *(next(numbers), *tenants, 1, step, what, side, day, words, ""),
            *(OPERATOR_ID, instant(day, 11)),
        )

    yield line(None, "made", "provider", agreed, "Verzonnen voor de demo.")
    yield line(None, "agreed", "municipality", agreed, "")
    for number, (*_rest, done) in enumerate(steps, 1):
        if done is not None and done <= on:
            yield line(number, "done", "provider", done, "Klaar, zie de foto's.")
