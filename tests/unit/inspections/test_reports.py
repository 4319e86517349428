"""Reports, the resident's copy, repairs and results, without a database."""

from datetime import UTC, date, datetime

import pytest

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.supervision.inspections.domain.after import (
    DoneVisit,
    NoAccess,
    Result,
    Told,
    by_month,
    public_results,
    public_text,
    result_proposed,
)
from onderdak.supervision.inspections.domain.repairs import (
    Judged,
    RepairState,
    check_judgement,
    check_proof,
    repair_state,
)
from onderdak.supervision.inspections.domain.reports import (
    CopyState,
    HandedHow,
    Kind,
    Oath,
    State,
    all_signed,
    check_oath,
    check_signer,
    copy_state,
    state_of,
)

EARLY, LATE = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize("kind", [Kind.OFFICIAL, Kind.ENTRY])
def test_a_report_on_oath_is_signed_on_one(kind: Kind) -> None:
    with pytest.raises(Invalid):
        check_oath(kind, None, Oath.NONE)
    check_oath(kind, None, Oath.OATH)
    with pytest.raises(Invalid):
        check_oath(Kind.FINDINGS, None, Oath.PROMISE)


def test_an_addendum_is_signed_as_the_report_that_it_adds_to() -> None:
    with pytest.raises(Invalid):
        check_oath(Kind.ADDENDUM, Kind.OFFICIAL, Oath.NONE)
    check_oath(Kind.ADDENDUM, Kind.FINDINGS, Oath.NONE)


def test_everybody_signs_once_and_a_report_of_nobody_is_never_signed() -> None:
    assert all_signed([1, 2], [2, 1])
    assert not all_signed([1, 2], [1])
    assert not all_signed([], [])
    with pytest.raises(Conflict):
        check_signer(3, [1, 2], [])
    with pytest.raises(Conflict):
        check_signer(1, [1, 2], [1])


def test_how_far_a_report_is_follows_from_what_stands_on_record() -> None:
    assert state_of(locked=False, replaced=False, signatures=0) is State.TO_SIGN
    assert state_of(locked=False, replaced=False, signatures=1) is State.PARTLY
    assert state_of(locked=True, replaced=False, signatures=2) is State.LOCKED
    assert state_of(locked=False, replaced=True, signatures=1) is State.REPLACED


@pytest.mark.parametrize(
    ("handed", "on", "state"),
    [
        (None, date(2026, 3, 14), CopyState.TO_HAND_OVER),
        (None, date(2026, 3, 15), CopyState.LATE),
        (HandedHow.POST, date(2026, 3, 15), CopyState.HANDED),
        (HandedHow.UNDELIVERABLE, date(2026, 9, 10), CopyState.KEPT),
        (HandedHow.UNDELIVERABLE, date(2026, 9, 11), CopyState.NO_LONGER_KEPT),
    ],
)
def test_the_copy_alarms_and_lies_ready(
    handed: HandedHow | None, on: date, state: CopyState
) -> None:
    assert (
        copy_state(
            due=date(2026, 3, 14), handed=handed, kept_until=date(2026, 9, 10), on=on
        )
        is state
    )


@pytest.mark.parametrize(
    ("proof", "judged", "mended", "on", "state"),
    [
        (None, None, None, date(2026, 3, 24), RepairState.OPEN),
        (None, None, None, date(2026, 3, 25), RepairState.LATE),
        (EARLY, None, None, date(2026, 3, 25), RepairState.HANDED_IN),
        (EARLY, LATE, None, date(2026, 3, 25), RepairState.LATE),
        (LATE, EARLY, None, date(2026, 3, 25), RepairState.HANDED_IN),
        (EARLY, LATE, LATE, date(2026, 3, 25), RepairState.MENDED),
    ],
)
def test_proof_that_nobody_judged_goes_before_lateness(
    proof: datetime | None,
    judged: datetime | None,
    mended: datetime | None,
    on: date,
    state: RepairState,
) -> None:
    assert (
        repair_state(
            last_day=date(2026, 3, 24),
            mended_at=mended,
            proof_at=proof,
            judged_at=judged,
            on=on,
        )
        is state
    )


def test_who_must_mend_hears_what_is_missing() -> None:
    with pytest.raises(Invalid):
        check_judgement(Judged.NOT_MENDED, " ")
    assert check_judgement(Judged.MENDED, "") == ""
    with pytest.raises(Invalid):
        check_proof(" ", 0)
    assert check_proof("", 1) == ""


def test_no_access_has_a_reason_and_access_has_none() -> None:
    with pytest.raises(Invalid):
        Told(Result.NO_ACCESS, 5)
    with pytest.raises(Invalid):
        Told(Result.BREACH, 5, NoAccess.REFUSED)
    with pytest.raises(Invalid):
        Told(Result.NO_ACCESS, 5, NoAccess.OTHER)


def test_the_record_proposes_and_never_guesses() -> None:
    def proposed(breaches: int, rooms: int, why: NoAccess | None) -> Result | None:
        return result_proposed(breaches=breaches, rooms=rooms, no_access=why)

    assert proposed(1, 0, None) is Result.BREACH
    assert proposed(0, 3, None) is Result.IN_ORDER
    assert proposed(0, 0, NoAccess.REFUSED) is Result.NO_ACCESS
    assert proposed(0, 0, None) is None


def done(
    result: Result, day: date = date(2026, 3, 10), how: str = "report"
) -> DoneVisit:
    why = NoAccess.NOBODY_HOME if result is Result.NO_ACCESS else None
    return DoneVisit(day, "visit", how, result, 30, 2, why)


def test_months_stand_apart_by_how_addresses_were_chosen() -> None:
    months = by_month(
        [
            done(Result.BREACH),
            done(Result.IN_ORDER),
            done(Result.IN_ORDER, how="random"),
            done(Result.NO_ACCESS, date(2026, 4, 1)),
        ]
    )
    told = [(one.month.month, one.chosen_by, one.visits, one.minutes) for one in months]
    assert told == [(4, "report", 1, 60), (3, "random", 1, 60), (3, "report", 2, 120)]


def test_the_text_for_everybody_holds_no_count_that_is_small() -> None:
    visits = [*[done(Result.IN_ORDER)] * 9, *[done(Result.BREACH)] * 2]
    told = public_results(
        visits, first=date(2026, 1, 1), last=date(2026, 3, 31), least=5
    )
    words = " ".join(str(line) for line in public_text(told))
    assert told.breach is None
    assert "2 addresses" not in words
    assert "11 addresses" not in words or "9 addresses" not in words
    assert "small" in words


def test_the_text_tells_all_where_nothing_is_small() -> None:
    visits = [*[done(Result.IN_ORDER)] * 9, *[done(Result.BREACH)] * 6]
    told = public_results(
        visits, first=date(2026, 1, 1), last=date(2026, 3, 31), least=5
    )
    words = " ".join(str(line) for line in public_text(told))
    assert "15 addresses" in words
    assert "small" not in words
