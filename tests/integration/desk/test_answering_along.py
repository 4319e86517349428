"""Who hears a merged answer stands on the page, and each hears it in a language."""

import pytest
from django.urls import reverse

from onderdak.foundation.identity.contract import no_scope, scope
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.supervision.desk.contract.clerk import (
    Answer,
    Message,
    answer_report,
    ask_reporter,
    merge_reports,
    open_contact,
    waiting,
    write_template,
)
from onderdak.supervision.desk.contract.public import (
    Reachable,
    answer_by_code,
    own_report,
)
from tests.integration.conftest import SignedIn
from tests.integration.desk.at_work import AT, LATER, do, handed_in
from tests.integration.desk.desks import DeskTown, make_desk
from tests.world import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


@pytest.fixture
def three(desk: DeskTown) -> list[tuple[str, str]]:
    """Reports in Polish, Dutch and Romanian; the last two go along with the first."""
    made = [handed_in(desk, language=code) for code in ("pl", "nl", "ro")]
    for number, _code in made[1:]:
        do(desk, merge_reports, number, into=made[0][0])
    return made


def _heard(code: str) -> tuple[str, str]:
    with no_scope():
        seen = own_report(code, LATER.date())
    assert seen is not None
    (message,) = seen.messages
    return message.text, message.language


def test_each_hears_it_in_their_language_and_else_what_was_really_written(
    desk: DeskTown, three: list[tuple[str, str]]
) -> None:
    answer = Answer("Posprzątane.", "pl", {"nl": "Opgeruimd."})
    assert do(desk, answer_report, three[0][0], answer=answer) == 3
    assert [_heard(code) for _number, code in three] == [
        ("Posprzątane.", "pl"),
        ("Opgeruimd.", "nl"),
        # Nobody wrote Romanian, and the page does not say that it is.
        ("Posprzątane.", "pl"),
    ]


def test_an_answer_in_dutch_to_who_reads_polish_is_called_dutch(
    desk: DeskTown,
) -> None:
    number, code = handed_in(desk)
    do(desk, answer_report, number, answer=Answer("Opgeruimd.", "nl"))
    assert _heard(code) == ("Opgeruimd.", "nl")
    other, code = handed_in(desk)
    do(desk, ask_reporter, other, question="Waar precies?", language="nl")
    assert _heard(code) == ("Waar precies?", "nl")


@pytest.mark.parametrize("wrong", [Answer("x", "xx"), Answer("x", "nl", {"xx": "y"})])
def test_a_language_that_the_desk_does_not_speak_is_refused(
    desk: DeskTown, wrong: Answer
) -> None:
    number, _code = handed_in(desk)
    with pytest.raises(Invalid):
        do(desk, answer_report, number, answer=wrong)


def test_the_page_lists_who_hears_it_and_asks_for_each_language(
    desk: DeskTown, three: list[tuple[str, str]], signed_in: SignedIn
) -> None:
    with scope(acting(desk.clerk)):
        pk = write_template(
            by=desk.clerk,
            municipality=desk.code,
            title="Opgeruimd",
            category="waste",
            texts={"nl": "Het is opgeruimd.", "ro": "S-a făcut curat."},
            at=AT,
        )
    client, url = signed_in(desk.clerk), reverse("desk_answer", args=[three[0][0]])
    page = client.get(url, {"with": pk})
    shown = page.content.decode()
    assert all(number in shown for number, _code in three)
    form = page.context["form"]
    # There is no Polish text, so it begins in Dutch, and says that it is Dutch.
    assert form["message"].value() == "Het is opgeruimd."
    assert form["language"].value() == "nl"
    assert form["message_ro"].value() == "S-a făcut curat."
    assert "message_pl" not in form.fields
    answer = client.post(
        url,
        {
            **{"message": "Het is opgeruimd.", "language": "nl"},
            **{"message_ro": "S-a făcut curat.", "message_nl": "", "outcome": ""},
        },
    )
    assert answer.status_code == 302
    assert [_heard(code)[1] for _number, code in three] == ["nl", "nl", "ro"]


def test_handing_over_or_opening_the_contact_is_no_reading_of_a_message(
    desk: DeskTown,
) -> None:
    number, code = handed_in(desk, contact=Reachable(phone="0612345678"))
    do(desk, ask_reporter, number, question="Gdzie?")
    with no_scope():
        assert answer_by_code(code, message="Tu", language="pl", at=LATER)
    do(desk, open_contact, number, reason="terugbellen")
    with scope(acting(desk.clerk)):
        found = waiting(by=desk.clerk, municipality=desk.code, on=AT.date())
        assert found.answered == 1
        assert Message.objects.get(kind="answer").read_at is None
    do(desk, answer_report, number, answer="Dziękujemy.")
    with scope(desk.rows):
        assert Message.objects.get(kind="answer").read_at is not None
    with pytest.raises(Conflict):
        do(desk, answer_report, number, answer="Nog eens.")
