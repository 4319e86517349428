"""A clerk brings a report to its answer; every step is in the history."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError

from onderdak.foundation.identity.contract import no_scope, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.desk.contract.clerk import (
    Message,
    Outcome,
    Priority,
    Report,
    RoutingVersion,
    Sought,
    accept_report,
    add_note,
    answer_report,
    ask_reporter,
    assign_report,
    close_report,
    inbox,
    likely_same,
    merge_reports,
    open_contact,
    part_reports,
    refuse_likeness,
    set_way_of_working,
    take_report,
    try_routing,
    use_routing,
    waiting,
    write_routing,
)
from onderdak.supervision.desk.contract.public import (
    Reachable,
    answer_by_code,
    own_report,
    reopen_by_code,
)
from onderdak.supervision.desk.models import ReportLink, ReportStep
from tests.integration.desk.at_work import AT, LATER, do, handed_in, routed, steps
from tests.integration.desk.at_work import report as as_it_stands
from tests.integration.desk.desks import DeskTown, make_desk
from tests.world import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


def _steps(desk: DeskTown, number: str) -> list[str]:
    return [what for what, _reason in steps(desk, number)]


def test_from_received_to_closed_and_all_of_it_in_the_history(desk: DeskTown) -> None:
    number, code = handed_in(desk)
    do(desk, accept_report, number)
    do(desk, take_report, number)
    do(desk, ask_reporter, number, question="Gdzie dokładnie?")
    with no_scope():
        assert answer_by_code(code, message="Przy szkole", language="pl", at=LATER)
    with scope(acting(desk.clerk)):
        found = waiting(by=desk.clerk, municipality=desk.code, on=AT.date())
        assert (found.answered, found.mine, found.new) == (1, 1, 0)
    do(desk, add_note, number, note="Buurt kent de plek.")
    with scope(acting(desk.clerk)):
        found = waiting(by=desk.clerk, municipality=desk.code, on=AT.date())
        assert found.answered == 0
    with pytest.raises(Conflict):
        do(desk, close_report, number, outcome=Outcome.SOLVED, reason="")
    do(desk, answer_report, number, answer="Posprzątane.")
    with pytest.raises(Invalid):
        do(desk, close_report, number, outcome=Outcome.UNFOUNDED, reason="")
    do(desk, close_report, number, outcome=Outcome.SOLVED, reason="")
    assert _steps(desk, number) == [
        *("receive", "accept", "take_in_hand", "ask_reporter", "reporter_answers"),
        *("note", "answer", "close"),
    ]
    report = as_it_stands(desk, number)
    assert (report.state, report.outcome) == ("closed", "solved")
    assert report.result_until == LATER.date() + timedelta(days=42)
    with no_scope():
        seen = own_report(code, LATER.date())
    assert seen is not None
    assert [each.text for each in seen.messages] == [
        *("Gdzie dokładnie?", "Przy szkole", "Posprzątane.")
    ]
    with scope(desk.rows):
        told = OutboxEvent.objects.filter(name__startswith="desk.")
        assert {
            "desk.question_asked",
            "desk.report_answered",
            "desk.report_closed",
        } <= {each.name for each in told}


def test_a_colleague_of_another_town_does_nothing_here(desk: DeskTown) -> None:
    number, _code = handed_in(desk)
    other = make_desk("GM9002")
    with scope(acting(other.clerk)), pytest.raises(NotAllowed):
        accept_report(by=other.clerk, municipality=desk.code, number=number, at=AT)
    with scope(acting(other.clerk)), pytest.raises(NotFound):
        accept_report(by=other.clerk, municipality=other.code, number=number, at=AT)
    with scope(acting(other.clerk)):
        assert not Report.objects.exists()
        assert not RoutingVersion.objects.exists()
    with pytest.raises(Invalid):
        do(
            desk,
            assign_report,
            number,
            owner=other.clerk.user_id,
            team="",
            priority=Priority.HIGH,
        )


def test_the_contact_is_opened_with_a_reason_and_that_is_written_down(
    desk: DeskTown,
) -> None:
    number, _code = handed_in(desk, contact=Reachable(phone="0612345678"))
    with pytest.raises(Invalid):
        do(desk, open_contact, number, reason=" ")
    words = do(desk, open_contact, number, reason="terugbellen gevraagd")
    assert isinstance(words, dict)
    assert words["phone"] == "0612345678"
    with scope(desk.rows):
        event = AuditEvent.objects.get(action="desk.open_contact")
        assert event.detail["reason"] == "terugbellen gevraagd"
        assert ReportStep.objects.filter(what="open_contact").count() == 1
    without, _code = handed_in(desk)
    with pytest.raises(NotFound):
        do(desk, open_contact, without, reason="terugbellen")


def test_the_same_is_proposed_merged_answered_along_and_parted(desk: DeskTown) -> None:
    first, first_code = handed_in(desk, "Grote berg vuilnis naast de flat")
    second, second_code = handed_in(desk, "Vuilnis naast de grote flat", language="nl")
    third, _code = handed_in(desk, "Te veel mensen in huis", category="overcrowding")
    with scope(acting(desk.clerk)):
        likely = likely_same(by=desk.clerk, report=as_it_stands(desk, second))
    assert [each.report.number for each in likely] == [first]
    do(desk, merge_reports, second, into=first)
    with pytest.raises(Conflict):
        do(desk, merge_reports, first, into=third)
    with pytest.raises(Conflict):
        do(desk, answer_report, second, answer="x")
    with scope(acting(desk.clerk)):
        listed = inbox(by=desk.clerk, municipality=desk.code, sought=Sought())
        assert {each.number for each in listed} == {first, third}
    assert do(desk, answer_report, first, answer="Opgeruimd.") == 2
    for code in (first_code, second_code):
        with no_scope():
            seen = own_report(code, LATER.date())
        assert seen is not None
        assert [each.text for each in seen.messages] == ["Opgeruimd."]
    assert do(desk, part_reports, second) == first
    report = as_it_stands(desk, second)
    assert (report.merged_into_id, report.state) == (None, "answered")
    assert report.text == "Vuilnis naast de grote flat"
    with scope(desk.rows):
        assert Message.objects.filter(report=report).count() == 1
        assert ReportLink.objects.get().state == "unmerged"
    do(desk, refuse_likeness, second, other=first)
    with scope(acting(desk.clerk)):
        assert likely_same(by=desk.clerk, report=as_it_stands(desk, second)) == []


def test_a_merged_report_that_is_not_solved_is_answered_by_itself(
    desk: DeskTown,
) -> None:
    first, _code = handed_in(desk)
    second, code = handed_in(desk)
    late, _code = handed_in(desk)
    do(desk, merge_reports, second, into=first)
    do(desk, answer_report, first, answer="Opgeruimd.")
    with pytest.raises(Conflict):
        do(desk, merge_reports, late, into=first)
    with no_scope():
        reopen_by_code(code, message="Ligt er nog", language="nl", at=LATER)
    with scope(acting(desk.clerk)):
        listed = inbox(by=desk.clerk, municipality=desk.code, sought=Sought())
        assert {each.number for each in listed} == {second, late}
    do(desk, answer_report, second, answer="Nu wel.")
    assert as_it_stands(desk, second).state == "answered"


def test_closing_leaves_open_what_its_reporter_reopened(desk: DeskTown) -> None:
    first, _code = handed_in(desk)
    second, code = handed_in(desk)
    do(desk, merge_reports, second, into=first)
    do(desk, answer_report, first, answer="Opgeruimd.")
    with no_scope():
        reopen_by_code(code, message="Ligt er nog", language="nl", at=LATER)
    do(desk, close_report, first, outcome=Outcome.SOLVED, reason="")
    assert as_it_stands(desk, first).state == "closed"
    again = as_it_stands(desk, second)
    assert (again.state, again.outcome) == ("reopened", "")


def test_an_answer_on_exploitation_never_goes_to_who_reported_something_else(
    desk: DeskTown,
) -> None:
    with scope(desk.rows):
        address = Address.objects.create(
            municipality_id=desk.code, street="Teststraat", number=1, town="Eenstad"
        )
    worker, _code = handed_in(
        desk, "Mijn paspoort is weg", category="exploitation", address=address.pk
    )
    neighbour, _code = handed_in(
        desk, "Herrie in de nacht", category="nuisance", address=address.pk
    )
    with scope(acting(desk.clerk)):
        assert likely_same(by=desk.clerk, report=as_it_stands(desk, neighbour)) == []
    with pytest.raises(Conflict):
        do(desk, merge_reports, neighbour, into=worker)


def test_the_same_address_is_proposed_in_whatever_words(desk: DeskTown) -> None:
    with scope(desk.rows):
        address = Address.objects.create(
            municipality_id=desk.code, street="Teststraat", number=1, town="Eenstad"
        )
    first, _code = handed_in(desk, "Hałas", address=address.pk)
    second, _code = handed_in(desk, "Herrie in de nacht", address=address.pk)
    with scope(acting(desk.clerk)):
        likely = likely_same(by=desk.clerk, report=as_it_stands(desk, second))
    assert [(each.report.number, each.same_address) for each in likely] == [
        (first, True)
    ]


def test_a_simple_desk_gives_every_report_to_its_owner(desk: DeskTown) -> None:
    with scope(acting(desk.clerk)), pytest.raises(Invalid):
        set_way_of_working(
            by=desk.clerk, municipality=desk.code, simple=True, owner=None, at=AT
        )
    with scope(acting(desk.clerk)):
        set_way_of_working(
            by=desk.clerk,
            municipality=desk.code,
            simple=True,
            owner=desk.clerk.user_id,
            at=AT,
        )
    number, _code = handed_in(desk)
    routed(desk, number)
    assert as_it_stands(desk, number).owner_id == desk.clerk.user_id


RULES = [
    {"when": {"danger": True}, "gives": {"team": "spoed", "priority": "high"}},
    {"when": {"kind": ["waste"], "hours": [8, 18]}, "gives": {"team": "afval"}},
]


def _write(desk: DeskTown, rules: list[dict[str, object]]) -> int:
    with scope(acting(desk.clerk)):
        return write_routing(by=desk.clerk, municipality=desk.code, rules=rules, at=AT)


def test_rules_are_used_only_after_a_trial_of_that_very_version(
    desk: DeskTown,
) -> None:
    waste, _code = handed_in(desk)
    danger, _code = handed_in(desk, danger=True)
    other, _code = handed_in(desk, category="other")
    version = _write(desk, RULES)
    with pytest.raises(Conflict):
        do(desk, use_routing, version)
    trial = do(
        desk,
        try_routing,
        version,
        since=date(2026, 11, 1),
        until=date(2026, 11, 30),
    )
    assert (trial.reports, trial.different, trial.by_no_rule) == (3, 2, 1)
    would = {each.report.number: each.would.team for each in trial.differences}
    assert would == {waste: "afval", danger: "spoed"}
    # A trial changes no report.
    assert as_it_stands(desk, waste).team == ""
    changed = _write(desk, RULES[1:])
    with pytest.raises(Conflict):
        do(desk, use_routing, changed)
    do(desk, use_routing, version)
    for number in (waste, danger, other):
        routed(desk, number)
    assert as_it_stands(desk, waste).team == "afval"
    urgent = as_it_stands(desk, danger)
    assert (urgent.team, urgent.priority) == ("spoed", "high")
    assert as_it_stands(desk, other).team == ""
    assert "routed" in _steps(desk, waste)


def test_the_database_uses_no_version_untried_and_changes_none(desk: DeskTown) -> None:
    version = _write(desk, RULES)
    with scope(desk.rows), pytest.raises(IntegrityError), transaction.atomic():
        RoutingVersion.objects.filter(number=version).update(used_from=AT)
    with scope(desk.rows), pytest.raises(DatabaseError), transaction.atomic():
        RoutingVersion.objects.filter(number=version).update(rules=[])
    with scope(desk.rows), pytest.raises(DatabaseError), transaction.atomic():
        RoutingVersion.objects.all().delete()


@pytest.mark.parametrize(
    "rule",
    [
        {"when": {"text": ["x"]}, "gives": {}},
        {"when": {"kind": ["unknown"]}, "gives": {}},
        {"when": {"hours": [8, 8]}, "gives": {}},
        {"when": {"category": ["nowhere"]}, "gives": {}},
        {"when": {}, "gives": {"priority": "soon"}},
        {"when": {}, "gives": {"owner": 987654321}},
    ],
)
def test_a_rule_outside_the_closed_form_is_refused(
    desk: DeskTown, rule: dict[str, object]
) -> None:
    with pytest.raises(Invalid):
        _write(desk, [rule])
