"""All that a report of a visit says, as plain values before any wording.

What is in conflict is there with every value that was typed; what was not seen or not
asked is there as such. Nothing in it was chosen by a clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from onderdak.supervision.inspections.domain.findings import (
    Act,
    Said,
    TermOfRepair,
)

Row = tuple[str, str]
"""A label and what was recorded, both as they are printed."""


class Consent(StrEnum):
    """How a room was entered."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SILENT = "silent"
    ABSENT = "absent"
    SHARED = "shared"
    WARRANT = "warrant"
    NOT_ASKED = "not_asked"


def consent_of(value: object) -> Consent:
    """How the consent of a room was recorded; what cannot be read was not given.

    >>> consent_of("no"), consent_of(None)
    (<Consent.REFUSED: 'refused'>, <Consent.NOT_ASKED: 'not_asked'>)
    """
    given = value.get("answer") if isinstance(value, Mapping) else value
    match given:
        case True:
            return Consent.GIVEN
        case False:
            return Consent.REFUSED
        case None | "":
            return Consent.NOT_ASKED
    word = str(given).strip().lower()
    if word in set(Consent):
        return Consent(word)
    if word in {"yes", "true", "consent", "granted"}:
        return Consent.GIVEN
    if word in {"silence", "unclear"}:
        return Consent.SILENT
    return Consent.REFUSED


_STRICTEST = (
    Consent.WITHDRAWN,
    Consent.REFUSED,
    Consent.SILENT,
    Consent.ABSENT,
    Consent.WARRANT,
    Consent.SHARED,
    Consent.GIVEN,
    Consent.NOT_ASKED,
)


def strictest(given: Iterable[Consent]) -> Consent:
    """What counts where a room has more than one answer: never the most convenient.

    >>> strictest([Consent.GIVEN, Consent.REFUSED])
    <Consent.REFUSED: 'refused'>
    """
    return min(given, key=_STRICTEST.index, default=Consent.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the visit by role; inspectors have their account's name as well."""

    role: str
    name: str = ""
    function: str = ""
    user: int | None = None


@dataclass(frozen=True, slots=True)
class PhotoData:
    """A photo in the report: what it shows, when it was taken, and its hash."""

    number: int
    about: str
    taken_at: str
    sha256: str
    words: str
    place: str
    image: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class RoomData:
    """One room: what was recorded, how it was entered, and its photos."""

    name: str
    unit: str
    consent: Consent
    rows: Sequence[Row]
    photos: Sequence[PhotoData] = ()
    not_seen: str = ""
    gone: str = ""


@dataclass(frozen=True, slots=True)
class FindingData:
    """A finding as it stands in the report."""

    key: str
    title: str
    outcome: str
    sentence: str
    place: str
    kind: str
    article: str
    version: str
    measured: str
    threshold: str
    said: Said | None
    term: TermOfRepair | None = None
    missing: str = ""
    # A breach that a re-inspection was not planned for.
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class StatementData:
    """What somebody said, opened for this report."""

    who: str
    said: str
    cautioned: bool | None = None


@dataclass(frozen=True, slots=True)
class ConflictData:
    """What two people recorded differently and nobody settled."""

    about: str
    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class LateData:
    """What arrived after the visit was closed; it is no part of the facts."""

    about: str
    value: str
    received: datetime


@dataclass(frozen=True, slots=True)
class ReportData:
    """A visit as its report tells it."""

    number: str
    town: str
    address: str
    reason: str
    visited: date
    began: str
    ended: str
    announced: bool | None
    inspectors: Sequence[Person]
    present: Sequence[Person]
    interpreter: str
    entry: Sequence[Row]
    warrant: Sequence[Row]
    place_rows: Sequence[Row]
    units: Sequence[tuple[str, Sequence[Row]]]
    rooms: Sequence[RoomData]
    findings: Sequence[FindingData]
    acts: Sequence[Act]
    statements: Sequence[StatementData]
    conflicts: Sequence[ConflictData]
    late: Sequence[LateData]
    good: Sequence[str] = ()
    photos: Sequence[PhotoData] = ()
    answers: Sequence[tuple[str, Sequence[Row]]] = field(default_factory=tuple)
    summary: str = ""
    # The reference of the running address investigation that the visit is part of.
    investigation: str = ""
