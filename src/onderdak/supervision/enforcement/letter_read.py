"""What somebody reads of a letter, as one hash: what was reviewed is what goes out."""

import json
from dataclasses import asdict
from datetime import date
from hashlib import sha256

from django.utils.timezone import localdate

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.letters import LetterState
from onderdak.supervision.enforcement.letter_gathering import (
    addressee,
    data_of,
    head_of,
)
from onderdak.supervision.enforcement.letter_keeping import LetterWords, words_of
from onderdak.supervision.enforcement.letter_pdf import sheet_of
from onderdak.supervision.enforcement.letters.reading import letter_kinds
from onderdak.supervision.enforcement.models import Case, Letter


def read_sha256(letter: Letter, words: LetterWords, case: Case, on: date) -> str:
    """The hash of all that a letter says on a day, and of who the case names.

    The sheet holds findings, amounts, letterhead and every sentence; the addressee is
    in it besides, for the lines of a letter stay when the case names somebody else.
    """
    sheet = sheet_of(head_of(case), data_of(letter, words, case, on))
    kind = letter_kinds()[letter.kind]
    read = {
        "sheet": asdict(sheet),
        "facts": [letter.facts, dict(words.facts)],
        "addressee": addressee(kind, case, letter.measure),
    }
    written = json.dumps(read, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(written.encode()).hexdigest()


def read_now(letter: Letter, case: Case, on: date) -> str:
    """The same of a letter as it stands; callers check who may, and log it."""
    return read_sha256(letter, words_of(letter), case, on)


def is_as_read(letter: Letter, words: LetterWords, case: Case) -> bool:
    """Whether a letter still says what its reviewer read, on the day of the review."""
    if letter.reviewed_at is None:
        return False
    on = localdate(letter.reviewed_at)
    return read_sha256(letter, words, case, on) == letter.read_sha256


def changed_since(letter: Letter, case: Case) -> bool:
    """Whether a letter was reviewed, and says something else by now."""
    reviewed = letter.state == LetterState.REVIEWED
    return reviewed and not is_as_read(letter, words_of(letter), case)


def check_goes_out(
    letter: Letter, words: LetterWords, case: Case, on_day: date
) -> None:
    """A letter goes out as it was read, and not before it was.

    Raises:
        Conflict: nobody else reviewed it, or it says something else by now.
        Invalid: the day lies before that of the review.
    """
    if letter.state != LetterState.REVIEWED or letter.reviewed_at is None:
        raise Conflict(
            text("A second person has not reviewed this letter yet."),
            next_step=text("Ask another lawyer of your municipality to review it."),
        )
    reviewed = localdate(letter.reviewed_at)
    if on_day < reviewed:
        raise Invalid(
            text("A letter does not go out before it was reviewed."),
            text("That was on %(day)s.", day=reviewed),
        )
    if not is_as_read(letter, words, case):
        raise Conflict(
            text("This letter says something else than when it was reviewed."),
            text("A finding, an amount, the letterhead or who gets it is different."),
            text("Ask another lawyer of your municipality to review it once more."),
        )


def check_read(read: str | None, now: str) -> None:
    """Who reviews says so of what stood before them.

    Args:
        read: the hash of the page that was read; None where none was shown.

    Raises:
        Conflict: it became another letter since that page was opened.
    """
    if read is not None and read != now:
        raise Conflict(
            text("This letter changed since you opened it."),
            next_step=text("Read it again, and review it then."),
        )
