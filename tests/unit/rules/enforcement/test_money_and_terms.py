"""What an order forfeits, until when it is collected, and how high a fine may be."""

from datetime import date, timedelta

import pytest
from tests.walking import book, filled, norms, situation

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement import (
    CORRECT,
    Check,
    EarlierFine,
    Hold,
    Holding,
    Interruption,
    Order,
    Penalty,
    RemedyOn,
    Span,
    Taken,
    Unit,
    clocks_of,
    fine_ceiling,
    forfeitures,
    limitation,
    problems,
    shipped,
    standing,
)

GIVEN = date(2026, 1, 5)
UNTIL = date(2026, 2, 9)
WHY = text("Because.")


def order(kind: Penalty, amount: int, maximum: int, unit: Unit | None = None) -> Order:
    return Order(GIVEN, kind, amount, maximum, unit, UNTIL)


def year(start: date) -> tuple[date, tuple[Text, ...]]:
    return start.replace(year=start.year + 1), ()


# --- forfeiture


def test_a_lump_sum_is_forfeited_once() -> None:
    checks = [Check(date(2026, 2, 10), True), Check(date(2026, 3, 10), True)]
    found = forfeitures(order(Penalty.LUMP, 100, 100), checks)
    assert [(one.on_day, one.cents) for one in found] == [(date(2026, 2, 10), 100)]


def test_nothing_is_forfeited_without_a_breach_or_within_the_term() -> None:
    each_day = order(Penalty.PER_UNIT, 100, 1000, Unit.DAY)
    assert forfeitures(each_day, [Check(date(2026, 3, 1), False)]) == ()
    assert forfeitures(each_day, [Check(UNTIL, True, since=GIVEN)]) == ()
    first = forfeitures(each_day, [Check(UNTIL + timedelta(1), True, since=GIVEN)])
    assert [one.on_day for one in first] == [UNTIL + timedelta(1)]


def test_the_maximum_ends_it_and_the_last_penalty_is_what_is_left() -> None:
    check = Check(date(2026, 2, 28), True, since=date(2026, 2, 10))
    found = forfeitures(order(Penalty.PER_UNIT, 300, 1000, Unit.DAY), [check])
    assert [one.cents for one in found] == [300, 300, 300, 100]
    assert [one.capped for one in found] == [False, False, False, True]


def test_a_unit_of_time_is_forfeited_once_however_many_checks() -> None:
    weekly = order(Penalty.PER_UNIT, 100, 1000, Unit.WEEK)
    checks = [Check(date(2026, 2, day), True) for day in (10, 12, 16, 17)]
    found = forfeitures(weekly, checks)
    assert [one.on_day for one in found] == [date(2026, 2, 10), date(2026, 2, 17)]


def test_months_count_from_the_day_after_the_term() -> None:
    monthly = order(Penalty.PER_UNIT, 100, 1000, Unit.MONTH)
    checks = [Check(date(2026, 3, 9), True), Check(date(2026, 3, 10), True)]
    assert len(forfeitures(monthly, checks)) == 2


def test_each_breach_counts() -> None:
    check = Check(date(2026, 2, 10), True, breaches=3)
    found = forfeitures(order(Penalty.PER_BREACH, 100, 1000), [check])
    assert sum(one.cents for one in found) == 300


def test_days_on_which_a_judge_suspended_the_order_forfeit_nothing() -> None:
    check = Check(date(2026, 2, 14), True, since=date(2026, 2, 10))
    span = Span(date(2026, 2, 11), date(2026, 2, 13))
    found = forfeitures(
        order(Penalty.PER_UNIT, 100, 1000, Unit.DAY), [check], suspended=[span]
    )
    assert [one.on_day.day for one in found] == [10, 14]


# --- limitation


def test_q16_a_year_after_the_day_on_which_it_was_forfeited() -> None:
    found = limitation(date(2026, 2, 10), first=year, anew=year, on=date(2026, 3, 1))
    assert found.last_day == date(2027, 2, 10)
    assert not found.lapsed(date(2027, 2, 10))
    assert found.lapsed(date(2027, 2, 11))


def test_an_interruption_makes_it_begin_anew() -> None:
    one = Interruption(date(2026, 12, 1), WHY)
    found = limitation(
        date(2026, 2, 10),
        first=year,
        anew=year,
        interruptions=[one],
        on=date(2027, 1, 1),
    )
    assert found.last_day == date(2027, 12, 1)
    assert found.interrupted_on == date(2026, 12, 1)


