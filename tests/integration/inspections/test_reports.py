"""A report: what it says, who signed it over which hash, and that it stays."""

from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import Error, IntegrityError

from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.supervision.inspections.contract import State
from onderdak.supervision.inspections.contract.planning import visit_for
from onderdak.supervision.inspections.contract.reports import (
    Finding,
    Kind,
    Oath,
    Said,
    Signature,
    Verdict,
    VisitReport,
    findings_of,
    give_term,
    make_addendum,
    read_report,
    reports_of,
    say_of_finding,
    signature_sheet,
    verify,
)
from onderdak.supervision.inspections.recorded import recorded
from onderdak.supervision.inspections.report_statements import opened_statements
from tests.integration.inspections.reporting import (
    LATER,
    MAIN,
    OVERCROWDED,
    confirm,
    found,
    made,
    record,
    sign,
    signed,
)
from tests.integration.inspections.visiting import (
    TUESDAY,
    VisitTown,
    make_visit_town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def test_the_norms_are_computed_from_what_came_in(town: VisitTown) -> None:
    visit = found(town)
    with town.seen_by(town.lead):
        findings = findings_of(by=town.lead, visit=visit)
        one = next(each for each in findings.every if each.row.key == OVERCROWDED)
    assert (one.row.outcome, one.row.measured, one.row.threshold) == ("breaches", 7, 5)
    assert one.row.parameter_version.startswith("housing.floor_area_per_person@")
    assert "7" in one.row.sentence["nl"]
    assert OVERCROWDED in findings.unsaid


def test_what_two_people_typed_differently_is_not_judged(town: VisitTown) -> None:
    visit = town.begun()
    record(town, visit, MAIN)
    record(town, visit, {"unit/main/people": "4"}, by=town.second)
    with town.seen_by(town.lead):
        one = Finding.objects.get(visit=visit, key=OVERCROWDED)
        assert one.outcome == "cannot_judge"
        assert "unit.people" in one.missing


def test_a_verdict_at_the_door_counts_until_one_behind_the_desk(
    town: VisitTown,
) -> None:
    visit = town.begun()
    typed = {
        f"finding/{OVERCROWDED}/verdict": "deviates",
        f"finding/{OVERCROWDED}/why": "Two of them visit for the evening.",
    }
    record(town, visit, MAIN | typed)
    with town.seen_by(town.lead):
        one = findings_of(by=town.lead, visit=visit).every[0]
        assert one.said == Said(Verdict.DEVIATES, "Two of them visit for the evening.")
        assert not one.is_breach
        say_of_finding(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            key=OVERCROWDED,
            said=Said(Verdict.CONFIRMED),
            at=LATER,
        )
        after = findings_of(by=town.lead, visit=visit).every[0]
        assert (after.said, after.by) == (Said(Verdict.CONFIRMED), town.lead.user_id)


def test_a_term_without_a_rule_of_the_town_needs_a_reason(town: VisitTown) -> None:
    visit = found(town)
    asked = {
        "by": town.lead,
        "municipality": town.code,
        "number": visit.number,
        "key": OVERCROWDED,
        "days": 28,
        "at": LATER,
    }
    with town.seen_by(town.lead):
        with pytest.raises(Invalid):
            give_term(**asked, reason="")
        term = give_term(**asked, reason="They must find another home.")
        found_term = findings_of(by=town.lead, visit=visit).every[0].term
    assert term == found_term
    assert (term.days, term.version) == (28, "")


def test_no_report_before_each_breach_is_spoken_of(town: VisitTown) -> None:
    visit = found(town)
    with pytest.raises(Conflict):
        made(town, visit)
    confirm(town, visit)
    assert made(town, visit).bytes > 10_000


def test_a_report_is_locked_when_both_signed_over_its_hash(town: VisitTown) -> None:
    visit = found(town)
    confirm(town, visit)
    report = made(town, visit)
    with town.seen_by(town.lead):
        _row, pdf = read_report(
            by=town.lead, municipality=town.code, number=visit.number, report=report.uid
        )
    assert sha256(pdf).hexdigest() == report.sha256
    assert pdf.startswith(b"%PDF-")
    assert sign(town, visit, report, town.lead).locked_at is None
    assert sign(town, visit, report, town.second).locked_at == LATER
    with town.seen_by(town.lead):
        again = visit_for(by=town.lead, municipality=town.code, number=visit.number)
        assert again.state == State.REPORTED
        on = reports_of(by=town.lead, visit=visit, on=TUESDAY)[0]
        assert [one.sha256 for one in on.signatures] == [report.sha256] * 2
        assert signature_sheet(visit, on).startswith(b"%PDF-")


def test_who_read_another_document_does_not_sign_this_one(town: VisitTown) -> None:
    visit = found(town)
    confirm(town, visit)
    first = made(town, visit)
    second = made(town, visit)
    with pytest.raises(Conflict):
        sign(town, visit, first, town.lead)
    with pytest.raises(Conflict):
        sign(town, visit, second, town.lead, sha256="0" * 64)


def test_an_official_report_asks_for_oath_or_promise(town: VisitTown) -> None:
    visit = found(town)
    confirm(town, visit)
    report = made(town, visit, Kind.OFFICIAL)
    with pytest.raises(Invalid):
        sign(town, visit, report, town.lead)
    sign(town, visit, report, town.lead, Oath.OATH)
    sign(town, visit, report, town.second, Oath.PROMISE)
    with town.seen_by(town.lead):
        rows = Signature.objects.filter(report=report).order_by("id")
        assert [one.oath for one in rows] == ["oath", "promise"]


def test_only_who_stands_in_it_signs(town: VisitTown) -> None:
    visit = found(town)
    confirm(town, visit)
    report = made(town, visit)
    with pytest.raises(NotAllowed):
        sign(town, visit, report, town.mayor)


def test_the_database_lets_nobody_sign_for_another(town: VisitTown) -> None:
    visit = found(town)
    confirm(town, visit)
    report = made(town, visit)
    with town.seen_by(town.lead), pytest.raises(Error), transaction.atomic():
        Signature.objects.create(
            municipality_id=town.code,
            report=report,
            user_id=town.second.user_id,
            name="Somebody else",
            oath=Oath.NONE,
            sha256=report.sha256,
            at=LATER,
        )


@pytest.mark.parametrize(
    "change",
    [
        "sha256 = repeat('0', 64)",
        "pdf_sealed = '\\x00'",
        "signers = '[]'",
        "locked_at = NULL",
        "replaced_at = now()",
    ],
)
def test_the_database_refuses_to_change_a_locked_report(
    town: VisitTown, change: str
) -> None:
    report = signed(town, found(town))
    with (
        town.seen_by(town.lead),
        pytest.raises(Error),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"UPDATE inspections_visitreport SET {change} WHERE id = %s",
            [report.pk],
        )


def test_the_database_locks_nothing_that_was_not_signed(town: VisitTown) -> None:
    visit = found(town)
    confirm(town, visit)
    report = made(town, visit)
    sign(town, visit, report, town.lead)
    with town.seen_by(town.lead), pytest.raises(IntegrityError), transaction.atomic():
        VisitReport.objects.filter(pk=report.pk).update(locked_at=LATER)


def test_findings_stay_as_the_signed_report_has_them(town: VisitTown) -> None:
    visit = found(town)
    signed(town, visit)
    with town.seen_by(town.lead):
        before = list(Finding.objects.filter(visit=visit).values_list("key", "outcome"))
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(visit=visit).update(outcome="meets")
        with pytest.raises(Conflict):
            say_of_finding(
                by=town.lead,
                municipality=town.code,
                number=visit.number,
                key=OVERCROWDED,
                said=Said(Verdict.DEVIATES, "A second thought."),
                at=LATER,
            )
    record(town, visit, {"unit/main/people": "2"}, at=LATER)
    with town.seen_by(town.lead):
        after = list(Finding.objects.filter(visit=visit).values_list("key", "outcome"))
    assert after == before


def test_a_signed_report_is_corrected_by_an_addendum_alone(town: VisitTown) -> None:
    visit = found(town)
    first = signed(town, visit)
    with pytest.raises(Conflict):
        made(town, visit)
    record(town, visit, {"unit/main/people": "6"}, at=LATER)
    with town.seen_by(town.lead):
        added = make_addendum(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            report=first.uid,
            words="One of the seven was a guest for the evening.",
            at=LATER,
        )
    assert (added.amends_id, added.nth) == (first.pk, first.nth + 1)
    sign(town, visit, added, town.lead)
    assert sign(town, visit, added, town.second).locked_at == LATER


def test_a_file_is_known_by_its_hash_and_a_changed_one_is_not(town: VisitTown) -> None:
    visit = found(town)
    report = signed(town, visit)
    with town.seen_by(town.lead):
        _row, pdf = read_report(
            by=town.lead, municipality=town.code, number=visit.number, report=report.uid
        )
        known = verify(by=town.lead, municipality=town.code, file=pdf, on=TUESDAY)
        other = verify(
            by=town.lead, municipality=town.code, file=pdf + b" ", on=TUESDAY
        )
    assert known.report is not None
    assert known.report.row.uid == report.uid
    assert other.report is None


def test_statements_are_opened_for_a_reason_and_that_is_logged(
    town: VisitTown,
) -> None:
    visit = found(
        town,
        MAIN
        | {
            "statement/1/role": "resident",
            "statement/1/words": "Four of us sleep in one room.",
        },
    )
    confirm(town, visit)
    without, opened = (
        made(town, visit),
        made(town, visit, because="The fine rests on it"),
    )
    assert (without.opened, opened.opened) == (0, 1)
    with town.seen_by(town.lead):
        events = AuditEvent.objects.filter(action="inspections.open_statements")
        assert [one.detail["because"] for one in events] == ["The fine rests on it"]


def test_each_statement_says_whether_its_own_speaker_was_told_of_silence(
    town: VisitTown,
) -> None:
    """What was read aloud to one person says nothing of the next."""
    visit = found(
        town,
        MAIN
        | {
            "entry/silence_told": "nl",
            "statement/1/words": "Four of us sleep in one room.",
            "statement/1/silence_told": "pl",
            "statement/2/words": "I pay too much.",
        },
    )
    with town.seen_by(town.lead):
        told = opened_statements(town.lead, visit, recorded(visit), "The fine")
    assert {one.said: one.cautioned for one in told} == {
        "Four of us sleep in one room.": True,
        "I pay too much.": None,
    }


def test_another_town_finds_nothing(town: VisitTown) -> None:
    visit, other = found(town), make_visit_town("GM9002", "Tweestad")
    report = signed(town, visit)
    with other.seen_by(other.lead):
        assert not VisitReport.objects.exists()
        with pytest.raises(NotAllowed):
            reports_of(by=other.lead, visit=visit, on=TUESDAY)
    assert isinstance(report.uid, UUID)
    assert replace(Said(Verdict.CONFIRMED), why="x").why == "x"
