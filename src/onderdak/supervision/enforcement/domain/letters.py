"""Letters of enforcement: which kinds there are, what each says, and how far one is.

A kind is data: its own legal paragraph, the remedy that is open, and its words. The
Dutch letter is the one with legal force (art. 2:6 Awb); the plain summary beside it
says the same in the language of who gets it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from string import Formatter
from types import MappingProxyType
from typing import Final

from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.kernel.text import Text, msgid, text

Words = Mapping[str, str]

LONGEST_OWN: Final = 8000
LONGEST_EDIT: Final = 4000
LONGEST_LINE: Final = 120
MOST_LINES: Final = 6


class Nature(StrEnum):
    """What a letter is in law."""

    DECISION = "decision"
    INTENT = "intent"
    WARNING = "warning"
    NOTICE = "notice"


class Remedy(StrEnum):
    """What somebody can do who disagrees."""

    OBJECTION = "objection"
    COLLECTION = "collection"  # an objection that the one to the order covers (5:39)
    PUBLICATION = "publication"  # and asking the judge holds the publishing (Wgv 20)
    APPEAL = "appeal"  # direct to the court (7:1(1) Awb)
    VIEWS = "views"
    CLOSED = "closed"  # a decision against which the case law leaves nothing open
    NONE = "none"


class AddressedTo(StrEnum):
    """Who gets it."""

    OFFENDER = "offender"
    REQUESTER = "requester"


class LetterState(StrEnum):
    """How far a letter is."""

    DRAFTED = "drafted"
    REVIEWED = "reviewed"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class How(StrEnum):
    """In which way a letter goes out."""

    REGISTERED = "registered"
    POST = "post"
    BY_HAND = "by_hand"
    MESSAGE_BOX = "message_box"


class Said(StrEnum):
    """What happens to a letter; each is a line in its history."""

    DRAFTED = "drafted"
    CHANGED = "changed"
    REVIEWED = "reviewed"
    SENT_BACK = "sent_back"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    RETURNED = "returned"
    SENT_AGAIN = "sent_again"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class TaskKind(StrEnum):
    """What is to be done about a letter that came back."""

    SEND_AGAIN = "send_again"
    FIND_ADDRESS = "find_address"


class Part(StrEnum):
    """A piece of a letter that comes from the case itself."""

    FOUND = "found"
    MEND = "mend"
    FACTS = "facts"
    OWN = "own"


WAITING: Final = frozenset({LetterState.DRAFTED, LetterState.REVIEWED})
GONE: Final = frozenset(
    {LetterState.DISPATCHED, LetterState.DELIVERED, LetterState.RETURNED}
)
STATES: Final = MappingProxyType(
    {
        LetterState.DRAFTED: msgid("drafted"),
        LetterState.REVIEWED: msgid("reviewed"),
        LetterState.DISPATCHED: msgid("dispatched"),
        LetterState.DELIVERED: msgid("delivered"),
        LetterState.RETURNED: msgid("came back"),
        LetterState.WITHDRAWN: msgid("withdrawn"),
    }
)
HOWS: Final = MappingProxyType(
    {
        How.REGISTERED: msgid("by registered post"),
        How.POST: msgid("by post"),
        How.BY_HAND: msgid("handed over"),
        How.MESSAGE_BOX: msgid("to the digital message box"),
    }
)
NATURES: Final = MappingProxyType(
    {
        Nature.DECISION: msgid("decision"),
        Nature.INTENT: msgid("intent"),
        Nature.WARNING: msgid("warning"),
        Nature.NOTICE: msgid("notice"),
    }
)
TASKS: Final = MappingProxyType(
    {
        TaskKind.SEND_AGAIN: msgid("send the letter again"),
        TaskKind.FIND_ADDRESS: msgid("find another address"),
    }
)
# A remedy that fits each nature; a notice or a warning has no legal consequence.
FITTING: Final = MappingProxyType(
    {
        Nature.DECISION: frozenset(
            {
                *(Remedy.OBJECTION, Remedy.COLLECTION, Remedy.PUBLICATION),
                *(Remedy.APPEAL, Remedy.CLOSED),
            }
        ),
        Nature.INTENT: frozenset({Remedy.VIEWS}),
        Nature.WARNING: frozenset({Remedy.NONE}),
        Nature.NOTICE: frozenset({Remedy.NONE}),
    }
)


@dataclass(frozen=True, slots=True)
class Legal:
    """The paragraph that says on which law a letter rests."""

    articles: tuple[str, ...]
    words: str
    shared_with: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of the Dutch letter: words, or a part that the case fills."""

    key: str
    title: str = ""
    words: str = ""
    part: Part | None = None
    # Shown only where this fact has this value; "" asks only that it is there.
    when: str = ""
    is_: str = ""

    @property
    def needs(self) -> frozenset[str]:
        """The values that have to be there for it to be said."""
        return frozenset({*names_in(self.words), *([self.when] if self.when else [])})


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter, as the data of this room has it."""

    kind: str
    title: Words = field(hash=False)
    nature: Nature
    to: AddressedTo
    subject: str
    short: tuple[Section, ...]
    sections: tuple[Section, ...]
    legal: Legal
    remedy: Remedy
    other_remedies: tuple[Remedy, ...] = ()
    punishes: bool = False  # the words on silence and an interpreter go along

    @property
    def reasoned(self) -> bool:
        """Whether it has to say why in the words of this case (art. 3:46 Awb)."""
        return self.nature is Nature.DECISION

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """The usual remedy first, and what may be chosen instead."""
        return (self.remedy, *self.other_remedies)

    def names(self) -> frozenset[str]:
        """Every value that some sentence of it has a place for."""
        all_sections = (*self.short, *self.sections)
        return names_in(self.subject).union(*(one.needs for one in all_sections))

    def editable(self) -> tuple[Section, ...]:
        """The sections whose words a lawyer may change in one letter."""
        return tuple(one for one in self.sections if one.part is None)


def names_in(words: str) -> frozenset[str]:
    """The values that a sentence has a place for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(words) if name)


