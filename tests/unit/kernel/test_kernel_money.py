"""Amounts are read and written in one way, and rounding is always stated."""

from fractions import Fraction

import pytest

from onderdak.kernel.errors import Invalid
from onderdak.kernel.money import Cents, Rounding, euros, parse_euros, share


def test_amounts_are_written_in_the_style_of_the_reader():
    assert euros(Cents(125_000)) == "1.250,00"
    assert euros(Cents(125_000), "en") == "1,250.00"
    assert euros(Cents(-5)) == "-0,05"


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("1.250,00", 125_000),
        ("€ 1250", 125_000),
        ("EUR 1,25", 125),
        ("0,5", 50),
        (" -2,00 ", -200),
        ("1.250", 125_000),
    ],
)
def test_dutch_amounts_are_read(written, cents):
    assert parse_euros(written) == cents


def test_english_amounts_are_read():
    assert parse_euros("1,250.50", "en") == 125_050


@pytest.mark.parametrize(
    "written", ["", "1.25", "1,250", "12.50,00", "1,2,3", "١٢", "9" * 13, "tien", "--1"]
)
def test_what_can_be_read_two_ways_or_not_at_all_is_refused(written):
    with pytest.raises(Invalid) as refused:
        parse_euros(written)
    assert "1.250,00" in str(refused.value)


@pytest.mark.parametrize(
    ("rounding", "cents"),
    [(Rounding.DOWN, 62), (Rounding.HALF_UP, 63), (Rounding.UP, 63)],
)
def test_half_a_cent_goes_the_way_that_is_stated(rounding, cents):
    assert share(125, Fraction(1, 2), rounding=rounding) == cents
    assert share(-125, Fraction(1, 2), rounding=rounding) == -cents


def test_less_than_half_a_cent_goes_up_only_when_rounding_up():
    third = Fraction(1, 3)
    assert share(100, third, rounding=Rounding.HALF_UP) == 33
    assert share(100, third, rounding=Rounding.UP) == 34


def test_a_float_is_never_a_part_of_money():
    with pytest.raises(TypeError, match="float"):
        share(100, 0.5, rounding=Rounding.DOWN)
