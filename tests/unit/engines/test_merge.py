"""What stands at a path, told in small examples."""

import doctest
from dataclasses import replace

import pytest

from onderdak.engines import merge
from onderdak.engines.merge import (
    Json,
    Operation,
    canonical,
    conflicts,
    is_sealed_path,
    merged,
    replaced_at,
)

BEDS = "room/r1/beds"


def op(
    id_: str, typed: Json, *replaces: str, path: str = BEDS, at: str = ""
) -> Operation:
    return Operation(id_, "device", 1, path, typed, replaces, at)


def test_the_example_of_the_package_holds() -> None:
    assert doctest.testmod(merge).failed == 0


def test_two_who_did_not_see_each_other_are_in_conflict_and_both_are_shown() -> None:
    state = merged([op("a", "3", at="2026"), op("b", "4", at="1999")])
    assert conflicts(state) == (BEDS,)
    assert [each.typed for each in state[BEDS].values] == ["4", "3"]
    assert state[BEDS].value is None


def test_two_who_typed_the_same_agree() -> None:
    state = merged([op("a", "3"), op("b", "3")])
    assert (state[BEDS].settled, state[BEDS].value) == (True, "3")
    assert len(state[BEDS].values[0].operations) == 2


def test_typing_again_settles_for_all_and_keeps_both_in_the_history() -> None:
    here = [op("a", "3"), op("b", "4")]
    settling = op("c", "4", *replaced_at(merged(here), BEDS))
    found = merged([settling, *here])[BEDS]
    assert (found.settled, found.value) == (True, "4")
    assert {each.typed for each in found.history} == {"3", "4"}


def test_who_did_not_see_what_was_settled_stands_beside_it() -> None:
    late = op("d", "5", "a")
    found = merged([op("a", "3"), op("b", "4"), op("c", "4", "a", "b"), late])[BEDS]
    assert [each.typed for each in found.values] == ["4", "5"]


def test_what_was_replaced_in_between_does_not_come_back_when_that_is_missing() -> None:
    first, between = op("a", "3"), op("b", "x" * 9_000, "a")
    last = op("c", "4", *replaced_at(merged([first, between]), BEDS))
    assert merged([first, last])[BEDS].value == "4"


def test_made_empty_is_settled_and_not_the_same_as_never_typed() -> None:
    found = merged([op("a", "3"), op("b", None, "a")])
    assert (found[BEDS].settled, found[BEDS].value) == (True, None)
    assert "room/r1/area" not in found


def test_a_replacement_at_another_path_counts_for_nothing() -> None:
    state = merged([op("a", "3"), op("b", "4", "a", path="room/r2/beds")])
    assert state[BEDS].value == "3"


def test_operations_in_a_ring_all_stand_and_none_replaces_itself() -> None:
    ring = merged([op("a", "3", "b"), op("b", "4", "a")])[BEDS]
    assert len(ring.heads) == 2
    assert merged([op("a", "3", "a")])[BEDS].value == "3"


def test_what_is_sealed_is_never_taken_for_the_same() -> None:
    sealed = [replace(op(id_, None), sealed=True) for id_ in "ab"]
    assert not merged(sealed)[BEDS].settled
    # Whoever typed it still reads it on the own device.
    assert merged([sealed[0], op("a", "3")])[BEDS].value == "3"


def test_a_truth_a_number_and_a_word_are_three_values() -> None:
    texts = {canonical(value) for value in (1, True, "1", None, "null", [1], {"1": 1})}
    assert len(texts) == 7
    assert canonical(3) == canonical(3.0)
    assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1})


@pytest.mark.parametrize(
    ("path", "sealed"),
    [
        ("statement/s/words", True),
        ("child/c", True),
        ("statements/s", False),
        ("room/statement/x", False),
    ],
)
def test_statements_and_children_are_sealed(path: str, sealed: bool) -> None:
    assert is_sealed_path(path) is sealed
