"""From a finding of the demo to the last euro: one case, told by its days.

The order goes out on Thursday 2 April 2026 with four weeks to comply. The house is
seen full again on 4 and 5 May. Each penalty is paid within six weeks of the day on
which it was forfeited (art. 5:33 Awb), so by 15 and 16 June; the claim lapses a year
after that day (art. 5:35 Awb) unless something interrupts it.
"""

from datetime import date
from typing import Any

import pytest

from onderdak.project.demo.visit_told import SIGNED, SPACE, TOLD
from onderdak.supervision.enforcement.contract.cases import (
    Case,
    Measure,
    case_for,
    close_case,
)
from onderdak.supervision.enforcement.contract.clocks import week_list
from onderdak.supervision.enforcement.contract.money import (
    Debt,
    EntryKind,
    balance_of,
    book_payment,
    ledger_of,
)
from onderdak.supervision.inspections.contract import Visit
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon
from tests.integration.enforcement.ordering import chosen, sent
from tests.integration.inspections.reporting import found, signed

pytestmark = pytest.mark.django_db
VIEWS = date(2026, 3, 31)
ORDERED = date(2026, 4, 2)
COMPLY_UNTIL = date(2026, 4, 30)
MONDAY, TUESDAY = date(2026, 5, 4), date(2026, 5, 5)
COLLECTED = date(2026, 5, 18)
PAID = date(2026, 6, 10)
SEEN_EMPTY = date(2026, 6, 22)
ORDER = {
    "mend": "No more people sleep in the house than there is room for.",
    "penalty_kind": "per_unit",
    "unit": "day",
    "amount_cents": 1_000_00,
    "maximum_cents": 10_000_00,
}


def demo_visit(town: EnforcingTown) -> Visit:
    """The visit of the demo on which seven people were counted, signed by both."""
    typed = next(one.typed for one in TOLD if one.visit == SIGNED)
    visit = found(town.visits, typed)
    signed(town.visits, visit)
    return visit


def due(town: EnforcingTown, on: date) -> dict[str, list[date | None]]:
    """What stands on the week list on a day: the last days of each kind of clock."""
    with town.seen_by(town.lawyer):
        listed = week_list(by=town.lawyer, municipality=town.code, on=on)
    told: dict[str, list[date | None]] = {}
    for one in listed:
        told.setdefault(one.kind, []).append(one.last_day)
    return {kind: sorted(days, key=str) for kind, days in told.items()}


def ordered(town: EnforcingTown, case: Case) -> Measure:
    """The intent, the views, and the order."""
    chosen(town, case)
    measure = town.measure(case)
    sent(town, measure, "announce", OPENED, ORDER | {"compliance_days": 28})
    assert due(town, OPENED)["views"] == [VIEWS]
    views = {"received_on": VIEWS, "how": "written", "weighed": "It changes nothing."}
    town.step(measure, "receive_views", VIEWS, views)
    assert "views" not in due(town, VIEWS)
    stays = {"ends_stay": False, "stay_reason": "Six people stay."}
    order = ORDER | {"compliance_until": COMPLY_UNTIL, **stays}
    sent(town, measure, "order", ORDERED, order)
    assert due(town, ORDERED)["compliance"] == [COMPLY_UNTIL]
    return measure


def forfeited(town: EnforcingTown, measure: Measure) -> None:
    """Two checks on which the house is as full as before."""
    for day in (MONDAY, TUESDAY):
        facts = {"checked_on": day, "words": "Seven people sleep there."}
        town.step(measure, "check_breach", day, facts)
    listed = due(town, TUESDAY)
    assert listed["payment"] == [date(2026, 6, 15), date(2026, 6, 16)]
    assert listed["limitation"][0] == date(2027, 5, 4)


def paid(town: EnforcingTown, case: Case, measure: Measure) -> None:
    """What was claimed comes in."""
    sent(town, measure, "collect", COLLECTED, {"amount_cents": 2_000_00})
    with town.seen_by(town.lawyer):
        book_payment(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            measure=measure.pk,
            debt=Debt.PENALTY,
            cents=2_000_00,
            on_day=PAID,
            at=noon(PAID),
        )


def test_from_a_finding_of_the_demo_to_payment(town: EnforcingTown) -> None:
    case = town.case(visit=demo_visit(town))
    measure = ordered(town, case)
    forfeited(town, measure)
    paid(town, case, measure)
    town.step(measure, "settle", PAID)
    empty = {"checked_on": SEEN_EMPTY, "words": "Four people sleep there."}
    town.step(measure, "check_kept", SEEN_EMPTY, empty)
    town.step(measure, "finish", SEEN_EMPTY, {"words": "It stayed in order."})
    with town.seen_by(town.lawyer):
        here: dict[str, Any] = {
            "by": town.lawyer,
            "municipality": town.code,
            "number": case.number,
        }
        close_case(
            **here,
            closing="ended",
            words="As many people live there as may, and all was paid.",
            on=SEEN_EMPTY,
            at=noon(SEEN_EMPTY),
        )
        read, money = case_for(**here), balance_of(**here)
        lines = ledger_of(**here)
    assert SPACE in {one.key for one in read.grounds}
    assert (money.forfeited, money.claimed, money.paid) == (200_000, 200_000, 200_000)
    assert (money.open, money.to_give_back) == (0, 0)
    assert [one.kind for one in lines].count(EntryKind.FORFEITED) == 2
    assert [one.row.step for one in read.measures[0].steps] == [
        "announce",
        "receive_views",
        "order",
        "check_breach",
        "check_breach",
        "collect",
        "settle",
        "check_kept",
        "finish",
    ]
    assert (read.case.state, read.measures[0].ended) == ("closed", True)
    # Nothing is owed, and a closed case waits for nothing that the other side may do.
    assert due(town, SEEN_EMPTY) == {}