def check_draft_state(state: LetterState) -> None:
    """Stop a change of a letter that is no draft any more.

    Raises:
        Conflict: the letter went out, or was withdrawn.
    """
    if state in WAITING:
        return
    why = (
        text("It was withdrawn.")
        if state is LetterState.WITHDRAWN
        else text("It went out, and stays as it is.")
    )
    raise Conflict(text("This letter cannot be changed."), why)


def check_reviewer(user: int, writers: frozenset[int]) -> None:
    """A letter is reviewed by somebody who wrote nothing in it.

    Raises:
        NotAllowed: this person drafted or changed it.
    """
    if user in writers:
        raise NotAllowed(
            text("You wrote in this letter yourself."),
            text("A second person reviews each letter before it goes out."),
            next_step=text("Ask another lawyer of your municipality to review it."),
        )


def check_remedy(kind: LetterKind, remedy: Remedy) -> None:
    """A letter says the remedy that is open against it.

    Raises:
        Invalid: this remedy does not belong to this kind.
    """
    if remedy not in kind.remedies:
        raise Invalid(
            text("This remedy is not open against this letter."),
            next_step=text("Choose the remedy that the law gives here."),
        )


def checked_lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of an address as they stand on a letter.

    Raises:
        Invalid: nobody is named.
    """
    said = [" ".join(one.replace("\x00", "").split())[:LONGEST_LINE] for one in lines]
    kept = tuple(one for one in said if one)[:MOST_LINES]
    if not kept:
        raise Invalid(
            text("This letter has no address."),
            next_step=text("Name who can end the breach, with an address, first."),
        )
    return kept


def checked_words(words: str, longest: int, what: Text) -> str:
    """Words without what cannot be printed, refused when they are too long.

    Raises:
        Invalid: the words are longer than is kept.
    """
    said = words.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(said) > longest:
        raise Invalid(what, next_step=text("Shorten it."))
    return said


def checked_edits(kind: LetterKind, edits: Mapping[str, str]) -> dict[str, str]:
    """The words of one letter that differ from those of its kind.

    Raises:
        Invalid: a section is not known or not to be changed, or too long.
    """
    known = {one.key for one in kind.editable()}
    for key in sorted(set(edits) - known):
        raise Invalid(text("This letter has no section %(key)s to change.", key=key))
    too_long = text("The words of a section are too long.")
    said = {
        key: checked_words(words, LONGEST_EDIT, too_long)
        for key, words in edits.items()
    }
    return {key: words for key, words in said.items() if words}
