"""What a report can be about, and who may be watched while writing it."""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """The subjects that a municipality's categories belong to."""

    BAD_LETTING = "bad_letting"
    NUISANCE = "nuisance"
    WASTE = "waste"
    UNSAFE = "unsafe"
    OVERCROWDING = "overcrowding"
    EXPLOITATION = "exploitation"
    OTHER = "other"


# Whoever reports these may share a phone or a room with the one the report is about.
LEAVES_NOTHING: Final = frozenset(
    {Kind.BAD_LETTING, Kind.OVERCROWDING, Kind.EXPLOITATION}
)


class Channel(StrEnum):
    """Along which way a report came in."""

    PUBLIC = "public"
    PHONE = "phone"
    PARTNER = "partner"
    PAGE = "page"
    FILE = "file"
    API = "api"


class MessageKind(StrEnum):
    """What a message with a report is; a note is never shown to the reporter."""

    QUESTION = "question"
    ANSWER = "answer"
    RESULT = "result"
    NOTE = "note"


class Priority(StrEnum):
    """How soon a report is to be looked at."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"
