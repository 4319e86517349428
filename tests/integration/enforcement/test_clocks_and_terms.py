"""Terms go on with what they belong to, and end with it: also after a measure."""

from datetime import date, timedelta
from typing import Any

import pytest

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.supervision.enforcement.contract.cases import (
    Step,
    close_case,
    let_wait,
    reopen_case,
)
from onderdak.supervision.enforcement.contract.choices import (
    Behaviour,
    Consequence,
    NewChoice,
    choose_instrument,
)
from onderdak.supervision.enforcement.contract.clocks import (
    AskedWeek,
    Due,
    Filed,
    Outcome,
    Party,
    RemedyKind,
    alarms,
    clocks_of_case,
    decide_remedy,
    end_injunction,
    file_remedy,
    recount,
    remedies_of,
    take_outcome_back,
    week_list,
)
from onderdak.supervision.enforcement.contract.money import balance_of
from onderdak.supervision.enforcement.models import Remedy
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon
from tests.integration.enforcement.ordering import (
    AMOUNT,
    COMPLY_UNTIL,
    ORDERED,
    Ordered,
    chosen,
    ordered,
    sent,
)

pytestmark = pytest.mark.django_db
OBJECTED = date(2026, 4, 20)
GRANTED = date(2026, 4, 24)


def _file(
    of: Ordered, step: Step, kind: RemedyKind, on: date, about: Remedy | None = None
) -> Remedy:
    filed = Filed(kind, Party.OFFENDER, on, about=about.pk if about else None)
    with of.town.seen_by(of.town.lawyer):
        return file_remedy(**of.by_lawyer(), step=step.pk, filed=filed, at=noon(on))


def _decide(
    of: Ordered, remedy: Remedy, outcome: Outcome, on: date, **o: Any
) -> Remedy:
    at = noon(o.pop("seen", on))
    with of.town.seen_by(of.town.lawyer):
        return decide_remedy(
            **of.by_lawyer(),
            remedy=remedy.pk,
            outcome=outcome,
            decided_on=on,
            at=at,
            **o,
        )


def _week(town: EnforcingTown, on: date, **asked: Any) -> list[Due]:
    with town.seen_by(town.lawyer):
        return list(
            week_list(
                by=town.lawyer, municipality=town.code, on=on, asked=AskedWeek(**asked)
            )
        )


def _clocks(of: Ordered) -> dict[str, Due]:
    with of.town.seen_by(of.town.lawyer):
        found = clocks_of_case(**of.by_lawyer(), number=of.case.number)
    return {one.kind: one for one in found}


def _suspended(of: Ordered) -> tuple[Remedy, Remedy]:
    """An order that a judge suspended while an objection against it runs."""
    objection = _file(of, of.order, RemedyKind.OBJECTION, OBJECTED)
    asked = _file(of, of.order, RemedyKind.INJUNCTION, OBJECTED, objection)
    _decide(of, asked, Outcome.GRANTED, GRANTED, suspends=True)
    return objection, asked


def _forfeited(of: Ordered) -> int:
    with of.town.seen_by(of.town.lawyer):
        return balance_of(**of.by_lawyer(), number=of.case.number).forfeited


