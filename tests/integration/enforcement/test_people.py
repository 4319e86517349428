"""People first: counted as found, given a place to go, told, and asked for at night."""

from datetime import UTC, date, datetime, timedelta

import pytest

from onderdak.foundation.care.contract import CareTask
from onderdak.foundation.identity.contract import Membership, Role, User, scope_of
from onderdak.foundation.identity.contract import scope as in_scope
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.supervision.enforcement.contract.cases import Case
from onderdak.supervision.enforcement.contract.people import (
    About,
    Answer,
    CountByHand,
    NewTelling,
    PeopleCount,
    PeopleOn,
    Seen,
    Told,
    answer_rehousing,
    ask_care,
    beds_within_reach,
    count_people,
    drop_telling,
    note_told,
    people_of,
    say_care_arranged,
    say_who_tells,
)
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon
from tests.integration.inspections.reporting import MAIN, found, signed
from tests.integration.inspections.visiting import MONDAY
from tests.world import use_rooms

pytestmark = pytest.mark.django_db


def people(town: EnforcingTown, case: Case, on: date = OPENED) -> PeopleOn:
    """The people of a case as the lawyer sees them."""
    with town.seen_by(town.lawyer):
        return people_of(
            by=town.lawyer, municipality=town.code, number=case.number, on=on
        )


def counted(town: EnforcingTown, case: Case, **said: object) -> PeopleCount:
    """A count, by the lawyer."""
    with town.seen_by(town.lawyer):
        return count_people(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            at=noon(OPENED),
            **said,
        )


def by_hand(people: int = 5) -> CountByHand:
    """A count that somebody made at the door."""
    return CountByHand(people, OPENED, "The inspector counted at the door.")


def test_who_sleeps_there_comes_from_the_settled_facts_of_the_visit(
    town: EnforcingTown,
) -> None:
    visit = town.signed_visit()
    case = town.case(visit=visit)
    row = counted(town, case, visit=visit.number, children=Seen.NONE)
    assert (row.people, row.sure, row.visit_number) == (7, True, visit.number)
    assert row.counted_on == MONDAY  # the day on which it began
    assert people(town, case).first.counted == 7


def test_a_visit_to_another_address_counts_nobody_here(town: EnforcingTown) -> None:
    case = town.case()
    other = town.visits.planned(address=town.visits.houses[3])
    with pytest.raises(Invalid, match="another address"):
        counted(town, case, visit=other.number)


def test_a_count_by_hand_says_where_it_comes_from(town: EnforcingTown) -> None:
    case = town.case()
    with pytest.raises(Invalid):
        counted(town, case, by_hand=CountByHand(5, OPENED, "  "))
    with pytest.raises(Invalid):
        counted(
            town,
            case,
            by_hand=CountByHand(5, OPENED + timedelta(days=1), "Counted at the door."),
        )
    assert counted(town, case, by_hand=by_hand()).visit_number == ""
    assert people(town, case).first.counted == 5


def test_neither_or_both_is_no_count(town: EnforcingTown) -> None:
    case = town.case()
    with pytest.raises(Invalid):
        counted(town, case)
    with pytest.raises(Invalid):
        counted(town, case, visit="2026-00001", by_hand=by_hand())


def test_nothing_on_the_page_of_people_names_a_person(town: EnforcingTown) -> None:
    columns = {field.attname for field in PeopleCount._meta.concrete_fields}
    assert columns == {
        *("id", "municipality_id", "case_id", "counted_by", "visit_number", "people"),
        *("sure", "children", "vulnerable", "counted_on", "words", "by_id", "at"),
    }


def _child(town: EnforcingTown) -> str:
    typed = MAIN | {"child/1": {"words": "A girl of about six", "where": "room 2"}}
    visit = found(town.visits, typed)
    signed(town.visits, visit)
    return visit.number


