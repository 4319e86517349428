"""What a second person read is what goes out, not before, and its words are sealed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.supervision.enforcement.contract.cases import (
    Step,
    add_grounds,
    words_of_steps,
)
from onderdak.supervision.enforcement.contract.letters import (
    DraftOn,
    How,
    Letter,
    LetterState,
    NewLetterHead,
    Wording,
    change_draft,
    dispatch_letter,
    open_draft,
    review_letter,
    set_letterhead,
)
from onderdak.supervision.enforcement.evidence_record import record_of
from tests.integration.documents.reading import letters_of as printed
from tests.integration.enforcement.enforcing import (
    COMPANY,
    OPENED,
    PERSON,
    EnforcingTown,
    noon,
)
from tests.integration.enforcement.ordering import chosen
from tests.integration.enforcement.test_letters import FACTS, Desk

pytestmark = pytest.mark.django_db
LATER = OPENED + timedelta(days=3)


@pytest.fixture
def desk(town: EnforcingTown) -> Desk:
    case = town.case(offender=PERSON)
    chosen(town, case)
    return Desk(town, case, town.measure(case))


def opened_by_colleague(desk: Desk, letter: Letter) -> DraftOn:
    colleague = desk.town.colleague
    with desk.town.seen_by(colleague):
        return open_draft(
            by=colleague,
            municipality=desk.town.code,
            number=desk.case.number,
            letter=letter.pk,
            on_day=OPENED,
        )


def other_head(desk: Desk) -> None:
    admin = desk.town.visits.admin
    with desk.town.seen_by(admin):
        set_letterhead(
            by=admin,
            municipality=desk.town.code,
            head=NewLetterHead(contact="team Wonen, 012 - 111 11 11"),
            at=noon(OPENED),
        )


def other_offender(desk: Desk) -> None:
    desk.town.named(desk.case, COMPANY)


def other_address(desk: Desk) -> None:
    desk.town.named(desk.case, replace(PERSON, address="Nieuwe weg 2, 1234 AB Eenstad"))


@pytest.mark.parametrize("change", [other_head, other_offender, other_address])
def test_what_changed_since_the_review_does_not_go_out(
    desk: Desk, change: Callable[[Desk], None]
) -> None:
    letter = desk.reviewed(desk.drafted())
    assert not opened_by_colleague(desk, letter).changed
    change(desk)
    with pytest.raises(Conflict, match="something else than when it was reviewed"):
        desk.sent(letter)
    draft = opened_by_colleague(desk, letter)
    assert draft.changed
    assert draft.may_review(desk.town.colleague.user_id)
    assert not draft.may_review(desk.town.lawyer.user_id)
    # Read once more by a second person it can go out as it is now.
    assert desk.sent(desk.reviewed(letter)).state == LetterState.DISPATCHED


def test_a_finding_that_came_later_was_not_reviewed(desk: Desk) -> None:
    town, letter = desk.town, desk.reviewed(desk.drafted())
    visit = town.signed_visit()
    keys = town.keys(visit)
    with town.seen_by(town.lawyer):
        added = add_grounds(
            by=town.lawyer, visit=visit.number, keys=keys, **desk.here()
        )
    assert added
    with pytest.raises(Conflict, match="something else than when it was reviewed"):
        desk.sent(letter)


def test_who_gets_it_is_told_apart_from_who_the_case_names(desk: Desk) -> None:
    letter = desk.drafted()
    other_offender(desk)
    lacks = [str(one) for one in opened_by_colleague(desk, letter).lacks]
    assert "It goes to somebody else than the case names." in lacks


def test_a_review_is_of_what_was_read(desk: Desk) -> None:
    letter = desk.drafted()
    read = opened_by_colleague(desk, letter).read
    with desk.town.seen_by(desk.town.lawyer):
        change_draft(
            by=desk.town.lawyer,
            letter=letter.pk,
            facts={**FACTS, "maximum_cents": 9_000_00},
            **desk.here(),
        )
    colleague = desk.town.colleague
    with (
        desk.town.seen_by(colleague),
        pytest.raises(Conflict, match="you opened"),
    ):
        review_letter(by=colleague, letter=letter.pk, read=read, **desk.here())
    now = opened_by_colleague(desk, letter).read
    with desk.town.seen_by(colleague):
        found = review_letter(by=colleague, letter=letter.pk, read=now, **desk.here())
    assert found.read_sha256 == now != read


def test_the_day_of_sending_alone_asks_for_no_new_review(desk: Desk) -> None:
    letter = desk.reviewed(desk.drafted())
    sent = desk.sent(letter, LATER)
    assert sent.dispatched_on == LATER
    assert "3april2026" in printed(desk.read(sent))  # two weeks for views, from then


def test_a_letter_does_not_go_out_before_it_was_reviewed(desk: Desk) -> None:
    letter, town = desk.drafted(), desk.town
    with town.seen_by(town.colleague):
        review_letter(by=town.colleague, letter=letter.pk, **desk.here(LATER))
    with town.seen_by(town.lawyer), pytest.raises(Invalid, match="before it was rev"):
        dispatch_letter(
            by=town.lawyer,
            letter=letter.pk,
            on_day=LATER - timedelta(days=1),
            how=How.POST,
            **desk.here(LATER),
        )


def _gone(desk: Desk, letter: Letter, **other: object) -> None:
    """What the door refuses, said to the database itself."""
    said = {
        "state": "dispatched",
        "dispatched_on": OPENED,
        "dispatched_at": noon(LATER),
        "dispatched_by_id": desk.town.lawyer.user_id,
        "how": "post",
        "pdf_sealed": b"x",
        "pdf_row_key": b"x",
        "pdf_key_version": 1,
        "sha256": "0" * 64,
    }
    with desk.town.seen_by(desk.town.lawyer), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**(said | other))
        transaction.set_rollback(True)


def test_the_database_refuses_a_day_before_the_review(desk: Desk) -> None:
    letter = desk.reviewed(desk.drafted())
    _gone(desk, letter)
    with pytest.raises(Error, match="on or after the day of its review"):
        _gone(desk, letter, dispatched_on=OPENED - timedelta(days=1))
    with pytest.raises(Error, match="only what was reviewed"):
        _gone(desk, letter, read_sha256="1" * 64)
    with pytest.raises(Error, match="only what was reviewed"):
        _gone(desk, letter, reviewed_at=noon(OPENED - timedelta(days=9)))


def test_the_database_refuses_a_review_of_nothing(desk: Desk) -> None:
    letter, colleague = desk.drafted(), desk.town.colleague
    with desk.town.seen_by(colleague), pytest.raises(Error, match="letter_read"):
        with transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(
                state="reviewed",
                reviewed_by_id=colleague.user_id,
                reviewed_at=noon(OPENED),
            )


def test_what_is_checked_at_the_end_asks_for_no_scope(desk: Desk) -> None:
    """The scope of who sent it ends before the transaction around it does."""
    letter = desk.reviewed(desk.drafted())
    desk.sent(letter)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_without_a_scope_too_a_letter_goes_out_with_its_step(desk: Desk) -> None:
    letter = desk.reviewed(desk.drafted())
    with desk.town.seen_by(desk.town.lawyer):
        Letter.objects.filter(pk=letter.pk).update(
            state="dispatched",
            dispatched_on=OPENED,
            dispatched_at=noon(OPENED),
            dispatched_by_id=desk.town.lawyer.user_id,
            how="post",
            pdf_sealed=b"x",
            pdf_row_key=b"x",
            pdf_key_version=1,
            sha256="0" * 64,
        )
    with connection.cursor() as cursor, pytest.raises(Error, match="with its step"):
        with transaction.atomic():
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    transaction.set_rollback(True)


def test_what_somebody_wrote_stands_plain_in_no_row(desk: Desk) -> None:
    own, views = (
        "Mevrouw Jansen slaapt in de kelder.",
        "De heer Pieters zegt van niet.",
    )
    letter = desk.drafted(wording=Wording(own=own))
    desk.sent(desk.reviewed(letter))
    desk.town.step(
        desk.measure,
        "receive_views",
        LATER,
        {"received_on": LATER, "how": "written", "weighed": views},
        reason="Zie de brief van de heer Pieters.",
    )
    with desk.town.seen_by(desk.town.lawyer):
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_jsonb(s)::text FROM enforcement_step s")
            rows = [row for (row,) in cursor.fetchall()]
            cursor.execute("SELECT to_jsonb(l)::text FROM enforcement_letter l")
            rows += [row for (row,) in cursor.fetchall()]
        told = words_of_steps(
            by=desk.town.lawyer, municipality=desk.town.code, number=desk.case.number
        )
        kept = record_of(desk.case)["measures"][0]["steps"]
        first, second = Step.objects.filter(measure=desk.measure).order_by("n")
    assert len(rows) == 3
    for name in ("Jansen", "Pieters", "zes mensen"):
        assert not [row for row in rows if name in row], name
    assert first.facts["amount_cents"] == FACTS["amount_cents"]
    assert told[first.pk].facts["mend"] == FACTS["mend"]
    assert told[second.pk].facts["weighed"] == views
    assert told[second.pk].reason == "Zie de brief van de heer Pieters."
    # Who looks at the evidence reads the words, and none of the seal.
    assert kept[1]["facts"]["weighed"] == views
    assert "sealed" not in kept[1]
    assert "MevrouwJansenslaaptindekelder." in printed(desk.read(letter))


def test_the_database_keeps_no_reason_beside_a_letter(desk: Desk) -> None:
    letter = desk.gone()
    with desk.town.seen_by(desk.town.lawyer):
        step = Step.objects.get(letter_id=letter.pk)
    assert step.reason == ""
    assert step.sealed is not None
