"""What the law allows in asking for a warrant, and when somebody may go in by it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.supervision.inspections.domain.warrants import (
    POWERS,
    Limits,
    Paper,
    Power,
    Request,
    WarrantGround,
    WarrantState,
    check_decider,
    check_decision,
    check_request,
    may_enter,
)

LIMITS = Limits(others=3, night_until_hour=6)
ASKED = Request(
    reasons="Neighbours counted 14 people in three rooms.",
    grounds=(WarrantGround.OVERCROWDING,),
    power=Power.HUISVESTINGSWET,
    needed_because="Consent was asked twice and refused.",
    dwellings=(1,),
)
# Case Q10: issued on Monday 9 March 2026, valid to Thursday 12 March.
PAPER = Paper(
    state=WarrantState.GRANTED,
    dwellings=frozenset({1, 2}),
    issued_on=date(2026, 3, 9),
    valid_until=date(2026, 3, 12),
    night=False,
    absent=False,
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in March 2026, on the clock of the Netherlands."""
    return datetime(2026, 3, day, hour, minute)


def enters(moment: datetime, paper: Paper | None = PAPER, **other: bool) -> bool:
    return may_enter(paper, 1, moment, limits=LIMITS, **other).may


def test_a_whole_request_may_be_asked() -> None:
    check_request(ASKED, LIMITS)
    check_request(replace(ASKED, dwellings=(1, 2, 3, 4)), LIMITS)


@pytest.mark.parametrize(
    ("wrong", "article"),
    [
        ({"power": None}, "art. 3(3) and 4 Awbi"),
        ({"needed_because": "  "}, "art. 3(3) and 4 Awbi"),
        ({"grounds": (WarrantGround.POOR_CONDITIONS,)}, "art. 3(3) and 4 Awbi"),
        ({"dwellings": (1, 2, 3, 4, 5)}, "art. 5 Awbi"),
    ],
)
def test_what_the_law_does_not_allow_is_refused_with_its_article(
    wrong: dict[str, object], article: str
) -> None:
    with pytest.raises(Invalid) as refused:
        check_request(replace(ASKED, **wrong), LIMITS)
    assert article in str(refused.value.why)


@pytest.mark.parametrize(
    "wrong",
    [{"reasons": "because"}, {"grounds": ()}, {"dwellings": ()}, {"dwellings": (1, 1)}],
)
def test_a_request_without_reasons_ground_or_dwelling_is_refused(
    wrong: dict[str, object],
) -> None:
    with pytest.raises(Invalid):
        check_request(replace(ASKED, **wrong), LIMITS)


def test_poor_conditions_beside_a_danger_are_no_hindrance() -> None:
    both = (WarrantGround.POOR_CONDITIONS, WarrantGround.FIRE_RISK)
    check_request(replace(ASKED, grounds=both), LIMITS)


def test_every_power_names_its_article() -> None:
    assert set(POWERS) == set(Power)
    assert all("art." in law.article for law in POWERS.values())


def test_nobody_decides_on_their_own_request() -> None:
    check_decider(1, 2)
    with pytest.raises(NotAllowed):
        check_decider(1, 1)


def test_a_request_is_decided_on_once_and_in_words() -> None:
    check_decision(WarrantState.ASKED, "The danger is shown enough.")
    with pytest.raises(Invalid):
        check_decision(WarrantState.ASKED, "ok")
    for state in set(WarrantState) - {WarrantState.ASKED}:
        with pytest.raises(Conflict):
            check_decision(state, "The danger is shown enough.")


@pytest.mark.parametrize(
    ("moment", "may"),
    [
        (at(9, 0), False),  # the night of the day of issue
        (at(9, 6), True),
        (at(12, 23, 59), True),
        (at(13, 6), False),
        (at(8, 12), False),
        (at(12, 5, 59), False),
    ],
)
def test_a_warrant_holds_to_the_third_day_and_not_by_night(
    moment: datetime, may: bool
) -> None:
    assert enters(moment) is may


def test_night_and_absence_only_where_the_warrant_says_so() -> None:
    assert enters(at(12, 3), replace(PAPER, night=True))
    assert not enters(at(10, 12), resident_absent=True)
    assert enters(at(10, 12), replace(PAPER, absent=True), resident_absent=True)


def test_another_dwelling_is_not_entered_by_it() -> None:
    said = may_enter(PAPER, 7, at(10, 12), limits=LIMITS)
    assert (said.may, said.article) == (False, "Awbi art. 5")


@pytest.mark.parametrize("state", sorted(set(WarrantState) - {WarrantState.GRANTED}))
def test_what_was_not_given_opens_no_door(state: WarrantState) -> None:
    assert not enters(at(10, 12), replace(PAPER, state=state))
    assert not enters(at(10, 12), None)
