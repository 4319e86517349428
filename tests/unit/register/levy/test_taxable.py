"""Taxable nights, case by case beside art. 224(1) Gemeentewet."""

from datetime import date

import pytest

from onderdak.kernel.money import Cents
from onderdak.kernel.ranges import DateRange
from onderdak.register.levy.domain.taxable import (
    Rate,
    Statement,
    TaxedGuest,
    taxable_nights,
    taxable_period,
    without,
)

CODE, NAME = "GM9001", "Teststad"
YEAR = DateRange(date(2026, 1, 1), date(2027, 1, 1))
RATE = Rate(YEAR, Cents(125), "levy.rate@2026-01-01/GM9001", "Verordening art. 5")
STAY = DateRange(date(2026, 3, 1), date(2026, 3, 21))  # twenty nights
HERE = Statement(date(2026, 1, 1), "brp", NAME)


def amount(*guests: TaxedGuest) -> int:
    return taxable_nights(guests, RATE, CODE, NAME).amount


def test_eleven_persons_none_in_the_brp() -> None:
    """Q06: 11 persons, 20 nights, 1.25."""
    assert amount(*[TaxedGuest([STAY])] * 11) == 275_00


def test_one_of_eleven_in_the_brp_leaves_ten() -> None:
    """Q06: one registered guest takes off his own nights and no others."""
    assert amount(*[TaxedGuest([STAY])] * 10, TaxedGuest([STAY], [HERE])) == 250_00


def test_registered_from_the_eleventh_night_on() -> None:
    """The ten nights before the registration are taxed, the ten from it on are not."""
    half = Statement(date(2026, 3, 11), "brp", NAME)
    assert amount(*[TaxedGuest([STAY])] * 10, TaxedGuest([STAY], [half])) == 262_50


@pytest.mark.parametrize(
    "statement",
    [
        Statement(date(2026, 1, 1), "none"),
        Statement(date(2026, 1, 1), "rni"),
        Statement(date(2026, 1, 1), "brp", "Elders"),
        Statement(date(2026, 1, 1), "brp", "GM9002"),
        Statement(date(2026, 3, 21), "brp", NAME),
    ],
)
def test_only_a_brp_address_in_this_municipality_exempts(statement: Statement) -> None:
    """RNI, an address elsewhere, or one that came later: every night is taxed."""
    assert amount(TaxedGuest([STAY], [statement])) == 25_00


@pytest.mark.parametrize("written", ["GM9001", "gm9001", "Teststad", " TESTSTAD "])
def test_the_municipality_is_known_by_code_or_name(written: str) -> None:
    """Providers write it in many ways."""
    assert amount(TaxedGuest([STAY], [Statement(STAY.start, "brp", written)])) == 0


def test_a_statement_holds_until_the_next() -> None:
    """Registered for five nights in the middle, whatever the order of the rows."""
    told = [
        Statement(date(2026, 3, 11), "none"),
        Statement(date(2026, 3, 6), "brp", NAME),
    ]
    assert amount(TaxedGuest([STAY], told)) == 15 * 125


def test_a_bed_let_twice_is_taxed_twice() -> None:
    """Each guest's night counts, also in a bed that another has too."""
    assert amount(TaxedGuest([STAY]), TaxedGuest([STAY])) == 50_00


def test_an_open_stay_counts_through_the_night_of_the_day() -> None:
    """Looked at on 10 March, ten nights have been slept since 1 March."""
    within = taxable_period(2026, date(2026, 3, 10))
    rate = Rate(within, Cents(125), "v", "a")
    guest = TaxedGuest([DateRange(date(2026, 3, 1))])
    assert taxable_nights([guest], rate, CODE, NAME).nights == 10


def test_a_year_takes_its_own_nights() -> None:
    """The night of 31 December belongs to the old year, 1 January to the new one."""
    guest = TaxedGuest([DateRange(date(2025, 12, 30), date(2026, 1, 3))])
    later = date(2026, 6, 1)
    for year, nights in ((2025, 2), (2026, 2), (2027, 0)):
        rate = Rate(taxable_period(year, later), Cents(100), "v", "a")
        assert taxable_nights([guest], rate, CODE, NAME).nights == nights


def test_what_no_rate_covers_is_found() -> None:
    """A by-law that begins in April and was without a rate in July leaves two gaps."""
    covered = [
        DateRange(date(2026, 8, 1), date(2027, 1, 1)),
        DateRange(date(2026, 4, 1), date(2026, 7, 1)),
    ]
    assert without(YEAR, covered) == [
        DateRange(date(2026, 1, 1), date(2026, 4, 1)),
        DateRange(date(2026, 7, 1), date(2026, 8, 1)),
    ]
    assert without(YEAR, []) == [YEAR]
    assert without(YEAR, [YEAR]) == []


def test_the_trace_tells_article_by_law_and_version() -> None:
    """An assessment can be explained to whoever must pay it."""
    told = taxable_nights([TaxedGuest([STAY])], RATE, CODE, NAME).trace.as_dict()
    assert told["rule"] == "D01"
    assert told["value"] == 25_00
    assert told["article"] == "Gemeentewet art. 224(1)"
    assert told["parameter_version"] == "levy.rate@2026-01-01/GM9001"
    assert told["inputs"]["by_law"] == "Verordening art. 5"
