"""Occupancy: what is permitted, declared and slept in, in any period, as counts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from onderdak.foundation.identity.contract import Actor, Grant, Role, scope
from onderdak.foundation.privacy.contract import Identity
from onderdak.kernel.errors import Invalid, NotAllowed, NotFound
from onderdak.kernel.ranges import DateRange
from onderdak.register.nights.contract import (
    DeclaredStay,
    Location,
    declare_stays,
)
from onderdak.register.nights.contract.supervising import (
    Fullness,
    Looked,
    check_period,
    forget_view,
    fullness_by_day,
    fullness_by_location,
    fullness_by_neighbourhood,
    keep_view,
    own_views,
)
from tests.world import House, Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 20)
DAY = timedelta(days=1)
WEEK = DateRange(date(2026, 6, 1), date(2026, 6, 8))


@dataclass(frozen=True)
class Scene:
    """Two houses in a town, and one in another."""

    town: Town
    first: House
    second: House
    elsewhere: House


@pytest.fixture
def scene() -> Scene:
    town, other = make_town("GM9001", "Eenstad"), make_town("GM9002", "Tweestad")
    made = Scene(
        town,
        make_house(town, "Aster", capacity=4),
        make_house(town, "Berk", capacity=2),
        make_house(other, "Ver", capacity=9),
    )
    spans = [(date(2026, 5, 20), date(2026, 6, 4)), (date(2026, 6, 6), None)]
    for house in (made.first, made.elsewhere):
        _declare(house, spans)
    return made


def _declare(house: House, spans: list[tuple[date, date | None]]) -> None:
    rows = [
        DeclaredStay(
            line=number,
            location_id=house.location.pk,
            reference=f"R{number}",
            identity=Identity(f"Gast {number}", "Proefdorp", "passport"),
            arrival=arrival,
            departure=departure,
        )
        for number, (arrival, departure) in enumerate(spans, 1)
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


def _by_location(scene: Scene, **more: Any) -> list[Fullness]:
    officer = scene.town.officer
    looked = Looked(scene.town.code, WEEK)
    with scope(acting(officer)):
        return fullness_by_location(by=officer, looked=looked, on=TODAY, **more)


def test_nights_are_counted_within_the_period_only(scene: Scene) -> None:
    aster, berk = _by_location(scene)
    # 1, 2 and 3 June, and 6 and 7 June: the nights of the two stays in the week.
    assert (aster.slept, aster.place_nights, aster.percentage) == (5, 28, 18)
    assert (berk.slept, berk.percentage) == (0, 0)


def test_a_page_goes_on_after_the_last_of_the_page_before(scene: Scene) -> None:
    (first,) = _by_location(scene, most=1)
    (second,) = _by_location(scene, after=(first.name, int(first.key)))
    assert (first.name, second.name) == ("Aster", "Berk")


@pytest.mark.parametrize(("prefix", "names"), [("be", ["Berk"]), ("%", []), ("_", [])])
def test_a_search_takes_the_letters_as_they_are(
    scene: Scene, prefix: str, names: list[str]
) -> None:
    assert [each.name for each in _by_location(scene, prefix=prefix)] == names


def test_each_day_adds_up_to_the_period(scene: Scene) -> None:
    officer = scene.town.officer
    with scope(acting(officer)):
        days = fullness_by_day(
            by=officer, looked=Looked(scene.town.code, WEEK), on=TODAY
        )
    assert [each.slept for each in days] == [1, 1, 1, 0, 0, 1, 1]
    assert {each.permitted for each in days} == {6}


def test_one_location_has_days_of_its_own(scene: Scene) -> None:
    officer = scene.town.officer
    looked = Looked(scene.town.code, WEEK, location=scene.second.location.pk)
    with scope(acting(officer)):
        days = fullness_by_day(by=officer, looked=looked, on=TODAY)
    assert {(each.slept, each.permitted) for each in days} == {(0, 2)}


def test_neighbourhoods_hold_the_same_nights(scene: Scene) -> None:
    officer = scene.town.officer
    with scope(acting(officer)):
        found = fullness_by_neighbourhood(
            by=officer, looked=Looked(scene.town.code, WEEK), on=TODAY
        )
    assert [(each.locations, each.slept) for each in found] == [(2, 5)]


def test_nights_where_no_place_is_known_are_no_part_of_the_share(scene: Scene) -> None:
    officer, looked = scene.town.officer, Looked(scene.town.code, WEEK)
    with scope(acting(officer)):
        Location.objects.filter(pk=scene.first.location.pk).update(
            permitted_capacity=None
        )
        (area,) = fullness_by_neighbourhood(by=officer, looked=looked, on=TODAY)
        days = fullness_by_day(by=officer, looked=looked, on=TODAY)
    assert (area.slept, area.place_nights, area.percentage) == (5, 14, 0)
    assert [each.slept for each in days] == [1, 1, 1, 0, 0, 1, 1]
    assert {each.percentage for each in days} == {0}


def test_another_towns_nights_are_not_seen(scene: Scene) -> None:
    officer = scene.town.officer
    with scope(acting(officer)), pytest.raises(NotAllowed):
        fullness_by_day(by=officer, looked=Looked("GM9002", WEEK), on=TODAY)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (TODAY, TODAY - DAY),
        (TODAY, TODAY + DAY),
        (TODAY - 366 * DAY, TODAY),
    ],
)
def test_nights_that_cannot_be_are_refused(first: date, last: date) -> None:
    with pytest.raises(Invalid):
        check_period(first, last, TODAY)


def test_a_year_can_be_looked_at() -> None:
    assert check_period(TODAY - 365 * DAY, TODAY, TODAY).nights() == 366


def test_a_view_is_kept_replaced_and_forgotten_by_its_owner_only(scene: Scene) -> None:
    officer = scene.town.officer
    grant = Grant(999, Role.SUPERVISOR, municipality=scene.town.code)
    colleague = Actor(officer.user_id + 1000, "colleague@test.example", (grant,))
    with scope(acting(officer)):
        keep_view(by=officer, page="occupancy", name="Juni", query="by=day")
        kept = keep_view(by=officer, page="occupancy", name="Juni", query="by=area")
        assert [(v.name, v.query) for v in own_views(by=officer, page="occupancy")] == [
            ("Juni", "by=area")
        ]
        assert own_views(by=colleague, page="occupancy") == []
        with pytest.raises(NotFound):
            forget_view(by=colleague, view=kept.pk)
        forget_view(by=officer, view=kept.pk)
        assert own_views(by=officer, page="occupancy") == []


def test_a_view_needs_a_name(scene: Scene) -> None:
    officer = scene.town.officer
    with scope(acting(officer)), pytest.raises(Invalid):
        keep_view(by=officer, page="occupancy", name="  ", query="")
