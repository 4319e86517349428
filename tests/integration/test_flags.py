"""Truth at entry: what is odd is told with a way to mend it, and counted."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.privacy.contract import Identity
from onderdak.kernel.errors import NotAllowed
from onderdak.register.duty.contract import rotation_counts
from onderdak.register.nights.contract import (
    Declared,
    DeclaredStay,
    declare_stays,
)
from onderdak.register.nights.contract.supervising import (
    Flag,
    flag_counts,
    flags_of,
)
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Scene:
    """Two houses of two providers in one town."""

    town: Town
    house: House
    other: House


@pytest.fixture
def scene() -> Scene:
    town = make_town("GM9001", "Eenstad")
    return Scene(
        town, make_house(town, "Huis", capacity=2), make_house(town, "Ander huis")
    )


def _declare(house: House, *stays: dict[str, Any]) -> Declared:
    rows = [
        DeclaredStay(
            **{
                "line": number,
                "location_id": house.location.pk,
                "reference": f"R{number}",
                "identity": Identity(f"Gast {number}", "Proefdorp", "passport"),
                "arrival": TODAY - DAY,
                **stay,
            }
        )
        for number, stay in enumerate(stays, 1)
    ]
    with scope(acting(house.manager)):
        told = declare_stays(
            by=house.manager,
            location=house.location,
            rows=rows,
            on=TODAY,
            channel="page",
        )
    assert not told.errors
    return told


def _flags(house: House, **more: Any) -> list[Flag]:
    with scope(acting(house.manager)):
        return flags_of(by=house.manager, provider=house.provider, on=TODAY, **more)


def _kinds(house: House, **more: Any) -> list[tuple[str, str]]:
    return [(flag.kind.value, flag.reference) for flag in _flags(house, **more)]


def _counts(scene: Scene) -> dict[int, dict[str, int]]:
    with scope(acting(scene.town.officer)):
        return flag_counts(
            by=scene.town.officer, municipality=scene.town.code, on=TODAY
        )


def test_an_orderly_house_has_nothing_to_look_at(scene: Scene) -> None:
    _declare(scene.house, {}, {})
    assert _flags(scene.house) == []
    assert _counts(scene) == {}


def test_more_guests_than_places_is_told_with_the_nights(scene: Scene) -> None:
    leaves = TODAY + 5 * DAY
    _declare(scene.house, {}, {}, {"arrival": TODAY + DAY, "departure": leaves})
    (flag,) = _flags(scene.house)
    assert (flag.kind.value, flag.since, flag.until) == (
        "over_capacity",
        TODAY + DAY,
        leaves,
    )
    assert "up to 3 guests" in str(flag.what)
    assert "has left" in str(flag.mend)


def test_a_bed_let_twice_names_both_references(scene: Scene) -> None:
    _declare(scene.house, {"room": "1", "bed": "a"}, {"room": "1", "bed": "a"})
    (flag,) = _flags(scene.house)
    assert "guests R1 and R2" in str(flag.what)
    assert _counts(scene)[scene.house.provider]["bed_let_twice"] == 1


def test_a_stay_without_end_is_asked_about_from_the_day_after_the_term(
    scene: Scene,
) -> None:
    on_the_line, beyond = TODAY - 60 * DAY, TODAY - 61 * DAY
    _declare(scene.house, {"arrival": on_the_line}, {"arrival": beyond})
    assert _kinds(scene.house) == [("long_open", "R2")]
    assert _counts(scene)[scene.house.provider]["long_open"] == 1


def test_who_is_expected_to_leave_later_is_not_asked_about(scene: Scene) -> None:
    long_ago, later = TODAY - 90 * DAY, TODAY + 9 * DAY
    _declare(scene.house, {"arrival": long_ago, "expected_departure": later})
    assert _flags(scene.house) == []


@pytest.mark.parametrize(
    ("away", "asked"), [(0, False), (1, True), (3, True), (4, False)]
)
def test_a_few_nights_away_are_asked_about(
    scene: Scene, away: int, asked: bool
) -> None:
    left = TODAY - 20 * DAY
    first = {"reference": "R1", "arrival": left - 5 * DAY, "departure": left}
    again = {
        "reference": "R1",
        "identity": Identity("Gast 1", "Proefdorp", "passport"),
        "arrival": left + away * DAY,
    }
    _declare(scene.house, first, again)
    assert _kinds(scene.house) == ([("gap", "R1")] if asked else [])


def test_at_entry_only_what_the_declaration_touched_is_told(scene: Scene) -> None:
    _declare(scene.house, {"arrival": TODAY - 70 * DAY})
    told = _declare(scene.house, {"reference": "NEW"})
    assert _kinds(scene.house, declaration=told.declaration) == []
    assert _kinds(scene.house) == [("long_open", "R1")]


def test_one_person_at_two_providers_is_a_count_and_no_flag(scene: Scene) -> None:
    _declare(scene.house, {})
    _declare(scene.other, {"reference": "ELSE"})
    counts = _counts(scene)
    assert {who: each["elsewhere"] for who, each in counts.items()} == {
        scene.house.provider: 1,
        scene.other.provider: 1,
    }
    assert _flags(scene.house) == []


def test_a_name_without_a_residence_is_too_weak_to_count(scene: Scene) -> None:
    weak = {"identity": Identity("Gast 1", "", "passport")}
    _declare(scene.house, weak)
    _declare(scene.other, weak)
    assert _counts(scene) == {}


def _rotated(house: House, count: int, nights: int) -> None:
    left = TODAY - 10 * DAY
    _declare(house, *[{"arrival": left - nights * DAY, "departure": left}] * count)


# From 22 February to 22 August 2026 there are 181 nights: two thirds are 121.
@pytest.mark.parametrize(
    ("nights", "counted"), [(106, None), (107, 5), (120, 5), (121, None)]
)
def test_leaving_just_under_the_line_counts_per_provider(
    scene: Scene, nights: int, counted: int | None
) -> None:
    _rotated(scene.house, 5, nights)
    with scope(acting(scene.town.officer)):
        found = rotation_counts(
            by=scene.town.officer, municipality=scene.town.code, on=TODAY
        )
    assert found.get(scene.house.provider) == counted


def test_a_small_number_that_left_is_not_told(scene: Scene) -> None:
    _rotated(scene.house, 4, 120)
    with scope(acting(scene.town.officer)):
        found = rotation_counts(
            by=scene.town.officer, municipality=scene.town.code, on=TODAY
        )
    assert found == {scene.house.provider: None}


def test_a_provider_sees_its_own_flags_only(scene: Scene) -> None:
    with pytest.raises(NotAllowed), scope(acting(scene.other.manager)):
        flags_of(by=scene.other.manager, provider=scene.house.provider, on=TODAY)
