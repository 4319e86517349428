"""What was answered closes by itself, once its reporter cannot reopen it any more."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import no_scope, scope
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.supervision.desk.contract.clerk import (
    Conclusion,
    Outcome,
    Sought,
    answer_report,
    close_after_term,
    close_report,
    inbox,
    merge_reports,
    record_sanction_final,
    waiting,
)
from onderdak.supervision.desk.contract.public import own_report, reopen_by_code
from onderdak.supervision.desk.domain.kinds import Kind
from onderdak.supervision.desk.jobs import close_answered_task
from onderdak.supervision.desk.models import ReportStep
from onderdak.supervision.desk.of_address import reports_of_address
from tests.integration.conftest import SignedIn
from tests.integration.desk.at_work import (
    LATER,
    address_in,
    do,
    handed_in,
    report,
    steps,
)
from tests.integration.desk.desks import DeskTown, make_desk
from tests.world import acting

pytestmark = pytest.mark.django_db
DAYS = 42  # desk.reopen_days and desk.result_days
UNFOUNDED = Conclusion(Outcome.UNFOUNDED, "niets gevonden")


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


def _night(days: int) -> datetime:
    return LATER + timedelta(days=days)


def _answered(desk: DeskTown, conclusion: Conclusion | None, **more: Any) -> str:
    number, _code = handed_in(desk, **more)
    do(desk, answer_report, number, answer="Gedaan.", conclusion=conclusion)
    return number


def test_it_closes_the_day_after_the_term_and_the_history_says_so(
    desk: DeskTown,
) -> None:
    number = _answered(desk, UNFOUNDED)
    assert close_after_term(desk.code, _night(DAYS)) == 0
    assert close_after_term(desk.code, _night(DAYS + 1)) == 1
    found = report(desk, number)
    assert (found.state, found.outcome, found.outcome_reason) == (
        *("closed", "unfounded", "niets gevonden"),
    )
    assert steps(desk, number)[-1] == ("close", "term")
    with scope(desk.rows):
        assert ReportStep.objects.get(what="close").by_id is None
        assert not OutboxEvent.objects.filter(name="desk.report_closed").exists()
    assert close_after_term(desk.code, _night(DAYS + 2)) == 0


def test_closed_by_itself_bad_letting_goes_without_another_six_weeks(
    desk: DeskTown,
) -> None:
    number = _answered(desk, UNFOUNDED, category="bad_letting")
    long_ago = LATER - timedelta(days=60)
    with scope(desk.rows):
        type(report(desk, number)).objects.update(answered_at=long_ago)
    at = long_ago + timedelta(days=DAYS + 1)
    assert close_after_term(desk.code, at) == 1
    with scope(desk.rows), connection.cursor() as cursor:
        cursor.execute(
            "SELECT rows FROM desk_lettingreport_plan(%s, %s, '{}')",
            [desk.code, localdate(at)],
        )
        assert cursor.fetchone() == (1,)


def test_without_an_outcome_it_waits_in_a_list_of_its_own(desk: DeskTown) -> None:
    number = _answered(desk, None)
    _answered(desk, UNFOUNDED)
    assert close_after_term(desk.code, _night(DAYS + 1)) == 1
    with scope(acting(desk.clerk)):
        told = waiting(by=desk.clerk, municipality=desk.code, on=date(2026, 12, 1))
        assert told.to_close == 1
        sought = Sought(state="to_close")
        (found,) = inbox(by=desk.clerk, municipality=desk.code, sought=sought)
    assert found.number == number
    do(desk, close_report, number, outcome=Outcome.SOLVED, reason="")
    assert report(desk, number).state == "closed"


def test_what_is_reopened_does_not_close_and_asks_for_a_new_outcome(
    desk: DeskTown,
) -> None:
    number, code = handed_in(desk)
    do(desk, answer_report, number, answer="Gedaan.", conclusion=UNFOUNDED)
    with no_scope():
        reopen_by_code(code, message="Nee", language="pl", at=LATER)
    assert close_after_term(desk.code, _night(DAYS + 1)) == 0
    do(desk, answer_report, number, answer="Nu wel.", at=_night(3))
    assert report(desk, number).outcome == ""
    assert close_after_term(desk.code, _night(DAYS + 9)) == 0


def test_an_outcome_that_asks_for_a_reason_is_not_taken_without(
    desk: DeskTown,
) -> None:
    number, _code = handed_in(desk)
    with pytest.raises(Invalid):
        do(
            desk,
            answer_report,
            number,
            answer="Gedaan.",
            conclusion=Conclusion(Outcome.REFERRED),
        )
    assert report(desk, number).state == "received"


def test_what_goes_along_closes_as_well(desk: DeskTown) -> None:
    first, _code = handed_in(desk)
    second, _code = handed_in(desk)
    do(desk, merge_reports, second, into=first)
    do(desk, answer_report, first, answer="Gedaan.", conclusion=UNFOUNDED)
    assert close_after_term(desk.code, _night(DAYS + 1)) == 2
    assert report(desk, second).outcome == "unfounded"


def test_a_sanction_that_stands_stays_so_and_an_older_one_does_not(
    desk: DeskTown,
) -> None:
    fined = Conclusion(Outcome.SANCTION)
    number, code = handed_in(desk)
    do(desk, answer_report, number, answer="Boete.", conclusion=fined)
    do(desk, record_sanction_final, number, on=LATER.date())
    with no_scope():
        reopen_by_code(code, message="Nee", language="pl", at=LATER)
    do(desk, answer_report, number, answer="Boete.", conclusion=fined)
    assert report(desk, number).sanction_final_on is None
    do(desk, record_sanction_final, number, on=LATER.date())
    close_after_term(desk.code, _night(DAYS + 1))
    assert report(desk, number).sanction_final_on == LATER.date()


def test_before_it_is_closed_no_other_room_hears_the_outcome(desk: DeskTown) -> None:
    with scope(desk.rows):
        address = address_in(desk.code)
    number = _answered(desk, UNFOUNDED, address=address.pk)
    with scope(desk.rows):
        (told,) = reports_of_address(
            municipality=desk.code, address=address, kinds=list(Kind)
        )
    assert (told.number, told.outcome) == (number, "")


def test_the_worker_goes_over_every_municipality(desk: DeskTown) -> None:
    number = _answered(desk, UNFOUNDED)
    with scope(desk.rows):
        old = timezone.now() - timedelta(days=DAYS + 2)
        type(report(desk, number)).objects.update(answered_at=old)
    close_answered_task(timestamp=0)
    assert report(desk, number).state == "closed"


def test_another_town_closes_nothing_here(desk: DeskTown) -> None:
    number = _answered(desk, UNFOUNDED)
    other = make_desk("GM9002")
    assert close_after_term(other.code, _night(DAYS + 1)) == 0
    assert report(desk, number).state == "answered"


def test_the_page_says_when_it_closes_and_the_reporter_reads_it_until_then(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    number, code = handed_in(desk)
    client = signed_in(desk.clerk)
    answer = client.post(
        reverse("desk_answer", args=[number]),
        {
            **{"message": "Niets gevonden.", "language": "nl"},
            **{"outcome": "unfounded", "reason": "niets gevonden"},
        },
    )
    assert answer.status_code == 302
    with scope(desk.rows):
        found = report(desk, number)
        answered = localdate(found.answered_at)
    page = client.get(reverse("desk_report", args=[number])).content.decode()
    assert "vanzelf" in page
    with no_scope():
        seen = own_report(code, answered)
    assert seen is not None
    assert seen.reopens_until == answered + timedelta(days=DAYS)
    with pytest.raises(Conflict):
        do(desk, answer_report, number, answer="Nog eens.")
