"""How the life of a report with a story is written down, counted back from today."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onderdak.project.demo.report_told import Said
from onderdak.supervision.desk.domain.kinds import MessageKind, Priority


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, so many working days ago."""

    back: int
    what: str
    said: Said | None = None
    reason: str = ""
    hour: int = 10


@dataclass(frozen=True, slots=True)
class SharedLine:
    """What was given to a chain partner, and what it answered."""

    back: int
    partner: str
    ground: str
    purpose: str
    necessity: str
    proportionality: str
    left_out: str
    summary: str
    days: int = 21
    secret: str = ""
    seen: int | None = None
    answered: int | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """A report from its receipt until now; `place` counts the addresses that are seen.

    `into` names the life that it was merged into.
    """

    key: str
    category: str
    language: str
    text: str
    lines: tuple[Line, ...]
    place: int | None = None
    channel: str = "public"
    partner: tuple[str, str] = ("", "")
    seen: tuple[str, ...] = ()
    answers: Mapping[str, list[str]] = field(default_factory=dict)
    danger: bool = False
    priority: Priority = Priority.NORMAL
    code: str = ""
    outcome: str = ""
    reason: str = ""
    into: str = ""
    shared: SharedLine | None = None


def asks(language: str, words: str) -> Said:
    """A question of the desk."""
    return Said(MessageKind.QUESTION, words, language)


def says(language: str, words: str, *, read: bool = True) -> Said:
    """An answer of the reporter."""
    return Said(MessageKind.ANSWER, words, language, read)


def note(words: str) -> Said:
    """A note among colleagues."""
    return Said(MessageKind.NOTE, words, "nl", read=False)


def result(language: str, words: str) -> Said:
    """What the reporter hears in the end."""
    return Said(MessageKind.RESULT, words, language)
