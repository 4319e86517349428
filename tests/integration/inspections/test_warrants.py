"""A warrant: asked with reasons, decided by the mayor alone, held for three days."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.db.utils import Error, IntegrityError

from onderdak.foundation.outbox.models import Message
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.inspections.contract import Visit, Warrant, WarrantDwelling
from onderdak.supervision.inspections.contract.warrants import (
    WarrantGround,
    WarrantState,
    ask_warrant,
    decide_warrant,
    may_enter_now,
    note_entry,
    warrant_for,
    warrant_of,
    warrants_waiting,
    withdraw_warrant,
)
from tests.integration.inspections.visiting import (
    MONDAY,
    NOW,
    TUESDAY,
    VisitTown,
    make_visit_town,
)

pytestmark = pytest.mark.django_db
WORDS = "The danger of fire weighs more than the peace of the house."


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def ask(town: VisitTown, visit: Visit, **other: object) -> Warrant:
    with town.seen_by(town.lead):
        return ask_warrant(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            request=town.request(**other),
            at=NOW,
        )


def decide(town: VisitTown, warrant: Warrant, *, grant: bool = True) -> Warrant:
    with town.seen_by(town.mayor):
        return decide_warrant(
            by=town.mayor,
            municipality=town.code,
            warrant=warrant.pk,
            grant=grant,
            words=WORDS,
            at=NOW,
        )


def test_a_warrant_holds_as_the_fixed_case_says(town: VisitTown) -> None:
    """Q10: issued Mon 9-3-2026, valid to Thu 12-3; entry Tue: copy by Sat 14-3."""
    visit = town.planned()
    granted = decide(town, ask(town, visit))
    assert (granted.issued_on, granted.valid_until) == (MONDAY, date(2026, 3, 12))
    with town.seen_by(town.lead):
        noted = note_entry(
            by=town.lead, municipality=town.code, warrant=granted.pk, on=TUESDAY
        )
    assert noted.copy_due_on == date(2026, 3, 14)


def test_the_mayor_hears_that_it_waits_and_the_lead_that_it_is_decided(
    town: VisitTown,
) -> None:
    warrant = ask(town, town.planned())
    with town.seen_by(town.mayor):
        waiting = warrants_waiting(by=town.mayor, municipality=town.code)
        assert [one.pk for one in waiting] == [warrant.pk]
        assert Message.objects.filter(email=town.mayor.email).count() == 1
    decide(town, warrant)
    with town.seen_by(town.mayor):
        assert not warrants_waiting(by=town.mayor, municipality=town.code).exists()
        # Planned, and decided.
        assert Message.objects.filter(email=town.lead.email).count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"power": None},
        {"grounds": (WarrantGround.POOR_CONDITIONS,)},
        {"needed_because": ""},
        {"dwellings": ()},
    ],
)
def test_a_request_that_the_law_does_not_allow_is_not_kept(
    town: VisitTown, wrong: dict[str, object]
) -> None:
    visit = town.planned()
    with pytest.raises(Invalid):
        ask(town, visit, **wrong)
    with town.seen_by(town.lead):
        assert warrant_of(visit) is None


def test_one_dwelling_and_at_most_three_others_of_this_town(town: VisitTown) -> None:
    visit, other = town.planned(), make_visit_town("GM9002", "Tweestad")
    with pytest.raises(Invalid):
        ask(town, visit, dwellings=town.houses[:5])
    with pytest.raises(Invalid):
        ask(town, visit, dwellings=town.houses[1:3])  # not that of the visit
    with pytest.raises(NotFound):
        ask(town, visit, dwellings=(town.houses[0], other.houses[0]))
    made = ask(town, visit, dwellings=town.houses[:4])
    with town.seen_by(town.lead):
        assert made.dwellings.count() == 4


def test_the_database_refuses_a_fifth_dwelling(town: VisitTown) -> None:
    made = ask(town, town.planned(), dwellings=town.houses[:4])
    with town.seen_by(town.lead), pytest.raises(IntegrityError), transaction.atomic():
        WarrantDwelling.objects.create(
            municipality_id=town.code,
            warrant=made,
            address_id=town.houses[4],
            place=4,
        )


def test_only_the_mayor_decides_and_only_once(town: VisitTown) -> None:
    warrant = ask(town, town.planned())
    for other in (town.lead, town.second, town.admin):
        with town.seen_by(other), pytest.raises(NotAllowed):
            decide_warrant(
                by=other,
                municipality=town.code,
                warrant=warrant.pk,
                grant=True,
                words=WORDS,
                at=NOW,
            )
    decide(town, warrant, grant=False)
    with pytest.raises(Conflict):
        decide(town, warrant)


def test_a_mayor_of_another_town_does_not_find_it(town: VisitTown) -> None:
    warrant, other = ask(town, town.planned()), make_visit_town("GM9002", "Tweestad")
    with other.seen_by(other.mayor):
        with pytest.raises(NotAllowed):
            warrant_for(by=other.mayor, municipality=town.code, warrant=warrant.pk)
        with pytest.raises(NotFound):
            warrant_for(by=other.mayor, municipality=other.code, warrant=warrant.pk)


@pytest.mark.parametrize("who", ["lead", "second", "admin"])
def test_the_database_lets_nobody_else_decide(town: VisitTown, who: str) -> None:
    """Also where the permission would have been forgotten (art. 3(2) Awbi)."""
    warrant, actor = ask(town, town.planned()), getattr(town, who)
    with (
        town.seen_by(actor),
        pytest.raises(Error),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE inspections_warrant SET state = 'granted', decided_by_id = %s,"
            " decided_at = now(), decision = 'yes', issued_on = '2026-03-09',"
            " valid_until = '2026-03-12' WHERE id = %s",
            [actor.user_id, warrant.pk],
        )


def test_the_database_keeps_a_decision_as_it_was_taken(town: VisitTown) -> None:
    granted = decide(town, ask(town, town.planned()))
    with town.seen_by(town.mayor), pytest.raises(IntegrityError), transaction.atomic():
        Warrant.objects.filter(pk=granted.pk).update(valid_until=date(2026, 4, 1))


def test_a_request_stays_as_it_was_asked(town: VisitTown) -> None:
    warrant = ask(town, town.planned())
    with (
        town.seen_by(town.lead),
        pytest.raises(Error, match="permission denied"),
        transaction.atomic(),
    ):
        Warrant.objects.filter(pk=warrant.pk).update(reasons="something else")


def test_one_request_waits_at_a_time_and_can_be_taken_back(town: VisitTown) -> None:
    visit = town.planned()
    first = ask(town, visit)
    with pytest.raises(Conflict):
        ask(town, visit)
    with town.seen_by(town.lead):
        withdraw_warrant(by=town.lead, municipality=town.code, warrant=first.pk, at=NOW)
    with pytest.raises(Conflict):
        decide(town, first)
    decide(town, ask(town, visit))
    with town.seen_by(town.lead):
        found = warrant_of(visit)
        assert found is not None
        assert found.state == WarrantState.GRANTED


def test_who_stands_at_the_door_is_told_whether_and_why(town: VisitTown) -> None:
    visit = town.planned()
    evening = datetime(2026, 3, 10, 19, tzinfo=UTC)

    def told(at: datetime = evening, **other: object) -> tuple[bool, str]:
        with town.seen_by(town.lead):
            said = may_enter_now(visit, at=at, **other)
        return said.may, said.article

    assert told() == (False, "Awbi art. 2")
    warrant = ask(town, visit, absent_because="Nobody ever opens this door.")
    assert told() == (False, "Awbi art. 2 en 3")
    decide(town, warrant)
    assert told(resident_absent=True)[0]
    assert told(address=town.houses[1]) == (False, "Awbi art. 5")
    # Half past midnight in the Netherlands, on the day itself.
    assert told(datetime(2026, 3, 9, 23, 30, tzinfo=UTC)) == (False, "Awbi art. 7")
    # 13 March has begun in the Netherlands, though not yet in UTC.
    assert told(datetime(2026, 3, 12, 23, 30, tzinfo=UTC)) == (False, "Awbi art. 6")


def test_an_entry_is_noted_on_a_day_on_which_it_holds(town: VisitTown) -> None:
    granted = decide(town, ask(town, town.planned()))
    with town.seen_by(town.lead), pytest.raises(Conflict):
        note_entry(
            by=town.lead,
            municipality=town.code,
            warrant=granted.pk,
            on=date(2026, 3, 13),
        )


def test_who_holds_it_goes_on_the_visit(town: VisitTown) -> None:
    visit = town.planned()
    with town.seen_by(town.lead), pytest.raises(Invalid):
        ask_warrant(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            request=town.request(),
            holder=town.admin.user_id,
            at=NOW,
        )
