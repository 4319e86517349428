"""Writing a letter of a step, changing it, and withdrawing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.facts import clean_facts, parted
from onderdak.supervision.enforcement.domain.letters import (
    LONGEST_OWN,
    LetterKind,
    LetterState,
    Remedy,
    Said,
    check_remedy,
    checked_edits,
    checked_lines,
    checked_words,
)
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.letter_gathering import (
    addressee,
    kind_of_letter,
)
from onderdak.supervision.enforcement.letter_keeping import (
    LetterWords,
    measure_waits,
    note_letter,
    sealed_words,
    waiting_letter,
    words_of,
)
from onderdak.supervision.enforcement.letter_reviewing import unreviewed
from onderdak.supervision.enforcement.letters.reading import letter_kinds
from onderdak.supervision.enforcement.models import Letter
from onderdak.supervision.enforcement.moving import (
    check_room,
    check_words,
    locked_open,
    measure_in,
    plain,
    record,
)
from onderdak.supervision.enforcement.recording import kind_of
from onderdak.supervision.enforcement.situations import check_problems, problems_of

_CONTACT: Final = 300
_TOO_LONG: Final = text("The reasons are too long.")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a lawyer writes in one letter; what is None stays as it was.

    `own` says why in the words of this case; `edits` replace sections of its kind.
    `recipient` are the lines of the address, where they differ from those of the case.
    """

    own: str | None = None
    edits: Mapping[str, str] | None = None
    remedy: Remedy | None = None
    contact: str | None = None
    recipient: Sequence[str] | None = None


AS_USUAL: Final = Wording()


@action
def draft_letter(
    *,
    by: Actor,
    municipality: str,
    number: str,
    measure: int,
    step: str,
    facts: Mapping[str, object],
    at: datetime,
    on_day: date | None = None,
    wording: Wording = AS_USUAL,
) -> Letter:
    """Write the letter with which a step will be taken.

    Args:
        facts: what the step needs; an amount in cents, a day as a date.
        on_day: the day on which it is to go out; today when it is not given.

    Raises:
        NotAllowed, RoomClosed: this person handles no cases here, or nobody may now.
        NotFound: there is no such case, measure or step here.
        Conflict: the step has no letter, one waits already, or something stands in
            the way of the step.
        Invalid: a fact or the address is missing.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    today = check_room(municipality, at)
    case = locked_open(municipality, number)
    found = measure_in(case, measure)
    of_step = kind_of(found, step)
    kind = kind_of_letter(of_step)
    if kind is None:
        raise Conflict(text("This step has no letter."))
    if measure_waits(found, step) is not None:
        raise Conflict(
            text("A letter of this step waits already."),
            next_step=text("Change that one, or withdraw it."),
        )
    kept = clean_facts(of_step, facts)
    check_problems(problems_of(case, found, step, kept, on_day or today))
    lines, language = addressee(kind, case, found)
    remedy = wording.remedy or kind.remedy
    check_remedy(kind, remedy)
    plain_facts, in_words = parted(of_step, kept)
    words = _words(kind, LetterWords(lines, facts=in_words), wording)
    uid = uuid4()
    sealed = sealed_words(municipality, uid, words)
    letter = Letter.objects.create(
        municipality_id=municipality,
        measure=found,
        uid=uid,
        step=step,
        kind=kind.kind,
        facts=plain_facts,
        language=language,
        remedy=remedy,
        contact=plain(wording.contact or "", _CONTACT),
        sealed=sealed.sealed,
        row_key=sealed.row_key,
        key_version=sealed.key_version,
        drafted_by_id=by.user_id,
        drafted_at=at,
        written_by=[by.user_id],
        changed_at=at,
    )
    note_letter(letter, Said.DRAFTED, by=by, on=today, at=at)
    record(by, case, "draft_letter", letter=letter.pk, kind=kind.kind)
    return letter


@action
def change_draft(
    *,
    by: Actor,
    municipality: str,
    number: str,
    letter: int,
    at: datetime,
    facts: Mapping[str, object] | None = None,
    on_day: date | None = None,
    wording: Wording = AS_USUAL,
) -> Letter:
    """Change a letter that did not go out; a review of it no longer counts.

    Raises:
        NotAllowed, RoomClosed: this person handles no cases here, or nobody may now.
        NotFound: there is no such case or letter here.
        Conflict: it went out or was withdrawn, or something stands in the way.
        Invalid: a fact or the address is missing.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    today = check_room(municipality, at)
    case, found = waiting_letter(municipality, number, letter)
    kind, before = letter_kinds()[found.kind], words_of(found)
    of_step = kind_of(found.measure, found.step)
    kept = {**found.facts, **before.facts}
    if facts is not None:
        kept = clean_facts(of_step, facts)
    day = on_day or today
    check_problems(problems_of(case, found.measure, found.step, kept, day))
    check_remedy(kind, wording.remedy or Remedy(found.remedy))
    found.facts, in_words = parted(of_step, kept)
    words = _words(kind, replace(before, facts=in_words), wording)
    sealed = sealed_words(municipality, found.uid, words)
    found.sealed, found.row_key = sealed.sealed, sealed.row_key
    found.key_version = sealed.key_version
    found.remedy = wording.remedy or found.remedy
    if wording.contact is not None:
        found.contact = plain(wording.contact, _CONTACT)
    found.written_by = sorted({*found.written_by, by.user_id})
    found.changed_at = at
    unreviewed(found)
    found.save()
    note_letter(found, Said.CHANGED, by=by, on=today, at=at)
    record(by, case, "change_draft", letter=found.pk)
    return found


@action
def withdraw_letter(
    *,
    by: Actor,
    municipality: str,
    number: str,
    letter: int,
    words: str,
    at: datetime,
) -> Letter:
    """Take back a letter that did not go out, with the reason.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case or letter here.
        Conflict: it went out, or was withdrawn before.
        Invalid: no reason is given.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    today = check_room(municipality, at)
    case, found = waiting_letter(municipality, number, letter)
    said = check_words(words, text("Say why this letter does not go out."))
    found.state = LetterState.WITHDRAWN
    found.save(update_fields=["state"])
    note_letter(found, Said.WITHDRAWN, by=by, on=today, at=at, words=said)
    record(by, case, "withdraw_letter", letter=found.pk)
    return found


def _words(kind: LetterKind, before: LetterWords, wording: Wording) -> LetterWords:
    own = before.own if wording.own is None else wording.own
    edits = before.edits if wording.edits is None else wording.edits
    lines = before.recipient if wording.recipient is None else wording.recipient
    return LetterWords(
        recipient=checked_lines(tuple(lines)),
        own=checked_words(own, LONGEST_OWN, _TOO_LONG),
        edits=checked_edits(kind, edits),
        facts=before.facts,
    )
