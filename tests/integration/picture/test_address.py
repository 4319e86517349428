"""What the page of an address says: prompts, explanations, nights, the list."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from onderdak.foundation.identity.contract import Role, rulebook, scope
from onderdak.foundation.identity.models import RoomSwitch
from onderdak.foundation.places.contract import DwellingObject
from onderdak.kernel.errors import NotFound
from onderdak.supervision.desk.contract.about import Kind
from onderdak.supervision.desk.models import Category, Report
from onderdak.supervision.picture.contract import (
    Asked,
    Explanation,
    Fits,
    Picture,
    Purpose,
    State,
    View,
    explain_prompt,
    found_addresses,
    listed_addresses,
    look_at,
)
from tests.integration.picture.conftest import ON, Picturing, line
from tests.people import OTHER
from tests.world import acting, use_rooms


def _look(world: Picturing, role: Role = Role.SUPERVISOR) -> Picture:
    by = world.by(role)
    with scope(acting(by)):
        return look_at(
            by=by, address=world.address.pk, purpose=None, on=ON, how=View.How.PAGE
        )


def _register(world: Picturing, number: int) -> None:
    where = world.address.bag_id or ""
    world.take_in(Role.REGISTRY_CLERK, line(where, "registrations", number, "brp"))


@pytest.mark.parametrize(
    ("uses", "area", "number", "fits"),
    [
        (["woonfunctie"], 95, 7, Fits.FITS),
        (["woonfunctie"], 95, 8, Fits.PROMPT),
        (["logiesfunctie"], 95, 20, Fits.NO_DWELLING),
        (["woonfunctie", "winkelfunctie"], 95, 20, Fits.CANNOT_JUDGE),
        (["woonfunctie"], None, 20, Fits.CANNOT_JUDGE),
        ([], 95, 20, Fits.CANNOT_JUDGE),
    ],
)
def test_registrations_beside_the_floor_area(
    world: Picturing, uses: list[str], area: int | None, number: int, fits: Fits
) -> None:
    """Floor of the area over 12 for a dwelling; a prompt at most, and never a guess."""
    with scope(acting(world.by(Role.SUPERVISOR))):
        DwellingObject.objects.filter(address=world.address).update(
            uses=uses, floor_area=area
        )
    _register(world, number)
    hint = _look(world).hint
    assert hint is not None
    assert hint.fits is fits
    assert hint.version.startswith("housing.floor_area_per_person@")


def test_who_weighs_no_registrations_gets_no_prompt(world: Picturing) -> None:
    _register(world, 20)
    for role in (Role.DESK_CLERK, Role.LEVY_OFFICER):
        assert _look(world, role).hint is None


def test_what_else_explains_it_stays_with_the_address(world: Picturing) -> None:
    _register(world, 20)
    by = world.by(Role.SUPERVISOR)
    with scope(acting(by)):
        explain_prompt(
            by=by,
            address=world.address.pk,
            explanation=Explanation.FAMILY,
            on=ON,
        )
    (one,) = _look(world).explained
    assert (one.explanation, one.registrations) == (Explanation.FAMILY, 20)


def test_the_time_line_runs_back(world: Picturing) -> None:
    where = world.address.bag_id or ""
    for day in ("2026-03-01", "2026-09-01", "2025-01-01"):
        world.take_in(
            Role.SUPERVISOR, line(where, "vacant", "leegstandlijst", "vacancy", day=day)
        )
    days = [one.on for one in _look(world).time_line]
    assert len(days) >= 3
    assert days == sorted(days, reverse=True)


def test_an_address_of_another_town_is_not_there(world: Picturing) -> None:
    by = world.by(Role.SUPERVISOR, OTHER)
    with scope(acting(by)), pytest.raises(NotFound):
        look_at(by=by, address=world.address.pk, purpose=None, on=ON, how="page")


def test_it_works_in_a_town_without_night_register(world: Picturing) -> None:
    """What needs the register says not connected; all else is as anywhere."""
    _register(world, 3)
    with scope(acting(world.by(Role.SUPERVISOR))):
        RoomSwitch.objects.filter(municipality_id=world.town, room="nights").delete()
    states = {one.source.key: one.state for one in _look(world).sections}
    for key in ("locations", "nights", "certificates", "quality"):
        assert states[key] is State.NOT_CONNECTED
    assert states["brp"] is State.KNOWN


def test_the_list_gives_addresses_in_order_by_pages(world: Picturing) -> None:
    for where in (world.second, world.address):
        world.take_in(
            Role.REGISTRY_CLERK, line(where.bag_id or "", "registrations", 9, "brp")
        )
    by = world.by(Role.SUPERVISOR)
    known = {"by": by, "municipality": world.town, "on": ON}
    with scope(acting(by)):
        (first,) = listed_addresses(asked=Asked(), most=1, **known)
        (second,) = listed_addresses(asked=Asked(), most=1, after=first.key, **known)
        (back,) = listed_addresses(asked=Asked(), most=1, before=second.key, **known)
        prompts = listed_addresses(asked=Asked(prompts=True), **known)
        found = found_addresses(words="kerkstr 14", asked=Asked(), **known)
    assert [first.address.number, second.address.number] == [12, 14]
    assert back.address == first.address
    # 60 m² fits five, 100 m² fits eight: both have nine.
    assert [one.address.number for one in prompts] == [12, 14]
    assert [one.address.number for one in found] == [14]


def test_the_list_counts_only_what_its_purpose_may_see(world: Picturing) -> None:
    where = world.address.bag_id or ""
    world.take_in(Role.LEVY_OFFICER, line(where, "woz_value", "300000", "woz"))
    by = world.by(Role.SUPERVISOR)
    with scope(acting(by)):
        for purpose in Purpose:
            assert (
                listed_addresses(
                    by=by, municipality=world.town, asked=Asked(purpose=purpose), on=ON
                )
                == []
            )


def _report(world: Picturing, kind: Kind, number: str) -> None:
    category = Category.objects.create(
        municipality_id=world.town,
        key=kind.value,
        kind=kind,
        names={"nl": "naam"},
        ground="Wgv 4",
        term_working_days=5,
        leaves_nothing=True,
        position=0,
    )
    Report.objects.create(
        municipality_id=world.town,
        number=number,
        category=category,
        channel="public",
        address=world.address,
        text="woorden van de melder",
        received_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
        due_on=date(2026, 11, 9),
    )


def test_reports_are_told_without_their_words_and_some_to_the_desk_alone(
    world: Picturing,
) -> None:
    """Signs of exploitation are for the desk: a victim's safety comes first."""
    use_rooms(world.town, "desk")
    with scope(acting(world.by(Role.DESK_CLERK))):
        _report(world, Kind.NUISANCE, "2026-00001")
        _report(world, Kind.EXPLOITATION, "2026-00002")

    def told(role: Role) -> set[str]:
        sections = {one.source.key: one for one in _look(world, role).sections}
        known = sections["reports"].known
        assert "woorden" not in str(known)
        return {one.reference for one in known}

    assert told(Role.DESK_CLERK) == {"2026-00001", "2026-00002"}
    assert told(Role.SUPERVISOR) == {"2026-00001"}


