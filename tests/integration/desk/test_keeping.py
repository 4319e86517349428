"""What is reported goes when the law says, and never before the term of the town."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import no_scope, rulebook, scope
from onderdak.foundation.privacy.contract import destroy_past_term
from onderdak.foundation.privacy.models import Controllership, RetentionTerm
from onderdak.supervision.desk.contract.clerk import (
    Outcome,
    Report,
    goes_when,
)
from onderdak.supervision.desk.contract.public import (
    NewReport,
    Reachable,
    new_code,
    report_in_public,
)
from onderdak.supervision.desk.models import Contact, Message, ReportStep
from tests.integration.desk.desks import DeskTown, make_desk

pytestmark = pytest.mark.django_db
RECEIVED = timezone.make_aware(datetime(2026, 1, 5, 12))
CLOSED = RECEIVED + timedelta(days=20)
# Well after the days in which the result can be read.
LATE = localdate(CLOSED) + timedelta(days=60)


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


def _report(
    desk: DeskTown,
    category: str = "bad_letting",
    at: datetime = RECEIVED,
    **changed: object,
) -> Report:
    with no_scope():
        taken = report_in_public(
            desk.code,
            NewReport(category, "Geen contract.", contact=Reachable(name="N")),
            new_code(),
            at,
        )
    with scope(desk.rows):
        Report.objects.filter(pk=taken.report).update(**changed)
        return Report.objects.select_related("category").get(pk=taken.report)


def _closed(
    desk: DeskTown, outcome: Outcome, at: datetime = RECEIVED, **more: object
) -> Report:
    until = localdate(CLOSED) + timedelta(days=42)
    given = {"state": "closed", "closed_at": CLOSED, "outcome": outcome}
    return _report(desk, at=at, **{**given, "result_until": until, **more})


def _without_term(desk: DeskTown) -> None:
    with scope(desk.rows):
        RetentionTerm.objects.filter(room="desk").delete()


def _past(desk: DeskTown, on: date, table: str = "desk_lettingreport") -> int:
    """What the database would destroy on a day; it never looks past its own today."""
    with scope(desk.rows), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rows FROM {table}_plan(%s, %s, '{{}}')", [desk.code, on]
        )
        return int(cursor.fetchone()[0])


CASES = [
    (Outcome.UNFOUNDED, {}, True),
    (Outcome.UNFOUNDED, {"dossier": True}, True),
    (Outcome.REFERRED, {}, True),
    (Outcome.REFERRED, {"dossier": True}, False),
    (Outcome.NOT_ENFORCED, {}, True),
    (Outcome.NOT_ENFORCED, {"dossier": True}, False),
    (Outcome.SOLVED, {}, True),
    (Outcome.SANCTION, {}, False),
    (Outcome.SANCTION, {"sanction_final_on": localdate(CLOSED)}, True),
    (
        Outcome.SANCTION,
        {"sanction_final_on": localdate(CLOSED), "dossier": True},
        True,
    ),
]


@pytest.mark.parametrize(("outcome", "more", "goes"), CASES)
def test_bad_letting_goes_by_the_decree_and_both_accounts_agree(
    desk: DeskTown, outcome: Outcome, more: dict[str, object], goes: bool
) -> None:
    report = _closed(desk, outcome, **more)
    assert _past(desk, LATE) == int(goes)
    with scope(desk.rows):
        told = goes_when(report, LATE)
    assert told.on is not None
    assert (told.on <= LATE) is goes
    # The day itself, and the day before it.
    if goes:
        assert _past(desk, told.on) == 1
        assert _past(desk, told.on - timedelta(days=1)) == 0


def test_a_dossier_goes_four_years_after_the_report(desk: DeskTown) -> None:
    years = rulebook().value("wgv_terms.report_file_kept", LATE, None).whole()
    old = timezone.make_aware(datetime(2022, 3, 1, 12))
    with scope(desk.rows):
        for row in (RetentionTerm, Controllership):
            row.objects.filter(room="desk").update(since=old.date())
    _closed(desk, Outcome.REFERRED, at=old, dossier=True)
    ends = date(2022 + years, 3, 1)
    assert _past(desk, ends) == 1
    assert _past(desk, ends - timedelta(days=1)) == 0


def test_the_run_takes_all_that_belongs_to_it_and_leaves_a_proof(
    desk: DeskTown,
) -> None:
    report = _closed(desk, Outcome.UNFOUNDED)
    kept = _closed(desk, Outcome.REFERRED, dossier=True)
    with scope(desk.rows):
        for each in (report, kept):
            Message.objects.create(
                municipality_id=desk.code,
                report=each,
                kind="result",
                text="x",
                at=CLOSED,
            )
    _without_term(desk)
    done = destroy_past_term(municipality=desk.code, on=LATE, ran_by="test")
    assert done.failures == ()
    assert "desk" in done.without_term
    with scope(desk.rows):
        assert list(Report.objects.all()) == [kept]
        for table in (Contact, Message, ReportStep):
            assert {row.report_id for row in table.objects.all()} == {kept.pk}


def test_other_reports_go_by_the_term_of_the_town_and_without_one_nothing_goes(
    desk: DeskTown,
) -> None:
    report = _closed(desk, Outcome.SOLVED)
    _without_term(desk)
    with scope(desk.rows):
        waste = report.category.__class__.objects.get(key="waste")
        Report.objects.filter(pk=report.pk).update(category=waste)
        report = Report.objects.select_related("category").get(pk=report.pk)
        assert goes_when(report, LATE).on is None
    assert _past(desk, LATE, "desk_report") == 0
    assert _past(desk, LATE) == 0
    with scope(desk.rows):
        RetentionTerm.objects.create(
            municipality_id=desk.code,
            room="desk",
            months=3,
            reason="decided",
            since=date(2026, 1, 1),
        )
        told = goes_when(report, LATE).on
    assert told == date(2026, 4, 25)
    assert _past(desk, told, "desk_report") == 1
    assert _past(desk, told - timedelta(days=1), "desk_report") == 0


def test_another_town_destroys_nothing_here(desk: DeskTown) -> None:
    other = make_desk("GM9002")
    _closed(desk, Outcome.UNFOUNDED)
    done = destroy_past_term(municipality=other.code, on=LATE, ran_by="test")
    assert done.rows == 0
    with scope(desk.rows):
        assert Report.objects.count() == 1
