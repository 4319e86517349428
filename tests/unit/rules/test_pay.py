"""The pay check says the sum, the condition, and who supervises."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from onderdak.kernel.errors import Invalid
from onderdak.rules import Unverified, load, national_folder
from onderdak.rules.pay import PayAnswer, pay

BOOK = load(national_folder())


def asked(
    housing: int = 50_000,
    certified: bool | None = None,
    hourly: int = 1500,
    hours: str = "160",
    age: int = 21,
    on: date = date(2026, 7, 1),
) -> PayAnswer:
    return pay(hourly, Decimal(hours), age, housing, on, certified, BOOK)


def test_the_answer_has_exactly_the_keys_that_are_published() -> None:
    assert list(asked().as_dict()) == [
        "minimum_wage_cents",
        "max_housing_cents",
        "allowed",
        "article",
        "parameter_version",
        "text",
    ]


def test_the_answer_rests_on_three_dated_values() -> None:
    answer = asked()

    assert answer.parameter_version == (
        "wml.hourly@2026-07-01, wml.youth_share@2019-07-01,"
        " wml.housing_share@2017-01-01"
    )
    assert answer.article.startswith("Wml art. 13; Besluit minimumloon art. 2a")
    assert answer.housing_share == Fraction(1, 4)


def test_without_a_word_on_the_landlord_the_text_names_the_condition() -> None:
    answer = asked()

    assert answer.allowed
    assert "written mandate" in answer.text["en"]
    assert "schriftelijke volmacht" in answer.text["nl"]
    assert "€ 2.398,40" in answer.text["nl"]
    assert "€ 599.60" in answer.text["en"]


def test_with_a_certified_landlord_the_condition_is_met() -> None:
    answer = asked(certified=True)

    assert answer.allowed
    assert "written mandate" not in answer.text["en"]


@pytest.mark.parametrize("housing", [0, 1, 59_960, 100_000])
def test_without_a_certified_landlord_it_is_never_allowed(housing: int) -> None:
    answer = asked(housing, certified=False)

    assert not answer.allowed
    assert "nothing may be deducted" in answer.text["en"]


def test_too_much_says_how_much_too_much() -> None:
    answer = asked(60_060)

    assert not answer.allowed
    assert "€ 1.00 too high" in answer.text["en"]
    assert "€ 1,00 te hoog" in answer.text["nl"]


def test_a_wage_below_the_minimum_is_said() -> None:
    assert "below the minimum wage of € 14.99" in asked(hourly=1498).text["en"]
    assert "below the minimum wage" not in asked(hourly=1499).text["en"]


@pytest.mark.parametrize("certified", [True, False, None])
def test_the_inspectorate_supervises_and_not_the_municipality(
    certified: bool | None,
) -> None:
    answer = asked(certified=certified)

    assert answer.text["en"].endswith("The Labour Inspectorate supervises.")
    assert answer.text["nl"].endswith("De Arbeidsinspectie houdt toezicht.")


def test_before_2024_there_was_no_minimum_wage_per_hour() -> None:
    with pytest.raises(Invalid, match="Before 2024-01-01"):
        asked(on=date(2023, 12, 31))


def test_a_half_year_that_is_not_known_yet_is_refused() -> None:
    with pytest.raises(Unverified):
        asked(on=date(2027, 1, 1))


@pytest.mark.parametrize("age", [0, 14])
def test_below_fifteen_there_is_no_minimum_wage(age: int) -> None:
    with pytest.raises(Invalid, match="age of 15"):
        asked(age=age)


def test_there_is_no_ladder_down_to_zero() -> None:
    shares = {
        asked(on=date(year, month, 1)).housing_share
        for year in (2024, 2025, 2026)
        for month in (1, 7)
    }

    assert shares == {Fraction(1, 4)}
