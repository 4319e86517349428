"""Points come with their reasons, and what is unknown or off is never silent."""

from collections import Counter
from datetime import date

import pytest

from onderdak.engines.ranking import (
    MODULUS,
    Fate,
    LightStep,
    PointSet,
    id_number,
    lightest_step,
    load_catalogue,
    lot,
    ranked,
    read_points,
    score,
)
from tests.unit.engines.test_ranking_points import indicator, points

ADDRESSES = load_catalogue()
TODAY = date(2026, 11, 21)
SPACE = indicator(
    key="registered_over_allowed",
    source="brp",
    at_most=10,
    steps=[{"at_least": 1, "points": 2}, {"at_least": 6, "points": 5}],
)
DEFECT = indicator(
    key="fire_defect", source="inspections", steps=[{"at_least": 1, "points": 6}]
)


def read(*indicators: dict[str, object], **changes: object) -> PointSet:
    return read_points(points(*indicators, **changes), ADDRESSES)


def test_an_address_has_the_points_of_the_highest_step_it_reaches() -> None:
    found = score(read(SPACE, indicator()), ADDRESSES, {"reports_12m": 3}, TODAY)
    assert (found.points, found.unknown) == (4, ("registered_over_allowed",))


def test_the_reasons_say_what_was_found_and_how_it_came_about() -> None:
    found = score(
        read(SPACE, indicator()),
        ADDRESSES,
        {"registered_over_allowed": 7, "reports_12m": 3},
        TODAY,
        {
            "registered_over_allowed": {"allowed": 7, "registered": 14},
            "reports_12m": {"since": "June"},
        },
    )
    assert [(str(one.words), one.points) for one in found.gave] == [
        ("The surface allows 7, registered are 14", 5),
        ("Reports since June: 3", 4),
    ]


def test_details_that_are_not_known_leave_plain_words() -> None:
    found = score(
        read(SPACE),
        ADDRESSES,
        {"registered_over_allowed": 7},
        TODAY,
        {"registered_over_allowed": {"allowed": 7}},
    )
    assert str(found.gave[0].words) == "More registrations than the surface allows: 7"


def test_a_hostile_street_cannot_steer_beyond_the_cap() -> None:
    capped = indicator(
        at_most=3,
        steps=[{"at_least": 1, "points": 1}, {"at_least": 9, "points": 50}],
    )
    three, hundred = (
        score(read(capped), ADDRESSES, {"reports_12m": count}, TODAY).points
        for count in (3, 100)
    )
    assert three == hundred == 1


def test_reports_that_were_unfounded_give_nothing() -> None:
    assert score(read(), ADDRESSES, {"reports_12m": 0}, TODAY).points == 0


def test_what_is_unknown_gives_nothing_and_is_said() -> None:
    for values in ({}, {"reports_12m": None}):
        found = score(read(), ADDRESSES, values, TODAY)
        assert (found.points, found.unknown) == (0, ("reports_12m",))
        assert str(found.parts[0].words) == "Reports in twelve months: not known"


def test_an_indicator_counts_up_to_its_last_day_and_not_after() -> None:
    lasting = read(indicator(expires_on=TODAY), DEFECT)
    values = {"reports_12m": 1, "fire_defect": 1}
    assert score(lasting, ADDRESSES, values, TODAY).points == 7
    next_day = score(lasting, ADDRESSES, values, date(2026, 11, 22))
    assert next_day.points == 6
    assert [(one.key, one.fate) for one in next_day.silent] == [
        ("reports_12m", Fate.EXPIRED)
    ]


def test_an_indicator_of_another_source_than_was_approved_gives_nothing() -> None:
    """What was approved for one source never starts to use another by itself."""
    old = {"key": "return_mail", "source": "tmv"}
    points = read(indicator(**old), DEFECT)
    assert points.by_key["return_mail"].source == "tmv"
    found = score(points, ADDRESSES, {"return_mail": 9, "fire_defect": 1}, TODAY)
    assert [one.key for one in found.gave] == ["fire_defect"]
    assert [(one.key, one.fate) for one in found.silent] == [
        ("return_mail", Fate.MOVED)
    ]
    assert found.unknown == ()


def test_an_indicator_that_is_off_gives_nothing_and_is_said() -> None:
    found = score(read(indicator(on=False)), ADDRESSES, {"reports_12m": 3}, TODAY)
    assert found.points == 0
    assert [one.fate for one in found.silent] == [Fate.OFF]
    assert found.unknown == ()


@pytest.mark.parametrize(
    "changes", [{"on": False}, {"since": date(2027, 1, 1)}, {"until": date(2026, 1, 2)}]
)
def test_a_set_that_is_off_or_out_of_its_term_gives_nothing(
    changes: dict[str, object],
) -> None:
    found = score(read(**changes), ADDRESSES, {"reports_12m": 3}, TODAY)
    assert found.points == 0
    assert len(found.silent) == 1


def test_a_letter_goes_first_where_it_could_settle_something() -> None:
    both = read(SPACE, DEFECT)
    paper = {"registered_over_allowed": 7, "fire_defect": 1}
    found = score(both, ADDRESSES, paper, TODAY)
    assert lightest_step(found, both, ADDRESSES) is LightStep.LETTER
    unknown = score(both, ADDRESSES, {"fire_defect": 1}, TODAY)
    assert lightest_step(unknown, both, ADDRESSES) is LightStep.LETTER


def test_a_visit_is_named_only_where_nothing_lighter_could_settle_it() -> None:
    both = read(SPACE, DEFECT)
    values = {"registered_over_allowed": 0, "fire_defect": 1}
    found = score(both, ADDRESSES, values, TODAY)
    assert lightest_step(found, both, ADDRESSES) is LightStep.VISIT
    nothing = {"registered_over_allowed": 0, "fire_defect": 0}
    asked = score(both, ADDRESSES, nothing, TODAY)
    assert lightest_step(asked, both, ADDRESSES) is None


def test_the_same_seed_draws_the_same_order_and_another_another() -> None:
    rows = [(f"{number:016d}", 3) for number in range(50)]
    assert ranked(rows, 7) == ranked(list(reversed(rows)), 7)
    assert ranked(rows, 7) != ranked(rows, 8)


def test_among_equals_everyone_is_first_about_as_often() -> None:
    names = [f"{number:016d}" for number in range(5)]
    first = Counter(
        ranked([(one, 1) for one in names], seed)[0] for seed in range(2000)
    )
    # 400 each; four standard deviations of the binomial on either side.
    assert all(328 <= first[one] <= 472 for one in names)


def test_the_lot_stays_within_numbers_that_every_engine_has() -> None:
    draw = lot(42)
    largest = 10**18 - 1
    for number in (0, 1, MODULUS, largest):
        low, high = number % MODULUS, number // MODULUS
        assert low * draw.a + high * draw.b + draw.c < 2**63
        assert 0 <= draw.of(number) < MODULUS


def test_the_lot_of_a_seed_never_changes() -> None:
    """A draw that was logged can be done again, by this version or a later one."""
    assert lot(42).of("0221010000000001") == 596351356
    assert lot(42).of("a") == 1385661427


def test_an_identifier_that_is_a_number_is_its_own_number() -> None:
    assert id_number("0221010000000001") == 221010000000001
    assert id_number("abc") == int("900150983cd24fb", 16)
    assert id_number("1" * 19) != int("1" * 19)
