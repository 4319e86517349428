"""Who tells the people what will happen, and who looks after those who need it."""

from dataclasses import dataclass
from datetime import datetime

from onderdak.foundation.care.contract import About
from onderdak.foundation.identity.contract import (
    Actor,
    action,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.care_asking import (
    arranged_otherwise,
    ask_care_for,
)
from onderdak.supervision.enforcement.case_rows import (
    case_to_change,
    check_works_here,
)
from onderdak.supervision.enforcement.domain.choosing import check_words
from onderdak.supervision.enforcement.domain.people import (
    Told,
)
from onderdak.supervision.enforcement.domain.permissions import LOOK_AFTER_PEOPLE
from onderdak.supervision.enforcement.models import (
    Case,
    Telling,
)
from onderdak.supervision.enforcement.moving import record

_LANGUAGE_LENGTHS = range(2, 9)


@dataclass(frozen=True, slots=True)
class NewTelling:
    """Who tells the people, in which language, how and when."""

    language: str
    teller: int
    how: Told
    planned_at: datetime
    along: str = ""


@action
def say_who_tells(
    *, by: Actor, municipality: str, number: str, telling: NewTelling, at: datetime
) -> Telling:
    """Name who tells the people, in which language and when.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `case_to_change`.
        Invalid: the language is none, nobody here has that account, or an interpreter
            is not named.
    """
    case = case_to_change(by, LOOK_AFTER_PEOPLE, municipality, number, at)
    check_works_here(municipality, telling.teller)
    along = check_words(telling.along)
    if telling.how is Told.INTERPRETER and not along:
        raise Invalid(text("Name the service of the interpreter."))
    row = Telling.objects.create(
        municipality_id=municipality,
        case=case,
        language=_language(telling.language),
        teller_id=telling.teller,
        along=along[:200],
        how=telling.how,
        planned_at=telling.planned_at,
        by_id=by.user_id,
        at=at,
    )
    record(by, case, "say_who_tells", language=row.language)
    return row


def _language(code: str) -> str:
    plain = code.strip().lower()
    if len(plain) not in _LANGUAGE_LENGTHS or not plain.replace("-", "").isalpha():
        raise Invalid(text("Choose a language."))
    return plain


@action
def note_told(
    *,
    by: Actor,
    municipality: str,
    number: str,
    telling: int,
    done_at: datetime,
    words: str = "",
    at: datetime,
) -> None:
    """Write down that the people were told, and when.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `case_to_change`.
        Invalid: it lies ahead.
    """
    case = case_to_change(by, LOOK_AFTER_PEOPLE, municipality, number, at)
    row = _open_telling(case, telling)
    if done_at > at:
        raise Invalid(text("This lies ahead."))
    row.done_at, row.words = done_at, check_words(words)[:1000]
    row.save(update_fields=["done_at", "words"])
    record(by, case, "note_told", telling=row.pk)


@action
def drop_telling(
    *,
    by: Actor,
    municipality: str,
    number: str,
    telling: int,
    words: str,
    at: datetime,
) -> None:
    """Say that somebody will not tell the people after all, and why.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `case_to_change`.
        Invalid: no reason is given.
    """
    case = case_to_change(by, LOOK_AFTER_PEOPLE, municipality, number, at)
    row = _open_telling(case, telling)
    said = check_words(words)
    if not said:
        raise Invalid(text("Write down why."))
    row.dropped_at, row.words = at, said[:1000]
    row.save(update_fields=["dropped_at", "words"])
    record(by, case, "drop_telling", telling=row.pk)


def _open_telling(case: Case, key: int) -> Telling:
    row = Telling.objects.select_for_update().filter(case=case, pk=key).first()
    if row is None:
        raise NotFound(text("There is no such line in this case."))
    if row.done_at or row.dropped_at:
        raise Conflict(text("This was settled already."))
    return row


@action
def ask_care(
    *,
    by: Actor,
    municipality: str,
    number: str,
    about: About,
    words: str,
    at: datetime,
) -> bool:
    """Ask a care worker to look after somebody; what is said is read there alone.

    Returns:
        Whether care took it; where it did not, the case shows that it still waits.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `case_to_change`.
        Invalid: nothing is said.
    """
    case = case_to_change(by, LOOK_AFTER_PEOPLE, municipality, number, at)
    said = check_words(words)
    if not said:
        raise Invalid(text("Write down what the care worker must know."))
    taken = ask_care_for(by, case, said, about, at)
    record(by, case, "ask_care", taken=int(taken))
    return taken


@action
def say_care_arranged(
    *,
    by: Actor,
    municipality: str,
    number: str,
    about: About,
    words: str,
    at: datetime,
) -> None:
    """Say how somebody is looked after where care takes no tasks here; no name in it.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `case_to_change`.
        Invalid: nothing is said.
    """
    case = case_to_change(by, LOOK_AFTER_PEOPLE, municipality, number, at)
    said = check_words(words)
    if not said:
        raise Invalid(text("Write down with which service it was arranged."))
    arranged_otherwise(by, case, said, about, at)
    record(by, case, "say_care_arranged")
