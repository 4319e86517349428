"""Facts as people hand them in: partial, with units, every slip told at once."""

from datetime import date
from typing import Any

import jsonschema_rs
import pytest

from onderdak.rules import UnreadableFacts, load_catalogue, read_facts, schema
from onderdak.rules.locations.values import day_number

CATALOGUE = load_catalogue()
VALIDATOR = jsonschema_rs.validator_for(schema(CATALOGUE))


@pytest.mark.parametrize(
    "written", ["95 m2", "95m²", "95,0 m2", {"value": 95, "unit": "m2"}, "950000 cm2"]
)
def test_a_quantity_is_read_with_its_unit(written: object) -> None:
    found = read_facts({"units": [{"floor_area": written}]}, CATALOGUE)

    assert found.units is not None
    assert found.units[0].known["unit.floor_area"] == 950_000


def test_what_is_left_out_or_null_is_unknown_and_not_zero() -> None:
    found = read_facts({"units": [{"people": None}], "people": None}, CATALOGUE)

    assert found.known == {}
    assert found.units is not None
    assert found.units[0].known == {}
    assert found.units[0].rooms is None


def test_every_slip_is_told_at_once_with_its_place() -> None:
    raw = {
        "people": "nine",
        "nationality": "none",
        "units": [
            {"floor_area": 95, "use": "home"},
            {"floor_area": "2 cm", "rooms": [{"floor_area": "0.1 m2"}, "attic"]},
        ],
    }

    with pytest.raises(UnreadableFacts) as refused:
        read_facts(raw, CATALOGUE)

    assert {fault.where for fault in refused.value.faults} == {
        "people",
        "nationality",
        "units[0].floor_area",
        "units[0].use",
        "units[1].floor_area",
        "units[1].rooms[0].floor_area",
        "units[1].rooms[1]",
    }
    told = {fault.where: str(fault.what) for fault in refused.value.faults}
    assert "95 m2" in told["units[0].floor_area"]  # how to write it
    assert "dwelling" in told["units[0].use"]  # what it may be


@pytest.mark.parametrize(
    "written", ["1e3 m2", "-5 m2", "m2", "95", "", True, [95], {"value": "95"}]
)
def test_what_cannot_be_meant_is_refused(written: object) -> None:
    with pytest.raises(UnreadableFacts):
        read_facts({"units": [{"floor_area": written}]}, CATALOGUE)


def test_units_without_a_name_are_numbered_where_there_are_more() -> None:
    found = read_facts({"units": [{}, {"name": "Annex"}]}, CATALOGUE)

    assert found.units is not None
    assert [unit.name for unit in found.units] == ["1", "Annex"]


def test_two_units_of_one_name_are_refused() -> None:
    with pytest.raises(UnreadableFacts):
        read_facts({"units": [{"name": "A"}, {"name": "A"}]}, CATALOGUE)


def test_a_day_becomes_a_number_of_days() -> None:
    assert day_number(date(1970, 1, 2)) == 1


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"people": 9, "units": None},
        {
            "units": [
                {
                    "name": "A",
                    "use": "dwelling",
                    "floor_area": "95 m2",
                    "rooms": [{"floor_area": {"value": 8, "unit": "m2"}, "people": 1}],
                }
            ]
        },
    ],
)
def test_what_is_read_is_valid_by_the_schema(raw: dict[str, Any]) -> None:
    read_facts(raw, CATALOGUE)

    assert VALIDATOR.is_valid(raw)


@pytest.mark.parametrize(
    "raw", [{"origin": "x"}, {"units": [{"floor_area": 95}]}, {"units": [{"use": "x"}]}]
)
def test_what_the_schema_refuses_is_refused(raw: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(raw)
    with pytest.raises(UnreadableFacts):
        read_facts(raw, CATALOGUE)


def test_no_fact_is_about_who_people_are() -> None:
    forbidden = ("national", "origin", "migrant", "birth", "religion", "ethnic")

    assert [
        fact.path
        for fact in CATALOGUE.facts
        if any(word in fact.path.lower() for word in forbidden)
    ] == []
