"""What a care task is about, what happens with it, and what can happen now."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text

MOST_TEXT: Final = 2000
_MOST_PLACE: Final = 200
_MOST_ORIGIN: Final = 60


class About(StrEnum):
    """Who is to be looked after."""

    CHILD = "child"
    PERSON = "person"


class What(StrEnum):
    """What somebody did with a task."""

    TAKEN_UP = "taken_up"
    NOTED = "noted"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How it ended."""

    LOOKED_AFTER = "looked_after"
    REFERRED = "referred"
    NOT_NEEDED = "not_needed"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class NewTask:
    """What somebody asks a care worker to do.

    Attributes:
        about: a child or a person.
        words: what was seen, in the words of whoever opens it.
        place: where to go, in words: never the key of an address.
        origin: what it came from, such as `report 2026-00012`.
        due_on: the last day to look; None for the ordinary term.
        addressee: the account it is for; None for every care worker here.
    """

    about: About
    words: str
    place: str = ""
    origin: str = ""
    due_on: date | None = None
    addressee: int | None = None


def check_new(new: NewTask, on: date) -> None:
    """Stop a task that says nothing, or that is due before today.

    Raises:
        Invalid: the words or the day are not what they should be.
    """
    check_words(new.words)
    if len(new.place) > _MOST_PLACE or len(new.origin) > _MOST_ORIGIN:
        raise Invalid(text("Say in fewer words where it is."))
    if new.due_on is not None and new.due_on < on:
        raise Invalid(text("The last day cannot be before today."))


def check_words(words: str) -> None:
    """Stop what is empty or too long.

    Raises:
        Invalid: nothing is said, or too much.
    """
    if not words.strip() or len(words) > MOST_TEXT:
        raise Invalid(
            text("Write down what is the matter, in at most %(n)s signs.", n=MOST_TEXT)
        )


def check_open(*, closed: bool) -> None:
    """Stop who goes on with a task that is closed.

    Raises:
        Conflict: it is closed.
    """
    if closed:
        raise Conflict(
            text("This task is closed."),
            next_step=text("Open a new task if somebody must look again."),
        )
