"""Numbers of registers are checked and come back in one form."""

import pytest

from onderdak.kernel.errors import Invalid
from onderdak.kernel.identifiers import (
    BagKind,
    bag_id,
    bsn,
    district_code,
    kvk_number,
    municipality_code,
    neighbourhood_code,
    postcode,
    whole_number,
)


@pytest.mark.parametrize(
    ("check", "written", "kept"),
    [
        (bsn, "1112.22.333", "111222333"),
        (bsn, "10000008", "010000008"),
        (postcode, " 1234 ab", "1234AB"),
        (kvk_number, "6970 0027", "69700027"),
        (municipality_code, "gm0202", "GM0202"),
        (municipality_code, "0202", "GM0202"),
        (district_code, "WK020201", "WK020201"),
        (neighbourhood_code, "BU02020101", "BU02020101"),
    ],
)
def test_a_right_number_comes_back_in_the_form_that_is_kept(check, written, kept):
    assert check(written) == kept


@pytest.mark.parametrize(
    ("check", "written"),
    [
        (bsn, "111252333"),
        (bsn, "000000000"),
        (bsn, "12"),
        (bsn, ""),
        (postcode, "0123 AB"),
        (postcode, "1234 SS"),
        (kvk_number, "1234567"),
        (kvk_number, "١٢٣٤٥٦٧٨"),
        (municipality_code, "GM202"),
        (municipality_code, "WK0202"),
        (district_code, "GM020201"),
        (neighbourhood_code, "BU0202010"),
    ],
)
def test_a_wrong_number_is_refused_with_what_to_do_next(check, written):
    with pytest.raises(Invalid) as refused:
        check(written)
    assert refused.value.why is not None
    assert refused.value.next_step is not None


def test_a_citizen_service_number_is_never_in_the_message():
    with pytest.raises(Invalid) as refused:
        bsn("111252333")
    assert "1112" not in f"{refused.value} {refused.value.args}"


@pytest.mark.parametrize("kind", BagKind)
def test_a_bag_id_is_of_the_kind_that_was_asked_for(kind):
    right = f"0202{kind}0000000001"
    assert bag_id(f" {right} ", kind) == right
    other = next(found for found in BagKind if found != kind)
    with pytest.raises(Invalid, match="fifth and sixth"):
        bag_id(right, other)


def test_a_bag_id_that_lost_its_zero_is_refused_and_explained():
    with pytest.raises(Invalid, match="spreadsheet"):
        bag_id("202010000000001", BagKind.DWELLING_OBJECT)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("", None),
        ("-1", None),
        ("1.0", None),
        ("²", None),
        ("٣", None),
    ],
)
def test_only_figures_that_fit_in_a_key_are_a_number(written, number):
    assert whole_number(written) == number
