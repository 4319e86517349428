"""Points may be proposed from outcomes; a proposal is a draft, and goes one way up."""

import random
from datetime import date

import pytest

from onderdak.engines.measures import proposing
from onderdak.engines.ranking import load_catalogue, read_points
from onderdak.engines.ranking.drafting import Frame, Origin, draft

ADDRESSES = load_catalogue()
ORIGIN = Origin(
    file="past.csv",
    digest="0" * 64,
    rows=10,
    finds=2,
    made_on=date(2026, 11, 21),
    points_to_double=4,
    first=date(2025, 1, 1),
    last=date(2025, 12, 31),
)


def past(rows: int = 4000) -> tuple[dict[str, list[int | None]], list[bool]]:
    """Finds go up with reports to three, down with waste, and nothing else matters."""
    dice = random.Random(7)
    values: dict[str, list[int | None]] = {
        "reports_12m": [dice.choice([None, 0, 0, 1, 2, 3, 5]) for _ in range(rows)],
        "waste_reports_12m": [dice.randint(0, 4) for _ in range(rows)],
        "violations_5y": [dice.randint(0, 4) for _ in range(rows)],
    }
    found = [
        dice.random() < 0.05 + 0.12 * min(reports or 0, 3) - 0.01 * (waste or 0)
        for reports, waste in zip(
            values["reports_12m"], values["waste_reports_12m"], strict=True
        )
    ]
    return values, found


def test_points_go_up_with_what_was_found_and_what_says_nothing_is_left_out() -> None:
    steps = proposing.propose_steps(*past())
    assert set(steps) == {"reports_12m"}
    given = [(one.at_least, one.points) for one in steps["reports_12m"]]
    assert given == sorted(given)
    assert [start for start, _ in given] == [1, 2, 3]
    assert all(points > 0 for _, points in given)


def test_the_same_outcomes_propose_the_same_points() -> None:
    assert proposing.propose_steps(*past()) == proposing.propose_steps(*past())


def test_more_points_to_double_make_finer_points() -> None:
    coarse = proposing.propose_steps(*past(), points_to_double=4)["reports_12m"][-1]
    fine = proposing.propose_steps(*past(), points_to_double=8)["reports_12m"][-1]
    assert abs(fine.points - 2 * coarse.points) <= 1


@pytest.mark.parametrize("found", [[], [True] * 10, [False] * 10])
def test_without_both_outcomes_nothing_is_proposed(found: list[bool]) -> None:
    assert proposing.propose_steps({"reports_12m": [1] * len(found)}, found) == {}


def test_a_draft_is_off_and_says_where_it_came_from_and_who_decides() -> None:
    steps = proposing.propose_steps(*past())
    frame = Frame("Draft", "addresses", date(2026, 1, 1), date(2027, 12, 31))
    written = draft(steps, ADDRESSES, frame, ORIGIN, ["violations_5y"])
    read = read_points(written, ADDRESSES)
    assert not read.on
    assert not read.counts_on(date(2026, 11, 21))
    for words in ("past.csv", "0" * 64, "2025-01-01", "2025-12-31", "10 outcomes"):
        assert words in read.derived
    assert "four eyes" in written
    assert "violations_5y" in written.partition("name:")[0]
    assert all("To be written" in one.reason for one in read.indicators)
