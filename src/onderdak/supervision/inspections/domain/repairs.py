"""Repair of what was found: how far it is, and what an inspector says of the proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text

MOST_PHOTOS: Final = 12
MOST_WORDS: Final = 1_000


@dataclass(frozen=True, slots=True)
class FailedItem:
    """One norm that was not kept, where, and in which words (Dutch and English)."""

    rule: str
    part: str
    place: str
    words: Mapping[str, str]


class RepairState(StrEnum):
    """How far a repair is; computed from what was handed in and judged."""

    OPEN = "open"
    LATE = "late"
    HANDED_IN = "handed_in"
    MENDED = "mended"


class Judged(StrEnum):
    """What an inspector says of the proof."""

    MENDED = "mended"
    NOT_MENDED = "not_mended"


def repair_state(
    *,
    last_day: date,
    mended_at: datetime | None,
    proof_at: datetime | None,
    judged_at: datetime | None,
    on: date,
) -> RepairState:
    """How far a repair is on a day.

    Proof that nobody judged yet goes before lateness: the municipality is to move.
    """
    if mended_at is not None:
        return RepairState.MENDED
    if proof_at is not None and (judged_at is None or proof_at > judged_at):
        return RepairState.HANDED_IN
    return RepairState.LATE if on > last_day else RepairState.OPEN


def check_judgement(judged: Judged, why: str) -> str:
    """Say why, where something is not mended: the owner must know what is missing.

    Raises:
        Invalid: no reason for "not mended", or far too long a one.
    """
    kept = why.replace("\x00", "").strip()
    if judged is Judged.NOT_MENDED and not kept:
        raise Invalid(text("Say what is still missing."))
    if len(kept) > MOST_WORDS:
        raise Invalid(
            text("The reason has at most %(most)s characters.", most=MOST_WORDS)
        )
    return kept


def check_proof(words: str, photos: int) -> str:
    """Proof is a photo, words, or both.

    Raises:
        Invalid: neither is given, the words are too long, or there are many photos.
    """
    kept = words.replace("\x00", "").strip()
    if not kept and not photos:
        raise Invalid(text("Add a photo, or say what was done."))
    if len(kept) > MOST_WORDS:
        raise Invalid(
            text("The text has at most %(most)s characters.", most=MOST_WORDS)
        )
    return kept


def failing(items: Sequence[FailedItem]) -> list[dict[str, object]]:
    """What a re-inspection looks at again, in the form in which a visit keeps it."""
    return [
        {
            "rule": one.rule,
            "part": one.part,
            "place": one.place,
            "words": dict(one.words),
        }
        for one in items
    ]
