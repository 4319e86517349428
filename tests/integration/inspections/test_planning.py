"""A visit is planned with its reason, begun once, and keeps what it began with."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from onderdak.foundation.identity.contract import Actor, Scope, scope
from onderdak.foundation.identity.models import AuditEvent, RoomSwitch
from onderdak.foundation.outbox.models import Message
from onderdak.foundation.privacy.models import RetentionTerm
from onderdak.kernel.errors import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    RoomClosed,
)
from onderdak.register.duty.contract import open_investigation
from onderdak.supervision.inspections.contract import Kind, State, Visit
from onderdak.supervision.inspections.contract.planning import (
    AskedVisits,
    Pinned,
    begin_visit,
    cancel_visit,
    change_visit,
    close_visit,
    members_of,
    my_visits,
    reopen_visit,
    report_visit,
    steps_of,
    tried_before,
    visit_for,
    visits_of,
)
from tests.integration.inspections.visiting import (
    LIST,
    MONDAY,
    NOW,
    TUESDAY,
    VisitTown,
    make_visit_town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def test_a_planned_visit_has_a_number_a_pair_and_what_was_tried(
    town: VisitTown,
) -> None:
    visit, next_one = town.planned(), town.planned(day=TUESDAY + timedelta(days=1))
    assert (visit.number, next_one.number) == ("2026-00001", "2026-00002")
    with town.seen_by(town.lead):
        pair = [(one.user_id, one.part) for one in members_of(visit)]
        tried = [one.came_of for one in tried_before(visit)]
        steps = [one.what for one in steps_of(visit)]
        logged = AuditEvent.objects.filter(action="inspections.plan_visit").count()
    assert pair == [(town.lead.user_id, "lead"), (town.second.user_id, "second")]
    assert tried == ["No answer came."]
    assert (steps, logged) == (["plan"], 2)


def test_numbers_begin_anew_in_each_town_and_year(town: VisitTown) -> None:
    other = make_visit_town("GM9002", "Tweestad")
    assert town.planned().number == "2026-00001"
    assert other.planned().number == "2026-00001"
    assert town.planned(day=date(2027, 1, 4)).number == "2027-00001"


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"others": ()},
        {"tried": ()},
        {"announced": False},
        {"until_time": time(18)},
        {"kind": Kind.ADDRESS_CHECK},
        {"kind": Kind.REINSPECTION},
        {"chosen_by": "a hunch"},
        {"day": MONDAY - timedelta(days=1)},
    ],
)
def test_what_the_law_asks_is_not_left_out(
    town: VisitTown, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        town.planned(**wrong)


def test_one_goes_alone_only_with_a_reason(town: VisitTown) -> None:
    visit = town.planned(others=(), alone_because="A talk at a counter of a park.")
    with town.seen_by(town.lead):
        assert members_of(visit).count() == 1


def test_only_supervisors_of_the_town_go(town: VisitTown) -> None:
    other = make_visit_town("GM9002", "Tweestad")
    for stranger in (other.lead, town.mayor):
        with pytest.raises(Invalid):
            town.planned(others=(stranger.user_id,))


def test_an_address_of_another_town_is_not_visited(town: VisitTown) -> None:
    other = make_visit_town("GM9002", "Tweestad")
    with pytest.raises(NotFound):
        town.planned(address=other.houses[0])


def test_an_address_check_is_part_of_a_running_investigation(town: VisitTown) -> None:
    with town.seen_by(town.admin):
        open_investigation(
            by=town.admin,
            municipality=town.code,
            reference="AO-12",
            ground="doubt about who lives there",
            started_on=MONDAY,
            address_ids=[town.houses[0]],
        )
    check: dict[str, Any] = {"kind": Kind.ADDRESS_CHECK, "investigation": "AO-12"}
    assert town.planned(**check).investigation_reference == "AO-12"
    with pytest.raises(NotFound):
        town.planned(**check, address=town.houses[1])


def test_a_reinspection_is_of_a_finished_visit_to_the_same_address(
    town: VisitTown,
) -> None:
    first = town.begun()
    again: dict[str, Any] = {"kind": Kind.REINSPECTION, "earlier": first.number}
    with pytest.raises(NotFound):
        town.planned(**again)
    _close(town, first)
    visit = town.planned(**again, failed_items=[{"rule": "A08"}])
    assert visit.earlier_id == first.pk
    assert visit.failed_items == [{"rule": "A08"}]
    with pytest.raises(NotFound):
        town.planned(**again, address=town.houses[1])


def test_without_the_room_or_its_term_nothing_is_planned(town: VisitTown) -> None:
    rows = Scope(municipalities=frozenset({town.code}))
    with scope(rows):
        RetentionTerm.objects.filter(room="inspections").delete()
    with pytest.raises(RoomClosed):
        town.planned()
    with scope(rows):
        RoomSwitch.objects.filter(room="inspections").delete()
    with pytest.raises(RoomClosed):
        town.planned()


def test_who_plans_on_an_old_page_is_told(town: VisitTown) -> None:
    visit = town.planned()

    def change(changes: int, **other: Any) -> Visit:
        return change_visit(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            plan=town.plan(from_time=time(18), **other),
            changes=changes,
            at=NOW,
        )

    with town.seen_by(town.lead):
        with pytest.raises(Invalid):
            change(0, day=MONDAY - timedelta(days=1))
        assert change(0).from_time == time(18)
        with pytest.raises(Conflict):
            change(0)


def test_the_mail_says_neither_where_nor_why(town: VisitTown) -> None:
    visit = town.planned()
    with town.seen_by(town.lead):
        sent = list(Message.objects.filter(kind="visit"))
    assert {one.email for one in sent} == {town.lead.email, town.second.email}
    for one in sent:
        assert "Lindelaan" not in one.subject + one.body
        assert visit.reason not in one.body


def test_only_who_goes_begins_and_the_second_finds_it_begun(town: VisitTown) -> None:
    visit = town.planned()
    other = Pinned("location", "2", "e" * 64, {"sections": ["other"]})

    def begin(by: Actor, checklist: Pinned) -> Visit:
        return begin_visit(
            by=by,
            municipality=town.code,
            number=visit.number,
            checklist=checklist,
            at=NOW,
        )

    with town.seen_by(town.admin), pytest.raises(NotAllowed):
        begin(town.admin, LIST)  # a supervisor here too, who does not go
    with town.seen_by(town.lead):
        assert begin(town.lead, LIST).state == State.UNDER_WAY
    with town.seen_by(town.second):
        found = begin(town.second, other)
    assert (found.checklist_version, found.checklist) == ("1", {"sections": []})


def test_the_database_keeps_the_checklist_a_visit_began_with(town: VisitTown) -> None:
    visit = town.begun()
    with town.seen_by(town.lead), pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(checklist={"sections": ["other"]})


def test_no_row_of_a_visit_is_removed_by_the_app(town: VisitTown) -> None:
    visit = town.planned()
    with (
        town.seen_by(town.lead),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM inspections_visit WHERE id = %s", [visit.pk])


def test_what_began_is_ended_and_never_called_off(town: VisitTown) -> None:
    visit = town.begun()
    with town.seen_by(town.lead):
        with pytest.raises(Conflict):
            cancel_visit(
                by=town.lead,
                municipality=town.code,
                number=visit.number,
                because="Other work",
                at=NOW,
            )
        with pytest.raises(Conflict):
            change_visit(
                by=town.lead,
                municipality=town.code,
                number=visit.number,
                plan=town.plan(),
                changes=0,
                at=NOW,
            )
    closed = _close(town, visit)
    assert closed.state == State.CLOSED
    with town.seen_by(town.lead):
        args: dict[str, Any] = {
            "by": town.lead,
            "municipality": town.code,
            "number": visit.number,
        }
        again = reopen_visit(**args, because="A room was forgotten", at=NOW)
        assert (again.state, again.closed_at) == (State.UNDER_WAY, None)
        close_visit(**args, at=NOW)
        assert report_visit(**args, at=NOW).state == State.REPORTED
        with pytest.raises(Conflict):
            reopen_visit(**args, because="Too late", at=NOW)


def test_a_planned_visit_is_called_off_with_a_reason(town: VisitTown) -> None:
    visit = town.planned()
    with town.seen_by(town.lead):
        args: dict[str, Any] = {
            "by": town.lead,
            "municipality": town.code,
            "number": visit.number,
        }
        with pytest.raises(Invalid):
            cancel_visit(**args, because=" ", at=NOW)
        cancel_visit(**args, because="The house is empty", at=NOW)
        assert visit_for(**args).state == State.CANCELLED


def test_nobody_of_another_town_or_role_sees_a_visit(town: VisitTown) -> None:
    visit = town.planned()
    other = make_visit_town("GM9002", "Tweestad")
    with other.seen_by(other.lead):
        with pytest.raises(NotAllowed):
            visit_for(by=other.lead, municipality=town.code, number=visit.number)
        assert Visit.objects.count() == 0
    with town.seen_by(town.mayor), pytest.raises(NotAllowed):
        visits_of(by=town.mayor, municipality=town.code)


def test_the_list_goes_on_where_the_page_ended_and_finds_words(
    town: VisitTown,
) -> None:
    days = [TUESDAY + timedelta(days=n // 2) for n in range(6)]
    made = [town.planned(day=day, address=town.houses[n]) for n, day in enumerate(days)]
    with town.seen_by(town.lead):
        seen, after = [], None
        while True:
            page = list(
                visits_of(by=town.lead, municipality=town.code, after=after)[:2]
            )
            if not page:
                break
            seen += page
            after = (page[-1].day, page[-1].pk)
        found = visits_of(
            by=town.lead,
            municipality=town.code,
            asked=AskedVisits(search="linde 3", states=frozenset({State.PLANNED})),
        )
        assert [one.pk for one in found] == [made[2].pk]
    assert [one.pk for one in seen] == [one.pk for one in reversed(made)]


def test_tonight_shows_ones_own_visits_around_the_day(town: VisitTown) -> None:
    near = town.planned()
    town.planned(day=TUESDAY + timedelta(days=5))
    alone: dict[str, Any] = {"others": (), "alone_because": "Only a talk at the door."}
    town.planned(**alone, lead=town.second.user_id)
    with town.seen_by(town.lead):
        assert [one.pk for one in my_visits(by=town.lead, on=MONDAY)] == [near.pk]


def _close(town: VisitTown, visit: Visit) -> Visit:
    with town.seen_by(town.lead):
        return close_visit(
            by=town.lead, municipality=town.code, number=visit.number, at=NOW
        )
