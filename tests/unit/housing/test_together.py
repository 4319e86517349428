"""What is said alike of several units is told once, with the units it is about."""

import pytest

from onderdak.housing.quality.domain.together import (
    alike,
    told_once,
    units_in,
    units_told,
)


def finding(place: str | None, nl: str) -> dict[str, object]:
    return {"place": place, "text": {"nl": nl, "en": nl.upper()}}


def test_what_says_the_same_stands_together_in_its_first_order() -> None:
    assert alike(["b1", "a1", "b2"], lambda one: one[0]) == [("b1", "b2"), ("a1",)]


@pytest.mark.parametrize(
    ("places", "of", "told"),
    [
        (["A"], 9, "Unit: A."),
        (["A"], 1, "Unit: A."),
        (["A", "B"], 2, "All 2 units."),
        (["A", "B"], 3, "Units: A, B."),
        (list("ABCDEFG"), 9, "Units: A, B, C, D, E, F, G."),
        (list("ABCDEFGH"), 9, "8 units: A, B, C, D, E, F and 2 more."),
        (list("ABCDEFGH"), 8, "All 8 units."),
    ],
)
def test_units_are_named_first_few_first(places: list[str], of: int, told: str) -> None:
    sentence = units_told(places, of)
    assert sentence.fill(sentence.msgid) == told


def test_a_sentence_is_told_once_with_all_its_units() -> None:
    found = [
        finding("A", "te klein"),
        finding("A", "geen bed"),
        finding("B", "te klein"),
        finding("B", "geen bed"),
        finding("C", "te vol"),
        finding(None, "geen plan"),
    ]
    assert told_once(found, "nl") == [
        ("te klein geen bed", ("A", "B")),
        ("te vol", ("C",)),
        ("geen plan", ()),
    ]
    assert told_once(found, "en")[1] == ("TE VOL", ("C",))
    assert units_in(found) == 3
