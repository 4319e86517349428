"""What everyone may know of a desk: nobody works a small number out, from any page."""

from collections.abc import Iterable, Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.ranges import DateRange
from onderdak.supervision.desk.domain.figures import (
    FOLLOWED,
    NOWHERE,
    Line,
    Published,
    as_json,
    finished,
    from_json,
    publish,
    without_exploitation,
)
from onderdak.supervision.desk.domain.kinds import Kind

PERIOD = DateRange(date(2026, 1, 1), date(2026, 4, 1))
AREAS = ["north", "south"]
LEAST = 5


def published(lines: Iterable[Line], least: int = LEAST) -> Published:
    return publish(lines, PERIOD, AREAS, on=date(2026, 5, 1), least=least)


def line(area: str, kind: Kind, followed: str, reports: int) -> Line:
    return Line(area, PERIOD.start, kind, followed, reports)


def reckoned(told: Published) -> dict[str, tuple[int, int]]:
    """What an attacker narrows every gap down to, with all sums of both pages at once.

    The page of a neighbourhood tells cells, the page for everyone their sums and the
    follow-up. Each sum says of each gap in it: at most what the others leave, at least
    what they cannot hold. He goes round until nothing gets narrower.
    """
    told_of = _numbers(told)
    top = max((each for each in told_of.values() if each is not None), default=0)
    bounds = {
        name: (each, each) if each is not None else (_fewest(told, name), top)
        for name, each in told_of.items()
    }
    for _round in range(40):
        for whole, parts in _sums():
            low = sum(bounds[each][0] for each in parts)
            high = sum(bounds[each][1] for each in parts)
            _narrow(bounds, whole, low, high)
            least, most = bounds[whole]
            for part in parts:
                own = bounds[part]
                _narrow(bounds, part, least - (high - own[1]), most - (low - own[0]))
    return {name: bounds[name] for name, each in told_of.items() if each is None}


def _fewest(told: Published, name: str) -> int:
    """Nought is always shown where a number beside it is told."""
    area, _slash, kind = name.partition("/")
    if area == "followed":
        beside = told.followed.parts.values()
    elif area == "all":
        beside = told.told.columns.values()
    elif kind == "all":
        beside = told.told.rows.values()
    else:
        return int(area not in told.told.sums_only)
    return 0 if set(beside) == {None} else 1


def _narrow(
    bounds: dict[str, tuple[int, int]], name: str, least: int, most: int
) -> None:
    bounds[name] = (max(bounds[name][0], least), min(bounds[name][1], most))


def _numbers(told: Published) -> Mapping[str, int | None]:
    cells = {f"{area}/{kind}": n for (area, kind), n in told.told.cells.items()}
    rows = {f"{area}/all": n for area, n in told.told.rows.items()}
    columns = {f"all/{kind}": n for kind, n in told.told.columns.items()}
    followed = {f"followed/{each}": n for each, n in told.followed.parts.items()}
    return {"total": told.told.total, **cells, **rows, **columns, **followed}


def _sums() -> list[tuple[str, list[str]]]:
    areas, kinds = [*AREAS, NOWHERE], [each.value for each in Kind]
    return [
        *((f"{a}/all", [f"{a}/{k}" for k in kinds]) for a in areas),
        *((f"all/{k}", [f"{a}/{k}" for a in areas]) for k in kinds),
        ("total", [f"{a}/all" for a in areas]),
        ("total", [f"all/{k}" for k in kinds]),
        ("total", [f"followed/{each}" for each in FOLLOWED]),
    ]


lines = some.lists(
    some.builds(
        line,
        some.sampled_from([*AREAS, "gone"]),
        some.sampled_from([Kind.WASTE, Kind.NUISANCE, Kind.EXPLOITATION, Kind.OTHER]),
        some.sampled_from(FOLLOWED),
        some.integers(1, 9),
    ),
    max_size=10,
)


@settings(max_examples=150, deadline=None)
@given(counted=lines)
def test_no_gap_is_narrowed_down_by_everything_on_both_pages(
    counted: list[Line],
) -> None:
    told = published(counted)
    if told.told.total is None:
        assert not any(_numbers(told).values())
        return
    for name, (low, high) in reckoned(told).items():
        assert high - low >= LEAST, (name, low, high, told)


@given(counted=lines)
def test_what_is_kept_holds_no_small_number_and_reads_back_the_same(
    counted: list[Line],
) -> None:
    told = published(counted)
    assert not [each for each in _numbers(told).values() if each and each < LEAST]
    kept = as_json(told)
    assert from_json(told.period, told.told_on, told.least, kept) == told


def test_a_kind_left_out_is_not_given_away_by_another_table() -> None:
    """Seven of waste, two unsafe, nine others: waste goes along wherever it stands."""
    told = published(
        [
            line("north", Kind.WASTE, "in_time", 7),
            line("north", Kind.UNSAFE, "in_time", 2),
            line("north", Kind.OTHER, "in_time", 9),
        ]
    ).told
    assert told.rows["north"] == told.total == 18
    assert told.cells["north", "unsafe"] is None
    assert told.columns["unsafe"] is None
    shown = [told.cells["north", each] for each in ("waste", "other")]
    assert shown.count(None) == 1
    assert [told.columns[each] for each in ("waste", "other")] == shown


def test_a_neighbourhood_that_is_none_any_more_counts_with_no_neighbourhood() -> None:
    told = published([line("gone", Kind.WASTE, "late", 8)])
    assert told.told.rows == {"north": 0, "south": 0, NOWHERE: 8}
    assert told.followed.parts["late"] == 8


def test_a_quarter_is_finished_when_it_is_over_and_settled() -> None:
    quarters = finished(date(2026, 4, 30), 3, 30, 2)
    assert [each.start for each in quarters] == [date(2025, 7, 1), date(2025, 10, 1)]
    quarters = finished(date(2026, 5, 1), 3, 30, 2)
    assert quarters == [
        DateRange(date(2025, 10, 1), date(2026, 1, 1)),
        DateRange(date(2026, 1, 1), date(2026, 4, 1)),
    ]


@pytest.mark.parametrize("months", [0, 5, 13])
def test_periods_that_would_overlap_are_refused(months: int) -> None:
    with pytest.raises(ConfigurationError):
        finished(date(2026, 5, 1), months, 30, 2)


def test_exploitation_stands_with_the_others_for_who_is_not_at_the_desk() -> None:
    (one,) = without_exploitation([line("north", Kind.EXPLOITATION, "late", 1)])
    assert (one.kind, one.reports) == (Kind.OTHER, 1)
