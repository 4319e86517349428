"""What was decided before is looked up; a choice and a bed are of their own day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from onderdak.kernel.errors import Conflict
from onderdak.supervision.enforcement.contract.cases import (
    Case,
    Measure,
    Step,
    close_case,
    reopen_case,
    to_take_away,
)
from onderdak.supervision.enforcement.contract.choices import (
    WAIT,
    AmountOf,
    Behaviour,
    Consequence,
    NewAmount,
    NewChoice,
    Per,
    choose_instrument,
    fill_amount,
)
from onderdak.supervision.enforcement.contract.clocks import (
    Filed,
    Outcome,
    Party,
    RemedyKind,
    decide_remedy,
    file_remedy,
)
from onderdak.supervision.enforcement.contract.people import (
    Answer,
    Held,
    NewTelling,
    ReserveFacts,
    ReserveKind,
    Seen,
    Told,
    add_reserve,
    answer_rehousing,
    count_people,
    hold_places,
    say_who_tells,
)
from onderdak.supervision.enforcement.situations import problems_of
from tests.integration.enforcement.enforcing import COMPANY, OPENED, EnforcingTown, noon
from tests.integration.enforcement.ordering import (
    COMPLY_UNTIL,
    ORDERED,
    chosen,
    sent,
)

pytestmark = pytest.mark.django_db
LATER = OPENED + timedelta(days=40)
REPORTED = OPENED + timedelta(days=1)
BREACHED = date(2026, 3, 10)


def said(
    town: EnforcingTown, measure: Measure, step: str, on: date, **facts: object
) -> list[str]:
    """What stands in the way of a step, as it reads."""
    kept = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in facts.items()
    }
    with town.seen_by(town.lawyer):
        found = Measure.objects.select_related("case__offender").get(pk=measure.pk)
        case = Case.objects.select_related("offender").get(pk=found.case_id)
        return [str(one) for one in problems_of(case, found, step, kept, on)]


def fine(
    town: EnforcingTown, case: Case, on: date, breached: date = BREACHED, **more: object
) -> Measure:
    """A light fine that was given."""
    chosen(town, case, "fine")
    measure = town.measure(case, "fine")
    town.step(measure, "report", on, _report(on, breached))
    sent(town, measure, "fine", on + timedelta(days=1), _fine() | more)
    return measure


def felled(town: EnforcingTown, measure: Measure, on: date) -> None:
    """The fine was annulled on an objection."""
    here = {"by": town.lawyer, "municipality": town.code, "at": noon(on)}
    with town.seen_by(town.lawyer):
        given = Step.objects.get(measure=measure, step="fine")
        objection = file_remedy(
            step=given.pk,
            filed=Filed(RemedyKind.OBJECTION, Party.OFFENDER, given.on_day),
            **here,
        )
        decide_remedy(
            remedy=objection.pk, outcome=Outcome.FOUNDED, decided_on=on, **here
        )
    words = {"outcome_on": on, "words": "There was no breach."}
    town.step(measure, "fall", on, words)


def _report(on: date, breached: date) -> dict[str, object]:
    return {
        "report_on": on,
        "report_number": "R-1",
        "breached_on": breached,
        "fine_rule": "E11",
        "light": True,
        "silence_told": True,
        "interpreter": "not_needed",
    }


def _fine() -> dict[str, object]:
    return {
        "amount_cents": 300_00,
        "ceiling_cents": 1_000_00,
        "ceiling_source": "The code of 2026.",
        "at_fault": True,
        "fault_words": "It was known.",
        "no_views_reason": "It is a light fine.",
    }


# --- the choice


def _wait(town: EnforcingTown, case: Case, at: datetime) -> None:
    with town.seen_by(town.lawyer):
        choose_instrument(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            chosen=NewChoice(
                behaviour=Behaviour.C,
                consequence=Consequence.CONCERN,
                instrument=WAIT,
                proportionality="There is a plan to move.",
                subsidiarity="Nothing is lighter than waiting.",
                deviation="The municipality filled in no cell.",
                because_wait="They move next month.",
                look_again_on=OPENED + timedelta(days=60),
            ),
            at=at,
        )


NOT_CHOSEN = "The instrument is not chosen yet, with its reasons."


def test_a_choice_is_used_up_by_its_measure(town: EnforcingTown) -> None:
    case = town.case()
    chosen(town, case)
    first = town.measure(case)
    assert NOT_CHOSEN not in said(town, first, "announce", OPENED)
    drop = {"ground": "ended", "words": "It has ended."}
    sent(town, first, "drop", OPENED, drop)
    second = town.measure(case, on=OPENED)
    assert NOT_CHOSEN in said(town, second, "announce", OPENED)


def test_who_chose_to_wait_did_not_choose_it_any_more(town: EnforcingTown) -> None:
    case = town.case()
    chosen(town, case)
    measure = town.measure(case)
    _wait(town, case, noon(OPENED) + timedelta(hours=1))
    assert NOT_CHOSEN in said(town, measure, "announce", OPENED)


def test_a_choice_from_before_the_case_closed_is_of_another_time(
    town: EnforcingTown,
) -> None:
    case = town.case()
    chosen(town, case)
    here = {"by": town.lawyer, "municipality": town.code, "number": case.number}
    with town.seen_by(town.lawyer):
        close_case(
            closing="ended", words="It ended.", on=OPENED, at=noon(OPENED), **here
        )
        reopen_case(words="It began again.", on=LATER, at=noon(LATER), **here)
    measure = town.measure(case, on=LATER)
    assert NOT_CHOSEN in said(town, measure, "announce", LATER)


# --- what was decided before


def test_nobody_is_fined_twice_for_one_breach_in_two_cases(
    town: EnforcingTown,
) -> None:
    fine(town, town.case(), REPORTED)
    second = town.measure(_another_case(town, "owner"), "fine", on=LATER)
    town.step(second, "report", LATER, _report(LATER, BREACHED))
    twice = "There is a fine for this breach already (Awb 5:43)."
    assert twice in said(town, second, "fine", LATER, **_fine())
    third = town.measure(_another_case(town, "manager"), "fine", on=LATER)
    day = BREACHED + timedelta(days=1)
    town.step(third, "report", LATER, _report(LATER, day))
    assert twice not in said(town, third, "fine", LATER, **_fine())


def test_another_rule_that_was_broken_that_day_is_another_breach(
    town: EnforcingTown,
) -> None:
    def reported(case: Case, norm: str, on: date) -> Measure:
        measure = town.measure(case, "fine", on=on)
        town.step(measure, "report", on, _report(on, BREACHED) | {"norm": norm})
        return measure

    first = town.case()
    chosen(town, first, "fine")
    fined = reported(first, "E11_deposit", REPORTED)
    sent(town, fined, "fine", REPORTED + timedelta(days=1), _fine())
    twice = "There is a fine for this breach already (Awb 5:43)."
    same = reported(_another_case(town, "owner"), "E11_deposit", LATER)
    assert twice in said(town, same, "fine", LATER, **_fine())
    other = reported(_another_case(town, "manager"), "E11_contract", LATER)
    assert twice not in said(town, other, "fine", LATER, **_fine())


def _another_case(town: EnforcingTown, part: str) -> Case:
    """A case against the same company, in another part that it plays."""
    made = town.case(offender=replace(COMPANY, part=part), on=LATER)
    chosen(town, made, "fine")
    return made


def test_a_takeover_rests_on_fines_that_stand_on_record(town: EnforcingTown) -> None:
    case = town.case()
    fine(town, case, REPORTED)
    measure = town.measure(case, "takeover", on=LATER)
    given = REPORTED + timedelta(days=1)
    facts = {"ground": "two_fines", "first_fine_on": given, "second_fine_on": LATER}
    none = f"No such decision that still stands is recorded here on {LATER}."
    assert none in said(town, measure, "announce", LATER, **facts)
    elsewhere = facts | {"ground_source": "The archive of another town."}
    assert none not in said(town, measure, "announce", LATER, **elsewhere)
    twice = facts | {"second_fine_on": given}
    assert "Both days are of one fine: two are needed." in said(
        town, measure, "announce", LATER, **twice
    )


def test_only_a_fine_that_was_given_is_published(town: EnforcingTown) -> None:
    case = town.case()
    fined = fine(town, case, REPORTED)
    measure = town.measure(case, "publication", on=LATER)
    given = REPORTED + timedelta(days=1)
    about = {"about": "fine", "name": "shown"}
    none = f"No such decision that still stands is recorded here on {OPENED}."
    assert none in said(town, measure, "announce", LATER, decided_on=OPENED, **about)
    assert said(town, measure, "announce", LATER, decided_on=given, **about) == []
    sent(town, measure, "announce", LATER, {"decided_on": given, **about})
    felled(town, fined, LATER + timedelta(days=30))
    on = LATER + timedelta(days=40)
    fallen = f"No such decision that still stands is recorded here on {given}."
    assert fallen in said(
        town, measure, "publish", on, published_on=on, where="The website."
    )


def test_the_fee_for_management_is_the_towns_own_or_says_why(
    town: EnforcingTown,
) -> None:
    with town.seen_by(town.visits.admin):
        fill_amount(
            by=town.visits.admin,
            municipality=town.code,
            amount=NewAmount(
                amount_of=AmountOf.MANAGEMENT,
                per=Per.MONTH,
                cents=150_00,
                valid_from=date(2026, 1, 1),
                article="Beleidsregel beheer art. 4",
                source="Besluit van 3 februari 2026",
            ),
            at=noon(OPENED),
        )
    measure = town.measure(town.case(), "takeover")
    other = "This is not the municipality's own fee: say why."
    costs = {"costs_cents": 200_00}
    assert other in said(town, measure, "take", OPENED, fee_cents=160_00, **costs)
    same = said(town, measure, "take", OPENED, fee_cents=150_00, **costs)
    assert other not in same
    why = {"deviates": "It is a large house."}
    assert other not in said(
        town, measure, "take", OPENED, fee_cents=160_00, **costs, **why
    )


# --- beds for the days on which they are needed


def _held(town: EnforcingTown, case: Case, hold: Held) -> None:
    here = {"by": town.lawyer, "municipality": town.code}
    with town.seen_by(town.lawyer):
        row = add_reserve(
            facts=ReserveFacts(
                kind=ReserveKind.CORPORATION,
                name=f"Woonstichting {hold.from_day}",
                places=10,
                available_from=date(2026, 1, 1),
                available_until=date(2027, 1, 1),
            ),
            at=noon(OPENED),
            **here,
        )
        hold_places(number=case.number, key=row.pk, hold=hold, at=noon(OPENED), **here)


def test_beds_are_held_from_the_day_on_which_people_leave(
    town: EnforcingTown,
) -> None:
    visit = town.signed_visit()
    case = town.case(visit=visit)
    chosen(town, case)
    measure = town.measure(case)
    here = {"by": town.lawyer, "municipality": town.code, "number": case.number}
    at = noon(OPENED)
    with town.seen_by(town.lawyer):
        count_people(visit=visit.number, children=Seen.NONE, at=at, **here)
        evening = datetime(2026, 4, 2, 16, tzinfo=UTC)
        telling = NewTelling("ro", town.supervisor.user_id, Told.LETTER, evening)
        say_who_tells(telling=telling, at=at, **here)
        words = "In rooms of the corporation."
        answer_rehousing(answer=Answer.RESERVE, words=words, at=at, **here)
    leave = COMPLY_UNTIL + timedelta(days=1)
    order = {"compliance_until": COMPLY_UNTIL, "ends_stay": True}
    few = "Places are held for {} of the 7 people."
    # Seven beds for the week before they leave are none on the day itself.
    _held(town, case, Held(7, ORDERED, leave))
    assert few.format(0) in said(town, measure, "order", ORDERED, **order)
    # Nor is one night enough.
    _held(town, case, Held(7, leave, leave + timedelta(days=1)))
    assert few.format(0) in said(town, measure, "order", ORDERED, **order)
    # Four for the whole week: three are missing.
    _held(town, case, Held(4, leave, leave + timedelta(days=7)))
    assert few.format(4) in said(town, measure, "order", ORDERED, **order)
    _held(town, case, Held(3, leave, leave + timedelta(days=7)))
    found = said(town, measure, "order", ORDERED, **order)
    assert not [one for one in found if one.startswith("Places are held")]


def test_that_nobody_leaves_has_its_reason(town: EnforcingTown) -> None:
    case = town.case()
    measure = town.measure(case)
    stays = {"compliance_until": COMPLY_UNTIL, "ends_stay": False}
    unsaid = "Nobody counted who sleeps there: say why nobody has to leave."
    assert unsaid in said(town, measure, "order", ORDERED, **stays)
    with pytest.raises(Conflict, match="say why nobody has to leave"):
        sent(town, measure, "order", ORDERED, _ORDER | stays)
    because = {"stay_reason": "Only the locks are mended."}
    assert unsaid not in said(town, measure, "order", ORDERED, **stays, **because)


_ORDER = {
    "mend": "The fire doors open.",
    "penalty_kind": "lump",
    "amount_cents": 100_00,
    "maximum_cents": 100_00,
    "no_views_reason": "They asked for it themselves.",
}


def test_what_is_public_of_a_fine_that_fell_is_told_to_be_taken_away(
    town: EnforcingTown,
) -> None:
    case = town.case()
    fined = fine(town, case, REPORTED)
    measure = town.measure(case, "publication", on=LATER)
    given = REPORTED + timedelta(days=1)
    about = {"about": "fine", "name": "shown", "decided_on": given}
    sent(town, measure, "announce", LATER, about)
    on = LATER + timedelta(days=40)
    where = {"published_on": on, "where": "The website."}
    town.step(measure, "publish", on, where)

    def public() -> list[str]:
        with town.seen_by(town.lawyer):
            found = to_take_away(by=town.lawyer, municipality=town.code)
            return [one.number for one in found]

    assert public() == []
    felled(town, fined, LATER + timedelta(days=30))
    assert public() == [case.number]
    taken = {"removed_on": on, "reason": "annulled"}
    town.step(measure, "remove", on, taken)
    assert public() == []
