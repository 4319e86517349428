"""A letter that came back: whether it was made known says from when terms count."""

from datetime import date, timedelta
from typing import Any

import pytest

from onderdak.kernel.errors import Conflict
from onderdak.supervision.enforcement.contract.letters import (
    How,
    Letter,
    LetterSending,
    LetterState,
    NewLetterHead,
    TaskKind,
    Wording,
    draft_letter,
    letter_for,
    note_delivery,
    send_again,
    set_letterhead,
)
from onderdak.supervision.enforcement.models import StoredClock
from tests.integration.documents.reading import letters_of as printed
from tests.integration.enforcement.enforcing import (
    OPENED,
    PERSON,
    EnforcingTown,
    noon,
)
from tests.integration.enforcement.ordering import chosen
from tests.integration.enforcement.test_letters import FACTS, Desk

pytestmark = pytest.mark.django_db
BACK, AGAIN = OPENED + timedelta(days=9), OPENED + timedelta(days=12)
FIRST_VIEWS, LATER_VIEWS = date(2026, 3, 31), date(2026, 4, 12)
ELSEWHERE = ("J. de Verhuurder", "Nieuwe weg 2", "1234 AB Eenstad")


@pytest.fixture
def desk(town: EnforcingTown) -> Desk:
    case = town.case(offender=PERSON)
    chosen(town, case)
    return Desk(town, case, town.measure(case))


def returned(desk: Desk, letter: Letter) -> Letter:
    with desk.town.seen_by(desk.town.lawyer):
        return note_delivery(
            by=desk.town.lawyer,
            letter=letter.pk,
            arrived=False,
            on_day=BACK,
            words="Onbekend op dit adres.",
            task=TaskKind.FIND_ADDRESS,
            **desk.here(BACK),
        )


def again(desk: Desk, letter: Letter, **other: Any) -> LetterSending:
    with desk.town.seen_by(desk.town.lawyer):
        return send_again(
            by=desk.town.lawyer,
            letter=letter.pk,
            on_day=AGAIN,
            how=How.REGISTERED,
            **desk.here(AGAIN),
            **other,
        )


def last_day(desk: Desk, clock: str = "views") -> date | None:
    with desk.town.seen_by(desk.town.lawyer):
        return StoredClock.objects.get(measure=desk.measure, clock=clock).last_day


def test_made_known_only_now_its_terms_count_from_now(desk: Desk) -> None:
    letter = returned(desk, desk.gone())
    assert last_day(desk) == FIRST_VIEWS
    sending = again(desk, letter, recipient=ELSEWHERE, made_known=True)
    assert last_day(desk) == LATER_VIEWS
    told = printed(desk.read(letter, sending=sending.pk))
    assert "Nieuweweg2" in told
    assert "12april2026" in told
    assert "31maart2026" not in told


def test_made_known_before_its_terms_stay(desk: Desk) -> None:
    letter = returned(desk, desk.gone())
    sending = again(desk, letter, recipient=ELSEWHERE)
    assert last_day(desk) == FIRST_VIEWS
    told = printed(desk.read(letter, sending=sending.pk))
    assert "Nieuweweg2" in told
    assert "31maart2026" in told


def test_the_remedy_is_open_from_the_day_it_was_made_known(town: EnforcingTown) -> None:
    case = town.case(offender=PERSON)
    chosen(town, case, "tolerance")
    desk = Desk(town, case, town.measure(case, "warning"))
    chosen(town, case, "warning")
    facts = {
        "mend": "Herstel de deur.",
        "next_step": "Dan volgt een last.",
        "regulation": "APV art. 2:41",
    }
    letter = returned(desk, desk.sent(desk.reviewed(_warning(desk, facts))))
    sending = again(desk, letter, made_known=True)
    with town.seen_by(town.lawyer):
        found = letter_for(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            letter=letter.pk,
        )
    assert letter.remedy_until is not None
    assert sending.remedy_until is not None
    assert sending.remedy_until > letter.remedy_until
    assert found.remedy_until == sending.remedy_until


def _warning(desk: Desk, facts: dict[str, str]) -> Letter:
    with desk.town.seen_by(desk.town.lawyer):
        return draft_letter(
            by=desk.town.lawyer,
            measure=desk.measure.pk,
            step="warn_by_law",
            facts=facts,
            wording=Wording(own="De deur sluit niet."),
            **desk.here(),
        )


def test_what_followed_from_the_first_day_stays(desk: Desk) -> None:
    letter = desk.gone()
    desk.town.step(
        desk.measure,
        "receive_views",
        BACK,
        {"received_on": BACK, "how": "written", "weighed": "Het verandert niets."},
    )
    letter = returned(desk, letter)
    with pytest.raises(Conflict, match="Another step followed"):
        again(desk, letter, made_known=True)
    # As it was it can still be sent.
    assert again(desk, letter).made_known is False


def test_a_day_of_its_own_that_passed_is_not_sent_again(desk: Desk) -> None:
    until = OPENED + timedelta(days=11)
    facts = {**FACTS, "views_until": until, "views_shorter_reason": "Het is dringend."}
    letter = returned(desk, desk.sent(desk.reviewed(desk.drafted(facts))))
    with pytest.raises(Conflict, match="has passed"):
        again(desk, letter, made_known=True)


def test_another_letter_is_not_sent_under_the_review_of_this_one(desk: Desk) -> None:
    letter = returned(desk, desk.gone())
    admin = desk.town.visits.admin
    with desk.town.seen_by(admin):
        set_letterhead(
            by=admin,
            municipality=desk.town.code,
            head=NewLetterHead(contact="team Wonen"),
            at=noon(BACK),
        )
    with pytest.raises(Conflict, match="something else than what was reviewed"):
        again(desk, letter, recipient=ELSEWHERE)
    same = again(desk, letter)
    assert same.sha256 == letter.sha256
    with desk.town.seen_by(desk.town.lawyer):
        assert Letter.objects.get(pk=letter.pk).state == LetterState.DISPATCHED
