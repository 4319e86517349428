"""Free beds of the night register: only where a by-law gives the ground, as numbers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onderdak.foundation.identity.contract import rulebook
from onderdak.foundation.places.contract import Address
from onderdak.register.nights.contract import Location
from onderdak.supervision.enforcement.contract.cases import Case
from onderdak.supervision.enforcement.contract.people import (
    BedsWithinReach,
    beds_within_reach,
)
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown
from tests.world import House, Town, make_house

pytestmark = pytest.mark.django_db
_BYLAW = """
id: bylaw.beds_for_rehousing
municipality: GM9001
description: {nl: proef, en: trial}
unit: yes_no
kind: local
values:
  - from: 2026-01-01
    value: true
    article: Proefverordening artikel 9
    source: proef
    checked: 2026-11-21
"""


@pytest.fixture
def by_law(tmp_path: Path, settings: Any) -> Iterator[None]:
    """Let the test town's by-law give the ground."""
    (tmp_path / "beds.yaml").write_text(_BYLAW)
    settings.LOCAL_RULES = [tmp_path]
    rulebook.cache_clear()
    yield
    rulebook.cache_clear()


def looked(town: EnforcingTown, case: Case) -> BedsWithinReach:
    """What the lawyer sees of free beds."""
    with town.seen_by(town.lawyer):
        return beds_within_reach(
            by=town.lawyer, municipality=town.code, number=case.number, on=OPENED
        )


def house_at(
    town: EnforcingTown, name: str, metres: float | None, capacity: int = 10
) -> House:
    """A house so many metres east of the centre; None: nobody knows where."""
    house = make_house(Town(town.code, town.visits.admin), name, capacity=capacity)
    with town.seen_by(town.visits.admin):
        x = None if metres is None else 190_000 + metres
        Address.objects.filter(pk=house.location.address_id).update(
            rd_x=x, rd_y=None if x is None else 444_000
        )
    return house


@pytest.mark.usefixtures("by_law")
def test_free_beds_are_named_nearest_first_within_reach(town: EnforcingTown) -> None:
    case = town.case()
    with town.seen_by(town.visits.admin):
        Address.objects.filter(pk=case.address_id).update(rd_x=190_000, rd_y=444_000)
    house_at(town, "Ver", 14_000)
    house_at(town, "Dichtbij", 900, capacity=4)
    house_at(town, "Te ver", 16_000)
    house_at(town, "Ergens", None)
    found = looked(town, case)
    assert found.ground == "Proefverordening artikel 9"
    assert [(one.name, one.metres, one.free) for one in found.near.beds] == [
        ("Dichtbij", 900, 4),
        ("Ver", 14_000, 10),
        ("Ergens", None, 10),
    ]
    assert found.near.free == 24


@pytest.mark.usefixtures("by_law")
def test_a_house_of_which_the_beds_are_not_known_is_not_offered(
    town: EnforcingTown,
) -> None:
    case = town.case()
    house = house_at(town, "Onbekend", 900)
    with town.seen_by(town.visits.admin):
        Location.objects.filter(pk=house.location.pk).update(permitted_capacity=None)
    assert looked(town, case).near.beds == ()


@pytest.mark.usefixtures("by_law")
def test_nobody_is_moved_into_a_house_with_a_case(town: EnforcingTown) -> None:
    case = town.case()
    house = house_at(town, "Huis met een zaak", 900)
    with town.seen_by(town.visits.admin):
        Location.objects.filter(pk=house.location.pk).update(address=case.address_id)
    assert looked(town, case).near.beds == ()


def test_without_the_by_law_nothing_is_read(town: EnforcingTown) -> None:
    house_at(town, "Dichtbij", 900)
    found = looked(town, town.case())
    assert (found.ground, found.near.beds, found.in_use) == (None, (), True)
