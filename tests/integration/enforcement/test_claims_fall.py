"""What was claimed: all of it is asked for, and what is annulled claims nothing."""

from datetime import date

import pytest

from onderdak.kernel.errors import Conflict
from tests.integration.enforcement.enforcing import EnforcingTown
from tests.integration.enforcement.ordering import AMOUNT, Ordered, ordered
from tests.integration.enforcement.test_money_follows import (
    CLAIMED,
    MONDAY,
    TUESDAY,
    WON,
    balance,
    paid,
    won,
)

pytestmark = pytest.mark.django_db

BEFORE, LATER = date(2026, 5, 7), date(2026, 6, 22)


def forfeited_twice(town: EnforcingTown) -> Ordered:
    of = ordered(town)
    of.check(MONDAY)
    of.check(TUESDAY)
    return of


def test_what_was_paid_before_the_claim_does_not_make_the_claim_less(
    town: EnforcingTown,
) -> None:
    of = forfeited_twice(town)
    paid(of, AMOUNT, BEFORE)
    of.sent("collect", CLAIMED, {"amount_cents": AMOUNT})
    with pytest.raises(Conflict, match="is left"):
        of.sent("collect", CLAIMED, {"amount_cents": AMOUNT})
    of.sent("remind", LATER, {"amount_cents": AMOUNT})


def test_a_claim_that_was_annulled_claims_nothing_until_it_is_taken_anew(
    town: EnforcingTown,
) -> None:
    of = forfeited_twice(town)
    claim = of.sent("collect", CLAIMED, {"amount_cents": 2 * AMOUNT})
    won(of, claim)
    with pytest.raises(Conflict, match="was annulled"):
        of.sent("remind", LATER, {"amount_cents": 2 * AMOUNT})
    facts = {"outcome_on": WON, "words": "The claim is annulled."}
    town.step(of.measure, "claim_falls", WON, facts)
    found = balance(of)
    assert (found.claimed, found.open) == (0, 2 * AMOUNT)
    of.sent("collect", LATER, {"amount_cents": 2 * AMOUNT})
    assert balance(of).claimed == 2 * AMOUNT


def test_what_was_forfeited_stays_owed_under_an_order_that_is_lifted(
    town: EnforcingTown,
) -> None:
    of = forfeited_twice(town)
    facts = {"from_start": False, "words": "It is no longer needed."}
    with pytest.raises(Conflict, match="stays owed"):
        of.sent("withdraw", CLAIMED, facts)
    of.sent("lift", CLAIMED, {"ground": "own", "words": "It is no longer needed."})
    assert balance(of).open == 2 * AMOUNT
