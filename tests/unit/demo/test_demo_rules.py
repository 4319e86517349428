"""The demo's local parameters are read by the engine and say what the demo promises."""

from datetime import date
from pathlib import Path

import pytest

from onderdak.project.demo import facts
from onderdak.rules import national_folder
from onderdak.rules.engine.loading import load

_BOOK = load(national_folder(), Path(facts.__file__).parent / "local_rules")


def _rate(code: str, on: date) -> object:
    return _BOOK.value("levy.rate", on=on, municipality=code).value


def test_every_municipality_with_the_register_has_a_rate_from_day_one() -> None:
    for here in facts.PLACES:
        if "nights" in facts.rooms_of(here.code):
            rate = _rate(here.code, date(2025, 1, 1))
            assert (rate == 0) == (here.code in facts.WITHOUT_LEVY)


@pytest.mark.parametrize(
    ("code", "changes"), [("GM0268", date(2026, 1, 1)), ("GM0299", date(2026, 7, 1))]
)
def test_two_municipalities_change_their_rate(code: str, changes: date) -> None:
    before = date.fromordinal(changes.toordinal() - 1)
    assert _rate(code, before) != _rate(code, changes)


def test_arnhem_and_lingewaard_have_the_rates_of_the_policy_paper() -> None:
    assert _rate("GM0202", date(2026, 1, 1)) == 200
    assert _rate("GM1705", date(2026, 1, 1)) == 100


def test_one_municipality_shares_larger_counts_only() -> None:
    on = date(2026, 1, 1)
    own = _BOOK.value("disclosure.minimum_count", on=on, municipality="GM0277")
    national = _BOOK.value("disclosure.minimum_count", on=on, municipality="GM0202")
    assert own.value == 10
    assert national.value == 5
