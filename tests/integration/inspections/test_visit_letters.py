"""Letters of a visit: in the reader's language, the Dutch one behind it."""

from dataclasses import replace

import pytest

from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.supervision.inspections.contract.kits import (
    LetterKind,
    VisitLetter,
    kit_texts,
    letter_of_visit,
    letters_for,
)
from tests.integration.documents.reading import letters_of, opened
from tests.integration.inspections.visiting import (
    MONDAY,
    VisitTown,
    make_visit_town,
)

pytestmark = pytest.mark.django_db
_PLAIN = VisitLetter(LetterKind.RESIDENTS, "nl")


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


@pytest.mark.parametrize("language", list(kit_texts()))
@pytest.mark.parametrize("kind", [LetterKind.RESIDENTS, LetterKind.OWNER])
def test_an_announced_visit_has_its_letters_in_every_language(
    town: VisitTown, language: str, kind: LetterKind
) -> None:
    visit = town.planned(announced=True, unannounced_because="")
    letter = replace(_PLAIN, kind=kind, language=language, contact="team@test.example")
    with town.seen_by(town.lead):
        made = letter_of_visit(by=town.lead, visit=visit, letter=letter, today=MONDAY)
    assert made.replaced == ()
    with opened(made.pdf) as document:
        assert document.Root.Lang == language
        assert "/StructTreeRoot" in document.Root
        assert len(document.pages) == (1 if language == "nl" else 2)
    told = letters_of(made.pdf)
    texts = kit_texts()[language]
    for said in (
        texts.letter(f"{kind}_subject"),
        *texts.points("owner_asks" if kind is LetterKind.OWNER else "rights"),
        "team@test.example",
        visit.number,
        "Lindelaan1",
    ):
        assert "".join(said.split()) in told
    assert "".join(kit_texts()["nl"].letter("card").split()) in told


def test_a_letter_can_leave_the_day_open(town: VisitTown) -> None:
    visit = town.planned(announced=True, unannounced_because="")
    letter = replace(_PLAIN, with_day=False)
    with town.seen_by(town.lead):
        made = letter_of_visit(by=town.lead, visit=visit, letter=letter, today=MONDAY)
    told = letters_of(made.pdf)
    assert "komendeweken" in told
    assert "10maart" not in told


def test_a_visit_that_is_not_announced_has_no_letter_that_gives_it_away(
    town: VisitTown,
) -> None:
    visit = town.planned(announced=False, unannounced_because="Beds would be moved.")
    with town.seen_by(town.lead):
        assert letters_for(visit) == ()
        with pytest.raises(Conflict):
            letter_of_visit(by=town.lead, visit=visit, letter=_PLAIN, today=MONDAY)


def test_nobody_home_is_said_after_the_visit_began(town: VisitTown) -> None:
    visit = town.begun(announced=False, unannounced_because="Beds would be moved.")
    letter = replace(_PLAIN, kind=LetterKind.NOBODY, language="uk")
    with town.seen_by(town.lead):
        assert letters_for(visit) == (LetterKind.NOBODY,)
        made = letter_of_visit(by=town.lead, visit=visit, letter=letter, today=MONDAY)
        logged = AuditEvent.objects.get(action="inspections.letter_of_visit")
    assert "Wijzijnnietbinnengeweest" in letters_of(made.pdf)
    assert logged.detail["language"] == "uk"


def test_the_mayor_writes_no_letters_and_nobody_in_a_language_without_texts(
    town: VisitTown,
) -> None:
    visit = town.planned(announced=True, unannounced_because="")
    with town.seen_by(town.mayor), pytest.raises(NotAllowed):
        letter_of_visit(by=town.mayor, visit=visit, letter=_PLAIN, today=MONDAY)
    letter = replace(_PLAIN, language="zh")
    with town.seen_by(town.lead), pytest.raises(Invalid):
        letter_of_visit(by=town.lead, visit=visit, letter=letter, today=MONDAY)
