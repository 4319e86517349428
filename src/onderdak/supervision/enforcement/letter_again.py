"""Sending a letter that came back once more: as it was, or made known only now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from uuid import uuid4

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.rules.enforcement import StepKind
from onderdak.rules.enforcement.history import as_day
from onderdak.supervision.enforcement.clock_writing import recount_case
from onderdak.supervision.enforcement.domain.letters import (
    How,
    LetterState,
    Remedy,
    Said,
    checked_lines,
)
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.letter_gathering import (
    data_of,
    head_of,
    remedy_term,
)
from onderdak.supervision.enforcement.letter_keeping import (
    LetterWords,
    note_letter,
    pdf_of,
    sealed_pdf,
    words_of,
)
from onderdak.supervision.enforcement.letter_pdf import drawn
from onderdak.supervision.enforcement.letter_tasks import gone_letter, settle_task
from onderdak.supervision.enforcement.models import (
    Case,
    Letter,
    LetterSending,
    Step,
)
from onderdak.supervision.enforcement.moving import check_day, check_room, record
from onderdak.supervision.enforcement.path_words import step_kind


@action
def send_again(
    *,
    by: Actor,
    municipality: str,
    number: str,
    letter: int,
    on_day: date,
    how: How,
    at: datetime,
    recipient: Sequence[str] | None = None,
    made_known: bool = False,
) -> LetterSending:
    """Send a letter that came back once more; the letter itself stays as it was.

    Its step is not taken anew. Where its address was wrong it was not made known
    before, and its terms count from this day (art. 3:41 Awb); where the address was
    right, they go on counting from the day on which it went out first.

    Args:
        recipient: the lines of another address; None for the one of before.
        made_known: whether it is made known only now.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case or letter here.
        Conflict: the letter did not come back, something followed from it, or it
            would say something else than what was reviewed.
        Invalid: the day cannot be, or the address is empty.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    check_day(on_day, check_room(municipality, at))
    case, found = gone_letter(municipality, number, letter)
    if found.state != LetterState.RETURNED or found.returned_on is None:
        raise Conflict(text("Only a letter that came back is sent again."))
    if on_day < found.returned_on:
        raise Invalid(text("A letter is not sent again before it came back."))
    if made_known:
        _check_nothing_followed(found)
        _check_days_to_come(found, on_day)
    pdf = _sheet(found, case, recipient, on_day if made_known else None)
    uid = uuid4()
    sealed = sealed_pdf(municipality, uid, pdf)
    sending = LetterSending.objects.create(
        municipality_id=municipality,
        letter=found,
        uid=uid,
        on_day=on_day,
        how=How(how),
        other_address=recipient is not None,
        made_known=made_known,
        remedy_until=_remedy_until(found, on_day) if made_known else None,
        pdf_sealed=sealed.sealed,
        pdf_row_key=sealed.row_key,
        pdf_key_version=sealed.key_version,
        sha256=sha256(pdf).hexdigest(),
        bytes=len(pdf),
        by_id=by.user_id,
        at=at,
    )
    found.state = LetterState.DISPATCHED
    found.save(update_fields=["state"])
    settle_task(found, "Sent again.", on_day, by, at)
    note_letter(found, Said.SENT_AGAIN, by=by, on=on_day, at=at)
    if made_known:
        recount_case(case.pk, check_room(municipality, at), by)
    record(by, case, "send_again", letter=found.pk, sha256=sending.sha256)
    return sending


def _check_nothing_followed(letter: Letter) -> None:
    """What rests on the first day does not move under what came after it."""
    own = Step.objects.filter(letter_id=letter.pk).first()
    later = Step.objects.counting().filter(measure_id=letter.measure_id)
    if own is not None and later.filter(n__gt=own.n).exists():
        raise Conflict(
            text("Another step followed from this one."),
            text("Its terms counted from the day on which it went out first."),
            text("Take the later step back first."),
        )


def _check_days_to_come(letter: Letter, on_day: date) -> None:
    """A term that the letter sets with a day of its own still lies ahead."""
    measure = letter.measure
    kind = step_kind(measure.ruleset_id, measure.path, letter.step)
    days = [as_day(letter.facts.get(name)) for name in _last_days(kind)]
    passed = [day for day in days if day is not None and day <= on_day]
    if passed:
        raise Conflict(
            text("A last day in this letter has passed: %(day)s.", day=min(passed)),
            text("Whoever gets it now would have no time left."),
            text("Send a new letter with a new day."),
        )


def _last_days(kind: StepKind | None) -> list[str]:
    starts = kind.starts if kind else ()
    return [clock.until for clock in starts if clock.until]


def _remedy_until(letter: Letter, on_day: date) -> date | None:
    found = remedy_term(Remedy(letter.remedy), on_day, letter.municipality_id)
    return found.last_day if found else None


def _sheet(
    letter: Letter, case: Case, recipient: Sequence[str] | None, anew: date | None
) -> bytes:
    """The same sheet; or the same letter under another address, or of another day."""
    first = letter.dispatched_on
    if first is None or (recipient is None and anew is None):
        return pdf_of(letter)
    words = words_of(letter)
    if sha256(_drawn(letter, words, case, first)).hexdigest() != letter.sha256:
        raise Conflict(
            text("The letter would say something else than what was reviewed."),
            text("A finding, an amount or the letterhead changed since it went out."),
            text("Send it as it was, with the other address on the envelope."),
        )
    if recipient is not None:
        words = replace(words, recipient=checked_lines(tuple(recipient)))
    return _drawn(letter, words, case, anew or first)


def _drawn(letter: Letter, words: LetterWords, case: Case, on: date) -> bytes:
    return drawn(head_of(case), data_of(letter, words, case, on), on, concept=False).pdf
