"""An earlier fine counts as one for the same rule, once nothing is set against it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from onderdak.supervision.enforcement.contract.cases import Measure
from onderdak.supervision.enforcement.contract.clocks import (
    Filed,
    Party,
    RemedyKind,
    file_remedy,
)
from onderdak.supervision.enforcement.earlier_fines import earlier_fines_of, is_repeat
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon
from tests.integration.enforcement.ordering import Ordered, chosen, sent

pytestmark = pytest.mark.django_db
DECIDED = OPENED + timedelta(days=20)


def at_house(town: EnforcingTown, nth: int) -> EnforcingTown:
    """The same town, with its visits to another house."""
    houses = town.visits.houses
    turned = replace(town.visits, houses=houses[nth:] + houses[:nth])
    return replace(town, visits=turned)


def reported(town: EnforcingTown, norm: str | None) -> Measure:
    """The report of a breach of the act on good landlords, by the same company."""
    case = town.case()
    chosen(town, case, "fine")
    measure = town.measure(case, "fine")
    facts = {
        "report_on": OPENED,
        "report_number": "2026-12",
        "breached_on": OPENED,
        "fine_rule": "E11",
        "light": False,
        "silence_told": True,
        "interpreter": "not_needed",
    }
    town.step(measure, "report", OPENED, facts | ({"norm": norm} if norm else {}))
    return measure


def fined(town: EnforcingTown, norm: str | None) -> Ordered:
    measure = reported(town, norm)
    amount = {
        "amount_cents": 1_000_00,
        "ceiling_cents": 2_000_00,
        "ceiling_source": "The code.",
    }
    sent(town, measure, "announce", OPENED, amount | {"report_sent": True})
    told = OPENED + timedelta(days=15)
    facts = {"received_on": told, "how": "none", "weighed": "Nothing came."}
    town.step(measure, "receive_views", told, facts)
    at_fault = {"at_fault": True, "fault_words": "The manager was told twice."}
    decision = sent(town, measure, "fine", DECIDED, amount | at_fault)
    return Ordered(town, measure.case, measure, decision)


def test_a_fine_counts_for_its_own_rule_alone(town: EnforcingTown) -> None:
    fined(town, "E11_deposit")
    fined(at_house(town, 1), None)
    here = reported(at_house(town, 2), "E11_contract")
    with town.seen_by(town.lawyer):
        earlier = earlier_fines_of(here.case, here)
    # Of the one whose report names no rule nobody can say that it was the same.
    assert [(one.norm, one.contested) for one in earlier] == [("E11_deposit", False)]
    with town.seen_by(town.lawyer):
        assert not is_repeat(here, earlier)


def test_a_fine_that_is_contested_makes_no_repeat_yet(town: EnforcingTown) -> None:
    before = fined(town, "E11_deposit")
    filed = Filed(RemedyKind.OBJECTION, Party.OFFENDER, DECIDED + timedelta(days=5))
    with town.seen_by(town.lawyer):
        file_remedy(
            by=town.lawyer,
            municipality=town.code,
            step=before.order.pk,
            filed=filed,
            at=noon(DECIDED + timedelta(days=5)),
        )
    here = reported(at_house(town, 1), "E11_deposit")
    with town.seen_by(town.lawyer):
        [earlier] = earlier_fines_of(here.case, here)
        assert earlier.contested
        assert not is_repeat(here, [earlier])
