"""What a ranking is worth is counted as the literature says, and no surer."""

from datetime import date, timedelta
from itertools import product
from math import comb

import pytest

from onderdak.engines.ranking import (
    Counts,
    GroupRates,
    Share,
    Visited,
    at_capacity,
    bands,
    counted,
    first_without,
    group_rates,
    lift_within,
    ratio_of_shares,
    ratios_without,
    replay,
    stability,
    wilson,
)

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0000),
    ],
)
def test_the_interval_of_a_share_is_that_of_wilson(
    hits: int, n: int, low: float, high: float
) -> None:
    assert wilson(hits, n) == pytest.approx((low, high), abs=5e-5)


def test_without_visits_every_share_is_possible() -> None:
    assert wilson(0, 0) == (0, 1)


@pytest.mark.parametrize(("hits", "n"), [(3, 2), (-1, 2)])
def test_more_hits_than_visits_cannot_be(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        wilson(hits, n)


@pytest.mark.parametrize(
    ("one", "n", "other", "m"),
    [(0.5, 40, 0.25, 60), (0.3, 25, 0.1, 40), (0.1, 50, 0.1, 50)],
)
def test_the_interval_of_a_ratio_holds_the_truth_in_95_of_100_cases(
    one: float, n: int, other: float, m: int
) -> None:
    """Counted exactly over every outcome that there can be; where none is, none."""
    told = held = 0.0
    for hits, other_hits in product(range(n + 1), range(m + 1)):
        chance = _binomial(hits, n, one) * _binomial(other_hits, m, other)
        ratio = ratio_of_shares(hits, n, other_hits, m)
        if ratio is not None:
            told += chance
            held += chance * (ratio.low <= one / other <= ratio.high)
    assert 0.94 <= held / told <= 0.98


def _binomial(hits: int, n: int, share: float) -> float:
    return float(comb(n, hits) * share**hits * (1 - share) ** (n - hits))


def test_a_ratio_needs_a_share_to_be_beside() -> None:
    assert ratio_of_shares(3, 10, 0, 10) is None
    assert ratio_of_shares(0, 0, 1, 10) is None
    assert ratio_of_shares(0, 100, 10, 100) == pytest.approx((0, 0, 0.4137), abs=5e-5)


def test_a_part_is_beside_the_whole_as_it_is_beside_the_rest() -> None:
    lift = lift_within(26, 100, 401, 2391)
    rest = ratio_of_shares(26, 100, 375, 2291)
    assert lift is not None
    assert rest is not None
    assert lift.ratio == pytest.approx((26 / 100) / (401 / 2391))
    assert (lift.low > 1) == (rest.low > 1)
    assert lift.low < lift.ratio < lift.high


def test_a_part_that_is_the_whole_has_no_lift() -> None:
    assert lift_within(5, 20, 5, 20) == (1, 1, 1)
    assert lift_within(0, 20, 0, 50) is None


def test_a_part_that_holds_everything_has_the_largest_lift_there_is() -> None:
    lift = lift_within(10, 100, 10, 2000)
    assert lift is not None
    assert lift.ratio == pytest.approx(20)
    assert 1 < lift.low < 20 == pytest.approx(lift.high)


def visits(*hits: bool) -> list[Visited]:
    """Visits in the order of the list, on days that run the other way."""
    return [
        Visited(place, hit, DAY + timedelta(days=len(hits) - place))
        for place, hit in enumerate(hits, start=1)
    ]


def test_the_first_visits_are_those_with_the_lowest_place() -> None:
    found = at_capacity(list(reversed(visits(True, False, True, False))), 2)
    assert (found.precision, found.base) == (Share(1, 2), Share(2, 4))
    assert not found.base_is_sample
    assert found.recall == 0.5


def test_who_is_in_the_sample_is_not_among_the_first_as_well() -> None:
    seen = [
        *(Visited(place, place % 2 == 0, None, place <= 4) for place in range(1, 11)),
        Visited(11, True, None, True),
    ]
    found = at_capacity(seen, 8, Share(3, 5))
    assert found.precision == Share(2, 4)  # places 5 to 8
    assert found.recall == 4 / 6
    assert found.lift == ratio_of_shares(2, 4, 3, 5)


def test_the_first_of_a_sample_are_a_part_of_it() -> None:
    seen = [Visited(place, place < 4, None, True) for place in range(1, 11)]
    found = at_capacity(seen, 4, Share(3, 10))
    assert found.base_is_sample
    assert found.precision == Share(3, 4)
    assert found.lift == lift_within(3, 4, 3, 10)


def test_a_sample_that_nobody_chose_is_the_base_when_there_is_one() -> None:
    found = at_capacity(visits(True, True, False, False), 2, Share(10, 100))
    assert found.base_is_sample
    assert found.lift is not None
    assert found.lift.ratio == pytest.approx(10)
    assert not at_capacity(visits(True, False), 1, Share(0, 0)).base_is_sample


def test_a_list_shorter_than_the_capacity_is_counted_as_it_is() -> None:
    assert at_capacity(visits(True, False), 100).precision == Share(1, 2)


def test_a_capacity_is_at_least_one() -> None:
    with pytest.raises(ValueError, match="at least one"):
        at_capacity(visits(True), 0)


def test_a_past_period_is_visited_anew_on_the_same_days() -> None:
    """Found on day 4 in the order of dates, on day 1 in that of the list: 3 earlier."""
    found = replay(visits(True, False, False, False))
    assert found is not None
    assert (found.days, found.hits, found.visits) == (3, 1, 4)
    assert found.per_week == 7


def test_a_list_that_puts_finds_last_finds_them_later() -> None:
    dated = [Visited(2, True, DAY), Visited(1, False, DAY + timedelta(days=5))]
    found = replay(dated)
    assert found is not None
    assert found.days == -5


def test_a_replay_keeps_as_many_visits_on_a_day_as_there_were() -> None:
    later = DAY + timedelta(days=2)
    found = replay(
        [
            Visited(1, True, later),
            Visited(2, True, later),
            Visited(3, False, DAY),
            Visited(4, False, DAY),
        ]
    )
    assert found is not None
    assert found.days == 2


def test_without_a_find_or_a_day_there_is_no_replay() -> None:
    assert replay(visits(False, False)) is None
    assert replay([Visited(1, True)]) is None


def test_an_indicator_that_nobody_needs_changes_nothing_when_dropped() -> None:
    parts = {str(number): {"much": 10 - number, "little": 0} for number in range(10)}
    assert stability(parts, 3, seed=1)["little"] == 1.0


def test_dropping_what_decides_turns_the_list_round() -> None:
    parts = {"a": {"x": 5, "y": 0}, "b": {"x": 0, "y": 3}, "c": {"x": 0, "y": 1}}
    assert stability(parts, 1, seed=1) == {"x": 0.0, "y": 1.0}


def test_bands_part_the_points_and_lose_no_address() -> None:
    scored: list[tuple[int, bool | None]] = [
        (points, None if points % 3 == 0 else points > 6) for points in range(12)
    ]
    found = bands(scored, most=3)
    assert sum(one.addresses for one in found) == 12
    assert sum(one.found.of for one in found) == 8
    assert [one.at_least for one in found] == sorted({one.at_least for one in found})
    assert found[0].at_least == 0
    assert found[-1].at_most is None
    shares = [one.found.share for one in found]
    assert shares == sorted(shares)


def test_counts_below_the_smallest_are_not_shown_nor_what_follows_from_them() -> None:
    groups = {
        "a": Counts(200, 30, 40, 20),
        "b": Counts(300, 40, 50, 25),
        "c": Counts(9, 5, 5, 1),
    }
    found = {
        one.name: one for one in group_rates(groups, smallest=10, bounds=(0.8, 1.25))
    }
    assert found["c"].addresses is None
    # With the total known, one hidden number could be worked out: a second goes too.
    assert found["a"].addresses is None
    assert found["a"].selection_rate is None
    assert found["b"].addresses == 300
    assert found["c"].hit_rate is None


def test_few_visits_that_found_nothing_are_not_shown_either() -> None:
    """Of 40 visits with 38 hits the 2 others could be worked out."""
    groups = {
        "a": Counts(200, 30, 40, 38),
        "b": Counts(300, 40, 50, 25),
        "c": Counts(300, 40, 60, 30),
    }
    found = {
        one.name: one for one in group_rates(groups, smallest=10, bounds=(0.8, 1.25))
    }
    one = found["a"]
    assert (one.hits, one.hit_rate, one.false_visit_rate) == (None, None, None)
    assert one.visits == 40
    # With the total known, one hidden number could be worked out: a second goes too.
    assert found["b"].hits is None
    assert found["c"].false_visit_rate == 0.5


def test_a_group_that_is_chosen_much_more_often_asks_for_an_explanation() -> None:
    rows = [
        *(
            ("a", number < 60, number < 30 if number < 60 else None)
            for number in range(100)
        ),
        *(
            ("b", number < 20, number < 10 if number < 20 else None)
            for number in range(100)
        ),
    ]
    found = {
        one.name: one
        for one in group_rates(counted(rows), smallest=10, bounds=(0.8, 1.25))
    }
    ratio = found["a"].selection_ratio
    assert ratio is not None
    assert ratio.ratio == pytest.approx(1.5)
    assert found["a"].outside
    assert found["b"].outside
    for one in found.values():
        assert one.hit_ratio is not None
        assert one.hit_ratio.ratio == 1
    assert found["a"].false_visit_rate == 0.5


def test_groups_that_are_alike_ask_for_nothing() -> None:
    groups = {"a": Counts(100, 20, 20, 10), "b": Counts(100, 22, 22, 11)}
    assert not any(
        one.outside for one in group_rates(groups, smallest=10, bounds=(0.8, 1.25))
    )


def _of(name: str, **groups: Counts) -> GroupRates:
    found = group_rates(groups, smallest=10, bounds=(0.8, 1.25))
    return next(one for one in found if one.name == name)


def test_a_ratio_of_a_group_has_the_interval_of_a_part_beside_its_whole() -> None:
    one = _of("a", a=Counts(200, 60, 50, 20), b=Counts(300, 40, 70, 40))
    assert one.selection_ratio == lift_within(60, 200, 100, 500)
    assert one.hit_ratio == lift_within(20, 50, 60, 120)
    assert one.hit_interval == wilson(20, 50)


def test_a_false_visit_is_one_that_found_nothing() -> None:
    one = _of("a", a=Counts(200, 60, 50, 20), b=Counts(300, 40, 70, 40))
    assert one.false_visit_rate == pytest.approx(0.6)
    assert one.false_visit_interval == pytest.approx(wilson(30, 50))


def test_few_visits_are_no_proof_of_a_difference() -> None:
    """The same ratio: with few addresses it may be chance, with many it is not."""
    few = _of("a", a=Counts(30, 14, 0, 0), b=Counts(60, 14, 0, 0))
    many = _of("a", a=Counts(3000, 1400, 0, 0), b=Counts(6000, 1400, 0, 0))
    for one in (few, many):
        assert one.selection_ratio is not None
        assert one.selection_ratio.ratio == pytest.approx(1.5)
        assert one.outside
    assert not few.certain
    assert many.certain


def test_a_hidden_count_has_no_interval_either() -> None:
    one = _of(
        "c",
        a=Counts(200, 30, 40, 20),
        b=Counts(300, 40, 50, 25),
        c=Counts(9, 5, 5, 1),
    )
    assert one.hit_interval is None
    assert one.false_visit_interval is None
    assert one.selection_ratio is None
    assert not one.certain


def test_the_first_without_an_indicator_have_points_by_another() -> None:
    parts = {"a": {"x": 5, "y": 0}, "b": {"x": 0, "y": 3}, "c": {"x": 1, "y": 1}}
    assert first_without(parts, 2, seed=1) == {
        "": {"a", "b"},
        "x": {"b", "c"},
        "y": {"a", "c"},
    }


def test_an_indicator_that_strikes_one_group_is_seen_by_leaving_it_out() -> None:
    groups = {"a": Counts(100, 40, 0, 0), "b": Counts(100, 20, 0, 0)}
    found = ratios_without(
        groups, {"x": {"a": 30, "b": 30}, "y": {"a": 40, "b": 20}}, smallest=10
    )
    struck = {one.name: one for one in found["x"]}
    assert struck["a"].change == pytest.approx(1 - 4 / 3)
    assert struck["b"].change == pytest.approx(1 - 2 / 3)
    assert [one.change for one in found["y"]] == [0, 0]


def test_a_change_of_a_small_count_is_not_shown() -> None:
    groups = {"a": Counts(100, 40, 0, 0), "b": Counts(100, 20, 0, 0)}
    found = ratios_without(groups, {"x": {"a": 40, "b": 3}}, smallest=10)
    # With the total known, one hidden number could be worked out: a second goes too.
    assert [one.change for one in found["x"]] == [None, None]
