"""What falls due, counted every night and told before it lapses."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onderdak.foundation.outbox.contract import Message
from onderdak.kernel.errors import NotAllowed
from onderdak.supervision.enforcement import recounting
from onderdak.supervision.enforcement.contract.cases import give_case
from onderdak.supervision.enforcement.contract.clocks import (
    AskedWeek,
    Due,
    alarms,
    clock_kinds,
    clocks_of_case,
    last_recount,
    recount,
    week_list,
)
from onderdak.supervision.enforcement.models import Recount, StoredClock
from tests.integration.enforcement.enforcing import (
    OPENED,
    EnforcingTown,
    make_enforcing_town,
    noon,
)
from tests.integration.enforcement.ordering import (
    COMPLY_UNTIL,
    ORDERED,
    Ordered,
    ordered,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 5, 4)
LATER = date(2026, 5, 18)
LIMITATION = "limitation"


def _week(town: EnforcingTown, on: date, **asked: object) -> list[Due]:
    with town.seen_by(town.lawyer):
        return list(
            week_list(
                by=town.lawyer,
                municipality=town.code,
                on=on,
                asked=AskedWeek(**asked),
            )
        )


def _mails(town: EnforcingTown) -> list[Message]:
    with town.seen_by(town.lawyer):
        return list(Message.objects.filter(kind="enforcement_terms").order_by("pk"))


def test_the_list_says_what_falls_due_first_and_why(town: EnforcingTown) -> None:
    of = ordered(town)
    found = _week(town, ORDERED)
    assert [one.kind for one in found][:2] == ["compliance", "objection"]
    first = found[0]
    assert (first.number, first.last_day) == (of.case.number, COMPLY_UNTIL)
    assert first.path_title["en"] == "Order under penalty"
    assert first.offender == "Verhuur Eenstad BV"
    assert "Lindelaan" in first.address
    assert first.title["nl"]
    assert all(one.last_day is not None for one in found)


def test_what_the_other_side_let_pass_is_a_thing_to_do_and_no_lateness(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    recount(municipality=town.code, on=LATER, tell=False)
    # Nobody checked yet whether the order was kept; that nobody objected is history.
    [opened] = _week(town, LATER, opened=True)
    assert (opened.kind, opened.ours) == ("compliance", False)
    assert opened.opens["en"] == "May be checked now"
    assert opened.open_now(LATER)
    assert not opened.late(LATER)
    assert _week(town, LATER, overdue=True) == []
    of.check(LATER)
    assert _week(town, LATER, opened=True) == []


def test_what_was_done_opens_the_next_thing_and_nothing_twice(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    of.check(LATER)
    after = LATER + timedelta(days=60)
    recount(municipality=town.code, on=after, tell=False)
    # The penalty was not paid in six weeks: that is for the other side, too.
    assert [one.kind for one in _week(town, after, opened=True)] == ["payment"]
    of.sent("collect", after, {"amount_cents": 50_000, "less_reason": "It is a part."})
    assert [one.kind for one in _week(town, after, opened=True)] == ["payment"]
    of.sent("remind", after, {"amount_cents": 50_000})
    assert _week(town, after, opened=True) == []


def test_an_order_that_may_be_lifted_is_no_work_for_years(town: EnforcingTown) -> None:
    ordered(town)
    for days in (366, 800):
        day = ORDERED + timedelta(days=days)
        recount(municipality=town.code, on=day, tell=False)
        found = _week(town, day)
        assert "liftable" not in [one.kind for one in found]
        assert not [one for one in found if one.late(day)]


def test_the_list_is_narrowed_by_words_owner_kind_and_day(town: EnforcingTown) -> None:
    of = ordered(town)
    assert _week(town, ORDERED, search="Eenstad lindelaan")
    assert _week(town, ORDERED, search=of.case.number)
    assert not _week(town, ORDERED, search="elders")
    assert [one.kind for one in _week(town, ORDERED, kind="objection")] == ["objection"]
    assert not _week(town, ORDERED, path="fine")
    assert not _week(town, ORDERED, until_day=COMPLY_UNTIL - timedelta(days=1))
    assert not _week(town, ORDERED, owner=town.colleague.user_id)
    with town.seen_by(town.lawyer):
        give_case(
            by=town.lawyer,
            municipality=town.code,
            number=of.case.number,
            to=town.colleague.user_id,
            at=noon(ORDERED),
        )
        kinds = clock_kinds(by=town.lawyer, municipality=town.code)
    # Whose case it is stands with its clocks at once.
    assert _week(town, ORDERED, owner=town.colleague.user_id)
    assert "objection" in [key for key, _title in kinds]


def test_pages_follow_on_each_other_without_a_gap(town: EnforcingTown) -> None:
    ordered(town)
    whole = _week(town, ORDERED)
    assert len(whole) > 2
    read: list[Due] = []
    after = None
    while True:
        with town.seen_by(town.lawyer):
            page = week_list(
                by=town.lawyer,
                municipality=town.code,
                on=ORDERED,
                after=after,
                most=1,
            )
        if not page:
            break
        read += page
        assert page[-1].last_day is not None
        after = (page[-1].last_day, page[-1].clock)
    assert read == whole


def test_who_handles_a_case_is_told_once_and_of_limitation_every_week(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    # A term of the other side calls when it has passed, and not before.
    due = COMPLY_UNTIL + timedelta(days=1)
    recount(municipality=town.code, on=due - timedelta(days=1))
    assert not _mails(town)
    recount(municipality=town.code, on=due)
    recount(municipality=town.code, on=due)
    recount(municipality=town.code, on=due + timedelta(days=1))
    [mail] = _mails(town)
    assert mail.email == f"lawyer.{town.code.lower()}@test.example"
    assert of.case.number not in mail.body
    assert "Lindelaan" not in mail.body
    assert "Termijnen van anderen die voorbij zijn" in mail.body
    assert "van de gemeente" not in mail.body

    of.check(MONDAY)
    with town.seen_by(town.lawyer):
        [limitation] = StoredClock.objects.filter(clock=LIMITATION)
    assert limitation.alarm_on is not None
    before = len(_mails(town))
    for days in (0, 1, 7, 8):
        recount(municipality=town.code, on=limitation.alarm_on + timedelta(days=days))
    assert len(_mails(town)) == before + 2
    with town.seen_by(town.lawyer):
        found = alarms(by=town.lawyer, municipality=town.code, on=limitation.alarm_on)
    assert found.lapsing == 1
    assert any(one.lapses for one in found.shown)


def test_counting_again_changes_nothing_and_writes_nothing(town: EnforcingTown) -> None:
    ordered(town)
    recount(municipality=town.code, on=ORDERED, tell=False)
    with town.seen_by(town.lawyer):
        before = list(StoredClock.objects.order_by("pk").values())
    with CaptureQueriesContext(connection) as queries:
        recount(municipality=town.code, on=ORDERED, tell=False)
    with town.seen_by(town.lawyer):
        assert list(StoredClock.objects.order_by("pk").values()) == before
    assert not [one for one in queries if 'INTO "enforcement_clock"' in one["sql"]]


def test_a_run_that_was_cut_off_goes_on_where_it_was(
    town: EnforcingTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = ordered(town)
    second = town.measure(of.case, "warning", ORDERED)
    monkeypatch.setattr(recounting, "BATCH", 1)
    counted = recounting.recount_measures
    seen: list[int] = []

    def cut_off(measures, **other):
        if len(seen) == 1:
            raise KeyboardInterrupt
        seen.extend(one.pk for one in measures)
        return counted(measures, **other)

    day = ORDERED + timedelta(days=1)
    monkeypatch.setattr(recounting, "recount_measures", cut_off)
    with pytest.raises(KeyboardInterrupt):
        recount(municipality=town.code, on=day, tell=False)
    with town.seen_by(town.lawyer):
        assert Recount.objects.get(on_day=day).done == 1
    again: list[int] = []

    def goes_on(measures, **other):
        again.extend(one.pk for one in measures)
        return counted(measures, **other)

    told: list[tuple[int, int]] = []
    monkeypatch.setattr(recounting, "recount_measures", goes_on)
    run = recount(
        municipality=town.code,
        on=day,
        tell=False,
        progress=lambda done, total: told.append((done, total)),
    )
    assert (seen, again) == ([of.measure.pk], [second.pk])
    assert run.ended_at is not None
    assert told[0] == (2, 2)


def test_one_measure_that_cannot_be_counted_does_not_stop_the_rest(
    town: EnforcingTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = ordered(town)
    town.measure(of.case, "warning", ORDERED)
    counted = recounting.recount_measures

    def fails(measures, **other):
        if of.measure.pk in [one.pk for one in measures]:
            raise ValueError("a rule that nobody can read")
        return counted(measures, **other)

    monkeypatch.setattr(recounting, "recount_measures", fails)
    run = recount(municipality=town.code, on=ORDERED, tell=False)
    assert run.failed == [of.measure.pk]
    assert run.done == run.total == 2
    with town.seen_by(town.lawyer):
        found = last_recount(town.code)
    assert found is not None
    assert found.failed == [of.measure.pk]


def test_nobody_sees_the_clocks_of_another_town(town: EnforcingTown) -> None:
    of: Ordered = ordered(town)
    other = make_enforcing_town("GM9002", "Tweestad")
    recount(municipality=other.code, on=OPENED)
    assert _week(other, ORDERED) == []
    with other.seen_by(other.lawyer):
        assert StoredClock.objects.count() == 0
        for asks in (week_list, clocks_of_case):
            more = {"on": ORDERED} if asks is week_list else {"number": of.case.number}
            with pytest.raises(NotAllowed):
                asks(by=other.lawyer, municipality=town.code, **more)
