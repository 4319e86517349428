"""People first: what an order that empties beds waits for, and what it does not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onderdak.supervision.enforcement.domain.people import (
    Answer,
    PeopleFirst,
    Seen,
    arranging_problems,
    people_in,
    people_problems,
    settling_problems,
    urgent_by,
)

READY = PeopleFirst(
    counted=7, answer=Answer.RESERVE, held=7, tellings=1, children=Seen.NONE
)


def _said(people: PeopleFirst) -> list[str]:
    return [str(problem) for problem in people_problems(people)]


def test_where_all_is_arranged_nothing_stands_in_the_way() -> None:
    assert _said(READY) == []


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        ({"counted": None}, "Count first"),
        ({"answer": None}, "Answer where the 7 people go"),
        ({"held": 6}, "Places are held for 6 of the 7"),
        ({"tellings": 0}, "Name who tells"),
        ({"children": Seen.SOME}, "Children were seen"),
        ({"answer": Answer.NOBODY_SLEEPS}, "7 people were counted"),
    ],
)
def test_each_thing_that_is_lacking_is_named(
    lacks: dict[str, object], told: str
) -> None:
    problems = _said(replace(READY, **lacks))
    assert [one for one in problems if told in one] == problems[:1]


def test_where_nobody_sleeps_for_sure_nothing_is_asked() -> None:
    assert _said(PeopleFirst(counted=0, sure=True)) == []


def test_an_empty_house_that_was_not_wholly_counted_still_asks() -> None:
    assert _said(PeopleFirst(counted=0, sure=False)) != []


def test_who_goes_to_a_place_of_the_provider_needs_no_rooms_held() -> None:
    assert _said(replace(READY, answer=Answer.PROVIDER, held=0)) == []


def test_who_stays_needs_not_be_told_where_to_go() -> None:
    assert _said(replace(READY, answer=Answer.NOBODY_LEAVES, tellings=0)) == []


def test_the_guard_of_a_case_leaves_counting_and_telling_to_the_law() -> None:
    assert arranging_problems(PeopleFirst()) == []
    assert arranging_problems(replace(READY, tellings=0)) == []
    assert len(arranging_problems(replace(READY, answer=None))) == 1


def test_people_first_is_settled_once_they_were_told() -> None:
    assert [str(one) for one in settling_problems(READY)] == [
        "Write down when the people were told."
    ]
    assert settling_problems(replace(READY, told=1)) == []


def test_the_hours_of_an_urgent_measure_run_through_the_night() -> None:
    saturday = datetime(2026, 3, 7, 23, 10, tzinfo=UTC)
    assert urgent_by(saturday, 24) == datetime(2026, 3, 8, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "counted"),
    [
        ({}, (None, False)),
        ({"people": 12}, (12, True)),
        ({"people": 3, "units": [{"people": 5}, {"people": 4}]}, (9, True)),
        ({"people": 3, "units": [{"people": 5}, {}]}, (5, False)),
        ({"units": [{"rooms": [{"people": 2}, {}]}]}, (2, False)),
        ({"units": [{"people": 2, "rooms": [{"people": 4}]}]}, (4, False)),
        ({"units": [{"people": 0}]}, (0, True)),
        ({"units": [{}]}, (None, False)),
        ({"people": True, "units": "many"}, (None, False)),
        (None, (None, False)),
    ],
)
def test_of_several_counts_the_largest_is_taken(
    raw: object, counted: tuple[int | None, bool]
) -> None:
    assert people_in(raw) == counted
