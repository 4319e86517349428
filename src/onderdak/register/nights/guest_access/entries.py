"""A guest's own entries, by the code that the guest shows; nothing is kept of it.

The public door has no scope of its own. What it may read is what the functions of
`migrations/0006_guest_access.py` return for one code: the rows of that one guest.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.db import connection, transaction

from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.privacy.contract import (
    Identity,
    KeyVersions,
    Sealed,
    SealedGuest,
    open_for_the_person,
    presented_hash,
)
from onderdak.register.nights.domain.presented import typed_guest_code
from onderdak.register.nights.guest_access.codes import USE

MOST_MESSAGES_A_DAY = 5
MOST_WRONG_AT_ONCE = 3


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


@dataclass(frozen=True, slots=True)
class SeenStay:
    """One stay, as its guest sees it."""

    id: int
    arrival: date
    departure: date | None
    expected: date | None
    location: str
    address: str
    municipality: str
    room: str
    bed: str
    work_municipality: str
    written_at: datetime | None

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        """From the function's answer."""
        return cls(
            id=row["id"],
            arrival=date.fromisoformat(row["arrival"]),
            departure=_day(row["departure"]),
            expected=_day(row["expected_departure"]),
            location=row["location"],
            address=row["address"],
            municipality=row["municipality"],
            room=row["room"] or "",
            bed=row["bed"] or "",
            work_municipality=row["work_municipality"] or "",
            written_at=_moment(row["declared_at"]),
        )


@dataclass(frozen=True, slots=True)
class EarlierStay:
    """A stay as it was written before it was changed or removed."""

    arrival: date
    departure: date | None
    location: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Looked:
    """That somebody opened the name: in which part, why and when; never who by name."""

    at: datetime
    ground: str
    role: str


@dataclass(frozen=True, slots=True)
class Processed:
    """That something was done with the data."""

    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """What the guest asked to mend, and the answer."""

    message: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnEntries:
    """Everything that one provider's code shows."""

    code: str
    provider: str
    stays: Sequence[SeenStay]
    earlier: Sequence[EarlierStay]
    looked: Sequence[Looked]
    processed: Sequence[Processed]
    messages: Sequence[OwnMessage]
    status: str
    sealed: bool

    @property
    def work_municipalities(self) -> list[str]:
        """Where a by-law asks for it: where the guest works, each town once."""
        return sorted({s.work_municipality for s in self.stays if s.work_municipality})


def own_entries(typed: Iterable[str], on: date) -> list[OwnEntries]:
    """What the codes show that work; each guest once, the others in silence.

    A code that is wrong, withdrawn or past its time gives the same: nothing. After a
    few of those the rest is not tried: nobody tries many codes at one go.
    """
    shown: dict[int, OwnEntries] = {}
    wrong = 0
    for code in dict.fromkeys(typed_guest_code(one) for one in typed):
        found = _ask("SELECT nights_own_entries(%s, %s)", code, on) if code else None
        if found:
            shown.setdefault(found["guest"], _entries(code, found))
        else:
            wrong += bool(code)
        if wrong >= MOST_WRONG_AT_ONCE:
            break
    return list(shown.values())


def _ask(statement: str, code: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, [presented_hash(USE, code).hex(), *values])
        row = cursor.fetchone()
    return json.loads(row[0]) if row and row[0] else None


def _entries(code: str, found: Mapping[str, Any]) -> OwnEntries:
    statements = found["statements"]
    return OwnEntries(
        code=code,
        provider=found["provider"] or "",
        stays=[SeenStay.read(row) for row in found["stays"]],
        earlier=[
            EarlierStay(
                date.fromisoformat(row["arrival"]),
                _day(row["departure"]),
                row["location"],
                datetime.fromisoformat(row["superseded_at"]),
            )
            for row in found["earlier"]
        ],
        looked=[
            Looked(datetime.fromisoformat(row["at"]), row["ground"], row["role"])
            for row in found["openings"]
        ],
        processed=[
            Processed(datetime.fromisoformat(row["at"]), row["name"])
            for row in found["processing"]
        ],
        messages=[
            OwnMessage(
                row["message"],
                datetime.fromisoformat(row["asked_at"]),
                row["answer"],
                _moment(row["answered_at"]),
            )
            for row in found["messages"]
        ],
        status=statements[0]["status"] if statements else "",
        sealed=found["sealed"],
    )


def own_name(typed: str, on: date) -> Identity | None:
    """One's own name as it is recorded (art. 15 AVG); the database logs that first.

    Ground: the person. Nothing is shown without its line in the log of openings.
    """
    code = typed_guest_code(typed)
    if not code:
        return None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM nights_own_name(%s, %s)",
            [presented_hash(USE, code).hex(), on],
        )
        row = cursor.fetchone()
        if row is None:
            return None
        guest, municipality, provider, *sealed, of_provider, of_town = row
        return open_for_the_person(
            SealedGuest(
                guest,
                Sealed(*(bytes(part) for part in sealed)),
                KeyVersions(of_provider, of_town),
            ),
            municipality=municipality,
            provider=provider,
        )


def ask_mending(
    typed: str, *, stay: int | None, message: str, language: str, on: date
) -> bool:
    """Tell the provider what is not right (art. 16 AVG); whether it was sent.

    The code is the permission: the function writes for its guest only, a few times a
    day, and writes the event with it.
    """
    code = typed_guest_code(typed)
    if not code or not message.strip():
        return False
    with transaction.atomic():
        made = _ask(
            "SELECT nights_ask_mending(%s, %s, %s, %s, %s, %s)",
            code,
            on,
            stay,
            message.replace("\x00", "").strip()[:1000],
            language,
            MOST_MESSAGES_A_DAY,
        )
        if made:
            announce("nights.mending_asked", made)
    return bool(made)