_BY_LAW = """
id: picture.nights_at_address
description: {nl: Nachten per adres., en: Nights at an address.}
unit: yes_no
kind: local
municipality: GM9001
values:
  - {from: 2025-01-01, value: true, article: By-law art. 2, source: the test,
     checked: 2026-11-21}
"""


@pytest.fixture
def _with_by_law(tmp_path: Path, settings: Any) -> Iterator[None]:
    (tmp_path / "nights.yaml").write_text(_BY_LAW)
    settings.LOCAL_RULES = [tmp_path]
    rulebook.cache_clear()
    yield
    rulebook.cache_clear()


@pytest.mark.usefixtures("_with_by_law")
def test_nights_are_shown_as_a_count_where_a_by_law_says_so(world: Picturing) -> None:
    """With the article of the by-law as their ground; to the supervisor alone."""
    house = world.sides.houses["own"]
    for role in (Role.SUPERVISOR, Role.REGISTRY_CLERK):
        by = world.by(role)
        with scope(acting(by)):
            picture = look_at(
                by=by,
                address=house.location.address_id,
                purpose=None,
                on=ON,
                how=View.How.PAGE,
            )
        nights = [one for one in picture.sections if one.source.key == "nights"]
        if role is Role.SUPERVISOR:
            (one,) = nights[0].known
            assert (one.value, one.ground) == (0, "By-law art. 2")
        else:
            assert nights == []
