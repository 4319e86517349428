"""The engine for large files and the reference scorer give the same answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onderdak.engines.measures import points
from onderdak.engines.measures.engine import opened
from onderdak.engines.measures.evaluation import (
    counts,
    counts_by,
    found_at,
    shares,
    visited,
    visits,
)
from onderdak.engines.measures.order import best, ranked
from onderdak.engines.measures.points import scored
from onderdak.engines.measures.words import reasons_of
from onderdak.engines.ranking import (
    Indicator,
    PointSet,
    Scored,
    Step,
    Unit,
    Visited,
    at_capacity,
    counted,
    load_catalogue,
    score,
)
from onderdak.engines.ranking import ranked as in_order
from onderdak.engines.ranking.table import rank_table

TODAY = date(2026, 11, 21)
CATALOGUE = load_catalogue()
KEYS = sorted(CATALOGUE.indicators)
# Each example asks the engine a few times; what takes long is the asking, not the rows.
FEW = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Case(NamedTuple):
    """A set of points, rows with their values by column, and a seed."""

    point_set: PointSet
    rows: list[dict[str, Any]]
    seed: int


@st.composite
def indicators(draw: st.DrawFn, key: str) -> Indicator:
    levels = sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=4)))
    points = sorted(
        draw(st.lists(st.integers(0, 9), min_size=len(levels), max_size=len(levels)))
    )
    return Indicator(
        key=key,
        column=f"c_{key}",
        reason="r",
        source=CATALOGUE[key].source,
        ground="g",
        # The last day counts, the day after does not.
        expires_on=TODAY + timedelta(days=draw(st.integers(-1, 1))),
        steps=tuple(
            Step(level, given) for level, given in zip(levels, points, strict=True)
        ),
        at_most=draw(st.none() | st.integers(1, 13)),
        on=draw(st.integers(0, 4)) > 0,
    )


# Numbers, numbers with zeros before them, numbers that are too long, and words.
IDENTIFIERS = (
    st.integers(0, 30).map(str)
    | st.integers(0, 10**19).map(str)
    | st.integers(0, 999).map(lambda number: f"{number:016d}")
    | st.text(min_size=1, max_size=6).filter(
        lambda words: "\x00" not in words and words == words.strip()
    )
)
VALUES = st.none() | st.integers(-2, 14) | st.just(999_999_999)
YES_NO = st.none() | st.integers(0, 1)


def values(key: str) -> st.SearchStrategy[int | None]:
    return YES_NO if CATALOGUE[key].unit is Unit.YES_NO else VALUES


@st.composite
def cases(draw: st.DrawFn) -> Case:
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=5, unique=True))
    point_set = PointSet(
        name="A set",
        version=1,
        catalogue="addresses",
        since=TODAY,
        until=TODAY,
        indicators=tuple(draw(indicators(key)) for key in keys),
        on=draw(st.integers(0, 9)) > 0,
        identifier="id",
    )
    names = draw(st.lists(IDENTIFIERS, max_size=25, unique=True))
    rows = [
        {
            "id": name,
            **{one.column: draw(values(one.key)) for one in point_set.indicators},
        }
        for name in names
    ]
    return Case(point_set, rows, draw(st.integers(0, 2**63 - 1)))


@pytest.fixture(scope="module")
def engine() -> Iterator[Any]:
    with opened(memory="500MB", threads=1) as connection:
        yield connection


def frame_of(engine: Any, case: Case) -> Any:
    kinds = {
        "id": pa.string(),
        **{one.column: pa.int32() for one in case.point_set.indicators},
    }
    rows = pa.Table.from_pylist(case.rows, schema=pa.schema(kinds))
    return engine.create_table("rows", rows, temp=True, overwrite=True)


def reference(case: Case) -> dict[str, Scored]:
    return {
        row["id"]: score(
            case.point_set,
            CATALOGUE,
            {one.key: row[one.column] for one in case.point_set.indicators},
            TODAY,
        )
        for row in case.rows
    }


def read(table: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows


def gave(one: Scored) -> list[dict[str, Any]]:
    return [
        {"key": part.key, "value": part.value, "points": part.points}
        for part in one.gave
    ]


@FEW
@given(case=cases())
def test_points_parts_and_unknowns_are_those_of_the_reference(
    engine: Any, case: Case
) -> None:
    expected = reference(case)
    for row in read(scored(frame_of(engine, case), case.point_set, TODAY)):
        one = expected.pop(row["id"])
        assert row["points"] == one.points
        assert row["parts"] == gave(one)
        assert row["unknown"] == list(one.unknown)
    assert not expected


@FEW
@given(case=cases())
def test_reasons_are_in_the_words_and_order_of_the_reference(
    engine: Any, case: Case
) -> None:
    frame = frame_of(engine, case)
    counts_today = points.counted(frame, case.point_set, TODAY)
    words = reasons_of(frame, counts_today, CATALOGUE, str)
    found = read(frame.select(id=frame.id, words=words))
    header = list(frame.columns)
    cells = [
        ["" if row[name] is None else str(row[name]) for name in header]
        for row in case.rows
    ]
    lines = rank_table(
        header, enumerate(cells), case.point_set, CATALOGUE, on=TODAY, seed=case.seed
    )
    assert {row["id"]: row["words"] for row in found} == {
        line.row[0]: line.reasons for line in lines
    }


@settings(parent=FEW, max_examples=30)
@given(case=cases(), capacity=st.integers(1, 30))
def test_the_order_and_the_first_rows_are_those_of_the_reference(
    engine: Any, case: Case, capacity: int
) -> None:
    points = {name: one.points for name, one in reference(case).items()}
    expected = in_order(points.items(), case.seed)
    frame = frame_of(engine, case)
    found = read(
        ranked(scored(frame, case.point_set, TODAY), "id", case.seed).order_by("rank")
    )
    assert [row["id"] for row in found] == expected
    assert [row["rank"] for row in found] == list(range(1, len(expected) + 1))
    first = read(best(frame, case.point_set, TODAY, seed=case.seed, capacity=capacity))
    few = ["id", "points", "parts", "unknown", "rank"]
    assert [{key: row[key] for key in few} for row in first] == [
        {key: row[key] for key in few} for row in found[:capacity]
    ]


OUTCOMES = st.lists(
    st.tuples(
        st.sampled_from([None, True, False]),
        st.sampled_from(["a", "b", None]),
        st.dates(date(2026, 1, 1), date(2026, 1, 9)),
    ),
    max_size=40,
)


@FEW
@given(outcomes=OUTCOMES, capacity=st.integers(1, 45))
def test_what_was_found_is_counted_as_the_reference_counts_it(
    engine: Any, outcomes: list[tuple[bool | None, str | None, date]], capacity: int
) -> None:
    rows = [
        {"rank": place, "found": found, "area": area, "day": day}
        for place, (found, area, day) in enumerate(outcomes, start=1)
    ]
    kinds = {
        "rank": pa.int64(),
        "found": pa.bool_(),
        "area": pa.string(),
        "day": pa.date32(),
    }
    table = pa.Table.from_pylist(rows, schema=pa.schema(kinds))
    frame = engine.create_table("ranks", table, temp=True, overwrite=True)
    went = [
        Visited(row["rank"], row["found"], row["day"])
        for row in rows
        if row["found"] is not None
    ]
    assert sorted(visited(visits(frame, "found", "day"))) == went
    expected = at_capacity(went, capacity)
    assert shares(found_at(frame, "found", capacity)) == (
        expected.precision,
        expected.base,
    )
    assert counts(counts_by(frame, "area", "found", capacity)) == counted(
        (row["area"] or "", row["rank"] <= capacity, row["found"]) for row in rows
    )


@FEW
@given(case=cases(), data=st.data())
def test_more_evidence_never_lowers_the_points(
    engine: Any, case: Case, data: st.DataObject
) -> None:
    higher = [
        {
            column: value + data.draw(st.integers(0, 5))
            if isinstance(value, int) and column.startswith("c_") and value < 99
            else value
            for column, value in row.items()
        }
        for row in case.rows
    ]
    before = read(scored(frame_of(engine, case), case.point_set, TODAY))
    more = case._replace(rows=higher)
    after = read(scored(frame_of(engine, more), case.point_set, TODAY))
    points = {row["id"]: row["points"] for row in after}
    assert all(row["points"] <= points[row["id"]] for row in before)


def test_a_set_that_is_off_gives_nothing_and_knows_no_unknowns(engine: Any) -> None:
    one = Indicator("violations_5y", "c", "r", "inspections", "g", TODAY, (Step(1, 5),))
    point_set = PointSet(
        "A set", 1, "addresses", TODAY, TODAY, (one,), on=False, identifier="id"
    )
    rows = [{"id": "1", "c": 3}, {"id": "2", "c": None}]
    frame = engine.create_table(
        "rows", pa.Table.from_pylist(rows), temp=True, overwrite=True
    )
    off = read(scored(frame, point_set, TODAY))
    assert [(row["points"], row["parts"], row["unknown"]) for row in off] == [
        (0, [], []),
        (0, [], []),
    ]
    on = read(scored(frame, replace(point_set, on=True), TODAY))
    assert [(row["points"], row["unknown"]) for row in on] == [
        (5, []),
        (0, ["violations_5y"]),
    ]
