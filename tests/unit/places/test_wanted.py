"""What somebody types to find an address is read as it is meant."""

import pytest

from onderdak.foundation.places.domain.keys import key
from onderdak.foundation.places.domain.wanted import Wanted, readings


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Dorpsstraat", Wanted("dorpsstraat")),
        ("  dorps STRAAT ", Wanted("dorpsstraat")),
        ("Dorpsstraat 12", Wanted("dorpsstraat", 12)),
        ("Dorpsstraat 12a", Wanted("dorpsstraat", 12, "a")),
        ("Dorpsstraat 12 A-2", Wanted("dorpsstraat", 12, "a2")),
        ("Dorpsstraat 12, Doesburg", Wanted("dorpsstraat", 12, town="doesburg")),
        ("Dorpsstraat 12 Doesburg", Wanted("dorpsstraat", 12, town="doesburg")),
        ("Dorpsstraat, Doesburg", Wanted("dorpsstraat", town="doesburg")),
        (
            "Dorpsstraat 12A-2, 6981 AB Doesburg",
            Wanted("dorpsstraat", 12, "a2", "6981AB", "doesburg"),
        ),
        ("Dorpsstraat 12, 6981ab", Wanted("dorpsstraat", 12, postcode="6981AB")),
        ("'s-Gravenweg 1", Wanted("sgravenweg", 1)),
        ("J.P. Coenstraat 3", Wanted("jpcoenstraat", 3)),
        ("Stêdsgracht", Wanted("stedsgracht")),
        ("1e Wormenseweg 8", Wanted("1ewormenseweg", 8)),
        ("Plein 1944", Wanted("plein", 1944)),
        ("Plein 1944 12", Wanted("plein1944", 12)),
        ("6981", Wanted(postcode="6981")),
        ("6981A", Wanted(postcode="6981A")),
        ("6981 ab", Wanted(postcode="6981AB")),
        ("6981AB 12", Wanted(number=12, postcode="6981AB")),
        ("6981 AB 12 a", Wanted(number=12, addition="a", postcode="6981AB")),
        ("6981AB Doesburg", Wanted(postcode="6981AB", town="doesburg")),
    ],
)
def test_the_likeliest_reading_comes_first(words: str, meant: Wanted) -> None:
    assert readings(words)[0] == meant


def test_a_number_may_belong_to_the_name_of_the_street() -> None:
    assert Wanted("plein1944") in readings("Plein 1944")
    assert Wanted("dorpsstraat", 12, "2hs") in readings("Dorpsstraat 12 2 hs")


@pytest.mark.parametrize("words", ["", "   ", ",", "%", "'"])
def test_what_says_nothing_finds_nothing(words: str) -> None:
    assert readings(words) == []


def test_a_key_keeps_letters_and_digits_only() -> None:
    assert key("Café 't Hûs-2 (ö)") == "cafethus2o"
