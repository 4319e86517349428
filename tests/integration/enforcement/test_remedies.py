"""Objection, appeal and injunction hang on a decision, and move its clocks."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.supervision.enforcement.contract.clocks import (
    Due,
    Filed,
    Outcome,
    Party,
    RemedyKind,
    clocks_of_case,
    decide_remedy,
    decisions_of,
    end_injunction,
    file_remedy,
    put_off_remedy,
    remedies_of,
    take_outcome_back,
)
from onderdak.supervision.enforcement.models import Remedy
from tests.integration.enforcement.enforcing import EnforcingTown, noon
from tests.integration.enforcement.ordering import ORDERED, Ordered, ordered

pytestmark = pytest.mark.django_db
# Six weeks after Thursday 2 April is Ascension Day; the Friday after it is equated with
# a holiday, and so it ends on Monday.
LAST_TO_OBJECT = date(2026, 5, 18)
OBJECTED = date(2026, 4, 20)


def _file(
    of: Ordered,
    kind: RemedyKind,
    on: date,
    about: Remedy | None = None,
    **other: Any,
) -> Remedy:
    said = {"party": Party.OFFENDER, "about": about and about.pk} | other
    with of.town.seen_by(of.town.lawyer):
        return file_remedy(
            **of.by_lawyer(),
            step=of.order.pk,
            filed=Filed(kind=kind, filed_on=on, **said),
            at=noon(other.pop("seen", on)),
        )


def _decide(
    of: Ordered, remedy: Remedy, outcome: Outcome, on: date, **o: Any
) -> Remedy:
    with of.town.seen_by(of.town.lawyer):
        return decide_remedy(
            **of.by_lawyer(),
            remedy=remedy.pk,
            outcome=outcome,
            decided_on=on,
            at=noon(on),
            **o,
        )


def _clocks(of: Ordered) -> dict[str, Due]:
    with of.town.seen_by(of.town.lawyer):
        found = clocks_of_case(**of.by_lawyer(), number=of.case.number)
    return {one.kind: one for one in found}


def test_a_decision_can_be_objected_to_for_six_weeks(town: EnforcingTown) -> None:
    of = ordered(town)
    clock = _clocks(of)["objection"]
    assert (clock.start, clock.last_day) == (ORDERED, LAST_TO_OBJECT)
    assert clock.state == "running"
    assert len(clock.counted) > 1
    with town.seen_by(town.lawyer):
        [decision] = decisions_of(**of.by_lawyer(), number=of.case.number)
    assert (decision.step, decision.last_day) == (of.order.pk, LAST_TO_OBJECT)


def test_an_objection_opens_the_term_to_answer_it(town: EnforcingTown) -> None:
    of = ordered(town)
    remedy = _file(of, RemedyKind.OBJECTION, OBJECTED)
    clocks = _clocks(of)
    assert clocks["objection"].state == "met"
    # Six weeks from the end of the term to object.
    answer = clocks["objection_answer"]
    assert (answer.start, answer.last_day) == (LAST_TO_OBJECT, date(2026, 6, 29))
    assert answer.ours
    with town.seen_by(town.lawyer):
        put_off_remedy(
            **of.by_lawyer(), remedy=remedy.pk, reason="A hearing.", at=noon(OBJECTED)
        )
        assert _clocks(of)["objection_answer"].last_day == date(2026, 8, 10)
        with pytest.raises(Conflict, match="put off already"):
            put_off_remedy(
                **of.by_lawyer(), remedy=remedy.pk, reason="Again.", at=noon(OBJECTED)
            )


def test_a_committee_has_twelve_weeks(town: EnforcingTown) -> None:
    of = ordered(town)
    _file(of, RemedyKind.OBJECTION, OBJECTED, committee=True)
    assert _clocks(of)["objection_answer"].last_day == date(2026, 8, 10)


def test_what_comes_late_is_taken_in_with_a_word_about_that(
    town: EnforcingTown,
) -> None:
    of = ordered(town)
    late = LAST_TO_OBJECT + timedelta(days=1)
    with pytest.raises(Invalid, match="last day"):
        _file(of, RemedyKind.OBJECTION, late)
    kept = _file(of, RemedyKind.OBJECTION, late, late_because="In hospital, he says.")
    assert kept.late_because


def test_the_order_of_remedies_is_that_of_the_law(town: EnforcingTown) -> None:
    of = ordered(town)
    with pytest.raises(Conflict, match="appeal"):
        _file(of, RemedyKind.APPEAL, OBJECTED)
    with pytest.raises(Conflict, match="goes with"):
        _file(of, RemedyKind.INJUNCTION, OBJECTED)
    objection = _file(of, RemedyKind.OBJECTION, OBJECTED)
    with pytest.raises(Conflict, match="already"):
        _file(of, RemedyKind.OBJECTION, OBJECTED)
    with pytest.raises(Conflict, match="not decided"):
        _file(of, RemedyKind.APPEAL, OBJECTED, objection)
    with pytest.raises(Invalid, match="before the decision"):
        _file(of, RemedyKind.OBJECTION, ORDERED - timedelta(days=1))
    decided = date(2026, 6, 1)
    _decide(of, objection, Outcome.UNFOUNDED, decided)
    appeal = _file(of, RemedyKind.APPEAL, date(2026, 7, 1), objection)
    clocks = _clocks(of)
    assert clocks["appeal"].start == decided
    assert clocks["appeal"].last_day == date(2026, 7, 13)
    judged = date(2026, 10, 1)
    _decide(of, appeal, Outcome.UNFOUNDED, judged)
    assert _clocks(of)["higher_appeal"].last_day == date(2026, 11, 12)


def test_an_outcome_fits_its_kind_and_can_be_taken_back(town: EnforcingTown) -> None:
    of = ordered(town)
    objection = _file(of, RemedyKind.OBJECTION, OBJECTED)
    day = date(2026, 5, 20)
    with pytest.raises(Invalid, match="does not end"):
        _decide(of, objection, Outcome.GRANTED, day)
    with pytest.raises(Invalid, match="suspends"):
        _decide(of, objection, Outcome.FOUNDED, day, suspends=True)
    _decide(of, objection, Outcome.FOUNDED, day)
    with pytest.raises(Conflict, match="already"):
        _decide(of, objection, Outcome.UNFOUNDED, day)
    with town.seen_by(town.lawyer):
        take_outcome_back(
            **of.by_lawyer(), remedy=objection.pk, reason="Another case.", at=noon(day)
        )
        [read] = remedies_of(**of.by_lawyer(), number=of.case.number)
    assert read.outcome is None
    assert [one.what for one in read.lines] == ["filed", "decided", "taken_back"]


def test_only_a_lawyer_records_what_was_filed(town: EnforcingTown) -> None:
    of = ordered(town)
    with town.seen_by(town.supervisor), pytest.raises(NotAllowed):
        file_remedy(
            by=town.supervisor,
            municipality=town.code,
            step=of.order.pk,
            filed=Filed(RemedyKind.OBJECTION, Party.OFFENDER, OBJECTED),
            at=noon(OBJECTED),
        )


def test_what_is_no_decision_cannot_be_objected_to(town: EnforcingTown) -> None:
    of = ordered(town)
    check = of.check(date(2026, 4, 10), "check_kept")
    with town.seen_by(town.lawyer), pytest.raises(Conflict, match="no decision"):
        file_remedy(
            **of.by_lawyer(),
            step=check.pk,
            filed=Filed(RemedyKind.OBJECTION, Party.OFFENDER, OBJECTED),
            at=noon(OBJECTED),
        )


def test_every_change_of_a_remedy_keeps_its_case_first(town: EnforcingTown) -> None:
    of = ordered(town)
    objection = _file(of, RemedyKind.OBJECTION, OBJECTED)
    asked = _file(of, RemedyKind.INJUNCTION, OBJECTED, objection)
    here: dict[str, Any] = {**of.by_lawyer(), "at": noon(OBJECTED)}
    granted = {"outcome": Outcome.GRANTED, "decided_on": OBJECTED, "suspends": True}
    one, ends = asked.pk, {"last_day": OBJECTED, "words": "Lifted."}
    with town.seen_by(town.lawyer):
        for change in (
            lambda: put_off_remedy(remedy=objection.pk, reason="A hearing.", **here),
            lambda: decide_remedy(remedy=one, **granted, **here),
            lambda: end_injunction(remedy=one, **ends, **here),
            lambda: take_outcome_back(remedy=one, reason="A slip.", **here),
        ):
            with CaptureQueriesContext(
                connection,
            ) as asked_for:
                change()
            kept = [q["sql"] for q in asked_for if "FOR UPDATE" in q["sql"]]
            assert 'OF "enforcement_case"' in kept[0]
            assert 'OF "enforcement_remedy"' in kept[1]
