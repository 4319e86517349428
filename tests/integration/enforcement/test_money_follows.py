"""Money follows its decision: what fell is not owed, and what was paid goes back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import Error, IntegrityError

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.supervision.enforcement.contract.cases import (
    Step,
    close_case,
    correct_step,
)
from onderdak.supervision.enforcement.contract.clocks import (
    AskedWeek,
    Filed,
    Outcome,
    Party,
    RemedyKind,
    decide_remedy,
    file_remedy,
    recount,
    take_outcome_back,
    week_list,
)
from onderdak.supervision.enforcement.contract.money import (
    SAID,
    AskedMoney,
    Balance,
    Debt,
    EntryKind,
    balance_of,
    balances_of,
    book_cost,
    book_payment,
    correct_entry,
    give_back,
    ledger_of,
    write_off,
)
from onderdak.supervision.enforcement.models import Entry, Remedy
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon
from tests.integration.enforcement.ordering import (
    AMOUNT,
    ORDERED,
    Ordered,
    chosen,
    ordered,
    sent,
)

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = date(2026, 5, 4), date(2026, 5, 5)
CLAIMED, PAID, WON = date(2026, 5, 11), date(2026, 5, 18), date(2026, 6, 8)
AFTER = date(2026, 6, 15)


def balance(of: Ordered) -> Balance:
    with of.town.seen_by(of.town.lawyer):
        return balance_of(**of.by_lawyer(), number=of.case.number)


def booked(of: Ordered, kind: EntryKind) -> list[int]:
    with of.town.seen_by(of.town.lawyer):
        lines = ledger_of(**of.by_lawyer(), number=of.case.number)
    return [one.cents for one in lines if one.kind is kind]


def money(of: Ordered, on: date, debt: Debt = Debt.PENALTY) -> dict[str, Any]:
    return {
        **of.by_lawyer(),
        "number": of.case.number,
        "measure": of.measure.pk,
        "debt": debt,
        "on_day": on,
        "at": noon(on),
    }


def paid(of: Ordered, cents: int, on: date = PAID, debt: Debt = Debt.PENALTY) -> Entry:
    with of.town.seen_by(of.town.lawyer):
        return book_payment(**money(of, on, debt), cents=cents)


def given_back(of: Ordered, cents: int, debt: Debt = Debt.PENALTY) -> Entry:
    with of.town.seen_by(of.town.lawyer):
        return give_back(**money(of, AFTER, debt), cents=cents, about="2026-77")


def won(of: Ordered, decision: Step, on: date = WON) -> None:
    """An objection against a decision is founded."""
    with of.town.seen_by(of.town.lawyer):
        filed = file_remedy(
            **of.by_lawyer(),
            step=decision.pk,
            filed=Filed(RemedyKind.OBJECTION, Party.OFFENDER, decision.on_day),
            at=noon(decision.on_day),
        )
        decide_remedy(
            **of.by_lawyer(),
            remedy=filed.pk,
            outcome=Outcome.FOUNDED,
            decided_on=on,
            at=noon(on),
        )


def fell(of: Ordered, on: date = WON) -> Step:
    facts = {"outcome_on": on, "words": "The order is annulled."}
    return of.town.step(of.measure, "fall", on, facts)


def collected(town: EnforcingTown) -> Ordered:
    """Two penalties forfeited and claimed; one of them was paid."""
    of = ordered(town)
    of.check(MONDAY)
    of.check(TUESDAY)
    of.sent("collect", CLAIMED, {"amount_cents": 2 * AMOUNT})
    paid(of, AMOUNT)
    return of


def fined(town: EnforcingTown, cents: int = 300_00) -> Ordered:
    """A light fine, given on the day of the order."""
    case = town.case()
    chosen(town, case, "fine")
    measure = town.measure(case, "fine")
    town.step(
        measure,
        "report",
        OPENED,
        {
            "report_on": OPENED,
            "report_number": "2026-12",
            "breached_on": date(2026, 3, 10),
            "fine_rule": "C07",
            "light": True,
            "silence_told": True,
            "interpreter": "not_needed",
        },
    )
    facts = {
        "amount_cents": cents,
        "at_fault": True,
        "fault_words": "The manager was told twice.",
        "no_views_reason": "It is a light fine.",
    }
    decision = sent(town, measure, "fine", ORDERED, facts)
    return Ordered(town, case, measure, decision)


def test_an_annulled_order_leaves_nothing_owed_and_gives_back_what_was_paid(
    town: EnforcingTown,
) -> None:
    of = collected(town)
    assert balance(of).open == AMOUNT
    won(of, of.order)
    fell(of)
    now = balance(of)
    assert (now.owed, now.claimed, now.open) == (0, 0, 0)
    assert now.to_give_back == AMOUNT
    recount(municipality=town.code, on=AFTER)
    assert balance(of) == now
    with pytest.raises(Conflict, match="to be given back"):
        given_back(of, AMOUNT + 1)
    with pytest.raises(Invalid), town.seen_by(town.lawyer):
        give_back(**money(of, AFTER), cents=AMOUNT, about=" ")
    given_back(of, AMOUNT)
    assert balance(of).to_give_back == 0
    with town.seen_by(town.lawyer):
        lines = ledger_of(**of.by_lawyer(), number=of.case.number)
        none = balances_of(**of.by_lawyer(), asked=AskedMoney(state="to_give_back"))
    assert none == []
    assert {one.reason for one in lines if one.kind is EntryKind.CORRECTION} <= SAID


def test_that_an_order_fell_is_taken_back_with_its_corrections(
    town: EnforcingTown,
) -> None:
    of = collected(town)
    before = balance(of)
    won(of, of.order)

    def taken_back(step: Step) -> None:
        with town.seen_by(town.lawyer):
            correct_step(
                **of.by_lawyer(),
                number=of.case.number,
                step=step.pk,
                reason="It was about another order.",
                at=noon(WON),
            )

    taken_back(fell(of))
    assert balance(of) == before
    again = fell(of)
    assert balance(of).owed == 0
    with town.seen_by(town.lawyer):
        give_back(
            **{**money(of, WON), "cents": AMOUNT, "about": "2026-77"},
        )
    with pytest.raises(Conflict, match="rests on"):
        taken_back(again)


def test_a_withdrawn_order_leaves_nothing_owed(town: EnforcingTown) -> None:
    of = collected(town)
    of.sent("withdraw", WON, {"from_start": True, "words": "The wrong company."})
    assert balance(of) == Balance(paid=AMOUNT)


def test_an_objection_founded_after_all_was_paid_leads_to_a_refund(
    town: EnforcingTown,
) -> None:
    of = fined(town)
    paid(of, 300_00, debt=Debt.FINE)
    town.step(of.measure, "settle", PAID)
    won(of, of.order)
    fell(of)
    assert balance(of) == Balance(paid=300_00)
    given_back(of, 300_00, Debt.FINE)
    assert balance(of).to_give_back == 0


def test_a_fine_that_is_lowered_is_owed_for_the_lower_amount(
    town: EnforcingTown,
) -> None:
    of = fined(town)
    facts = {"amount_cents": 200_00, "words": "He earns little."}
    of.sent("lower", MONDAY, facts)
    assert balance(of) == Balance(fine=200_00)
    paid(of, 200_00, debt=Debt.FINE)
    town.step(of.measure, "settle", PAID)
    of.sent("lower", WON, facts | {"amount_cents": 50_00})
    assert balance(of).to_give_back == 150_00
    assert booked(of, EntryKind.CORRECTION) == [-100_00, -150_00]


def test_a_fine_that_is_lowered_is_not_reminded_of_for_more(
    town: EnforcingTown,
) -> None:
    of = fined(town)
    of.sent("lower", MONDAY, {"amount_cents": 200_00, "words": "He earns little."})
    paid(of, 50_00, debt=Debt.FINE)
    with pytest.raises(Conflict, match="150,00 is still to be paid"):
        of.sent("remind", WON, {"amount_cents": 200_00})
    of.sent("remind", WON, {"amount_cents": 150_00})


def test_what_was_written_off_is_never_to_be_given_back(town: EnforcingTown) -> None:
    of = collected(town)
    with town.seen_by(town.lawyer):
        write_off(**money(of, PAID), cents=AMOUNT, reason="Bankrupt.")
    assert balance(of).open == 0
    won(of, of.order)
    fell(of)
    assert balance(of) == Balance(paid=AMOUNT)
    assert replace(balance(of), written_off=AMOUNT).to_give_back == AMOUNT


def test_costs_that_are_not_recovered_are_written_off(town: EnforcingTown) -> None:
    case = town.case()
    chosen(town, case, "urgent_coercion")
    measure = town.measure(case, "urgent_coercion")
    order = sent(
        town,
        measure,
        "order_now",
        ORDERED,
        {
            "measures": "The house is closed.",
            "urgency": "The stairs burn.",
            "costs_recovered": True,
            "ends_stay": False,
            "stay_because": "nobody_sleeps",
            "on_site": town.supervisor.user_id,
        },
    )
    of = Ordered(town, case, measure, order)
    town.step(
        measure,
        "apply",
        ORDERED,
        {"applied_on": ORDERED, "done": "The door was closed."},
    )
    with town.seen_by(town.lawyer):
        named = money(of, MONDAY)
        del named["debt"]
        book_cost(**named, cents=400_00, about="Locksmith")
    of.sent("waive_costs", TUESDAY, {"words": "They are small."})
    assert balance(of).open == 0
    assert booked(of, EntryKind.WRITTEN_OFF) == [400_00]


def test_the_database_gives_no_more_back_than_came_in(town: EnforcingTown) -> None:
    of = collected(town)
    with town.seen_by(town.lawyer):
        line = Entry.objects.get(kind=EntryKind.PAID)
        line.pk, line.kind, line.counts_as = None, "given_back", "given_back"
        with pytest.raises(IntegrityError, match="not owed"), transaction.atomic():
            line.save(force_insert=True)
    won(of, of.order)
    fell(of)
    with town.seen_by(town.lawyer):
        line.cents = AMOUNT + 1
        with pytest.raises(IntegrityError, match="not owed"), transaction.atomic():
            line.save(force_insert=True)
    given_back(of, AMOUNT)
    with town.seen_by(town.lawyer):
        came = Entry.objects.get(kind=EntryKind.PAID)
        with pytest.raises(Conflict, match="gone back"):
            correct_entry(
                **of.by_lawyer(),
                entry=came.pk,
                cents=-1,
                reason="A slip of the hand.",
                at=noon(AFTER),
            )


def test_who_is_signed_in_books_nothing_without_a_name(town: EnforcingTown) -> None:
    of = ordered(town)
    of.check(MONDAY)
    with town.seen_by(town.lawyer):
        line = Entry.objects.get()
        line.pk, line.breach, line.by_id = None, "again", None
        with pytest.raises(Error, match="books for another"), transaction.atomic():
            line.save(force_insert=True)
        line = Entry.objects.get()
        line.pk, line.kind, line.counts_as = None, "written_off", "written_off"
        line.breach, line.reason = "", ""
        with pytest.raises(IntegrityError, match="why"), transaction.atomic():
            line.save(force_insert=True)


def closed(of: Ordered, on: date) -> None:
    with of.town.seen_by(of.town.lawyer):
        close_case(
            **of.by_lawyer(),
            number=of.case.number,
            closing="ended",
            words="It has ended.",
            on=on,
            at=noon(on),
        )


def test_a_case_is_not_closed_before_what_was_paid_goes_back(
    town: EnforcingTown,
) -> None:
    of = collected(town)
    won(of, of.order)
    fell(of)
    with pytest.raises(Conflict, match=r"still to be given back: € 1\.000,00"):
        closed(of, AFTER)
    given_back(of, AMOUNT)
    closed(of, AFTER)


def test_an_outcome_by_which_a_decision_fell_stays(town: EnforcingTown) -> None:
    of = collected(town)
    won(of, of.order)
    fallen = fell(of)
    with town.seen_by(town.lawyer):
        outcome = Remedy.objects.get(step=of.order)
        here: dict[str, Any] = {**of.by_lawyer(), "at": noon(WON)}
        slip = {"remedy": outcome.pk, "reason": "It was another objection."}
        with pytest.raises(Conflict, match="fell by this outcome"):
            take_outcome_back(**slip, **here)
        correct_step(
            number=of.case.number, step=fallen.pk, reason="Another objection.", **here
        )
        assert take_outcome_back(**slip, **here).outcome == ""


def reminders(of: Ordered, on: date) -> list[str]:
    """What the week list has of a term to pay that passed."""
    recount(municipality=of.town.code, on=on, tell=False)
    here = {"by": of.town.lawyer, "municipality": of.town.code, "on": on}
    with of.town.seen_by(of.town.lawyer):
        found = week_list(**here, asked=AskedWeek(opened=True))
    return [one.kind for one in found if one.kind == "payment"]


def test_who_may_pay_later_is_not_on_the_list_to_be_reminded(
    town: EnforcingTown,
) -> None:
    of = collected(town)
    asked, until = date(2026, 7, 1), date(2026, 7, 31)
    assert reminders(of, asked) != []
    later = {"deferred_until": until, "words": "In two parts."}
    of.sent("defer", asked, later)
    assert reminders(of, until) == []
    assert reminders(of, until + timedelta(days=1)) != []


def test_what_goes_back_does_not_hide_behind_another_debt(town: EnforcingTown) -> None:
    of = collected(town)
    won(of, of.order)
    fell(of)
    # The costs of another measure of the case are not paid by what goes back.
    other = replace(of, measure=town.measure(of.case, "coercion", on=AFTER))
    with town.seen_by(town.lawyer):
        costs = money(other, AFTER)
        del costs["debt"]
        book_cost(**costs, cents=2 * AMOUNT, about="Locksmith")
        for state in ("to_give_back", "open"):
            [row] = balances_of(**of.by_lawyer(), asked=AskedMoney(state=state))
            assert (row.open, row.to_give_back) == (2 * AMOUNT, AMOUNT)
