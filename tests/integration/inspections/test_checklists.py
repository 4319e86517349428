"""A municipality's own checklist: two people, versions that stay, kept by visits."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.models import AuditEvent, RoomSwitch
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, RoomClosed
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.kits import (
    SHIPPED,
    AskedChecklist,
    Checklist,
    ChecklistRefused,
    ChecklistState,
    Kind,
    asked_in,
    checklist_for,
    checklist_in_use,
    checklist_of,
    checklists_of,
    draft_checklist,
    kits,
    use_checklist,
    withdraw_checklist,
)
from onderdak.supervision.inspections.contract.planning import begin_visit
from onderdak.supervision.inspections.contract.syncing import (
    keep_operations,
    state_of,
)
from tests.integration.conftest import SignedIn
from tests.integration.inspections.own_lists import with_lift
from tests.integration.inspections.typing_along import Device
from tests.integration.inspections.visiting import (
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


def _drafted(town: VisitTown, asked: AskedChecklist | None = None) -> Checklist:
    with town.seen_by(town.lead):
        return draft_checklist(
            by=town.lead,
            municipality=town.code,
            checklist=asked or with_lift(),
            why="Our houses have lifts.",
            today=MONDAY,
        )


def _used(town: VisitTown, made: Checklist, today: date = MONDAY) -> None:
    with town.seen_by(town.second):
        use_checklist(by=town.second, checklist=made, today=today)


def test_without_an_own_checklist_the_shipped_one_is_used(town: VisitTown) -> None:
    with town.seen_by(town.lead):
        found = checklist_in_use(town.code, Kind.FULL, MONDAY)
    assert found.version == SHIPPED
    assert checklist_of(found.body) == kits()[Kind.FULL]


def test_each_kind_of_visit_has_its_checklist(town: VisitTown) -> None:
    with town.seen_by(town.lead):
        keys = {
            kind: checklist_in_use(town.code, kind, MONDAY).key
            for kind in ("visit", "integral", "park", "address_check", "reinspection")
        }
    assert keys == {
        "visit": "full",
        "integral": "simple",
        "park": "park",
        "address_check": "address_check",
        "reinspection": "full",
    }


def test_a_draft_is_used_only_after_a_second_person_put_it_in_use(
    town: VisitTown,
) -> None:
    made = _drafted(town)
    with town.seen_by(town.lead):
        assert checklist_in_use(town.code, "full", MONDAY).version == SHIPPED
        with pytest.raises(NotAllowed):
            use_checklist(by=town.lead, checklist=made, today=MONDAY)
    _used(town, made)
    with town.seen_by(town.lead):
        found = checklist_in_use(town.code, "full", MONDAY)
    assert (found.version, found.digest) == ("1", made.digest)
    assert "lift" in checklist_of(found.body).by_key()


def test_the_database_too_wants_a_second_person(town: VisitTown) -> None:
    made = _drafted(town)
    with (
        town.seen_by(town.lead),
        pytest.raises(IntegrityError, match="inspections_checklist_two"),
        transaction.atomic(),
    ):
        Checklist.objects.filter(pk=made.pk).update(
            state="in_use", used_by_id=town.lead.user_id, used_from=MONDAY
        )


def test_nobody_puts_it_in_use_in_anothers_name(town: VisitTown) -> None:
    made = _drafted(town)
    with (
        town.seen_by(town.lead),
        pytest.raises(DatabaseError, match="own name"),
        transaction.atomic(),
    ):
        Checklist.objects.filter(pk=made.pk).update(
            state="in_use", used_by_id=town.second.user_id, used_from=MONDAY
        )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE inspections_checklist SET body = '{}'::jsonb",
        "UPDATE inspections_checklist SET version = 9",
        "DELETE FROM inspections_checklist",
    ],
)
def test_a_version_never_changes_and_never_goes(town: VisitTown, change: str) -> None:
    made = _drafted(town)
    with (
        town.seen_by(town.second),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    with town.seen_by(town.second):
        assert asked_in(Checklist.objects.get(pk=made.pk)) == with_lift()


def test_a_visit_keeps_the_version_it_began_with(town: VisitTown) -> None:
    _used(town, _drafted(town))
    visit = town.planned()
    with town.seen_by(town.lead):
        begun = begin_visit(
            by=town.lead, municipality=town.code, number=visit.number, at=NOW
        )
    second = _drafted(town, with_lift("Doet de lift het?"))
    _used(town, second)
    with town.seen_by(town.lead):
        begun.refresh_from_db()
        assert begun.checklist_version == "1"
        assert checklist_of(begun.checklist) == with_lift()
        assert checklist_in_use(town.code, "visit", TUESDAY).version == "2"
        first = Checklist.objects.get(version=1)
    assert first.state == ChecklistState.WITHDRAWN


def test_a_visit_keeps_the_list_that_was_asked_and_not_the_one_that_came_meanwhile(
    town: VisitTown,
) -> None:
    made = _drafted(town, with_lift())
    _used(town, made)
    visit = town.planned()
    fetched = made.digest
    # While the phone has no network, a colleague puts another one in use.
    _used(town, _drafted(town, with_lift("Is er een trap?")))

    begun = _sent_with(town, visit, fetched)

    assert begun.checklist_digest == fetched
    assert "Is er een lift?" in str(begun.checklist)
    with town.seen_by(town.lead):
        assert checklist_in_use(town.code, visit.kind, TUESDAY).digest != fetched


def test_a_phone_cannot_name_a_list_that_was_never_in_use_here(
    town: VisitTown,
) -> None:
    draft = _drafted(town, with_lift())
    visit = town.planned()
    begun = _sent_with(town, visit, draft.digest)
    assert begun.checklist_version == SHIPPED


def test_a_list_that_no_shift_of_this_visit_can_have_fetched_is_not_kept(
    town: VisitTown,
) -> None:
    """It was withdrawn before; what was typed with it is kept, and that is said."""
    old = _drafted(town, with_lift())
    _used(town, old, date(2026, 3, 2))
    _used(town, _drafted(town, with_lift("Is er een trap?")), date(2026, 3, 8))
    visit = town.planned()

    begun = _sent_with(town, visit, old.digest)

    assert "Is er een trap?" in str(begun.checklist)
    assert begun.checklist_digest != old.digest
    with town.seen_by(town.lead):
        assert state_of(visit)["unit/main/people"].value == "3"


@pytest.mark.parametrize(
    ("since", "kept"),
    [(date(2026, 3, 8), False), (date(2026, 3, 9), True), (TUESDAY, True)],
)
def test_the_shipped_list_is_kept_where_it_was_in_use_for_the_shift(
    town: VisitTown, since: date, kept: bool
) -> None:
    """A visit is on a phone from the day before it; on a day both were in use."""
    visit = town.planned()
    with town.seen_by(town.lead):
        shipped = checklist_in_use(town.code, visit.kind, MONDAY)
    _used(town, _drafted(town, with_lift()), since)
    begun = _sent_with(town, visit, shipped.digest)
    assert (begun.checklist_version == SHIPPED) is kept


def test_a_phone_hears_in_words_that_its_list_is_not_that_of_the_visit(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit = town.planned(day=timezone.localdate(), at=timezone.now())
    lead = signed_in(town.lead)
    lead.cookies["django_language"] = "en"
    device = Device()

    def sends(kit: str) -> dict[str, Any]:
        device.type("unit/main/people", "3")
        said = device.body(town.lead.user_id) | {"kit": kit}
        answer = lead.post(
            reverse("round_sync", args=[visit.pk]), said, "application/json"
        )
        found: dict[str, Any] = answer.json()
        return found

    other = sends("a" * 64)
    assert len(other["kept"]) == 1
    assert "All that you typed is kept" in other["kitSaid"]
    with town.seen_by(town.lead):
        begun = Visit.objects.get(pk=visit.pk)
        refused = AuditEvent.objects.filter(action="inspections.checklist_refused")
        assert refused.count() == 1
    assert begun.checklist_version == SHIPPED
    # Each time, until the phone has the list of the visit.
    assert sends("a" * 64)["kitSaid"]
    assert sends(begun.checklist_digest)["kitSaid"] == ""
    assert sends("")["kitSaid"] == ""


def _sent_with(town: VisitTown, visit: Visit, kit: str) -> Visit:
    """A visit that begins with what a phone sends, which worked with this list."""
    device = Device()
    device.type("unit/main/people", "3")
    with town.seen_by(town.lead):
        keep_operations(
            by=town.lead,
            visit=visit.pk,
            operations=device.waiting(),
            at=datetime(2026, 3, 10, 22, tzinfo=UTC),
            kit=kit,
        )
        return Visit.objects.get(pk=visit.pk)


def test_withdrawn_the_shipped_one_is_used_again(town: VisitTown) -> None:
    made = _drafted(town)
    _used(town, made)
    with town.seen_by(town.lead):
        with pytest.raises(Invalid):
            withdraw_checklist(by=town.lead, checklist=made, why=" ", today=MONDAY)
        withdraw_checklist(by=town.lead, checklist=made, why="Too long", today=MONDAY)
        assert checklist_in_use(town.code, "full", MONDAY).version == SHIPPED
        with pytest.raises(Conflict):
            use_checklist(by=town.second, checklist=made, today=MONDAY)


def test_the_same_list_twice_is_no_new_version(town: VisitTown) -> None:
    _drafted(town)
    with pytest.raises(Conflict):
        _drafted(town)


def test_a_list_that_asks_what_may_not_be_asked_is_refused(town: VisitTown) -> None:
    with pytest.raises(ChecklistRefused) as refused:
        _drafted(town, with_lift("Wat is uw nationaliteit?"))
    assert [fault.where for fault in refused.value.faults] == ["lift"]


def test_a_colleague_of_another_municipality_sees_none_of_it(town: VisitTown) -> None:
    made = _drafted(town)
    other = make_visit_town("GM9002", "Tweestad")
    with other.seen_by(other.lead):
        assert not Checklist.objects.exists()
        with pytest.raises(NotFound):
            checklist_for(by=other.lead, number=made.pk, on=MONDAY)
        with pytest.raises(NotAllowed):
            checklists_of(by=other.lead, municipality=town.code, on=MONDAY)


def test_who_did_what_is_in_the_log(town: VisitTown) -> None:
    _used(town, _drafted(town))
    with town.seen_by(town.admin):
        logged = set(
            AuditEvent.objects.filter(action__contains="checklist").values_list(
                "action", flat=True
            )
        )
    assert logged == {
        "inspections.draft_checklist",
        "inspections.use_checklist",
    }


def test_nobody_makes_one_where_the_room_is_off(town: VisitTown) -> None:
    with town.seen_by(town.admin):
        RoomSwitch.objects.filter(room="inspections").delete()
    with pytest.raises(RoomClosed):
        _drafted(town)