def test_a_child_that_was_written_down_becomes_a_care_task(
    town: EnforcingTown,
) -> None:
    use_rooms(town.code, "care")
    worker = User.objects.create_user("care@test.example")
    with in_scope(scope_of(town.visits.admin)):
        Membership.objects.create(
            user=worker, role=Role.CARE_WORKER, municipality_id=town.code
        )
    case = town.case()
    row = counted(town, case, by_hand=by_hand(), children=Seen.SOME)
    assert row.children == Seen.SOME
    after = people(town, case)
    assert after.first.care_asked
    assert after.care[0].task is not None
    # Once is enough.
    counted(town, case, by_hand=by_hand(6), children=Seen.SOME)
    assert len(people(town, case).care) == 1
    with town.seen_by(town.lawyer):
        assert not CareTask.objects.exists()  # whoever asks cannot read it


def test_where_care_takes_no_tasks_it_waits_until_it_is_arranged(
    town: EnforcingTown,
) -> None:
    case = town.case()
    counted(town, case, by_hand=by_hand(), children=Seen.SOME)
    assert people(town, case).care_waits
    assert any("Children were seen" in str(one) for one in people(town, case).problems)
    with town.seen_by(town.lawyer):
        assert not ask_care(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            about=About.CHILD,
            words="Two children sleep upstairs.",
            at=noon(OPENED),
        )
        say_care_arranged(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            about=About.CHILD,
            words="The youth team goes along.",
            at=noon(OPENED),
        )
    after = people(town, case)
    assert not after.care_waits
    assert not any("Children were seen" in str(one) for one in after.problems)


def _telling(town: EnforcingTown, **other: object) -> NewTelling:
    said: dict[str, object] = {
        "language": "pl",
        "teller": town.supervisor.user_id,
        "how": Told.INTERPRETER,
        "planned_at": datetime(2026, 3, 18, 18, tzinfo=UTC),
        "along": "Tolk per telefoon",
    }
    return NewTelling(**(said | other))


def test_who_tells_in_which_language_and_when_is_written_down(
    town: EnforcingTown,
) -> None:
    case = town.case()
    with town.seen_by(town.lawyer):
        row = say_who_tells(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            telling=_telling(town),
            at=noon(OPENED),
        )
    assert people(town, case).first.tellings == 1
    with town.seen_by(town.supervisor):
        note_told(
            by=town.supervisor,
            municipality=town.code,
            number=case.number,
            telling=row.pk,
            done_at=noon(date(2026, 3, 18)),
            at=noon(date(2026, 3, 19)),
        )
    assert people(town, case).first.told == 1
    with town.seen_by(town.lawyer), pytest.raises(Conflict):
        drop_telling(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            telling=row.pk,
            words="Somebody else goes.",
            at=noon(date(2026, 3, 19)),
        )


@pytest.mark.parametrize("other", [{"teller": 0}, {"language": "p!"}, {"along": " "}])
def test_a_telling_names_a_colleague_a_language_and_an_interpreter(
    town: EnforcingTown, other: dict[str, object]
) -> None:
    case = town.case()
    with town.seen_by(town.lawyer), pytest.raises(Invalid):
        say_who_tells(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            telling=_telling(town, **other),
            at=noon(OPENED),
        )


def test_somebody_who_does_no_enforcement_here_counts_nobody(
    town: EnforcingTown,
) -> None:
    case = town.case()
    with town.seen_by(town.visits.mayor), pytest.raises(NotAllowed):
        answer_rehousing(
            by=town.visits.mayor,
            municipality=town.code,
            number=case.number,
            answer=Answer.PROVIDER,
            words="The landlord has another house.",
            at=noon(OPENED),
        )


def test_without_a_by_law_the_register_is_not_searched_for_beds(
    town: EnforcingTown,
) -> None:
    case = town.case()
    with town.seen_by(town.lawyer):
        found_beds = beds_within_reach(
            by=town.lawyer, municipality=town.code, number=case.number, on=OPENED
        )
    assert found_beds.ground is None
    assert found_beds.near.beds == ()
