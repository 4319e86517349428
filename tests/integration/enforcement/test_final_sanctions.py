"""The desk hears when a sanction is final: then its reports go by law (N01)."""

from datetime import date, timedelta

import pytest

from onderdak.foundation.privacy.contract import destroy_past_term
from onderdak.supervision.desk.contract.clerk import Outcome, Report
from onderdak.supervision.desk.models import Category, ReportStep
from onderdak.supervision.enforcement.contract.clocks import (
    Filed,
    Party,
    RemedyKind,
    decide_remedy,
    file_remedy,
)
from onderdak.supervision.enforcement.contract.clocks import (
    Outcome as Decided,
)
from onderdak.supervision.enforcement.contract.letters import (
    How,
    TaskKind,
    note_delivery,
    send_again,
)
from onderdak.supervision.enforcement.final_sanctions import tell_of_final_sanctions
from onderdak.supervision.enforcement.models import StoredClock
from tests.integration.enforcement.enforcing import EnforcingTown, noon
from tests.integration.enforcement.ordering import ORDERED, Ordered, ordered
from tests.world import use_rooms

pytestmark = pytest.mark.django_db
REPORTED = date(2026, 3, 2)


def reported(
    town: EnforcingTown, of: Ordered, on: date = REPORTED, **other: object
) -> Report:
    """A report about the house that was closed with a sanction."""
    use_rooms(town.code, "desk")
    with town.seen_by(town.lawyer):
        category, _made = Category.objects.get_or_create(
            municipality_id=town.code,
            key="bad_letting",
            kind="bad_letting",
            term_working_days=10,
            leaves_nothing=True,
        )
        said: dict[str, object] = {
            "municipality_id": town.code,
            "number": f"2026-{on:%m%d}",
            "category": category,
            "channel": "phone",
            "address_id": of.case.address_id,
            "text": "Geen contract.",
            "received_at": noon(on),
            "due_on": on + timedelta(days=14),
            "state": "closed",
            "closed_at": noon(on + timedelta(days=60)),
            "outcome": Outcome.SANCTION,
        }
        return Report.objects.create(**(said | other))


def told(town: EnforcingTown, on: date) -> int:
    """With how many reports it was written down on a day."""
    with town.seen_by(town.lawyer):
        return tell_of_final_sanctions(town.code, on, noon(on))


def final_on(town: EnforcingTown, report: Report) -> date | None:
    with town.seen_by(town.lawyer):
        return Report.objects.get(pk=report.pk).sanction_final_on


def _last(of: Ordered) -> date:
    """The last day to object, as the clock of the case says."""
    with of.town.seen_by(of.town.lawyer):
        found = StoredClock.objects.get(clock="objection", step_id=of.order.pk)
    assert found.last_day is not None
    return found.last_day


def test_the_desk_hears_it_the_day_after_the_last_day_to_object(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    report = reported(town, of)
    last = _last(of)
    assert told(town, last) == 0
    assert final_on(town, report) is None
    assert told(town, last + timedelta(days=1)) == 1
    assert final_on(town, report) == last + timedelta(days=1)
    with town.seen_by(town.lawyer):
        step = ReportStep.objects.get(report=report)
    assert (step.what, step.by_id) == ("sanction_final", None)
    assert told(town, last + timedelta(days=2)) == 0


def test_an_objection_holds_it_open(town: EnforcingTown) -> None:
    of = ordered(town)
    report = reported(town, of)
    with town.seen_by(town.lawyer):
        filed = file_remedy(
            step=of.order.pk,
            filed=Filed(
                kind=RemedyKind.OBJECTION,
                party=Party.OFFENDER,
                filed_on=ORDERED + timedelta(days=7),
            ),
            at=noon(ORDERED + timedelta(days=7)),
            **of.by_lawyer(),
        )
    later = _last(of) + timedelta(days=60)
    assert told(town, later) == 0
    with town.seen_by(town.lawyer):
        decide_remedy(
            remedy=filed.pk,
            outcome=Decided.UNFOUNDED,
            decided_on=later,
            at=noon(later),
            **of.by_lawyer(),
        )
    # Six weeks for appeal come after it.
    assert told(town, later + timedelta(days=30)) == 0
    assert told(town, later + timedelta(days=60)) == 1
    assert final_on(town, report) is not None


def test_what_was_reported_after_the_order_waits_for_its_own(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    after = reported(town, of, on=ORDERED + timedelta(days=3))
    assert told(town, _last(of) + timedelta(days=5)) == 0
    assert final_on(town, after) is None


def test_then_the_report_goes_by_law(town: EnforcingTown) -> None:
    of = ordered(town)
    report = reported(town, of)
    on = _last(of) + timedelta(days=1)
    told(town, on)
    destroy_past_term(municipality=town.code, on=on, ran_by="test")
    with town.seen_by(town.lawyer):
        assert not Report.objects.filter(pk=report.pk).exists()


def test_an_order_that_was_made_known_later_is_final_later(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    report = reported(town, of)
    first, again = _last(of), ORDERED + timedelta(days=12)
    here = {**of.by_lawyer(), "number": of.case.number, "letter": of.order.letter_id}
    with town.seen_by(town.lawyer):
        note_delivery(
            arrived=False,
            on_day=again,
            words="Unknown there.",
            task=TaskKind.FIND_ADDRESS,
            at=noon(again),
            **here,
        )
        send_again(
            on_day=again,
            how=How.REGISTERED,
            recipient=("Verhuur Eenstad BV", "Nieuwe weg 2", "1234 AB Eenstad"),
            made_known=True,
            at=noon(again),
            **here,
        )
    later = _last(of)
    assert later > first
    assert told(town, later) == 0
    assert told(town, later + timedelta(days=1)) == 1
    assert final_on(town, report) == later + timedelta(days=1)
