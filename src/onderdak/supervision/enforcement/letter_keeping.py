"""Keeps the words and the PDF of a letter sealed, and opens them for who may read."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from onderdak.foundation.identity.contract import Actor
from onderdak.foundation.privacy.contract import (
    SealedWords,
    open_for_town,
    seal_for_town,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.letters import (
    LetterState,
    Said,
    check_draft_state,
)
from onderdak.supervision.enforcement.models import (
    Case,
    Letter,
    LetterEntry,
    LetterSending,
    Measure,
)
from onderdak.supervision.enforcement.moving import locked_open, plain

USE: Final = "enforcement-letter"


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What only one letter says: who gets it, why, and what differs from its kind.

    `facts` are those of its step that somebody wrote in words.
    """

    recipient: tuple[str, ...]
    own: str = ""
    edits: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """The reasons of this case: in the letter itself, or among its facts."""
        return self.own or self.facts.get("words", "")


def sealed_words(municipality: str, uid: UUID, words: LetterWords) -> SealedWords:
    """The words of a letter under the municipality's key, bound to its row."""
    plain_words = {
        "recipient": json.dumps(words.recipient),
        "own": words.own,
        "edits": json.dumps(dict(words.edits)),
        "facts": json.dumps(dict(words.facts)),
    }
    return seal_for_town(municipality, USE, f"words {uid}", plain_words)


def words_of(letter: Letter) -> LetterWords:
    """The words again; callers check who may, and log it."""
    sealed = SealedWords(
        bytes(letter.sealed), bytes(letter.row_key), letter.key_version
    )
    said = open_for_town(letter.municipality_id, USE, f"words {letter.uid}", sealed)
    return LetterWords(
        tuple(json.loads(said["recipient"])),
        said["own"],
        json.loads(said["edits"]),
        json.loads(said.get("facts", "{}")),
    )


def sealed_pdf(municipality: str, uid: UUID, pdf: bytes) -> SealedWords:
    """What goes out, under the municipality's key, bound to its row."""
    words = {"pdf": b64encode(pdf).decode()}
    return seal_for_town(municipality, USE, f"pdf {uid}", words)


def pdf_of(sent: Letter | LetterSending) -> bytes:
    """What went out; callers check who may, and log it."""
    if sent.pdf_sealed is None or sent.pdf_row_key is None:
        raise NotFound(text("This letter did not go out yet."))
    sealed = SealedWords(
        bytes(sent.pdf_sealed), bytes(sent.pdf_row_key), sent.pdf_key_version or 0
    )
    said = open_for_town(sent.municipality_id, USE, f"pdf {sent.uid}", sealed)
    return b64decode(said["pdf"])


def letter_in(case: Case, letter: int, *, lock: bool = False) -> Letter:
    """A letter of a case, with its measure.

    Raises:
        NotFound: the case has no such letter.
    """
    rows = Letter.objects.filter(pk=letter, measure__case=case)
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related("measure").first()
    if found is None:
        raise NotFound(text("This case has no such letter."))
    # One row of the case for all who look at it.
    found.measure.case = case
    return found


def waiting_letter(municipality: str, number: str, letter: int) -> tuple[Case, Letter]:
    """A letter that did not go out, with its open case; kept from others until done.

    Raises:
        NotFound: there is no such case or letter here.
        Conflict: the case is closed, or the letter went out or was withdrawn.
    """
    case = locked_open(municipality, number)
    found = letter_in(case, letter, lock=True)
    check_draft_state(LetterState(found.state))
    return case, found


def measure_waits(measure: Measure, step: str) -> Letter | None:
    """The letter of a step that waits already, if there is one."""
    rows = Letter.objects.filter(
        measure=measure, step=step, state__in=["drafted", "reviewed"]
    )
    return rows.first()


def note_letter(
    letter: Letter,
    what: Said,
    *,
    by: Actor,
    on: date,
    at: datetime,
    words: str = "",
) -> LetterEntry:
    """Write a line in the history of a letter; no line is ever changed."""
    return LetterEntry.objects.create(
        municipality_id=letter.municipality_id,
        letter=letter,
        what=what,
        on_day=on,
        words=plain(words, 1000),
        by_id=by.user_id,
        at=at,
    )
