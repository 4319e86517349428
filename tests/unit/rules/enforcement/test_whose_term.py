"""Whose term it is, what its passing opens, what lapses - and when a term counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.walking import book, norms, situation

from onderdak.kernel.errors import ConfigurationError
from onderdak.rules.enforcement import (
    ClockState,
    RemedyOn,
    RuleSet,
    Situation,
    Taken,
    clocks_of,
    problems,
    read,
    shipped,
)
from onderdak.rules.enforcement.injunctions import with_ends
from onderdak.rules.enforcement.law import law_of

ORDERED = date(2026, 1, 5)
COMPLY_UNTIL = date(2026, 2, 9)
_ORDER = {
    "penalty_kind": "per_unit",
    "unit": "week",
    "amount_cents": 100_000,
    "maximum_cents": 200_000,
    "compliance_until": COMPLY_UNTIL,
}
_LAPSE = {"limitation", "debt", "costs", "fine_lapses", "light_fine_lapses"}
# What passes and opens nothing: the year after which lifting can be asked for.
_OPEN_NOTHING = {"liftable"}


def _taken(step: str, on: date, **facts: object) -> Taken:
    return Taken("penalty_order", step, on, facts)


def _clock(history: list[Taken], name: str, on: date) -> tuple[date, date | None]:
    found = clocks_of(history, (), shipped(), book(), norms(), None, on)
    last = [one for one in found if one.clock == name][-1]
    return last.start, last.last_day


def test_every_term_says_whose_it_is_and_what_follows() -> None:
    for path in shipped().paths.values():
        for step in path.steps.values():
            for clock in step.starts:
                where = f"{path.key}.{step.step}.{clock.clock}"
                assert clock.lapses == (clock.clock in _LAPSE), where
                opens = clock.opens is not None
                quiet = clock.ours or clock.clock in _OPEN_NOTHING
                assert opens != quiet, where


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"steps": ["check_kept", "check_breach"]', '"steps": ["check_nothing"]'),
        ('"pauses_until": "more"', '"pauses_until": "decide"'),
    ],
)
def test_what_opens_or_pauses_nothing_that_is_there_is_not_read(
    before: str, after: str
) -> None:
    body = shipped().body
    assert before in body
    with pytest.raises(ConfigurationError):
        read(body.replace(before, after))


def test_a_year_without_a_penalty_counts_from_the_last_penalty() -> None:
    """What the page counts and what stands in the way of lifting is one thing."""
    order = _taken("order", ORDERED, **_ORDER)
    first, second = date(2026, 2, 12), date(2026, 3, 2)
    seen = _taken("check_breach", date(2026, 2, 20), checked_on=first)
    again = _taken("check_breach", date(2026, 3, 9), checked_on=second)
    # The maximum was reached: this one forfeits nothing, and begins no new year.
    more = _taken("check_breach", date(2026, 6, 1), checked_on=date(2026, 5, 29))
    history = [order]
    assert _clock(history, "liftable", ORDERED)[0] == ORDERED
    for check, start in ((seen, first), (again, second), (more, second)):
        history.append(check)
        found = _clock(history, "liftable", check.on_day)
        assert found[0] == start
    last = found[1]
    assert last is not None
    history.append(_taken("check_kept", date(2026, 6, 8), checked_on=date(2026, 6, 8)))
    said = "A year without a forfeited penalty has not passed yet."
    for day, refused in ((last, True), (last + timedelta(days=1), False)):
        why = _problems(history, "lift", day, state="settled", ground="year")
        assert (said in why) == refused


def _problems(history: list[Taken], step: str, on: date, **more: object) -> list[str]:
    values: Situation = situation(state=more.pop("state", None))
    found = problems(shipped(), "penalty_order", step, dict(more), history, on, values)
    return [one.msgid for one in found]


def test_a_debt_is_acknowledged_on_the_day_it_came_and_not_when_it_is_recorded() -> (
    None
):
    forfeited = date(2026, 2, 12)
    history = [
        _taken("order", ORDERED, **_ORDER),
        _taken("check_breach", forfeited, checked_on=forfeited),
    ]
    last = _clock(history, "limitation", forfeited)[1]
    assert last is not None
    recorded = last + timedelta(days=20)
    lapsed = "The claim has lapsed (Awb 5:35)."
    for came, refused in ((last, False), (last + timedelta(days=1), True)):
        facts = {"received_on": came, "words": "He wrote that he will pay."}
        why = _problems(history, "acknowledge", recorded, **facts)
        assert (lapsed in why) == refused
    history.append(_taken("acknowledge", recorded, received_on=last, words="Yes."))
    assert (_clock(history, "limitation", recorded)[1] or last) > recorded


def test_terms_count_from_the_day_on_which_a_letter_was_made_known() -> None:
    """Awb 3:41: what went to a wrong address was made known by the next sending."""
    order, known = _taken("order", ORDERED, **_ORDER), date(2026, 1, 26)
    before = _clock([order], "objection", ORDERED)
    after = _clock([replace(order, known_on=known)], "objection", known)
    assert (before[0], after[0]) == (ORDERED, known)
    assert (after[1] or known) - (before[1] or known) == known - ORDERED


def _remedy(number: int, kind: str, day: date, **more: object) -> RemedyOn:
    return RemedyOn(kind, 0, day, number=number, **more)


GRANTED = date(2026, 2, 2)
DECIDED = date(2026, 4, 1)
_INJUNCTION = {
    "outcome": "granted",
    "decided_on": GRANTED,
    "suspends": True,
    "about": 1,
}


@pytest.mark.parametrize(
    ("main", "later", "ends"),
    [
        ({}, [], None),
        ({"outcome": "withdrawn", "decided_on": DECIDED}, [], DECIDED),
        # 13 May is the last of six weeks.
        ({"outcome": "unfounded", "decided_on": DECIDED}, [], date(2026, 5, 13)),
        (
            {
                "outcome": "unfounded",
                "decided_on": DECIDED,
                "made_known_on": date(2026, 4, 8),
            },
            [],
            date(2026, 5, 20),
        ),
        (
            {"outcome": "unfounded", "decided_on": DECIDED},
            [{"decided_on": None}],
            None,
        ),
        (
            {"outcome": "unfounded", "decided_on": DECIDED},
            [{"decided_on": date(2026, 9, 3), "outcome": "unfounded"}],
            date(2026, 9, 3),
        ),
    ],
)
def test_an_injunction_holds_as_long_as_what_it_goes_with(
    main: dict[str, object], later: list[dict[str, object]], ends: date | None
) -> None:
    objection = _remedy(1, "objection", date(2026, 1, 20), **main)
    injunction = _remedy(2, "injunction", date(2026, 1, 20), **_INJUNCTION)
    appeals = [
        _remedy(3 + n, "appeal", date(2026, 4, 20), about=1, **one)
        for n, one in enumerate(later)
    ]
    found = _ended([objection, injunction, *appeals])
    assert found.suspended_until == ends
    # What the judge named comes first where it is earlier, and never makes it longer.
    named = replace(injunction, suspended_until=date(2026, 3, 1))
    assert _ended([objection, named, *appeals]).suspended_until == date(2026, 3, 1)


def _ended(remedies: list[RemedyOn]) -> RemedyOn:
    rules: RuleSet = shipped()
    law = law_of(book(), norms(), None)
    return with_ends(remedies, rules, law)[1]


def test_a_pause_that_nobody_ended_ends_with_the_term_for_it() -> None:
    """As of a day on which an answer can still come the term stands still."""
    asked = Taken(
        "request", "ask_more", date(2026, 1, 12), {"more_until": "2026-01-26"}
    )
    received = Taken(
        "request", "receive", date(2026, 1, 5), {"received_on": "2026-01-05"}
    )

    def decide(on: date) -> tuple[date | None, bool, ClockState]:
        found = clocks_of([received, asked], (), shipped(), book(), norms(), None, on)
        [one] = [each for each in found if each.clock == "decide"]
        return one.last_day, one.stands_still, one.state

    assert decide(date(2026, 1, 26))[1:] == (True, ClockState.RUNNING)
    over = (date(2026, 3, 16), False)
    assert decide(date(2026, 1, 27)) == (*over, ClockState.RUNNING)
    assert decide(date(2026, 3, 17)) == (*over, ClockState.EXPIRED)