def test_an_answer_stays_due_after_the_measure_ended_and_the_case_closed(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    of.check(COMPLY_UNTIL + timedelta(days=1), "check_kept")
    lifted = of.sent("lift", date(2026, 5, 4), {"ground": "own", "words": "Done."})
    objection = _file(of, lifted, RemedyKind.OBJECTION, date(2026, 5, 11))
    late = date(2026, 9, 1)
    recount(municipality=town.code, on=late, tell=False)
    assert [one.kind for one in _week(town, late, overdue=True)] == ["objection_answer"]
    with town.seen_by(town.lawyer):
        close_case(
            **of.by_lawyer(),
            number=of.case.number,
            closing="ended",
            words="The breach has ended.",
            on=late,
            at=noon(late),
        )
    assert [one.kind for one in _week(town, late)] == ["objection_answer"]
    _decide(of, objection, Outcome.UNFOUNDED, late)
    assert _week(town, late) == []


def test_nothing_of_a_closed_case_runs_on_where_nothing_was_decided(
    town: EnforcingTown,
) -> None:
    case = town.case()
    measure = town.measure(case, "self_repair")
    mend = {"mend": "Take the lock off.", "mend_until": OPENED + timedelta(days=14)}
    sent(town, measure, "advise", OPENED, mend)
    assert [one.kind for one in _week(town, OPENED)] == ["repair"]
    here = {"by": town.lawyer, "municipality": town.code, "number": case.number}
    with town.seen_by(town.lawyer):
        close_case(
            **here,
            closing="ended",
            words="The breach has ended.",
            on=OPENED,
            at=noon(OPENED),
        )
    assert _week(town, OPENED) == []
    recount(municipality=town.code, on=OPENED + timedelta(days=30), tell=False)
    assert _week(town, OPENED + timedelta(days=30)) == []
    with town.seen_by(town.lawyer):
        reopen_case(
            **here,
            words="It began again.",
            on=OPENED,
            at=noon(OPENED),
        )
    assert [one.kind for one in _week(town, OPENED)] == ["repair"]


def test_an_injunction_ends_when_the_objection_is_taken_back(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    objection, _asked = _suspended(of)
    back = date(2026, 5, 8)
    with pytest.raises(Conflict):
        of.check(date(2026, 6, 1))
    _decide(of, objection, Outcome.WITHDRAWN, back)
    # The term stood still from the 24th of April through the 8th of May: fifteen days.
    recount(municipality=town.code, on=back + timedelta(days=1), tell=False)
    compliance = _clocks(of)["compliance"]
    assert compliance.last_day == COMPLY_UNTIL + timedelta(days=15)
    assert not compliance.stands_still
    of.check(date(2026, 6, 1))
    assert _forfeited(of) == AMOUNT


def test_an_injunction_ends_when_nobody_appeals_and_not_before(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    objection, asked = _suspended(of)
    decided, known = date(2026, 6, 1), date(2026, 6, 3)
    _decide(of, objection, Outcome.UNFOUNDED, decided, made_known_on=known, seen=known)
    # The term to appeal counts from the day on which the answer was made known.
    appeal = _clocks(of)["appeal"]
    assert (appeal.start, appeal.last_day) == (known, date(2026, 7, 15))
    with pytest.raises(Conflict, match="time to comply"):
        of.check(date(2026, 7, 16))
    # The days after the last day to appeal are there again: seven were left.
    of.check(date(2026, 7, 23))
    assert _forfeited(of) == AMOUNT
    with town.seen_by(town.lawyer):
        [first, _second] = remedies_of(**of.by_lawyer(), number=of.case.number)
        assert first.made_known_on == known
        # A mistaken outcome goes with all of it.
        found = take_outcome_back(
            **of.by_lawyer(), remedy=asked.pk, reason="Not granted.", at=noon(known)
        )
    assert (found.made_known_on, found.suspends) == (None, False)


def test_what_is_not_decided_yet_was_not_made_known(town: EnforcingTown) -> None:
    of = ordered(town)
    objection = _file(of, of.order, RemedyKind.OBJECTION, OBJECTED)
    decided = date(2026, 6, 1)
    with pytest.raises(Invalid, match="made known"):
        _decide(of, objection, Outcome.UNFOUNDED, decided, made_known_on=OBJECTED)


def test_an_injunction_goes_on_with_the_appeal_until_the_judgment(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    objection, _asked = _suspended(of)
    _decide(of, objection, Outcome.UNFOUNDED, date(2026, 6, 1))
    appeal = _file(of, of.order, RemedyKind.APPEAL, date(2026, 6, 20), objection)
    with pytest.raises(Conflict):
        of.check(date(2026, 9, 1))
    _decide(of, appeal, Outcome.UNFOUNDED, date(2026, 9, 10))
    of.check(date(2026, 9, 30))
    assert _forfeited(of) == AMOUNT


def test_a_judge_ends_an_injunction_and_that_it_was_there_stays(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    objection, asked = _suspended(of)
    ends = date(2026, 5, 12)
    said: dict[str, Any] = {"remedy": asked.pk, "words": "The house is not safe."}
    with town.seen_by(town.lawyer):
        with pytest.raises(Invalid):
            end_injunction(
                **of.by_lawyer(),
                last_day=GRANTED - timedelta(days=1),
                at=noon(ends),
                **said,
            )
        with pytest.raises(Conflict):
            end_injunction(
                **of.by_lawyer(),
                **(said | {"remedy": objection.pk}),
                last_day=ends,
                at=noon(ends),
            )
        end_injunction(**of.by_lawyer(), last_day=ends, at=noon(ends), **said)
        found = remedies_of(**of.by_lawyer(), number=of.case.number)
    [told] = [one for one in found if one.pk == asked.pk]
    assert (told.suspends, told.suspends_until) == (True, ends)
    assert [one.what for one in told.lines] == ["filed", "decided", "ended"]
    assert _clocks(of)["compliance"].last_day == COMPLY_UNTIL + timedelta(days=19)


def test_what_lapses_calls_whatever_it_is_called(town: EnforcingTown) -> None:
    """The power to fine is gone after five years, as a claim is after one."""
    case = town.case()
    measure = town.measure(case, "fine")
    chosen(town, case, "fine")
    town.step(
        measure,
        "report",
        OPENED,
        {
            "report_on": OPENED,
            "report_number": "B-1",
            "breached_on": OPENED,
            "fine_rule": "E11",
            "light": False,
            "silence_told": True,
            "interpreter": "not_needed",
        },
    )
    [lapses] = [one for one in _week(town, OPENED) if one.kind == "fine_lapses"]
    assert lapses.lapses
    assert lapses.alarm_on is not None
    recount(municipality=town.code, on=lapses.alarm_on, tell=False)
    with town.seen_by(town.lawyer):
        found = alarms(by=town.lawyer, municipality=town.code, on=lapses.alarm_on)
    assert (found.lapsing, found.late) == (1, 1)
    # Both are the municipality's; the thirteen weeks passed long before.
    assert [one.kind for one in found.shown] == ["fine_decision", "fine_lapses"]


def test_what_is_unsafe_never_waits(town: EnforcingTown) -> None:
    case = town.case()
    here: dict[str, Any] = {
        "by": town.lawyer,
        "municipality": town.code,
        "number": case.number,
        "at": noon(OPENED),
    }

    def choose(*, unsafe: bool) -> None:
        choose_instrument(
            chosen=NewChoice(
                behaviour=Behaviour.C,
                consequence=Consequence.CONCERN,
                instrument="urgent_coercion" if unsafe else "penalty_order",
                proportionality="The gain of a month outweighs the amount.",
                subsidiarity="A warning did not help.",
                deviation="The municipality filled in no cell.",
                unsafe=unsafe,
            ),
            **here,
        )

    later = {"words": "Others come first.", "look_again_on": date(2026, 6, 1)}
    with town.seen_by(town.lawyer):
        choose(unsafe=True)
        with pytest.raises(Conflict, match="danger"):
            let_wait(**later, **here)
        choose(unsafe=False)
        assert let_wait(**later, **here).look_again_on == date(2026, 6, 1)
        # And a case that waits is there again when it turns out to be unsafe.
        choose(unsafe=True)
        case.refresh_from_db()
    assert case.look_again_on is None


def test_words_are_found_in_the_number_the_address_and_the_company(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    assert _week(town, ORDERED, search="LINDELAAN eenstad")
    assert _week(town, ORDERED, search=f"verhuur {of.case.number[-5:]}")
    assert not _week(town, ORDERED, search="lindelaan elders")
    assert not _week(town, ORDERED, search="%")
