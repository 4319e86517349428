"""The file of an address: what a visit needs, with source and day, and no person."""

import json
from typing import Any

import pytest

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.identity.models import AuditEvent, RoomSwitch
from onderdak.foundation.places.contract import Address, DwellingObject
from onderdak.kernel.errors import NotAllowed
from onderdak.register.duty.contract import open_investigation
from onderdak.supervision.inspections.contract import Kind
from onderdak.supervision.inspections.contract.planning import address_file
from onderdak.supervision.picture.contract import Purpose, View
from tests.integration.inspections.visiting import (
    MONDAY,
    TUESDAY,
    VisitTown,
    make_visit_town,
)
from tests.world import House, Town, make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def _built(town: VisitTown) -> None:
    with town.seen_by(town.admin):
        DwellingObject.objects.create(
            municipality_id=town.code,
            bag_id="9001010000000001",
            status="Verblijfsobject in gebruik",
            uses=["woonfunctie"],
            floor_area=96,
            address_id=town.houses[0],
        )


def test_the_file_has_sources_with_ground_and_day_and_earlier_visits(
    town: VisitTown,
) -> None:
    _built(town)
    first, visit = town.planned(), town.planned(day=TUESDAY)
    with town.seen_by(town.lead):
        file: dict[str, Any] = address_file(by=town.lead, visit=visit, on=MONDAY)
    assert json.loads(json.dumps(file)) == file
    assert file["address"] == visit.address.in_full
    sections = {one["source"]: one for one in file["sections"]}
    assert sections["bag"]["ground"]
    assert any(one["value"] == 96 for one in sections["bag"]["known"])
    assert file["earlier"] == [
        {
            "number": first.number,
            "kind": "visit",
            "day": TUESDAY.isoformat(),
            "state": "planned",
        }
    ]


def test_the_look_is_written_down_with_the_number_of_the_visit(
    town: VisitTown,
) -> None:
    visit = town.planned()
    with town.seen_by(town.lead):
        address_file(by=town.lead, visit=visit, on=MONDAY)
        look = View.objects.get(address_id=visit.address_id)
        event = AuditEvent.objects.get(action="inspections.read_address_file")
    assert (look.purpose, look.user_id) == (Purpose.SUPERVISION, town.lead.user_id)
    assert event.detail == {"number": visit.number}


def test_what_is_housed_there_comes_with_its_facts(town: VisitTown) -> None:
    house = _house_in(town)
    visit = town.planned(address=house.location.address_id)
    with town.seen_by(town.lead):
        file: dict[str, Any] = address_file(by=town.lead, visit=visit, on=MONDAY)
    (found,) = file["locations"]
    assert found["id"] == house.location.pk
    assert set(found) == {"id", "facts", "known"}


def test_an_address_check_needs_less(town: VisitTown) -> None:
    _built(town)
    with town.seen_by(town.admin):
        open_investigation(
            by=town.admin,
            municipality=town.code,
            reference="AO-12",
            ground="doubt about who lives there",
            started_on=MONDAY,
            address_ids=[town.houses[0]],
        )
    visit = town.planned(kind=Kind.ADDRESS_CHECK, investigation="AO-12")
    with town.seen_by(town.lead):
        file: dict[str, Any] = address_file(by=town.lead, visit=visit, on=MONDAY)
    sources = {one["source"] for one in file["sections"]}
    assert sources <= {"bag", "brp", "locations"}
    assert file["locations"] == []


def test_a_town_without_the_picture_still_has_a_file(town: VisitTown) -> None:
    visit = town.planned()
    with scope(Scope(municipalities=frozenset({town.code}))):
        RoomSwitch.objects.filter(room="picture").delete()
    with town.seen_by(town.lead):
        assert address_file(by=town.lead, visit=visit, on=MONDAY)["sections"] == []


def test_the_mayor_reads_no_file(town: VisitTown) -> None:
    visit = town.planned()
    with town.seen_by(town.mayor), pytest.raises(NotAllowed):
        address_file(by=town.mayor, visit=visit, on=MONDAY)


def _house_in(town: VisitTown) -> House:
    house = make_house(Town(town.code, town.admin), "Pension Test")
    with town.seen_by(town.admin):
        Address.objects.filter(pk=house.location.address_id).update(town="Eenstad")
    return house
