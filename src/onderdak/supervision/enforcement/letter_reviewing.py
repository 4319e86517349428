"""Reviewing a letter as a second person, or giving it back to who wrote it."""

from datetime import datetime

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.letters import (
    LetterState,
    Said,
    check_reviewer,
)
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.letter_keeping import (
    note_letter,
    waiting_letter,
    words_of,
)
from onderdak.supervision.enforcement.letter_read import (
    check_read,
    is_as_read,
    read_sha256,
)
from onderdak.supervision.enforcement.letters.reading import letter_kinds
from onderdak.supervision.enforcement.models import Letter
from onderdak.supervision.enforcement.moving import check_room, check_words, record

REVIEW = ["state", "reviewed_by_id", "reviewed_at", "read_sha256"]


@action
def review_letter(
    *,
    by: Actor,
    municipality: str,
    number: str,
    letter: int,
    at: datetime,
    read: str | None = None,
) -> Letter:
    """Say, as a second person, that a letter may go out as it stands.

    The hash of all that it says is kept: what says something else does not go out.

    Args:
        read: the hash of what this person read, as `open_draft` gave it.

    Raises:
        NotAllowed: this person handles no cases here, or wrote in it.
        NotFound: there is no such case or letter here.
        Conflict: it is no draft, it changed since it was read, or it says nothing of
            why (art. 3:46 Awb).
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    today = check_room(municipality, at)
    case, found = waiting_letter(municipality, number, letter)
    words = words_of(found)
    if found.state == LetterState.REVIEWED and is_as_read(found, words, case):
        raise Conflict(text("This letter was reviewed already."))
    check_reviewer(by.user_id, frozenset(found.written_by))
    if letter_kinds()[found.kind].reasoned and not words.why:
        raise Conflict(
            text("This decision does not say why."),
            text("A decision rests on reasons that it gives."),
            text("Send it back, and have the reasons of this case written in it."),
        )
    found.read_sha256 = read_sha256(found, words, case, today)
    check_read(read, found.read_sha256)
    found.state = LetterState.REVIEWED
    found.reviewed_by_id, found.reviewed_at = by.user_id, at
    found.save(update_fields=REVIEW)
    note_letter(found, Said.REVIEWED, by=by, on=today, at=at)
    record(by, case, "review_letter", letter=found.pk, sha256=found.read_sha256)
    return found


@action
def send_back(
    *,
    by: Actor,
    municipality: str,
    number: str,
    letter: int,
    words: str,
    at: datetime,
) -> Letter:
    """Give a letter back to who wrote it, and say what has to be different.

    Raises:
        NotAllowed: this person handles no cases here, or wrote in it.
        NotFound: there is no such case or letter here.
        Conflict: it went out or was withdrawn.
        Invalid: nothing is said.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    today = check_room(municipality, at)
    case, found = waiting_letter(municipality, number, letter)
    check_reviewer(by.user_id, frozenset(found.written_by))
    said = check_words(words, text("Say what has to be different."))
    unreviewed(found)
    found.save(update_fields=REVIEW)
    note_letter(found, Said.SENT_BACK, by=by, on=today, at=at, words=said)
    record(by, case, "send_back", letter=found.pk)
    return found


def unreviewed(letter: Letter) -> None:
    """Take the review from a letter: what was read of it no longer counts."""
    letter.state = LetterState.DRAFTED
    letter.reviewed_by_id = letter.reviewed_at = None
    letter.read_sha256 = ""
