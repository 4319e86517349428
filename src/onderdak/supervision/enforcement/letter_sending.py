"""Sending a letter with its step, and what becomes of it: arrived, or came back."""

from datetime import date, datetime
from hashlib import sha256

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.letters import (
    How,
    LetterState,
    Said,
    TaskKind,
)
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.letter_gathering import data_of, head_of
from onderdak.supervision.enforcement.letter_keeping import (
    note_letter,
    sealed_pdf,
    waiting_letter,
    words_of,
)
from onderdak.supervision.enforcement.letter_pdf import drawn
from onderdak.supervision.enforcement.letter_read import check_goes_out
from onderdak.supervision.enforcement.letter_tasks import gone_letter
from onderdak.supervision.enforcement.models import (
    Letter,
    LetterSending,
    LetterTask,
)
from onderdak.supervision.enforcement.moving import (
    check_day,
    check_room,
    check_words,
    plain,
    record,
)
from onderdak.supervision.enforcement.recording import record_step


@action
def dispatch_letter(
    *,
    by: Actor,
    municipality: str,
    number: str,
    letter: int,
    on_day: date,
    how: How,
    at: datetime,
) -> Letter:
    """Send a letter that was reviewed; its step is taken with it, or neither is.

    The day is the one on which it is made known (art. 3:41 Awb): terms count from it.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case or letter here.
        Conflict: it is not reviewed, or something stands in the way of the step.
        Invalid: the day is still to come, or lies before an earlier step.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    check_day(on_day, check_room(municipality, at))
    case, found = waiting_letter(municipality, number, letter)
    words = words_of(found)
    check_goes_out(found, words, case, on_day)
    data = data_of(found, words, case, on_day)
    pdf = drawn(head_of(case), data, on_day, concept=False).pdf
    sealed = sealed_pdf(municipality, found.uid, pdf)
    found.pdf_sealed, found.pdf_row_key = sealed.sealed, sealed.row_key
    found.pdf_key_version = sealed.key_version
    found.sha256, found.bytes = sha256(pdf).hexdigest(), len(pdf)
    found.state, found.how = LetterState.DISPATCHED, How(how)
    found.dispatched_on, found.dispatched_at = on_day, at
    found.dispatched_by_id = by.user_id
    found.remedy_until = data.dates.get("last_day")
    found.save()
    record_step(
        measure=found.measure,
        step=found.step,
        facts={**found.facts, **words.facts},
        on_day=on_day,
        by=by,
        at=at,
        letter=found.pk,
        reviewed=True,
    )
    note_letter(found, Said.DISPATCHED, by=by, on=on_day, at=at)
    record(by, case, "dispatch_letter", letter=found.pk, sha256=found.sha256)
    return found


@action
def note_delivery(
    *,
    by: Actor,
    municipality: str,
    number: str,
    letter: int,
    arrived: bool,
    on_day: date,
    at: datetime,
    words: str = "",
    task: TaskKind | None = None,
) -> Letter:
    """Note that a letter arrived, or came back; one that came back makes a task.

    Args:
        words: how that is known; of one that came back, what stood on it.
        task: what is to be done about one that came back.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case or letter here.
        Conflict: it did not go out, or this was noted before.
        Invalid: it came back and nothing is said of why or of what to do.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    check_day(on_day, check_room(municipality, at))
    case, found = gone_letter(municipality, number, letter)
    if on_day < _last_sent(found):
        raise Invalid(text("A letter does not arrive before it went out."))
    if found.state != LetterState.DISPATCHED:
        raise Conflict(text("This was noted of the letter already."))
    if arrived:
        found.state, found.delivered_on = LetterState.DELIVERED, on_day
        said = Said.DELIVERED
    else:
        words = check_words(words, text("Say why the letter came back."))
        found.state, found.returned_on = LetterState.RETURNED, on_day
        said = Said.RETURNED
        _make_task(found, task, words, on_day, by, at)
    found.save(update_fields=["state", "delivered_on", "returned_on"])
    note_letter(found, said, by=by, on=on_day, at=at, words=words)
    record(by, case, "note_delivery", letter=found.pk, arrived=str(arrived))
    return found


def _last_sent(letter: Letter) -> date:
    last = LetterSending.objects.filter(letter=letter).order_by("-id").first()
    if last is not None:
        return last.on_day
    return letter.dispatched_on or date.min


def _make_task(
    letter: Letter,
    task: TaskKind | None,
    because: str,
    on_day: date,
    by: Actor,
    at: datetime,
) -> None:
    if task is None:
        raise Invalid(
            text("Say what is to be done about this letter."),
            next_step=text("Send it again, or find another address first."),
        )
    LetterTask.objects.create(
        municipality_id=letter.municipality_id,
        letter=letter,
        what=TaskKind(task),
        because=plain(because, 1000),
        made_on=on_day,
        made_by_id=by.user_id,
        made_at=at,
    )
