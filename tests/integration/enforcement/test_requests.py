"""A request for enforcement: who asks is sealed, and it never lies without a term."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import Error

from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.enforcement.contract.cases import (
    Case,
    EnforcementRequest,
    Measure,
    NewRequest,
    case_for,
    close_case,
    open_requester,
    receive_request,
    requests_of,
)
from onderdak.supervision.enforcement.models import StoredClock
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon

pytestmark = pytest.mark.django_db


def test_a_request_opens_a_case_with_a_measure_of_its_own(town: EnforcingTown) -> None:
    made = town.requested()
    with town.seen_by(town.lawyer):
        read = case_for(by=town.lawyer, municipality=town.code, number=made.case.number)
    assert [one.row.path for one in read.measures] == ["request"]
    assert read.measures[0].row.begun_on == OPENED
    assert [one.about for one in read.requests] == [made.about]
    assert read.case.offender is None


def test_the_eight_weeks_run_from_the_receipt_without_any_letter(
    town: EnforcingTown,
) -> None:
    made = town.requested()
    with town.seen_by(town.lawyer):
        measure = Measure.objects.get(pk=made.measure_id)
        [decide] = StoredClock.objects.filter(measure=measure)
    assert measure.state == "received"
    assert (decide.clock, decide.ours, decide.listed) == ("decide", True, True)
    assert decide.start == OPENED
    assert decide.last_day == OPENED + timedelta(weeks=8)


def test_a_request_goes_with_the_case_that_runs_at_the_address(
    town: EnforcingTown,
) -> None:
    case = town.case()
    first, second = town.requested(house=0), town.requested(house=0, name="Nog een")
    assert first.case_id == second.case_id == case.pk
    assert first.measure_id != second.measure_id


def test_who_asks_is_sealed_and_reading_it_is_written_down(
    town: EnforcingTown,
) -> None:
    made = town.requested(words="Ik woon ernaast en slaap niet.")
    with town.seen_by(town.lawyer):
        kept = EnforcementRequest.objects.get(pk=made.pk)
        assert b"Buur" not in bytes(kept.sealed)
        assert "Buur" not in repr(vars(kept))
        words = open_requester(
            by=town.lawyer,
            municipality=town.code,
            request=made.pk,
            reason="To confirm receipt",
            at=noon(OPENED),
        )
        assert words["name"] == "B. de Buur"
        with pytest.raises(Invalid):
            open_requester(
                by=town.lawyer,
                municipality=town.code,
                request=made.pk,
                reason=" ",
                at=noon(OPENED),
            )
    with town.seen_by(town.visits.admin):
        logged = AuditEvent.objects.filter(action="enforcement.open_requester")
        assert [one.actor_id for one in logged] == [town.lawyer.user_id]


def test_a_supervisor_sees_that_it_was_asked_and_not_by_whom(
    town: EnforcingTown,
) -> None:
    made = town.requested()
    who = town.supervisor
    with town.seen_by(who):
        listed = requests_of(by=who, municipality=town.code, open_only=True)
        assert [one.pk for one in listed] == [made.pk]
        with pytest.raises(NotAllowed):
            open_requester(
                by=who,
                municipality=town.code,
                request=made.pk,
                reason="To know",
                at=noon(OPENED),
            )


@pytest.mark.parametrize(
    "other",
    [
        {"name": ""},
        {"about": " "},
        {"address": "", "email": ""},
        {"requester": "ship"},
        {"received_on": OPENED + timedelta(days=1)},
    ],
)
def test_a_request_that_cannot_be_answered_is_not_taken_in(
    town: EnforcingTown, other: dict[str, object]
) -> None:
    said: dict[str, object] = {
        "received_on": OPENED,
        "requester": "neighbour",
        "about": "Too many people.",
        "name": "B. de Buur",
        "address": "Lindelaan 2",
    }
    with town.seen_by(town.lawyer), pytest.raises(Invalid):
        receive_request(
            by=town.lawyer,
            municipality=town.code,
            address=town.visits.houses[1],
            request=NewRequest(**(said | other)),
            at=noon(OPENED),
        )
    with town.seen_by(town.lawyer):
        assert not Case.objects.exists()


def test_a_case_is_not_closed_before_the_request_is_answered(
    town: EnforcingTown,
) -> None:
    made = town.requested()
    with town.seen_by(town.lawyer), pytest.raises(Conflict, match="not ended"):
        close_case(
            by=town.lawyer,
            municipality=town.code,
            number=made.case.number,
            closing="other",
            words="Not worth it.",
            on=OPENED,
            at=noon(OPENED),
        )


def test_an_address_of_elsewhere_is_not_found(town: EnforcingTown) -> None:
    with town.seen_by(town.lawyer), pytest.raises(NotFound):
        receive_request(
            by=town.lawyer,
            municipality=town.code,
            address=987_654_321,
            request=NewRequest(
                OPENED, "neighbour", "Too many people.", "B. de Buur", "Lindelaan 2"
            ),
            at=noon(OPENED),
        )


def test_the_database_keeps_a_request_as_it_came(town: EnforcingTown) -> None:
    made = town.requested()
    for change in ({"about": "x"}, {"sealed": b"x"}, {"requester": "tenant"}):
        with (
            pytest.raises(Error),
            town.seen_by(town.lawyer),
            transaction.atomic(),
        ):
            EnforcementRequest.objects.filter(pk=made.pk).update(**change)
