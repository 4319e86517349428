"""The stay tax in the database: every guest's own nights, rate by rate."""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner

from onderdak.cli.levy import app
from onderdak.foundation.identity.contract import (
    Actor,
    Grant,
    Role,
    rulebook,
    scope,
)
from onderdak.foundation.identity.models import RoomSwitch
from onderdak.kernel.errors import NotAllowed, RoomClosed
from onderdak.kernel.ranges import DateRange
from onderdak.register.levy.contract import taxable_nights
from onderdak.register.levy.domain import taxable
from onderdak.register.nights.contract import (
    Guest,
    RegistrationStatement,
    Stay,
)
from tests.world import House, Town, acting, everything, make_house, make_town, stranger

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
NIGHT = timedelta(days=1)
CODE, NAME = "GM9001", "Teststad"
ENTRY = """
  - from: {start}
    value: {value}
    article: Verordening verblijfsbelasting art. 5
    source: The by-law of a test
    checked: 2026-11-21
"""
HEAD = """
id: levy.rate
municipality: GM9001
description: {nl: Het tarief per nacht., en: The rate per night.}
unit: cents_per_night
kind: local
values:"""


@pytest.fixture(autouse=True)
def _rates(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """1.25 from April 2025, none in the first half of 2024, 1.50 from August 2026."""
    entries = [("2025-04-01", 125), ("2026-02-01", "null"), ("2026-03-01", 125)]
    values = [
        ENTRY.format(start=s, value=v) for s, v in [*entries, ("2026-08-01", 150)]
    ]
    (tmp_path / "rate.yaml").write_text(HEAD + "".join(values))
    settings.LOCAL_RULES = [tmp_path]
    rulebook.cache_clear()
    yield
    rulebook.cache_clear()


@pytest.fixture
def town() -> Town:
    return make_town(CODE, NAME)


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Test")


def stay(
    house: House, reference: str, arrival: date, departure: date | None = None
) -> None:
    guest, _ = Guest.objects.get_or_create(
        provider_id=house.provider, reference=reference
    )
    Stay.objects.create(
        municipality_id=house.location.municipality_id,
        provider_id=house.provider,
        location=house.location,
        guest=guest,
        arrival=arrival,
        departure=departure,
        bed_id=7,
        declaration_id=1,
    )


def state(
    house: House, reference: str, since: date, status: str = "brp", where: str = NAME
) -> None:
    RegistrationStatement.objects.create(
        guest=Guest.objects.get(provider_id=house.provider, reference=reference),
        municipality_id=house.location.municipality_id,
        valid_from=since,
        provider_id=house.provider,
        status=status,
        brp_municipality=where if status == "brp" else "",
        declaration_id=1,
    )


def levied(town: Town, year: int = 2026, on: date = TODAY) -> dict:
    with scope(acting(town.officer)):
        return taxable_nights(by=town.officer, municipality=town.code, year=year, on=on)


@pytest.mark.parametrize(
    ("registered_from", "cents"),
    [(None, 275_00), (date(2026, 1, 1), 250_00), (date(2026, 4, 11), 262_50)],
)
def test_eleven_persons_twenty_nights(
    town: Town, house: House, registered_from: date | None, cents: int
) -> None:
    """Q06: nobody in the BRP, one of them, one of them from the eleventh night."""
    with scope(everything()):
        for number in range(11):
            stay(house, f"g{number}", date(2026, 4, 1), date(2026, 4, 21))
        if registered_from:
            state(house, "g3", registered_from)
    found = levied(town)
    assert found["total_cents"] == cents
    (row,) = found["rows"]
    assert (row["provider"], row["provider_id"]) == ("Pension Test", house.provider)
    assert row["rate_cents"] == 125
    assert row["amount_cents"] == cents
    assert row["trace"]["article"] == "Gemeentewet art. 224(1)"
    assert row["trace"]["parameter_version"] == "levy.rate@2026-03-01/GM9001"


def test_nights_without_a_rate_are_named_and_cost_nothing(
    town: Town, house: House
) -> None:
    """February 2026 had no rate here: its 28 nights are apart, the rest is taxed."""
    with scope(everything()):
        stay(house, "a", date(2026, 1, 31), date(2026, 3, 2))
    found = levied(town)
    assert [(r["rate_cents"], r["nights"]) for r in found["rows"]] == [(125, 1)] * 2
    assert (found["total_nights"], found["without_rate_nights"]) == (2, 28)
    assert found["total_cents"] == 250


def test_a_new_rate_takes_the_nights_from_its_day_on(town: Town, house: House) -> None:
    """A stay over the first of August pays two rates."""
    with scope(everything()):
        stay(house, "a", date(2026, 7, 30), date(2026, 8, 4))
    rows = levied(town)["rows"]
    assert [(r["rate_cents"], r["nights"]) for r in rows] == [(125, 2), (150, 3)]


def test_a_bed_let_twice_counts_for_each_guest(town: Town, house: House) -> None:
    """Same bed, same nights, two guests."""
    with scope(everything()):
        stay(house, "a", date(2026, 4, 1), date(2026, 4, 11))
        stay(house, "b", date(2026, 4, 1), date(2026, 4, 11))
    assert levied(town)["total_nights"] == 20


def test_an_open_stay_counts_through_the_night_of_the_day(
    town: Town, house: House
) -> None:
    """And a departure that lies ahead adds nothing yet; a year to come is empty."""
    with scope(everything()):
        stay(house, "a", date(2026, 11, 12))
        stay(house, "b", date(2026, 11, 12), date(2026, 12, 24))
    assert levied(town)["total_nights"] == 20
    assert levied(town, 2027)["rows"] == []
    assert levied(town, 2027, date(2027, 1, 2))["without_rate_nights"] == 0
    assert levied(town, 2027, date(2027, 1, 2))["total_nights"] == 2


def test_one_wholly_registered_provider_pays_nothing(town: Town, house: House) -> None:
    """It stays in the list with no nights; its guest takes nothing off another's."""
    rival = make_house(town, "Rival")
    with scope(everything()):
        stay(house, "a", date(2026, 4, 1), date(2026, 4, 11))
        state(house, "a", date(2026, 1, 1))
        stay(rival, "a", date(2026, 4, 1), date(2026, 4, 11))
    shown = [(row["provider"], row["nights"]) for row in levied(town)["rows"]]
    assert shown == [("Pension Test", 0), ("Rival", 10)]


def test_another_municipality_is_not_taxed_here(town: Town, house: House) -> None:
    """Its nights stay out of the sum, also when both are in scope."""
    far = make_house(make_town("GM9002", "Elders"), "Far")
    with scope(everything()):
        stay(far, "a", date(2026, 4, 1), date(2026, 4, 11))
        found = taxable_nights(
            by=town.officer, municipality=town.code, year=2026, on=TODAY
        )
    assert found["total_nights"] == 0


def test_only_the_levy_officer_sees_it(town: Town, house: House) -> None:
    """Tax data stay with the tax: not for supervision, registry or provider."""
    clerk = Actor(1, "", (Grant(1, Role.REGISTRY_CLERK, town.code),))
    supervisor = Actor(1, "", (Grant(1, Role.SUPERVISOR, town.code),))
    asked = {"municipality": town.code, "year": 2026, "on": TODAY}
    with scope(everything()):
        for actor in (clerk, supervisor, house.manager, stranger()):
            with pytest.raises(NotAllowed):
                taxable_nights(by=actor, **asked)


def test_a_room_that_is_off_levies_nothing(town: Town) -> None:
    """A municipality that does not use the room gets no sums."""
    with scope(acting(town.officer)):
        RoomSwitch.objects.filter(municipality_id=town.code, room="levy").delete()
    with pytest.raises(RoomClosed):
        levied(town)


# --- the same sums as the readable form


def generated(seed: int, houses: list[House]) -> dict[int, list[taxable.TaxedGuest]]:
    """Guests of several providers: stays with gaps, some open, with statements."""
    chance = random.Random(seed)
    return {
        house.provider: [_guest(chance, house, f"g{n}") for n in range(60)]
        for house in houses
    }


def _guest(chance: random.Random, house: House, name: str) -> taxable.TaxedGuest:
    day, stays = date(2025, 1, 1) + chance.randrange(300) * NIGHT, []
    for _ in range(chance.randrange(1, 5)):
        until = day + chance.choice([1, 6, 28, 31, 90, 365]) * NIGHT
        end = None if until > TODAY and chance.random() < 0.7 else until
        stay(house, name, day, end)
        stays.append(DateRange(day, end))
        if end is None:
            break
        day = end + chance.choice([0, 0, 3, 40]) * NIGHT
    since = sorted(chance.sample(range(700), chance.choice([0, 0, 1, 3])))
    told = [_statement(chance, house, name, n) for n in since]
    return taxable.TaxedGuest(stays, told)


def _statement(
    chance: random.Random, house: House, name: str, ahead: int
) -> taxable.Statement:
    since = date(2025, 1, 15) + ahead * NIGHT
    status = chance.choice(["brp", "brp", "none", "rni"])
    where = chance.choice([NAME, NAME.upper(), CODE, "Elders"])
    state(house, name, since, status, where)
    return taxable.Statement(since, status, where if status == "brp" else "")


@pytest.mark.parametrize(
    ("seed", "year", "on"),
    [
        (1, 2026, TODAY),
        (2, 2025, TODAY),
        (3, 2026, date(2026, 2, 28)),
        (4, 2025, date(2025, 12, 31)),
        (5, 2026, date(2027, 3, 1)),
    ],
)
def test_one_statement_for_all_finds_what_the_rule_says(
    town: Town, seed: int, year: int, on: date
) -> None:
    """Every provider's nights under every rate, and those without one."""
    houses = [make_house(town, f"House {n}") for n in range(3)]
    with scope(everything()):
        world = generated(seed, houses)
    found = levied(town, year, on)
    known = taxable.rates(rulebook(), taxable.taxable_period(year, on), CODE)
    counted = {
        (provider, rate.version): taxable.taxable_nights(guests, rate, CODE, NAME)
        for provider, guests in world.items()
        for rate in known
        if rate.cents is not None
    }
    shown = {
        (row["provider_id"], row["trace"]["parameter_version"]): row
        for row in found["rows"]
    }
    assert {key: row["nights"] for key, row in shown.items()} == {
        key: nights.nights for key, nights in counted.items() if key in shown
    }
    assert not any(n.nights for key, n in counted.items() if key not in shown)
    assert found["total_cents"] == sum(n.amount for n in counted.values())
    assert found["total_cents"] > 0
    assert found["without_rate_nights"] == sum(
        taxable.taxable_nights(guests, rate, CODE, NAME).nights
        for guests in world.values()
        for rate in known
        if rate.cents is None
    )


# --- at the command line


def test_the_command_shows_euros_and_answers_in_json(town: Town, house: House) -> None:
    """For people a table with amounts, for programs cents."""
    with scope(everything()):
        stay(house, "a", date(2026, 2, 27), date(2026, 4, 21))
    asked = ["nights", "--municipality", town.code, "--year", "2026"]
    who = ["--on", "2026-11-21", "--as", town.officer.email]
    shown = CliRunner().invoke(app, [*asked, *who])
    assert shown.exit_code == 0
    told = json.loads(CliRunner().invoke(app, [*asked, *who, "--json"]).stdout)
    assert (told["total_nights"], told["total_cents"]) == (51, 63_75)
    assert told["without_rate_nights"] == 2
    refused = CliRunner().invoke(app, [*asked, "--as", house.manager.email])
    assert refused.exit_code == 3
