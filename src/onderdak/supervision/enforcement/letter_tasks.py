"""What is to be done about a letter that came back, and letters that went out."""

from datetime import date, datetime

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.letters import GONE, LetterState, Said
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.letter_keeping import letter_in, note_letter
from onderdak.supervision.enforcement.models import Case, Letter, LetterTask
from onderdak.supervision.enforcement.moving import (
    check_room,
    check_words,
    locked,
    record,
)


@action
def settle_letter_task(
    *,
    by: Actor,
    municipality: str,
    number: str,
    letter: int,
    outcome: str,
    at: datetime,
) -> Letter:
    """End the task of a letter that came back without sending it again, and say how.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case or letter here.
        Conflict: no task is open for it.
        Invalid: nothing is said.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    today = check_room(municipality, at)
    case, found = gone_letter(municipality, number, letter)
    said = check_words(outcome, text("Say what came of it."))
    if not settle_task(found, said, today, by, at):
        raise Conflict(text("There is no task open for this letter."))
    note_letter(found, Said.SETTLED, by=by, on=today, at=at, words=said)
    record(by, case, "settle_letter_task", letter=found.pk)
    return found


def gone_letter(municipality: str, number: str, letter: int) -> tuple[Case, Letter]:
    """A letter that went out; its case may be closed by now.

    Raises:
        NotFound: there is no such case or letter here.
        Conflict: it did not go out.
    """
    case = locked(municipality, number)
    found = letter_in(case, letter, lock=True)
    if LetterState(found.state) not in GONE:
        raise Conflict(text("This letter did not go out yet."))
    return case, found


def settle_task(
    letter: Letter, outcome: str, on: date, by: Actor, at: datetime
) -> bool:
    """End the task of a letter, if one is open; say whether there was one."""
    return bool(
        LetterTask.objects.filter(letter=letter, settled_on__isnull=True).update(
            settled_on=on,
            settled_by_id=by.user_id,
            settled_at=at,
            outcome=outcome[:1000],
        )
    )
