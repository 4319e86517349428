"""The sums of a ledger, and what may be booked on top of it."""

import pytest

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.supervision.enforcement.domain.money import (
    Balance,
    Debt,
    EntryKind,
    Line,
    balance,
    check_amount,
    check_claim,
    check_correction,
    check_give_back,
    check_write_off,
)


def _line(kind: EntryKind, cents: int, debt: Debt = Debt.PENALTY) -> Line:
    return Line(kind, debt, cents)


LEDGER = (
    _line(EntryKind.FORFEITED, 3_000),
    _line(EntryKind.FORFEITED, -1_000),
    _line(EntryKind.CLAIMED, 1_500),
    _line(EntryKind.PAID, 500),
    _line(EntryKind.COST, 700, Debt.COSTS),
    _line(EntryKind.PAID, 800, Debt.COSTS),
)


def test_a_balance_is_the_sum_of_its_lines() -> None:
    of_penalty = balance(LEDGER, Debt.PENALTY)
    assert of_penalty == Balance(forfeited=2_000, claimed=1_500, paid=500)
    assert (of_penalty.open, of_penalty.not_claimed) == (1_500, 500)
    of_costs = balance(LEDGER, Debt.COSTS)
    assert (of_costs.open, of_costs.to_give_back) == (0, 100)
    assert of_penalty + of_costs == balance(LEDGER)


def test_a_claim_is_at_most_what_is_owed_and_not_claimed() -> None:
    check_claim(500, balance(LEDGER, Debt.PENALTY))
    with pytest.raises(Conflict, match="At most"):
        check_claim(501, balance(LEDGER, Debt.PENALTY))


def test_nothing_is_written_off_without_a_reason_or_above_what_is_open() -> None:
    open_now = balance(LEDGER, Debt.PENALTY)
    check_write_off(1_500, open_now, "Bankrupt.")
    with pytest.raises(Conflict):
        check_write_off(1_501, open_now, "Bankrupt.")
    with pytest.raises(Invalid):
        check_write_off(1_500, open_now, " \x00 ")


@pytest.mark.parametrize("cents", [0, -1, 10_000_000_01])
def test_an_amount_is_more_than_nothing_and_no_slip(cents: int) -> None:
    with pytest.raises(Invalid):
        check_amount(cents)


def test_a_line_is_not_corrected_below_nothing() -> None:
    line = _line(EntryKind.PAID, 500)
    check_correction(-300, line, -200, "Booked twice.")
    with pytest.raises(Conflict):
        check_correction(-301, line, -200, "Booked twice.")
    with pytest.raises(Invalid):
        check_correction(0, line, 0, "Booked twice.")
    with pytest.raises(Invalid):
        check_correction(-1, line, 0, "")


def test_only_what_came_in_and_is_not_owed_goes_back() -> None:
    fell = Balance(paid=500)
    check_give_back(500, fell)
    with pytest.raises(Conflict):
        check_give_back(501, fell)
    with pytest.raises(Conflict):
        check_give_back(1, Balance(paid=500, given_back=500))
    with pytest.raises(Conflict):
        check_give_back(1, Balance(fine=500, paid=500))
    # What was written off, and is owed no longer, nobody paid.
    assert Balance(written_off=500).to_give_back == 0
    assert Balance(fine=300, paid=200, written_off=300).to_give_back == 200
