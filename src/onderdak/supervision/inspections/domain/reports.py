"""What a report of a visit is: its kinds, who signs it, and when it is whole.

A report is made once as a document and signed over its hash. From the last signature on
nothing of it changes; what turns out otherwise is said in an addendum.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import Text, text

MOST_TEXT: Final = 8_000


class Kind(StrEnum):
    """What kind of document it is."""

    FINDINGS = "findings"  # rapport van bevindingen
    OFFICIAL = "official"  # proces-verbaal
    ENTRY = "entry"  # verslag van binnentreden, Awbi art. 10
    ADDENDUM = "addendum"


class Oath(StrEnum):
    """On what an inspector signs; a findings report asks for none."""

    NONE = "none"
    OATH = "oath"
    PROMISE = "promise"


UNDER_OATH: Final = frozenset({Kind.OFFICIAL, Kind.ENTRY})


class State(StrEnum):
    """How far a report is; computed from what stands on record, never set."""

    TO_SIGN = "to_sign"
    PARTLY = "partly"
    LOCKED = "locked"
    REPLACED = "replaced"


def state_of(*, locked: bool, replaced: bool, signatures: int) -> State:
    """How far a report is."""
    if locked:
        return State.LOCKED
    if replaced:
        return State.REPLACED
    return State.PARTLY if signatures else State.TO_SIGN


def check_oath(kind: Kind, base: Kind | None, oath: Oath) -> None:
    """A report on oath is signed on the oath or the promise of office.

    Args:
        base: for an addendum, the kind of the report that it adds to.
    """
    wanted = (base or kind) in UNDER_OATH
    if wanted and oath is Oath.NONE:
        raise Invalid(
            text("This report is signed on the oath or the promise of office."),
            next_step=text("Choose which of the two you took."),
        )
    if not wanted and oath is not Oath.NONE:
        raise Invalid(text("This report is not made on oath or promise of office."))


def all_signed(signers: Collection[int], signed: Collection[int]) -> bool:
    """Whether everybody whose name stands in the report signed it."""
    return bool(signers) and set(signers) <= set(signed)


def check_signer(who: int, signers: Collection[int], signed: Collection[int]) -> None:
    """Only who stands in the report signs it, once.

    Raises:
        Conflict: this person does not stand in it, or signed it before.
    """
    if who not in signers:
        raise Conflict(
            text("You do not stand in this report as one of its inspectors."),
            next_step=text("Only who was at the visit signs the report."),
        )
    if who in signed:
        raise Conflict(text("You signed this report before."))


@dataclass(frozen=True, slots=True)
class EntryReport:
    """What the written report of an entry without consent says (Awbi art. 10 (2)).

    The name of who lives there stands in it; it is kept nowhere but in the document.
    """

    who: Sequence[str]
    issued_on: date | None
    issued_by: str
    provisions: Sequence[str]
    place: str
    at_whose: str
    manner: str
    entered_at: str
    left_at: str
    done: str
    others: Sequence[str] = ()
    urgency: str = ""
    urgent: bool = field(default=False)
    # Without a warrant, because of serious and immediate danger (Awbi art. 2 (3)).
    danger: bool = False


_ENTRY_WORDS: Final[Mapping[str, Text]] = {
    "who": text("who entered, and in which function"),
    "issued_on": text("the day of the warrant"),
    "issued_by": text("who gave the warrant, and in which function"),
    "provisions": text("the legal provisions on which the entry rests"),
    "place": text("where was entered"),
    "at_whose": text("at whose home, or that this is not known"),
    "manner": text("in which manner was entered"),
    "entered_at": text("at what time was entered"),
    "left_at": text("at what time the home was left"),
    "done": text("what was done in the home, and what happened besides"),
    "urgency": text(
        "why it was urgent to enter between midnight and six, or with nobody home"
    ),
}


def missing_in(entry: EntryReport) -> tuple[Text, ...]:
    """What the report of an entry must say and does not say yet."""
    besides = {"urgency", *(("issued_on", "issued_by") if entry.danger else ())}
    found = [
        name
        for name in _ENTRY_WORDS
        if name not in besides and not _said(getattr(entry, name))
    ]
    if entry.urgent and not _said(entry.urgency):
        found.append("urgency")
    return tuple(_ENTRY_WORDS[name] for name in found)


def _said(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)


class HandedHow(StrEnum):
    """How the copy of the report of an entry came to the resident, or did not."""

    IN_HAND = "in_hand"
    LETTERBOX = "letterbox"
    POST = "post"
    UNDELIVERABLE = "undeliverable"


class CopyState(StrEnum):
    """How it stands with the resident's copy."""

    TO_HAND_OVER = "to_hand_over"
    LATE = "late"
    HANDED = "handed"
    KEPT = "kept"
    NO_LONGER_KEPT = "no_longer_kept"


def copy_state(
    *, due: date, handed: HandedHow | None, kept_until: date | None, on: date
) -> CopyState:
    """How it stands with the resident's copy on a day (Awbi art. 11)."""
    if handed is None:
        return CopyState.LATE if on > due else CopyState.TO_HAND_OVER
    if handed is HandedHow.UNDELIVERABLE:
        over = kept_until is not None and on > kept_until
        return CopyState.NO_LONGER_KEPT if over else CopyState.KEPT
    return CopyState.HANDED


def kept_until(entered_on: date, months: int) -> date:
    """Until when a copy that could not be handed over lies ready for the resident."""
    return add_months(entered_on, months)


def check_text(said: str, what: Text) -> str:
    """A text that somebody typed, without what no document can show.

    Raises:
        Invalid: it is empty or too long.
    """
    kept = said.replace("\x00", "").strip()
    if not kept:
        raise Invalid(what)
    if len(kept) > MOST_TEXT:
        raise Invalid(text("The text has at most %(most)s characters.", most=MOST_TEXT))
    return kept


def check_changeable(locked: bool) -> None:
    """A report that is signed by all does not change.

    Raises:
        Conflict: it is locked.
    """
    if locked:
        raise Conflict(
            text("This report is signed and locked."),
            text("A signed report never changes."),
            next_step=text("Say what is otherwise in an addendum."),
        )
