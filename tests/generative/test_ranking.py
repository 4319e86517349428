"""What a ranking promises for whatever points and values."""

from datetime import date
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from onderdak.engines.ranking import (
    PointSet,
    Visited,
    at_capacity,
    load_catalogue,
    ranked,
    read_points,
    replay,
    score,
    wilson,
)
from onderdak.engines.ranking.intervals import lift_within, ratio_of_shares
from onderdak.engines.ranking.table import rank_table

ADDRESSES = load_catalogue()
TODAY = date(2026, 11, 21)
KEYS = sorted(ADDRESSES.indicators)
Values = dict[str, int | None]


class _Plain(yaml.SafeDumper):
    """Without anchors, which a set of points may not have."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


@st.composite
def _steps(draw: st.DrawFn, highest: int) -> list[dict[str, int]]:
    starts = sorted(draw(st.sets(st.integers(1, highest), min_size=1, max_size=4)))
    points = sorted(draw(st.integers(0, 20)) for _ in starts)
    return [
        {"at_least": start, "points": given}
        for start, given in zip(starts, points, strict=True)
    ]


@st.composite
def _point_sets(draw: st.DrawFn) -> PointSet:
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=6, unique=True))
    indicators = []
    for key in keys:
        known = ADDRESSES[key]
        yes_no = known.unit == "yes_no"
        one = {
            "key": key,
            "reason": "Reason",
            "source": known.source,
            "ground": known.ground,
            "expires_on": draw(st.sampled_from([date(2026, 11, 20), date(2027, 1, 1)])),
            "on": draw(st.booleans()),
            "steps": draw(_steps(1 if yes_no else 60)),
        }
        if draw(st.booleans()):
            one["at_most"] = draw(st.integers(1, 60))
        indicators.append(one)
    body = {
        "name": "Any",
        "version": 1,
        "catalogue": "addresses",
        "since": date(2026, 1, 1),
        "until": date(2027, 12, 31),
        "identifier": "id",
        "indicators": indicators,
    }
    return read_points(yaml.dump(body, Dumper=_Plain), ADDRESSES)


@st.composite
def _values(draw: st.DrawFn, point_set: PointSet) -> Values:
    found: Values = {}
    for one in point_set.indicators:
        highest = 1 if ADDRESSES[one.key].unit == "yes_no" else 70
        found[one.key] = draw(st.none() | st.integers(0, highest))
    return found


@given(st.data())
def test_more_evidence_never_lowers_the_points(data: st.DataObject) -> None:
    point_set = data.draw(_point_sets())
    values = data.draw(_values(point_set))
    key = data.draw(st.sampled_from(sorted(point_set.by_key)))
    more = {**values, key: (values[key] or 0) + data.draw(st.integers(0, 50))}
    assert (
        score(point_set, ADDRESSES, more, TODAY).points
        >= score(point_set, ADDRESSES, values, TODAY).points
    )


@given(st.data())
def test_points_are_the_sum_of_what_is_said(data: st.DataObject) -> None:
    point_set = data.draw(_point_sets())
    found = score(point_set, ADDRESSES, data.draw(_values(point_set)), TODAY)
    assert found.points == sum(one.points for one in found.gave)
    assert 0 <= found.points <= point_set.most
    off = {one.key for one in found.silent}
    assert off.isdisjoint(found.unknown)
    assert off == {one.key for one in point_set.indicators if not one.counts_on(TODAY)}


@given(st.data())
def test_a_file_is_ranked_as_the_reference_ranks(data: st.DataObject) -> None:
    point_set = data.draw(_point_sets())
    seed = data.draw(st.integers(0, 2**63 - 1))
    rows = {
        str(number): data.draw(_values(point_set))
        for number in data.draw(st.sets(st.integers(0, 10**17), max_size=12))
    }
    keys = sorted(point_set.by_key)
    table = rank_table(
        ["id", *keys],
        [
            (line, [name, *("" if row[key] is None else str(row[key]) for key in keys)])
            for line, (name, row) in enumerate(rows.items(), start=2)
        ],
        point_set,
        ADDRESSES,
        on=TODAY,
        seed=seed,
    )
    scored = {
        name: score(point_set, ADDRESSES, row, TODAY) for name, row in rows.items()
    }
    points = [(name, one.points) for name, one in scored.items()]
    assert [one.identifier for one in table] == ranked(points, seed)
    for line in table:
        reference = scored[line.identifier]
        assert line.points == reference.points
        said = [f"{one.words} (+{one.points})" for one in reference.gave]
        assert line.reasons.split("; ")[: len(said)] == said


@given(st.integers(0, 300), st.integers(0, 300))
def test_an_interval_holds_its_share(hits: int, others: int) -> None:
    n = hits + others
    low, high = wilson(hits, n)
    assert 0 <= low <= (hits / n if n else 0.5) <= high <= 1


@given(*[st.integers(0, 80)] * 4)
def test_a_ratio_lies_in_its_interval(a: int, b: int, c: int, d: int) -> None:
    apart = ratio_of_shares(a, a + b, c, c + d)
    within = lift_within(a, a + b, a + c, a + b + c + d)
    for found in (apart, within):
        if found is not None:
            assert 0 <= found.low <= found.ratio * (1 + 1e-9)
            assert found.ratio <= found.high * (1 + 1e-9)
    if apart and within and d + c:
        # A part beats the whole just when it beats the rest.
        assert (within.ratio > 1 + 1e-9) == (apart.ratio > 1 + 1e-9)


DAYS = st.dates(date(2026, 1, 1), date(2026, 6, 30))


@given(st.lists(st.tuples(st.booleans(), DAYS), min_size=1, max_size=30), st.data())
def test_what_is_found_earlier_is_lost_where_nothing_is(
    visits: list[tuple[bool, date]], data: st.DataObject
) -> None:
    """Days are only handed round: earlier here is later there."""
    places = data.draw(st.permutations(range(1, len(visits) + 1)))
    rows = [
        Visited(place, hit, on) for place, (hit, on) in zip(places, visits, strict=True)
    ]
    turned = [Visited(one.place, not one.hit, one.on) for one in rows]
    gained, lost = replay(rows), replay(turned)
    total = (gained.days * gained.hits if gained else 0) + (
        lost.days * lost.hits if lost else 0
    )
    assert abs(total) < 1e-6
    perfect = sorted(rows, key=lambda one: (not one.hit, one.on))
    best = replay([one._replace(place=n) for n, one in enumerate(perfect, start=1)])
    assert best is None or best.days >= 0
    assert at_capacity(rows, len(rows)).precision == at_capacity(rows, 99).base
