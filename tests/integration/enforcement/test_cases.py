"""A case rests on signed findings, is against one offender, and goes by its rules."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import Error

from onderdak.foundation.identity.contract import Actor
from onderdak.foundation.identity.models import RoomSwitch
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, RoomClosed
from onderdak.rules.enforcement import shipped
from onderdak.supervision.enforcement.contract.cases import (
    AskedCases,
    Case,
    CaseEntry,
    Ground,
    Offender,
    add_grounds,
    case_for,
    cases_of,
    close_case,
    give_case,
    let_wait,
    name_offender,
    open_case,
    open_offender,
    reopen_case,
)
from onderdak.supervision.enforcement.domain.kinds import CaseState
from onderdak.supervision.enforcement.models import RuleSet, Transition
from tests.integration.enforcement.enforcing import (
    COMPANY,
    OPENED,
    PERSON,
    EnforcingTown,
    make_enforcing_town,
    noon,
)
from tests.integration.inspections.reporting import found

pytestmark = pytest.mark.django_db
LATER = OPENED + timedelta(days=30)


def test_a_case_is_opened_on_signed_findings(town: EnforcingTown) -> None:
    case = town.case()
    with town.seen_by(town.lawyer):
        read = case_for(by=town.lawyer, municipality=town.code, number=case.number)
    assert case.number == "H-2026-00001"
    assert [one.rule for one in read.grounds].count("A01") == 1
    assert all(len(one.report_sha256) == 64 for one in read.grounds)
    assert all(one.found_on < OPENED for one in read.grounds)
    assert [one.what for one in read.entries] == ["named", "grounds", "opened"]
    assert read.case.ruleset_id == shipped().digest


def test_without_a_signed_report_there_is_no_case(town: EnforcingTown) -> None:
    visit = found(town.visits)
    with town.seen_by(town.lawyer), pytest.raises(Conflict, match="signed"):
        open_case(
            by=town.lawyer,
            municipality=town.code,
            visit=visit.number,
            keys=("A01@",),
            on=OPENED,
            at=noon(OPENED),
        )


def test_what_is_no_breach_of_the_report_is_no_ground(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    for keys in ((), ("A99@",)):
        with town.seen_by(town.lawyer), pytest.raises(Invalid, match="breaches"):
            open_case(
                by=town.lawyer,
                municipality=town.code,
                visit=visit.number,
                keys=keys,
                on=OPENED,
                at=noon(OPENED),
            )


def test_a_supervisor_opens_a_case_and_leaves_it_to_a_lawyer(
    town: EnforcingTown,
) -> None:
    case = town.case(town.supervisor, offender=None)
    assert case.owner_id is None
    with town.seen_by(town.supervisor), pytest.raises(NotAllowed):
        give_case(
            by=town.supervisor,
            municipality=town.code,
            number=case.number,
            to=town.lawyer.user_id,
            at=noon(OPENED),
        )
    with town.seen_by(town.lawyer):
        asked = AskedCases(unowned=True)
        nobody = cases_of(by=town.lawyer, municipality=town.code, asked=asked)
        assert [one.number for one in nobody] == [case.number]
        given = give_case(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            to=town.colleague.user_id,
            at=noon(OPENED),
        )
        assert given.owner_id == town.colleague.user_id
        assert not nobody.all()


def test_a_case_is_not_given_to_who_handles_none(town: EnforcingTown) -> None:
    case = town.case()
    with town.seen_by(town.lawyer), pytest.raises(Invalid):
        give_case(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            to=town.supervisor.user_id,
            at=noon(OPENED),
        )


def test_who_has_no_part_in_it_sees_no_case(town: EnforcingTown) -> None:
    case = town.case()
    for who in (town.visits.mayor,):
        with town.seen_by(who), pytest.raises(NotAllowed):
            case_for(by=who, municipality=town.code, number=case.number)


def test_another_municipality_sees_no_case(town: EnforcingTown) -> None:
    case = town.case()
    other = make_enforcing_town("GM9002", "Tweestad")
    with other.seen_by(other.lawyer):
        assert not Case.objects.filter(number=case.number).exists()
        assert not Ground.objects.exists()
        assert not Offender.objects.exists()
        with pytest.raises(NotAllowed):
            case_for(by=other.lawyer, municipality=town.code, number=case.number)


def test_one_case_is_open_per_address_and_offender(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    first = town.case(visit=visit)
    second = town.case(visit=visit, offender=None)
    with pytest.raises(Conflict, match=first.number):
        town.named(second)
    with pytest.raises(Conflict, match=second.number):
        town.case(visit=visit, offender=None)
    other = town.named(second, PERSON)
    assert other.offender_id != first.offender_id
    assert other.previous_id == first.pk


def test_of_a_person_nothing_is_kept_in_the_open(town: EnforcingTown) -> None:
    case = town.case(offender=PERSON)
    with town.seen_by(town.lawyer):
        kept = Offender.objects.get()
        assert (kept.name, kept.kvk, kept.language) == ("", "", "pl")
        assert b"Verhuurder" not in bytes(kept.sealed)
        words = open_offender(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            reason="To write the letter",
            at=noon(OPENED),
        )
    assert words == {"name": PERSON.name, "address": PERSON.address}


def test_the_same_company_is_known_again_with_its_new_address(
    town: EnforcingTown,
) -> None:
    case = town.case()
    moved = COMPANY.__class__(
        kind="company",
        part="landlord",
        name="Verhuur Tweestad BV",
        kvk=COMPANY.kvk,
        address="Kade 9, 1234 AB Eenstad",
    )
    town.named(case, moved)
    with town.seen_by(town.lawyer):
        assert Offender.objects.get().name == "Verhuur Tweestad BV"


@pytest.mark.parametrize(
    "other", [{"name": ""}, {"address": ""}, {"kind": "ship"}, {"language": "xx"}]
)
def test_who_is_not_named_well_is_not_named(
    town: EnforcingTown, other: dict[str, str]
) -> None:
    case = town.case(offender=None)
    said: dict[str, Any] = {
        "kind": COMPANY.kind,
        "part": COMPANY.part,
        "name": COMPANY.name,
        "address": COMPANY.address,
    }
    with town.seen_by(town.lawyer), pytest.raises(Invalid):
        name_offender(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            offender=COMPANY.__class__(**(said | other)),
            at=noon(OPENED),
        )


def test_findings_of_the_same_report_are_added_once(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    case = town.case(visit=visit)
    with town.seen_by(town.lawyer):
        added = add_grounds(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            visit=visit.number,
            keys=("A01@",),
            at=noon(OPENED),
        )
    assert added == 0


def waits(town: EnforcingTown, case: Case, until: date, on: date = OPENED) -> Case:
    """A case that waits until a day."""
    with town.seen_by(town.lawyer):
        return let_wait(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            words="Light, and the owner is mending it.",
            look_again_on=until,
            at=noon(on),
        )


def numbers(town: EnforcingTown, asked: AskedCases) -> Sequence[str]:
    """The numbers of the cases that are asked for."""
    with town.seen_by(town.lawyer):
        found = cases_of(by=town.lawyer, municipality=town.code, asked=asked)
        return [one.number for one in found]


def test_low_priority_is_never_never(town: EnforcingTown) -> None:
    case = town.case()
    with pytest.raises(Invalid, match="day after today"):
        waits(town, case, OPENED)
    assert numbers(town, AskedCases(idle_on=OPENED)) == [case.number]
    assert waits(town, case, LATER).look_again_on == LATER
    assert numbers(town, AskedCases(idle_on=OPENED)) == []
    assert numbers(town, AskedCases(look_on=LATER)) == [case.number]
    assert numbers(town, AskedCases(idle_on=LATER)) == [case.number]
    town.measure(case, on=LATER)
    assert numbers(town, AskedCases(look_on=LATER)) == []


def close(
    town: EnforcingTown, case: Case, closing: str, words: str = "Weighed."
) -> Case:
    """A case that is closed a month later."""
    with town.seen_by(town.lawyer):
        return close_case(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            closing=closing,
            words=words,
            on=LATER,
            at=noon(LATER),
        )


def test_a_case_is_closed_with_its_reason_and_opened_again(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    case = town.case(visit=visit)
    for closing, words in (("low_priority", "Weighed."), ("ended", "  ")):
        with pytest.raises(Invalid):
            close(town, case, closing, words)
    closed = close(town, case, "legalisation", "A permit is on its way.")
    assert (closed.state, closed.closed_on) == (CaseState.CLOSED, LATER)
    with pytest.raises(Conflict, match="closed"):
        town.measure(case, on=LATER)
    with town.seen_by(town.lawyer):
        again = reopen_case(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            words="The permit was refused.",
            on=LATER,
            at=noon(LATER),
        )
        lines = CaseEntry.objects.filter(case=case).order_by("id")
        assert [one.what for one in lines][-2:] == ["closed", "reopened"]
    assert (again.state, again.closing) == (CaseState.OPEN, "")


def test_a_closed_case_is_not_opened_beside_another(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    first = close(town, town.case(visit=visit), "ended")
    second = town.case(visit=visit, on=LATER)
    with town.seen_by(town.lawyer), pytest.raises(Conflict, match=second.number):
        reopen_case(
            by=town.lawyer,
            municipality=town.code,
            number=first.number,
            words="Again the same.",
            on=LATER,
            at=noon(LATER),
        )


def test_nothing_begins_on_a_day_to_come(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    with town.seen_by(town.lawyer), pytest.raises(Invalid, match="to come"):
        open_case(
            by=town.lawyer,
            municipality=town.code,
            visit=visit.number,
            keys=("A01@",),
            on=LATER,
            at=noon(OPENED),
        )


def test_cases_are_searched_and_paged(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    first = town.case(visit=visit)
    second = town.case(visit=visit, offender=PERSON)
    assert numbers(town, AskedCases()) == [second.number, first.number]
    assert numbers(town, AskedCases(search="verhuur eenstad")) == [first.number]
    assert numbers(town, AskedCases(search="linde 1 00002")) == [second.number]
    # The name of a person is sealed: nobody searches on it.
    assert numbers(town, AskedCases(search="verhuurder")) == []
    assert numbers(town, AskedCases(owner=town.colleague.user_id)) == []
    assert numbers(town, AskedCases(state=CaseState.CLOSED)) == []
    with town.seen_by(town.lawyer):
        page = cases_of(by=town.lawyer, municipality=town.code, before=second.pk)
        assert [one.number for one in page] == [first.number]


def refused(town: EnforcingTown, who: Actor, sql: str, values: list[object]) -> bool:
    """Whether the database itself refuses to write this."""
    try:
        with town.seen_by(who), transaction.atomic():
            rows = Case.objects.raw(sql, values)
            list(rows)
    except Error:
        return True
    return False


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE enforcement_case SET ruleset_id = 'x' WHERE id = %s RETURNING id",
        "UPDATE enforcement_case SET number = 'H-1' WHERE id = %s RETURNING id",
        "DELETE FROM enforcement_case WHERE id = %s RETURNING id",
        "UPDATE enforcement_ground SET sentence = '{}' WHERE case_id = %s RETURNING id",
        "UPDATE enforcement_caseentry SET words = 'x' WHERE case_id = %s RETURNING id",
        "UPDATE enforcement_case SET state = 'closed' WHERE id = %s RETURNING id",
    ],
)
def test_the_database_keeps_a_case_as_it_is(town: EnforcingTown, sql: str) -> None:
    case = town.case()
    assert refused(town, town.lawyer, sql, [case.pk])


def test_nobody_writes_a_ground_by_hand(town: EnforcingTown) -> None:
    case = town.case()
    with town.seen_by(town.lawyer):
        ground = Ground.objects.filter(case=case)[0]
        for name, value in (
            ("report_sha256", "0" * 64),
            ("key", "A99@"),
            ("by_id", town.colleague.user_id),
        ):
            forged = Ground.objects.get(pk=ground.pk)
            forged.pk, forged.visit_number = None, ground.visit_number
            setattr(forged, name, value)
            if name == "by_id":
                forged.key = "A99@"
            with pytest.raises(Error), transaction.atomic():
                forged.save(force_insert=True)


def test_rules_in_use_get_no_step_more(town: EnforcingTown) -> None:
    town.case()
    with town.seen_by(town.lawyer):
        kept = RuleSet.objects.get()
        many = Transition.objects.filter(ruleset=kept)
        assert many.count() == len(kept.transitions)
        with pytest.raises(Error), transaction.atomic():
            Transition.objects.create(
                ruleset=kept,
                path="penalty_order",
                step="skip",
                from_state="prepared",
                to_state="ordered",
                decision=False,
                letter="",
                ends=False,
                empties_beds=False,
            )


def test_a_part_that_is_off_takes_no_case(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    with town.seen_by(town.visits.admin):
        RoomSwitch.objects.filter(
            municipality_id=town.code, room="enforcement"
        ).delete()
    with town.seen_by(town.lawyer), pytest.raises(RoomClosed):
        open_case(
            by=town.lawyer,
            municipality=town.code,
            visit=visit.number,
            keys=("A01@",),
            on=OPENED,
            at=noon(OPENED),
        )


def test_a_case_that_is_not_there_is_not_found(town: EnforcingTown) -> None:
    with town.seen_by(town.lawyer), pytest.raises(NotFound):
        case_for(by=town.lawyer, municipality=town.code, number="H-2026-99999")
