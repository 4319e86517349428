"""A case to an injunction, day by day: a judge stands the order still for a while."""

from datetime import date

import pytest

from onderdak.kernel.errors import Conflict
from onderdak.supervision.enforcement.contract.clocks import (
    Due,
    Filed,
    Outcome,
    Party,
    RemedyKind,
    clocks_of_case,
    decide_remedy,
    file_remedy,
    recount,
)
from onderdak.supervision.enforcement.contract.money import Balance, balance_of
from onderdak.supervision.enforcement.models import Remedy
from tests.integration.enforcement.enforcing import EnforcingTown, noon
from tests.integration.enforcement.ordering import (
    AMOUNT,
    COMPLY_UNTIL,
    ORDERED,
    Ordered,
    ordered,
)

pytestmark = pytest.mark.django_db


def _filed(of: Ordered, kind: RemedyKind, on: date, about: int | None = None) -> Remedy:
    with of.town.seen_by(of.town.lawyer):
        return file_remedy(
            **of.by_lawyer(),
            step=of.order.pk,
            filed=Filed(kind, Party.OFFENDER, on, about=about),
            at=noon(on),
        )


def _decided(
    of: Ordered,
    remedy: Remedy,
    outcome: Outcome,
    on: date,
    suspends_until: date | None = None,
) -> None:
    with of.town.seen_by(of.town.lawyer):
        decide_remedy(
            **of.by_lawyer(),
            remedy=remedy.pk,
            outcome=outcome,
            decided_on=on,
            suspends=outcome is Outcome.GRANTED,
            suspends_until=suspends_until,
            at=noon(on),
        )


def _clocks(of: Ordered, on: date) -> dict[str, Due]:
    """The clocks as the night before a day left them."""
    recount(municipality=of.town.code, on=on, tell=False)
    with of.town.seen_by(of.town.lawyer):
        found = clocks_of_case(**of.by_lawyer(), number=of.case.number)
    return {one.kind: one for one in found}


def _balance(of: Ordered) -> Balance:
    with of.town.seen_by(of.town.lawyer):
        return balance_of(**of.by_lawyer(), number=of.case.number)


def test_from_an_order_to_an_injunction_and_on(town: EnforcingTown) -> None:
    of = ordered(town)

    # 2 April: the order goes out. Six weeks end on Ascension Day; the Friday after it
    # is equated with a holiday.
    clocks = _clocks(of, ORDERED)
    assert clocks["compliance"].last_day == COMPLY_UNTIL
    assert clocks["objection"].last_day == date(2026, 5, 18)

    # 20 April: objection. 22 April: a judge is asked to suspend the order.
    objection = _filed(of, RemedyKind.OBJECTION, date(2026, 4, 20))
    asked = _filed(of, RemedyKind.INJUNCTION, date(2026, 4, 22), objection.pk)
    clocks = _clocks(of, date(2026, 4, 22))
    assert clocks["objection"].state == "met"
    assert clocks["objection_answer"].last_day == date(2026, 6, 29)
    # An objection by itself suspends nothing (6:16 Awb).
    assert clocks["compliance"].last_day == COMPLY_UNTIL

    # 28 April: suspended through 12 June. Three days of the term were left.
    _decided(of, asked, Outcome.GRANTED, date(2026, 4, 28), date(2026, 6, 12))
    clocks = _clocks(of, date(2026, 4, 28))
    assert clocks["compliance"].stands_still
    assert clocks["compliance"].last_day == date(2026, 6, 15)

    # 11 May: what a check finds now makes nobody forfeit anything.
    with pytest.raises(Conflict):
        of.check(date(2026, 5, 11))
    assert _balance(of) == Balance()

    # 1 June: the objection is unfounded; six weeks for appeal begin.
    _decided(of, objection, Outcome.UNFOUNDED, date(2026, 6, 1))
    clocks = _clocks(of, date(2026, 6, 1))
    assert clocks["objection_answer"].state == "met"
    assert clocks["appeal"].last_day == date(2026, 7, 13)

    # 15 June is the last day to comply; 16 June the first that forfeits.
    with pytest.raises(Conflict):
        of.check(date(2026, 6, 15))
    of.check(date(2026, 6, 16))
    assert _balance(of) == Balance(forfeited=AMOUNT)
    clocks = _clocks(of, date(2026, 6, 16))
    assert clocks["payment"].last_day == date(2026, 7, 28)
    assert clocks["limitation"].last_day == date(2027, 6, 16)
    assert clocks["compliance"].state == "stopped"


def test_a_penalty_does_not_lapse_while_an_appeal_against_the_order_runs(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    objection = _filed(of, RemedyKind.OBJECTION, date(2026, 4, 20))
    of.check(date(2026, 5, 4))
    # As long as the objection is not decided on, nobody knows the last day.
    held = _clocks(of, date(2026, 5, 4))["limitation"]
    assert (held.last_day, held.stands_still) == (None, True)
    _decided(of, objection, Outcome.UNFOUNDED, date(2026, 6, 1))
    assert _clocks(of, date(2026, 6, 1))["limitation"].last_day == date(2027, 5, 4)
    appeal = _filed(of, RemedyKind.APPEAL, date(2026, 7, 1), objection.pk)

    # A year later it runs still: there is no last day, and nothing falls due.
    held = _clocks(of, date(2027, 5, 5))["limitation"]
    assert (held.last_day, held.stands_still, held.state) == (None, True, "running")

    # 1 September 2027: a judgment. Six weeks for higher appeal pass unused.
    _decided(of, appeal, Outcome.UNFOUNDED, date(2027, 9, 1))
    clocks = _clocks(of, date(2027, 9, 2))
    assert clocks["higher_appeal"].last_day == date(2027, 10, 13)
    assert clocks["limitation"].last_day == date(2027, 10, 13)


def test_an_injunction_that_is_recorded_late_takes_a_penalty_away(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    of.check(date(2026, 5, 4))
    assert _balance(of) == Balance(forfeited=AMOUNT)
    day = date(2026, 5, 6)
    with town.seen_by(town.lawyer):
        here = of.by_lawyer()
        filed = Filed(RemedyKind.OBJECTION, Party.OFFENDER, date(2026, 4, 20))
        objection = file_remedy(**here, step=of.order.pk, filed=filed, at=noon(day))
        filed = Filed(
            RemedyKind.INJUNCTION,
            Party.OFFENDER,
            date(2026, 4, 22),
            about=objection.pk,
        )
        asked = file_remedy(**here, step=of.order.pk, filed=filed, at=noon(day))
        decide_remedy(
            **here,
            remedy=asked.pk,
            outcome=Outcome.GRANTED,
            decided_on=date(2026, 4, 29),
            suspends=True,
            at=noon(day),
        )
    assert _balance(of) == Balance()
