"""The door of letters: drafted, reviewed by another, sent with their step, and read."""

from onderdak.supervision.enforcement.domain.letters import (
    HOWS,
    NATURES,
    STATES,
    TASKS,
    How,
    LetterKind,
    LetterState,
    Nature,
    Remedy,
    Said,
    TaskKind,
)
from onderdak.supervision.enforcement.letter_actions import (
    AS_USUAL,
    Wording,
    change_draft,
    draft_letter,
    withdraw_letter,
)
from onderdak.supervision.enforcement.letter_again import send_again
from onderdak.supervision.enforcement.letter_drafts import (
    DraftOn,
    Editable,
    open_draft,
    preview_letter,
)
from onderdak.supervision.enforcement.letter_keeping import LetterWords
from onderdak.supervision.enforcement.letter_pictures import preview_pages
from onderdak.supervision.enforcement.letter_queries import (
    LetterOn,
    letter_for,
    letterhead_of,
    letters_of,
    read_letter,
    waiting_letters,
)
from onderdak.supervision.enforcement.letter_reviewing import (
    review_letter,
    send_back,
)
from onderdak.supervision.enforcement.letter_sending import (
    dispatch_letter,
    note_delivery,
)
from onderdak.supervision.enforcement.letter_tasks import settle_letter_task
from onderdak.supervision.enforcement.letterhead_actions import (
    USUAL_COLOUR,
    NewLetterHead,
    set_letterhead,
)
from onderdak.supervision.enforcement.letters.reading import letter_kinds
from onderdak.supervision.enforcement.models import (
    Letter,
    LetterEntry,
    LetterHead,
    LetterSending,
    LetterTask,
)

__all__ = [
    "AS_USUAL",
    "HOWS",
    "NATURES",
    "STATES",
    "TASKS",
    "USUAL_COLOUR",
    "DraftOn",
    "Editable",
    "How",
    "Letter",
    "LetterEntry",
    "LetterHead",
    "LetterKind",
    "LetterOn",
    "LetterSending",
    "LetterState",
    "LetterTask",
    "LetterWords",
    "Nature",
    "NewLetterHead",
    "Remedy",
    "Said",
    "TaskKind",
    "Wording",
    "change_draft",
    "dispatch_letter",
    "draft_letter",
    "letter_for",
    "letter_kinds",
    "letterhead_of",
    "letters_of",
    "note_delivery",
    "open_draft",
    "preview_letter",
    "preview_pages",
    "read_letter",
    "review_letter",
    "send_again",
    "send_back",
    "set_letterhead",
    "settle_letter_task",
    "waiting_letters",
    "withdraw_letter",
]
