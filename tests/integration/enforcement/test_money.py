"""The ledger of a case: each penalty once, never above the maximum, nothing changed."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import Error, IntegrityError

from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.enforcement.contract.cases import correct_step
from onderdak.supervision.enforcement.contract.clocks import recount
from onderdak.supervision.enforcement.contract.money import (
    AskedMoney,
    Balance,
    Debt,
    EntryKind,
    balance_of,
    balances_of,
    book_cost,
    book_payment,
    correct_entry,
    debts_of,
    ledger_between,
    ledger_of,
    totals,
    town_balance,
    write_off,
)
from onderdak.supervision.enforcement.models import Entry
from tests.integration.enforcement.enforcing import EnforcingTown, noon
from tests.integration.enforcement.ordering import (
    AMOUNT,
    COMPLY_UNTIL,
    MAXIMUM,
    Ordered,
    ordered,
)

pytestmark = pytest.mark.django_db
# The first Monday after the term to comply.
MONDAY = date(2026, 5, 4)
TUESDAY = MONDAY + timedelta(days=1)


def _balance(of: Ordered) -> Balance:
    with of.town.seen_by(of.town.lawyer):
        return balance_of(**of.by_lawyer(), number=of.case.number)


def test_a_check_forfeits_each_day_that_it_covers_and_no_more(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    of.check(MONDAY)
    assert _balance(of).forfeited == AMOUNT
    of.check(TUESDAY)
    assert _balance(of).forfeited == 2 * AMOUNT
    recount(municipality=town.code, on=TUESDAY)
    recount(municipality=town.code, on=TUESDAY)
    assert _balance(of).forfeited == 2 * AMOUNT


def test_what_is_forfeited_stops_at_the_maximum(town: EnforcingTown) -> None:
    of = ordered(town)
    since = COMPLY_UNTIL + timedelta(days=1)
    of.check(MONDAY + timedelta(days=10), since=since)
    assert _balance(of).forfeited == MAXIMUM


def test_the_database_itself_refuses_more_than_the_maximum(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    of.check(MONDAY, since=MONDAY)
    with town.seen_by(town.lawyer):
        line = Entry.objects.get(kind=EntryKind.FORFEITED)
        with pytest.raises(Conflict, match="maximum"):
            correct_entry(
                **of.by_lawyer(),
                entry=line.pk,
                cents=MAXIMUM,
                reason="A slip of the hand.",
                at=noon(TUESDAY),
            )
        line.pk, line.breach, line.cents = None, "again", MAXIMUM
        with pytest.raises(IntegrityError, match="maximum"), transaction.atomic():
            line.save(force_insert=True)
    assert _balance(of).forfeited == AMOUNT


def test_a_line_of_the_ledger_is_never_changed_or_removed(town: EnforcingTown) -> None:
    of = ordered(town)
    of.check(MONDAY)
    with town.seen_by(town.lawyer):
        for change in (
            "UPDATE enforcement_entry SET cents = 1",
            "DELETE FROM enforcement_entry",
            "UPDATE enforcement_penaltyorder SET maximum_cents = 1000000",
        ):
            with (
                pytest.raises(Error, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(change)


def test_nobody_books_in_the_name_of_another(town: EnforcingTown) -> None:
    of = ordered(town)
    of.check(MONDAY)
    with town.seen_by(town.lawyer):
        line = Entry.objects.get()
        line.pk, line.breach = None, "again"
        line.by_id = town.colleague.user_id
        with pytest.raises(Error, match="books for another"), transaction.atomic():
            line.save(force_insert=True)


def test_a_check_that_is_taken_back_takes_its_penalty_along(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    wrong = of.check(MONDAY)
    with town.seen_by(town.lawyer):
        correct_step(
            **of.by_lawyer(),
            number=of.case.number,
            step=wrong.pk,
            reason="It was the house next door.",
            at=noon(MONDAY),
        )
        lines = ledger_of(**of.by_lawyer(), number=of.case.number)
    assert [(one.kind, one.cents) for one in lines] == [
        (EntryKind.FORFEITED, AMOUNT),
        (EntryKind.CORRECTION, -AMOUNT),
    ]
    assert _balance(of) == Balance()
    of.check(TUESDAY)
    assert _balance(of).forfeited == AMOUNT


def test_payment_collection_and_writing_off_add_up(town: EnforcingTown) -> None:
    of = ordered(town)
    of.check(MONDAY)
    of.check(TUESDAY)
    later = date(2026, 6, 22)
    of.sent("collect", later, {"amount_cents": 2 * AMOUNT})
    money = {
        **of.by_lawyer(),
        "number": of.case.number,
        "measure": of.measure.pk,
        "debt": Debt.PENALTY,
        "at": noon(later),
    }
    with town.seen_by(town.lawyer):
        book_payment(**money, cents=AMOUNT, on_day=later)
        with pytest.raises(Conflict, match="open"):
            write_off(**money, cents=2 * AMOUNT, reason="Bankrupt.", on_day=later)
        with pytest.raises(Invalid):
            write_off(**money, cents=AMOUNT, reason=" ", on_day=later)
        write_off(**money, cents=400_00, reason="Bankrupt.", on_day=later)
        found = debts_of(**of.by_lawyer(), number=of.case.number)
        [row] = balances_of(**of.by_lawyer(), asked=AskedMoney(state="open"))
        none = balances_of(**of.by_lawyer(), asked=AskedMoney(state="to_give_back"))
        whole = town_balance(**of.by_lawyer())
        lines = ledger_between(**of.by_lawyer(), from_day=MONDAY, until_day=later)
    expected = Balance(
        forfeited=2 * AMOUNT, claimed=2 * AMOUNT, paid=AMOUNT, written_off=400_00
    )
    assert found == {Debt.PENALTY: expected}
    assert expected.open == 600_00
    assert (row.number, row.balance, none) == (of.case.number, expected, [])
    assert whole == expected == totals(lines)[Debt.PENALTY]


def test_more_than_was_forfeited_is_never_claimed(town: EnforcingTown) -> None:
    of = ordered(town)
    of.check(MONDAY)
    with pytest.raises(Conflict):
        of.sent("collect", TUESDAY, {"amount_cents": AMOUNT + 1})
    assert _balance(of).claimed == 0


def test_what_came_in_above_what_was_owed_is_to_be_given_back(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    money = {
        **of.by_lawyer(),
        "number": of.case.number,
        "measure": of.measure.pk,
        "at": noon(TUESDAY),
    }
    with town.seen_by(town.lawyer), pytest.raises(Conflict, match="ever owed"):
        book_payment(**money, debt=Debt.PENALTY, cents=1, on_day=TUESDAY)
    of.check(MONDAY)
    with town.seen_by(town.lawyer):
        paid = book_payment(
            **money, debt=Debt.PENALTY, cents=2 * AMOUNT, on_day=TUESDAY
        )
        assert _balance(of).to_give_back == AMOUNT
        correct_entry(
            **of.by_lawyer(),
            entry=paid.pk,
            cents=-AMOUNT,
            reason="Booked twice.",
            at=noon(TUESDAY),
        )
        assert _balance(of).to_give_back == 0
        with pytest.raises(Conflict):
            correct_entry(
                **of.by_lawyer(),
                entry=paid.pk,
                cents=-AMOUNT - 1,
                reason="Too much.",
                at=noon(TUESDAY),
            )


def test_costs_are_a_debt_of_their_own(town: EnforcingTown) -> None:
    of = ordered(town)
    with town.seen_by(town.lawyer):
        book_cost(
            **of.by_lawyer(),
            number=of.case.number,
            measure=of.measure.pk,
            cents=120_50,
            about="New locks",
            on_day=TUESDAY,
            at=noon(TUESDAY),
        )
        assert debts_of(**of.by_lawyer(), number=of.case.number) == {
            Debt.COSTS: Balance(cost=120_50)
        }


def test_only_a_lawyer_books_and_another_town_sees_nothing(town: EnforcingTown) -> None:
    of = ordered(town)
    of.check(MONDAY)
    other = {"number": of.case.number, "measure": of.measure.pk, "debt": Debt.PENALTY}
    with town.seen_by(town.supervisor), pytest.raises(NotAllowed):
        book_payment(
            by=town.supervisor,
            municipality=town.code,
            cents=1,
            on_day=TUESDAY,
            at=noon(TUESDAY),
            **other,
        )
    with town.seen_by(town.lawyer):
        with pytest.raises(NotAllowed):
            town_balance(by=town.lawyer, municipality="GM9999")
        with pytest.raises(NotFound):
            book_payment(
                **of.by_lawyer(),
                cents=1,
                on_day=TUESDAY,
                at=noon(TUESDAY),
                **(other | {"measure": of.measure.pk + 1}),
            )
