"""A file is ranked as the reference does, or refused with everything that is wrong."""

from dataclasses import replace
from datetime import date

import pytest

from onderdak.engines.ranking import PointSet, Unreadable, load_catalogue, read_points
from onderdak.engines.ranking.outcome_table import Asked, RankedTable, read_ranked
from onderdak.engines.ranking.past_table import PastColumns, read_past
from onderdak.engines.ranking.table import Line, rank_table
from tests.unit.engines.test_ranking_points import indicator, points

ADDRESSES = load_catalogue()
TODAY = date(2026, 11, 21)
HEADER = ["bag_id", "straat", "meldingen", "permit_missing"]


def point_set(**changes: object) -> PointSet:
    return read_points(
        points(
            indicator(column="meldingen"),
            indicator(
                key="permit_missing",
                source="permits",
                steps=[{"at_least": 1, "points": 3}],
            ),
            **{"context": ["straat"], **changes},
        ),
        ADDRESSES,
    )


def rank(*rows: list[str], header: list[str] = HEADER, **changes: object) -> list[Line]:
    return rank_table(
        header,
        list(enumerate(rows, start=2)),
        point_set(**changes),
        ADDRESSES,
        on=TODAY,
        seed=1,
    )


def refused(*rows: list[str], header: list[str] = HEADER) -> dict[str, str]:
    with pytest.raises(Unreadable) as found:
        rank(*rows, header=header)
    return {one.where: str(one.what) for one in found.value.faults}


def test_rows_come_in_order_with_points_and_reasons() -> None:
    found = rank(["1", "A", "0", "0"], ["2", "B", "3", "ja"], ["3", "C", "1", ""])
    assert [(one.identifier, one.points) for one in found] == [
        ("2", 7),
        ("3", 1),
        ("1", 0),
    ]
    assert found[0].reasons == (
        "Reports in twelve months: 3 (+4); A permit that is needed is not there (+3)"
    )
    assert found[1].reasons == (
        "Reports in twelve months: 1 (+1); Not known: Permit that is needed is missing"
    )
    assert list(found[0].row) == ["2", "B", "3", "ja"]


@pytest.mark.parametrize(
    "column", ["nationaliteit", "rni", "huisnummer", "", "Meldingen"]
)
def test_a_column_that_is_not_mapped_is_refused(column: str) -> None:
    assert (column or "-") in refused(header=[*HEADER, column])


def test_a_column_that_is_missing_or_there_twice_is_refused() -> None:
    assert set(refused(header=["straat", "meldingen", "meldingen"])) == {
        "bag_id",
        "permit_missing",
        "meldingen",
    }


def test_the_column_of_what_is_switched_off_may_be_left_out() -> None:
    off = replace(
        point_set(),
        indicators=tuple(
            replace(one, on=one.key != "permit_missing")
            for one in point_set().indicators
        ),
    )
    found = rank_table(
        ["bag_id", "straat", "meldingen"],
        [(2, ["1", "A", "3"])],
        off,
        ADDRESSES,
        on=TODAY,
        seed=1,
    )
    assert [(one.points, one.reasons) for one in found] == [
        (4, "Reports in twelve months: 3 (+4)")
    ]


@pytest.mark.parametrize("column", ["rank", "points", "reasons"])
def test_what_the_ranking_writes_is_not_there_before(column: str) -> None:
    assert column in refused(header=[*HEADER, column])


def test_all_bad_cells_are_said_at_once_by_line_and_column() -> None:
    found = refused(
        ["1", "A", "veel", "misschien"],
        ["1", "A", "1", "1"],
        ["", "A", "2.5", "0"],
        ["4", "A", "1"],
        ["5", "A", "99999999999", "0"],
    )
    assert set(found) == {
        *("2:meldingen", "2:permit_missing", "3:bag_id", "4:bag_id", "4:meldingen"),
        *("5:-", "6:meldingen"),
    }


@pytest.mark.parametrize("cell", ["3", " 3 ", "3.0", "3.00"])
def test_whole_numbers_are_read_as_tools_write_them(cell: str) -> None:
    assert rank(["1", "A", cell, "0"])[0].points == 4


def test_below_zero_is_known_and_gives_nothing() -> None:
    assert rank(["1", "A", "-4", "0"])[0].reasons == ""


def test_a_set_without_an_identifier_ranks_no_file() -> None:
    nameless = replace(point_set(), identifier="")
    with pytest.raises(Unreadable) as found:
        rank_table(HEADER, [], nameless, ADDRESSES, on=TODAY, seed=1)
    assert "identifier" in {one.where for one in found.value.faults}


def ranked(
    *rows: list[str], header: str = "rank,found,seen", **asked: str
) -> RankedTable:
    return read_ranked(
        header.split(","), list(enumerate(rows, start=2)), Asked("found", **asked)
    )


def test_an_outcome_that_is_empty_is_no_outcome() -> None:
    found = ranked(["1", "1", ""], ["2", "", ""], ["3", "0.0", ""])
    assert [(one.place, one.hit) for one in found.visited] == [(1, True), (3, False)]


def test_a_column_of_days_is_used_when_asked_for_or_by_a_known_name() -> None:
    days = ["1", "1", "2026-03-02"], ["2", "0", ""]
    assert ranked(*days, header="rank,found,permit_until").day_column == ""
    assert ranked(*days, header="rank,found,seen", day="seen").day_column == "seen"
    found = ranked(*days, header="rank,found,inspected_on")
    assert found.day_column == "inspected_on"
    assert [one.on for one in found.visited] == [date(2026, 3, 2), None]
    both = ["1", "1", "2026-03-02", "2026-03-02"]
    assert ranked(both, header="rank,found,visit_date,gezien").day_column == ""
    weeks = ["1", "1", "week 9"]
    assert ranked(weeks, header="rank,found,gezien").day_column == ""


def test_rows_that_nobody_chose_are_the_sample() -> None:
    table = ranked(["1", "1", "0"], ["2", "0", "1"], ["3", "1", "1"], sample="seen")
    found = table.drawn
    assert found is not None
    assert (found.hits, found.of) == (1, 2)
    assert [one.drawn for one in table.visited] == [False, True, True]


def test_a_ranked_file_that_cannot_be_read_says_each_cell() -> None:
    with pytest.raises(Unreadable) as found:
        ranked(["0", "x", ""], ["1", "1", ""], ["1", "1", ""], ["2", "1"])
    assert [one.where for one in found.value.faults] == [
        *("2:rank", "2:found", "4:rank", "5:-")
    ]


def test_a_column_that_is_asked_for_has_to_be_there() -> None:
    with pytest.raises(Unreadable) as found:
        ranked(["1", "1", ""], group="wijk")
    assert [one.where for one in found.value.faults] == ["wijk"]


def test_the_past_is_read_without_rows_that_nobody_visited() -> None:
    columns = PastColumns("found", {"reports_12m": "reports_12m"}, day="day")
    past = read_past(
        ["reports_12m", "found", "day"],
        [(2, ["3", "1", "2026-01-02"]), (3, ["1", "", "2026-01-03"])],
        columns,
        ADDRESSES,
    )
    assert past.values == {"reports_12m": [3]}
    assert (past.found, past.first) == ([True], date(2026, 1, 2))


def test_the_past_too_refuses_what_is_not_in_the_catalogue() -> None:
    columns = PastColumns("found", {"reports_12m": "reports_12m"})
    with pytest.raises(Unreadable) as found:
        read_past(["inkomen", "found"], [], columns, ADDRESSES)
    assert [one.where for one in found.value.faults] == ["inkomen", "-"]
