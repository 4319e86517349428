"""Two people decide about one location at once: one is first, the others are told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.places.contract import NewAddress
from onderdak.kernel.errors import Conflict
from onderdak.register.nights.contract import (
    Location,
    LocationStep,
)
from onderdak.register.nights.contract.locations import (
    HouseFacts,
    confirm_location,
    hand_over_location,
    refuse_location,
    register_location,
)
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2026, 11, 21)
HERE = NewAddress("Dorpsstraat", 12, "Eenstad")
PEOPLE = 6


def _at_once(act: Callable[[int], None]) -> int:
    """How many of several people at once got their way."""

    def try_it(number: int) -> bool:
        try:
            act(number)
        except Conflict:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(PEOPLE) as pool:
        return sum(pool.map(try_it, range(PEOPLE)))


def _registered(house: House, town: Town) -> Location:
    facts = HouseFacts("Nieuw", Location.Kind.PENSION, HERE, date(2026, 3, 1))
    with scope(acting(house.manager)):
        made = register_location(
            by=house.manager,
            provider=house.provider,
            municipality=town.code,
            facts=facts,
            on=TODAY,
        )
        return Location.objects.get(pk=made)


def test_a_location_is_decided_on_once() -> None:
    town = make_town("GM9001", "Eenstad")
    location = _registered(make_house(town, "Pension Test"), town)

    def decide(number: int) -> None:
        with scope(acting(town.officer)):
            if number % 2:
                refuse_location(
                    by=town.officer, location=location, on=TODAY, words="dubbel"
                )
            else:
                confirm_location(
                    by=town.officer,
                    location=location,
                    address=HERE,
                    permitted=number + 1,
                    on=TODAY,
                )

    assert _at_once(decide) == 1
    with scope(acting(town.officer)):
        steps = LocationStep.objects.filter(location=location)
        assert steps.count() == 2  # registered, and one decision


def test_a_house_is_handed_over_once() -> None:
    town = make_town("GM9001", "Eenstad")
    house = make_house(town, "Pension Test")
    heirs = [make_house(town, f"Opvolger {number}") for number in range(PEOPLE)]

    def hand_over(number: int) -> None:
        with scope(acting(town.officer)):
            hand_over_location(
                by=town.officer,
                location=house.location,
                to=heirs[number].provider,
                since=TODAY,
            )

    assert _at_once(hand_over) == 1
    with scope(acting(town.officer)):
        assert Location.objects.filter(follows=house.location).count() == 1


def test_one_name_registered_twice_at_once_is_one_location() -> None:
    town = make_town("GM9001", "Eenstad")
    house = make_house(town, "Pension Test")
    assert _at_once(lambda _number: _registered(house, town) and None) == 1
