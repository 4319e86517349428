"""A letter is written by one, reviewed by another, and goes out with its step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from onderdak.foundation.identity.contract import Actor
from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.enforcement.contract.cases import Case, Measure, Step
from onderdak.supervision.enforcement.contract.letters import (
    How,
    Letter,
    LetterState,
    NewLetterHead,
    Remedy,
    TaskKind,
    Wording,
    change_draft,
    dispatch_letter,
    draft_letter,
    letter_for,
    letters_of,
    note_delivery,
    open_draft,
    preview_letter,
    read_letter,
    review_letter,
    send_again,
    send_back,
    set_letterhead,
    settle_letter_task,
    waiting_letters,
    withdraw_letter,
)
from tests.integration.documents.reading import letters_of as printed
from tests.integration.documents.reading import opened
from tests.integration.enforcement.enforcing import (
    OPENED,
    PERSON,
    EnforcingTown,
    noon,
)
from tests.integration.enforcement.ordering import chosen, ordered

pytestmark = pytest.mark.django_db
FACTS: Mapping[str, object] = {
    "mend": "Laat niet meer dan zes mensen in het huis slapen.",
    "penalty_kind": "per_unit",
    "unit": "day",
    "amount_cents": 1_000_00,
    "maximum_cents": 3_000_00,
    "compliance_days": 28,
}
VIEWS_UNTIL = OPENED + timedelta(days=14)


@dataclass(frozen=True)
class Desk:
    """A case with an order to be announced, and who works on it."""

    town: EnforcingTown
    case: Case
    measure: Measure

    def here(self, on: date = OPENED) -> dict[str, Any]:
        return {
            "municipality": self.town.code,
            "number": self.case.number,
            "at": noon(on),
        }

    def drafted(
        self,
        facts: Mapping[str, object] = FACTS,
        wording: Wording = Wording(own="Er slapen te veel mensen."),  # noqa: B008
    ) -> Letter:
        lawyer = self.town.lawyer
        with self.town.seen_by(lawyer):
            return draft_letter(
                by=lawyer,
                measure=self.measure.pk,
                step="announce",
                facts=facts,
                wording=wording,
                **self.here(),
            )

    def reviewed(self, letter: Letter) -> Letter:
        colleague = self.town.colleague
        with self.town.seen_by(colleague):
            return review_letter(by=colleague, letter=letter.pk, **self.here())

    def sent(self, letter: Letter, on: date = OPENED) -> Letter:
        lawyer = self.town.lawyer
        with self.town.seen_by(lawyer):
            return dispatch_letter(
                by=lawyer,
                letter=letter.pk,
                on_day=on,
                how=How.REGISTERED,
                **self.here(on),
            )

    def gone(self) -> Letter:
        return self.sent(self.reviewed(self.drafted()))

    def read(self, letter: Letter, by: Actor | None = None, **other: Any) -> bytes:
        who = by or self.town.lawyer
        with self.town.seen_by(who):
            _letter, pdf = read_letter(
                by=who,
                municipality=self.town.code,
                number=self.case.number,
                letter=letter.pk,
                **other,
            )
        return pdf


@pytest.fixture
def desk(town: EnforcingTown) -> Desk:
    case = town.case(offender=PERSON)
    chosen(town, case)
    return Desk(town, case, town.measure(case))


def test_a_letter_goes_out_with_its_step_and_is_kept_with_its_hash(
    desk: Desk,
) -> None:
    letter = desk.gone()
    with desk.town.seen_by(desk.town.lawyer):
        step = Step.objects.get(letter_id=letter.pk)
        desk.measure.refresh_from_db()
    pdf = desk.read(letter)
    assert (step.step, step.on_day) == ("announce", OPENED)
    assert desk.measure.state == "views_open"
    assert letter.sha256 == sha256(pdf).hexdigest()
    assert letter.state == LetterState.DISPATCHED
    with opened(pdf) as document:
        assert document.Root.Lang == "nl"
        assert "/StructTreeRoot" in document.Root
    told = printed(pdf)
    for said in (
        "Voornemen",
        desk.case.number,
        "J.deVerhuurder",
        "Laatnietmeerdanzesmensen",
        "€1.000,00perdag",
        "maximumvan€3.000,00",
        "31maart2026",
        "Erslapenteveelmensen.",
        "artikel4:8",
    ):
        assert said in told, said
    assert "CONCEPT" not in told


def test_the_summary_is_in_the_language_of_who_gets_it(desk: Desk) -> None:
    told = printed(desk.read(desk.gone()))
    assert "31marca2026" in told
    assert "Geachteheer,mevrouw," in told


def test_nobody_reviews_what_they_wrote(desk: Desk) -> None:
    letter = desk.drafted()
    lawyer, colleague = desk.town.lawyer, desk.town.colleague
    with desk.town.seen_by(lawyer), pytest.raises(NotAllowed, match="yourself"):
        review_letter(by=lawyer, letter=letter.pk, **desk.here())
    with desk.town.seen_by(colleague):
        change_draft(
            by=colleague,
            letter=letter.pk,
            wording=Wording(own="Nog een reden."),
            **desk.here(),
        )
    # Now both wrote in it, and neither may review it.
    with desk.town.seen_by(colleague), pytest.raises(NotAllowed, match="yourself"):
        review_letter(by=colleague, letter=letter.pk, **desk.here())


def test_the_database_refuses_a_review_by_who_wrote_it(desk: Desk) -> None:
    letter = desk.drafted()
    with desk.town.seen_by(desk.town.lawyer), pytest.raises(Error):
        with transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(
                state="reviewed",
                reviewed_by_id=desk.town.lawyer.user_id,
                reviewed_at=noon(OPENED),
            )
    # Nor does it take somebody else's word.
    with desk.town.seen_by(desk.town.lawyer), pytest.raises(Error):
        with transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(
                state="reviewed",
                reviewed_by_id=desk.town.colleague.user_id,
                reviewed_at=noon(OPENED),
            )


def test_without_review_a_letter_does_not_go_out(desk: Desk) -> None:
    letter = desk.drafted()
    with pytest.raises(Conflict, match="reviewed"):
        desk.sent(letter)
    with desk.town.seen_by(desk.town.lawyer):
        assert not Step.objects.filter(measure=desk.measure).exists()


def test_a_change_undoes_the_review(desk: Desk) -> None:
    letter = desk.reviewed(desk.drafted())
    with desk.town.seen_by(desk.town.lawyer):
        changed = change_draft(
            by=desk.town.lawyer,
            letter=letter.pk,
            facts={**FACTS, "maximum_cents": 9_000_00},
            **desk.here(),
        )
    assert (changed.state, changed.reviewed_by_id) == (LetterState.DRAFTED, None)
    with pytest.raises(Conflict, match="reviewed"):
        desk.sent(changed)


def test_a_letter_is_sent_back_with_words(desk: Desk) -> None:
    letter = desk.drafted()
    colleague = desk.town.colleague
    with desk.town.seen_by(colleague):
        with pytest.raises(Invalid, match="different"):
            send_back(by=colleague, letter=letter.pk, words=" ", **desk.here())
        send_back(
            by=colleague, letter=letter.pk, words="Noem het bedrag.", **desk.here()
        )
        read = letter_for(
            by=colleague,
            municipality=desk.town.code,
            number=desk.case.number,
            letter=letter.pk,
        )
    assert [one.what for one in read.entries] == ["drafted", "sent_back"]
    assert read.entries[-1].words == "Noem het bedrag."
    assert read.may_review(colleague.user_id)
    assert not read.may_review(desk.town.lawyer.user_id)


def test_what_went_out_is_locked_by_the_database(desk: Desk) -> None:
    letter = desk.gone()
    for change in (
        {"facts": {}},
        {"sha256": "0" * 64},
        {"pdf_sealed": b"other"},
        {"sealed": b"other"},
        {"dispatched_on": OPENED + timedelta(days=1)},
        {"state": "drafted"},
        {"remedy": "none"},
    ):
        with desk.town.seen_by(desk.town.lawyer), pytest.raises(Error):
            with transaction.atomic():
                Letter.objects.filter(pk=letter.pk).update(**change)
    with desk.town.seen_by(desk.town.lawyer), pytest.raises(Error):
        with transaction.atomic():
            Letter.objects.filter(pk=letter.pk).delete()


def test_a_letter_cannot_go_out_without_its_step(desk: Desk) -> None:
    letter = desk.reviewed(desk.drafted())
    with desk.town.seen_by(desk.town.lawyer), transaction.atomic():
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
        with connection.cursor() as cursor, pytest.raises(Error, match="its step"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def test_when_the_step_cannot_be_taken_the_letter_does_not_go_out(desk: Desk) -> None:
    letter = desk.reviewed(desk.drafted())
    before = OPENED - timedelta(days=1)
    with desk.town.seen_by(desk.town.lawyer), pytest.raises(Invalid, match="before"):
        dispatch_letter(
            by=desk.town.lawyer,
            letter=letter.pk,
            on_day=before,
            how=How.POST,
            **desk.here(),
        )
    with desk.town.seen_by(desk.town.lawyer):
        assert Letter.objects.get(pk=letter.pk).state == LetterState.REVIEWED


def test_a_draft_is_marked_as_one_and_says_what_it_lacks(desk: Desk) -> None:
    letter = desk.drafted()
    lawyer = desk.town.lawyer
    asked = {
        "by": lawyer,
        "municipality": desk.town.code,
        "number": desk.case.number,
        "letter": letter.pk,
    }
    with desk.town.seen_by(lawyer):
        pdf = preview_letter(on_day=OPENED, **asked)
        draft = open_draft(**asked)
        logged = set(AuditEvent.objects.values_list("action", flat=True))
    assert "CONCEPT" in printed(pdf)
    assert [str(one) for one in draft.lacks] == ["It does not say who to call."]
    assert draft.words.recipient[0] == "J. de Verhuurder"
    said = {one.key: one for one in draft.sections}
    assert said["per_unit"].said
    assert not said["lump"].said
    assert {"enforcement.open_draft", "enforcement.preview_letter"} <= logged
    with pytest.raises(NotFound):
        desk.read(letter)


def test_a_section_can_be_worded_otherwise_and_no_other(desk: Desk) -> None:
    letter = desk.drafted(
        wording=Wording(own="Reden.", edits={"plan": "Dit willen wij van u."})
    )
    told = printed(desk.read(desk.sent(desk.reviewed(letter))))
    assert "Ditwillenwijvanu." in told
    assert "Laatnietmeerdanzesmensen" not in told


def test_legal_paragraph_and_remedy_are_not_to_be_edited(desk: Desk) -> None:
    for key in ("law", "remedy", "own"):
        with pytest.raises(Invalid, match="no section"):
            desk.drafted(wording=Wording(own="Reden.", edits={key: "Anders."}))
    with pytest.raises(Invalid, match="remedy"):
        desk.drafted(wording=Wording(own="Reden.", remedy=Remedy.OBJECTION))


def test_one_letter_of_a_step_waits_at_a_time(desk: Desk) -> None:
    letter = desk.drafted()
    with pytest.raises(Conflict, match="waits"):
        desk.drafted()
    lawyer = desk.town.lawyer
    with desk.town.seen_by(lawyer):
        assert [
            one.pk for one in waiting_letters(by=lawyer, municipality=desk.town.code)
        ] == [letter.pk]
        withdraw_letter(by=lawyer, letter=letter.pk, words="Dubbel.", **desk.here())
        assert waiting_letters(by=lawyer, municipality=desk.town.code) == ()
    again = desk.drafted()
    with desk.town.seen_by(lawyer), pytest.raises(Conflict, match="changed"):
        change_draft(by=lawyer, letter=letter.pk, **desk.here())
    assert again.pk != letter.pk


def test_a_decision_names_the_last_day_to_object(town: EnforcingTown) -> None:
    made = ordered(town)
    with town.seen_by(town.lawyer):
        newest = letters_of(
            by=town.lawyer, municipality=town.code, number=made.case.number
        )[0]
        _row, pdf = read_letter(
            by=town.lawyer,
            municipality=town.code,
            number=made.case.number,
            letter=newest.row.pk,
        )
    # Sent on Thursday 2 April 2026. Six weeks later is Ascension Day, the day after is
    # equated with a holiday, and then comes a weekend.
    assert newest.row.remedy_until == date(2026, 5, 18)
    assert len(newest.counted) > 1
    told = printed(pdf)
    assert "uiterlijkop18mei2026" in told
    assert "uiterlijkop30april2026" in told
    assert "voorzieningenrechter" in told


def test_a_decision_without_reasons_is_not_reviewed(town: EnforcingTown) -> None:
    case = town.case()
    chosen(town, case, "tolerance")
    desk = Desk(town, case, town.measure(case, "warning"))
    facts = {
        "mend": "Herstel de deur.",
        "next_step": "Dan volgt een last.",
        "regulation": "APV art. 2:41",
    }
    chosen(town, case, "warning")
    with town.seen_by(town.lawyer):
        letter = draft_letter(
            by=town.lawyer,
            measure=desk.measure.pk,
            step="warn_by_law",
            facts=facts,
            **desk.here(),
        )
    with pytest.raises(Conflict, match="why"):
        desk.reviewed(letter)


def test_a_letter_that_came_back_makes_a_task_and_can_be_sent_again(
    desk: Desk,
) -> None:
    letter = desk.gone()
    lawyer = desk.town.lawyer
    back, again = OPENED + timedelta(days=9), OPENED + timedelta(days=12)
    with desk.town.seen_by(lawyer):
        with pytest.raises(Invalid, match="done about"):
            note_delivery(
                by=lawyer,
                letter=letter.pk,
                arrived=False,
                on_day=back,
                words="Onbekend op dit adres.",
                **desk.here(back),
            )
        note_delivery(
            by=lawyer,
            letter=letter.pk,
            arrived=False,
            on_day=back,
            words="Onbekend op dit adres.",
            task=TaskKind.FIND_ADDRESS,
            **desk.here(back),
        )
        assert [
            one.pk for one in waiting_letters(by=lawyer, municipality=desk.town.code)
        ] == [letter.pk]
        sending = send_again(
            by=lawyer,
            letter=letter.pk,
            on_day=again,
            how=How.BY_HAND,
            recipient=("J. de Verhuurder", "Nieuwe weg 2", "1234 AB Eenstad"),
            **desk.here(again),
        )
        assert waiting_letters(by=lawyer, municipality=desk.town.code) == ()
        found = letter_for(
            by=lawyer,
            municipality=desk.town.code,
            number=desk.case.number,
            letter=letter.pk,
        )
        steps = Step.objects.filter(measure=desk.measure).count()
    assert found.task is None
    assert steps == 1  # a step is not taken anew
    first, second = desk.read(letter), desk.read(letter, sending=sending.pk)
    assert sha256(first).hexdigest() == letter.sha256
    assert "Nieuweweg2" in printed(second)
    assert "Nieuweweg2" not in printed(first)
    assert "31maart2026" in printed(second)  # the day of before stays
    with desk.town.seen_by(lawyer):
        note_delivery(
            by=lawyer,
            letter=letter.pk,
            arrived=True,
            on_day=again,
            **desk.here(again),
        )
        assert Letter.objects.get(pk=letter.pk).state == LetterState.DELIVERED


def test_a_task_can_end_without_sending_again(desk: Desk) -> None:
    letter = desk.gone()
    lawyer = desk.town.lawyer
    back = OPENED + timedelta(days=9)
    with desk.town.seen_by(lawyer):
        note_delivery(
            by=lawyer,
            letter=letter.pk,
            arrived=False,
            on_day=back,
            words="Geweigerd.",
            task=TaskKind.SEND_AGAIN,
            **desk.here(back),
        )
        settle_letter_task(
            by=lawyer,
            letter=letter.pk,
            outcome="Gesproken aan de deur; kent de inhoud.",
            **desk.here(back),
        )
        with pytest.raises(Conflict, match="task"):
            settle_letter_task(
                by=lawyer, letter=letter.pk, outcome="Nogmaals.", **desk.here(back)
            )


def test_reading_is_logged_and_for_who_sees_cases(desk: Desk) -> None:
    letter = desk.gone()
    desk.read(letter, by=desk.town.supervisor)
    with desk.town.seen_by(desk.town.lawyer):
        events = AuditEvent.objects.filter(action="enforcement.read_letter")
        assert [one.actor_id for one in events] == [desk.town.supervisor.user_id]
    with pytest.raises(NotAllowed):
        desk.read(letter, by=desk.town.visits.mayor)
    with desk.town.seen_by(desk.town.supervisor), pytest.raises(NotAllowed):
        waiting_letters(by=desk.town.supervisor, municipality=desk.town.code)


def test_the_letterhead_of_the_municipality_stands_on_it(desk: Desk) -> None:
    head = NewLetterHead(
        lines=("Postbus 99", "1234 AA Eenstad"),
        colour="#7A1F3D",
        contact="team Toezicht, 012 - 345 67 89",
        signed_by=("Namens het college,", "hoofd Handhaving"),
    )
    admin = desk.town.visits.admin
    with desk.town.seen_by(admin):
        set_letterhead(
            by=admin, municipality=desk.town.code, head=head, at=noon(OPENED)
        )
        with pytest.raises(Invalid, match="colour"):
            set_letterhead(
                by=admin,
                municipality=desk.town.code,
                head=NewLetterHead(colour="red"),
                at=noon(OPENED),
            )
    told = printed(desk.read(desk.gone()))
    for said in ("Postbus99", "teamToezicht,012-3456789", "hoofdHandhaving"):
        assert said in told


def test_who_asked_to_enforce_gets_the_letter_and_the_owner_does_not(
    town: EnforcingTown,
) -> None:
    request = town.requested()
    with town.seen_by(town.lawyer):
        case = Case.objects.get(pk=request.case_id)
        measure = Measure.objects.get(pk=request.measure_id)
    desk = Desk(town, case, measure)
    with town.seen_by(town.lawyer):
        letter = draft_letter(
            by=town.lawyer,
            measure=measure.pk,
            step="confirm",
            facts={},
            **desk.here(),
        )
    told = printed(desk.read(desk.sent(desk.reviewed(letter))))
    assert "B.deBuur" in told
    assert "uiterlijkop12mei2026" in told  # eight weeks after 17 March
