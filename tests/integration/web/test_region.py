"""A region sees counts, and no subtraction brings back what is too small to tell."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.db.utils import ProgrammingError
from django.http import FileResponse
from django.test import RequestFactory
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    Grant,
    Role,
    Scope,
    User,
    rulebook,
    scope,
)
from onderdak.foundation.privacy.contract import Identity
from onderdak.kernel.ranges import add_months
from onderdak.register.nights.contract import (
    DeclaredStay,
    declare_stays,
)
from onderdak.web.nights.home import home
from onderdak.web.nights.region_counts import counts_tonight, months_of
from onderdak.web.nights.region_home import (
    guests_per_municipality_svg,
    municipalities_geojson,
)
from onderdak.web.nights.region_months import region_months_csv, region_months_xlsx
from onderdak.web.pages.shapes import Suppressed
from tests.world import House, acting, make_house, make_town

pytestmark = pytest.mark.django_db

REGION = "deelregio"
FEW, MANY = 3, 17
_OWN_MINIMUM = """
id: disclosure.minimum_count
description: {nl: Van de proefstad., en: Of the test town.}
unit: people
kind: local
municipality: GM9102
values:
  - {from: 2020-01-01, value: 20, article: By-law of the test town, source: the test,
     checked: 2026-11-21}
"""


def last_month() -> date:
    """A day in the month before the one that runs."""
    return timezone.localdate().replace(day=1) - timedelta(days=10)


def sleep(house: House, count: int, since: date, until: date | None = None) -> None:
    rows = [
        DeclaredStay(
            line=number + 2,
            location_id=house.location.pk,
            reference=f"R{number}",
            identity=Identity(f"Gast {number}", "Voorbeeldowo", "passport"),
            arrival=since,
            departure=until,
        )
        for number in range(count)
    ]
    with scope(acting(house.manager)):
        done = declare_stays(
            by=house.manager,
            location=house.location,
            rows=rows,
            on=timezone.localdate(),
            channel="page",
        )
    assert not done.errors


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    caches["counts"].clear()


@pytest.fixture
def towns() -> None:
    """One town with many guests, one with few: exactly one is too small to tell."""
    for code, name, guests in (
        ("GM9101", "Veelstad", MANY),
        ("GM9102", "Weinigdorp", FEW),
    ):
        house = make_house(make_town(code, name, region=REGION), f"Huis {name}")
        sleep(house, guests, last_month())


@pytest.fixture
def own_minimum(tmp_path: Path, settings: Any) -> Iterator[None]:
    """The small town tells only counts from twenty on."""
    (tmp_path / "minimum.yaml").write_text(_OWN_MINIMUM)
    settings.LOCAL_RULES = [tmp_path]
    rulebook.cache_clear()
    yield
    rulebook.cache_clear()


@pytest.fixture
def coordinator() -> Actor:
    user = User.objects.create_user("coordinator@test.example")
    return Actor(
        user.pk, user.email, (Grant(0, Role.REGION_COORDINATOR, region=REGION),)
    )


def asked(actor: Actor, rf: RequestFactory, page: Any, query: str = "") -> str:
    request = rf.get(f"/{query}")
    request.user = User.objects.get(pk=actor.user_id)
    request.provider_names, request.memberships = {}, actor.grants
    request.actor = actor
    with scope(Scope(regions=frozenset({REGION}))):
        answer = page(request)
        content: bytes = answer.getvalue()
    if isinstance(answer, FileResponse):
        answer.file_to_stream.close()
    return content.decode(errors="replace")


def numbers_in(page: str) -> set[int]:
    """Every number that stands between tags, as people read it."""
    plain = re.sub(r"<[^>]+>", " ", page)
    return {
        int(n.replace(".", ""))
        for n in re.findall(r"(?<![\d.,])\d[\d.]*\b", plain)
        if n.replace(".", "").isdigit()
    }


def test_the_one_that_is_too_small_can_not_be_subtracted(
    towns: None, coordinator: Actor, rf: RequestFactory
) -> None:
    with scope(Scope(regions=frozenset({REGION}))):
        counts = counts_tonight(coordinator, timezone.localdate())
        months = months_of(coordinator, timezone.localdate())
    assert [counts.guests(row) for row in counts.rows] == [MANY, Suppressed(5)]
    latest = months.months[-1]
    by_town = {code: months.line(code)[-1] for code in months.codes}
    assert by_town["GM9102"] == Suppressed(5)
    assert months.total(latest) == by_town["GM9101"]


def test_no_page_chart_map_or_file_tells_the_small_number(
    towns: None, coordinator: Actor, rf: RequestFactory
) -> None:
    nights = FEW * (timezone.localdate().replace(day=1) - last_month()).days
    secret = {FEW + MANY, nights, nights + MANY * nights // FEW}
    for page in (home, region_months_csv):
        shown = asked(coordinator, rf, page)
        main = shown[shown.find("<main") :] if "<main" in shown else shown
        assert numbers_in(main) & secret == set(), page.__name__
    area = asked(coordinator, rf, municipalities_geojson)
    assert f'"value": {FEW}' not in area
    assert "Weinigdorp" not in asked(coordinator, rf, guests_per_municipality_svg)


def test_a_towns_own_minimum_comes_before_the_national_one(
    own_minimum: None, coordinator: Actor, rf: RequestFactory
) -> None:
    house = make_house(make_town("GM9102", "Weinigdorp", region=REGION), "Huis")
    sleep(house, 12, last_month())
    page = asked(coordinator, rf, home)
    assert "&lt;20" in page
    assert ">12<" not in page
    assert "20 gasten" in asked(coordinator, rf, region_months_csv)


def test_only_whole_months_are_told(
    towns: None, coordinator: Actor, rf: RequestFactory
) -> None:
    today = timezone.localdate()
    with scope(Scope(regions=frozenset({REGION}))):
        months = months_of(coordinator, today).months
    assert len(months) == 12
    assert months[-1] == add_months(today.replace(day=1), -1)


def test_the_nights_of_a_month_are_those_that_were_slept_in_it(
    coordinator: Actor, rf: RequestFactory
) -> None:
    house = make_house(make_town("GM9101", "Veelstad", region=REGION), "Huis")
    start = add_months(timezone.localdate().replace(day=1), -2)
    sleep(house, 6, start - timedelta(days=2), start + timedelta(days=4))
    with scope(Scope(regions=frozenset({REGION}))):
        found = months_of(coordinator, timezone.localdate())
    assert found.line("GM9101")[-3:] == [12, 24, 0]


def test_the_workbook_is_made(
    towns: None, coordinator: Actor, rf: RequestFactory
) -> None:
    assert asked(coordinator, rf, region_months_xlsx).startswith("PK")


def test_the_counts_of_another_region_are_out_of_reach(towns: None) -> None:
    with (
        pytest.raises(ProgrammingError, match="outside the scope"),
        scope(Scope(regions=frozenset({"elders"}))),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT * FROM nights_region_months(%s, %s, %s)",
            [REGION, date(2026, 1, 1), date(2026, 2, 1)],
        )