def test_an_interruption_that_comes_too_late_does_nothing() -> None:
    one = Interruption(date(2027, 2, 11), WHY)
    found = limitation(
        date(2026, 2, 10),
        first=year,
        anew=year,
        interruptions=[one],
        on=date(2027, 3, 1),
    )
    assert found.last_day == date(2027, 2, 10)


@pytest.mark.parametrize(
    ("how", "span", "last"),
    [
        (Holding.UNTIL, Span(date(2027, 1, 1), date(2027, 6, 1)), date(2027, 6, 1)),
        (Holding.UNTIL, Span(date(2026, 1, 1), date(2027, 2, 9)), date(2027, 2, 10)),
        (Holding.UNTIL, Span(date(2027, 1, 1)), None),
        (
            Holding.ITS_LENGTH,
            Span(date(2027, 2, 1), date(2027, 2, 28)),
            date(2027, 3, 10),
        ),
        (
            Holding.ITS_DAYS,
            Span(date(2026, 5, 1), date(2026, 5, 31)),
            date(2027, 3, 13),
        ),
    ],
)
def test_what_lengthens_the_term(how: Holding, span: Span, last: date | None) -> None:
    found = limitation(
        date(2026, 2, 10),
        first=year,
        anew=year,
        holds=[Hold(span, how, WHY)],
        on=date(2027, 4, 1),
    )
    assert found.last_day == last
    assert found.not_before == (last or date(2027, 4, 1))


def claim_last_day(
    ordered: date, breached: date, remedies: list[RemedyOn]
) -> date | None:
    kind = shipped().step("penalty_order", "order")
    facts = {
        "penalty_kind": "lump",
        "amount_cents": 100,
        "maximum_cents": 100,
        "compliance_until": breached - timedelta(1),
    }
    check = shipped().step("penalty_order", "check_breach")
    history = [
        Taken("penalty_order", "order", ordered, filled(kind, facts, ordered)),
        Taken("penalty_order", "check_breach", breached, filled(check, {}, breached)),
    ]
    on = breached + timedelta(1200)
    found = clocks_of(history, remedies, shipped(), book(), norms(), None, on)
    return next(one.last_day for one in found if one.clock == "limitation")


def test_the_newer_text_counts_from_its_first_day() -> None:
    """Awb 5:35(2) holds for claims that would lapse from 1 April 2021 on."""
    remedy = [RemedyOn("objection", 0, date(2020, 1, 20))]
    assert claim_last_day(date(2020, 1, 6), date(2020, 2, 10), remedy) == date(
        2021, 2, 10
    )
    assert claim_last_day(date(2020, 3, 6), date(2020, 5, 11), remedy) is None


# --- fines


def ceiling(breached: date, *earlier: date) -> tuple[int | None, int | None, bool]:
    fines = [EarlierFine("E11", day) for day in earlier]
    found = fine_ceiling("E11", breached, None, book(), norms(), earlier=fines)
    return found.category, found.cents, found.repeated


def test_q13_an_earlier_fine_for_the_same_rule_within_four_years() -> None:
    assert ceiling(date(2025, 8, 15)) == (4, 2_575_000, False)
    assert ceiling(date(2025, 8, 15), date(2021, 9, 15)) == (5, 10_300_000, True)
    assert ceiling(date(2025, 8, 15), date(2021, 7, 15)) == (4, 2_575_000, False)


def test_an_amount_that_nobody_verified_is_no_ceiling() -> None:
    found = fine_ceiling("F10", date(2026, 3, 2), None, book(), norms())
    assert found.cents is None
    assert "never verified" in str(found.told[-1])


def test_an_earlier_fine_for_another_rule_does_not_count() -> None:
    fines = [EarlierFine("F04", date(2025, 1, 1))]
    found = fine_ceiling("E11", date(2025, 8, 15), None, book(), norms(), earlier=fines)
    assert found.category == 4


# --- taking a step back


def test_a_correction_takes_back_the_last_step_of_its_measure() -> None:
    history = [
        Taken("warning", "warn", GIVEN, measure=1),
        Taken("fine", "report", GIVEN, measure=2),
        Taken("warning", "check_kept", GIVEN, measure=1),
        Taken("warning", CORRECT, GIVEN, measure=1),
    ]
    assert [place for place, _ in standing(history)] == [0, 1]


def test_a_fact_that_does_not_fit_stands_in_the_way() -> None:
    found = problems(
        shipped(),
        "warning",
        "warn",
        {"mend": "Mend it.", "next_step": " ", "mend_until": "soon", "colour": "red"},
        [],
        GIVEN,
        situation(),
    )
    said = [str(one) for one in found]
    assert "This step has no fact colour." in said
    assert sum("does not fit" in one for one in said) == 2
