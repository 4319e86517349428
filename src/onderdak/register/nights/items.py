"""Stays that another system states field by field, read by the same rules as a file.

A file's cells are read with patience (dates in five languages, words for a passport); a
system is asked for one form only. Whether a name is one name, or a place a place, is
decided by the same functions.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Generic, TypeVar, get_args

from onderdak.foundation.identity.contract import municipality_names
from onderdak.foundation.privacy.contract import Identity
from onderdak.kernel.text import Text, text
from onderdak.register.nights.domain.declared import DeclaredStay, RowError
from onderdak.register.nights.files.cells import (
    DocumentKind,
    read_name,
    read_reference,
    read_residence,
    read_words,
)
from onderdak.register.nights.files.dates import BadCell, read_date
from onderdak.register.nights.full_house import GuestTonight
from onderdak.register.nights.models import RegistrationStatement

_OF_BOTH: Final = {
    *("reference", "name", "residence", "document_kind", "arrival", "departure"),
    *("room", "bed", "registration", "brp_municipality", "registered_since"),
    "work_municipality",
}
STAY_FIELDS: Final = frozenset(_OF_BOTH | {"location", "expected_departure"})
GUEST_FIELDS: Final = frozenset(_OF_BOTH)
DOCUMENT_KINDS: Final[tuple[str, ...]] = get_args(DocumentKind)
STATUSES: Final[tuple[str, ...]] = tuple(RegistrationStatement.Status)

_IDENTITY: Final = ("name", "residence", "document_kind")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Signs that no name, room or reference has, and that no database keeps.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_NEVER: Final = date.max
_LARGEST: Final = 2**63 - 1

Item = Mapping[str, object]


T = TypeVar("T")


@dataclass(slots=True)
class ReadItems(Generic[T]):
    """What a system stated: what could be read, and every error."""

    rows: list[T] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def read_stays_stated(items: Sequence[Item], *, on: date) -> ReadItems[DeclaredStay]:
    """Read stays that are stated field by field; the line is the place from 1 on.

    Args:
        items: fields by the names of `STAY_FIELDS`; what is absent is not stated.
        on: today.
    """
    codes = _codes()
    return _read(items, lambda item, line: _Reader(item, line, on, codes).stay(), on)


def read_guests_stated(
    items: Sequence[Item], *, night: date, on: date
) -> ReadItems[GuestTonight]:
    """Read who sleeps in a house on one night; each guest once, and there that night.

    Args:
        items: fields by the names of `GUEST_FIELDS`; what is absent stays as it is
            known.
    """
    codes = _codes()
    read = _read(
        items, lambda item, line: _Reader(item, line, on, codes).guest(night), on
    )
    first: dict[str, GuestTonight] = {}
    for guest in read.rows:
        other = first.setdefault(guest.reference, guest)
        if other is not guest:
            read.errors.append(_twice(guest, other.line))
    read.rows = list(first.values())
    return read


def _twice(guest: GuestTonight, other: int) -> RowError:
    message = text(
        "Guest %(reference)s is already on line %(other)s.",
        reference=guest.reference,
        other=other,
    )
    return RowError(guest.line, "reference", guest.reference, message)


def _codes() -> dict[str, str]:
    return {name.casefold(): code for code, name in municipality_names().items()}


def _read(
    items: Sequence[Item],
    read_one: Callable[[Item, int], tuple[T, list[RowError]]],
    on: date,
) -> ReadItems[T]:
    read: ReadItems[T] = ReadItems()
    for line, item in enumerate(items, start=1):
        row, errors = read_one(item, line)
        if errors:
            read.errors += errors
        else:
            read.rows.append(row)
    return read


class _Reader:
    """One item, field by field; every fault is kept, not only the first."""

    def __init__(
        self, item: Item, line: int, on: date, codes: Mapping[str, str]
    ) -> None:
        self._item = item
        self._line = line
        self._on = on
        self._codes = codes
        self.errors: list[RowError] = []

    def stay(self) -> tuple[DeclaredStay, list[RowError]]:
        self._refuse_unknown(STAY_FIELDS)
        status, place, since = self._registered()
        row = DeclaredStay(
            line=self._line,
            location_id=self._number("location"),
            reference=self._required("reference", read_reference),
            identity=self._identity(),
            arrival=self._day("arrival", required=True) or _NEVER,
            departure=self._day("departure"),
            expected_departure=self._day("expected_departure"),
            room=self._words("room"),
            bed=self._words("bed"),
            status=status,
            brp_municipality=place,
            registered_since=since,
            work_municipality=self._words("work_municipality"),
        )
        return row, self.errors

    def guest(self, night: date) -> tuple[GuestTonight, list[RowError]]:
        self._refuse_unknown(GUEST_FIELDS)
        status, place, since = self._registered()
        guest = GuestTonight(
            line=self._line,
            reference=self._required("reference", read_reference),
            identity=self._identity(),
            arrival=self._day("arrival"),
            departure=self._day("departure"),
            room=self._label("room"),
            bed=self._label("bed"),
            status=status,
            brp_municipality=place,
            registered_since=since,
            work_municipality=self._words("work_municipality"),
        )
        self._refuse_absent(guest, night)
        return guest, self.errors

    def _refuse_absent(self, guest: GuestTonight, night: date) -> None:
        """Who arrives later or has left by then does not sleep there that night."""
        late = guest.arrival is not None and guest.arrival > night
        gone = guest.departure is not None and guest.departure <= night
        if late or gone:
            message = text(
                "This guest does not sleep there in the night of %(night)s. Leave the"
                " guest out, or mend the dates.",
                night=night.isoformat(),
            )
            self._blame("arrival" if late else "departure", "", message)

    def _registered(self) -> tuple[str, str, date | None]:
        status = self._one_of("registration", STATUSES)
        place = self._words("brp_municipality")
        if place and status != "brp":
            message = text("Only who is in the BRP is registered in a municipality.")
            self._blame("brp_municipality", place, message)
        return status, self._codes.get(place.casefold(), place), self._since(status)

    def _blame(self, field: str, value: object, message: Text) -> None:
        self.errors.append(RowError(self._line, field, str(value)[:60], message))

    def _refuse_unknown(self, known: frozenset[str]) -> None:
        for name in self._item:
            if name not in known:
                self._blame(name, "", text("There is no such field here."))

    def _text(self, field: str) -> str:
        """What is stated, as text; '' where nothing is or where it is no text."""
        value = self._item.get(field)
        if value is None:
            return ""
        if not isinstance(value, str):
            self._blame(field, "", text("This must be a text between quotation marks."))
            return ""
        if _UNREADABLE.search(value):
            self._blame(field, "", text("This text has signs that cannot be read."))
            return ""
        return value

    def _is_blamed(self, field: str) -> bool:
        return any(error.field == field for error in self.errors)

    def _required(self, field: str, read: Callable[[str], str]) -> str:
        value = self._text(field)
        return "" if self._is_blamed(field) else self._read(field, value, read)

    def _read(self, field: str, value: str, read: Callable[[str], str]) -> str:
        try:
            return read(value)
        except BadCell as error:
            self._blame(field, value, error.message)
            return ""

    def _words(self, field: str) -> str:
        value = self._text(field)
        return self._read(field, value, read_words) if value else ""

    def _label(self, field: str) -> str | None:
        """A room or bed; '' is none (any more), what is not stated stays as known."""
        return None if self._item.get(field) is None else self._words(field)

    def _one_of(self, field: str, known: Sequence[str]) -> str:
        value = self._text(field)
        if value and value not in known:
            message = text("Use one of: %(known)s.", known=", ".join(known))
            self._blame(field, value, message)
            return ""
        return value

    def _identity(self) -> Identity | None:
        """All three fields, or none: then the guest is known here already."""
        if not any(self._item.get(field) for field in _IDENTITY):
            for field_ in _IDENTITY:
                self._text(field_)
            return None
        kind = self._one_of("document_kind", DOCUMENT_KINDS)
        if not kind and not self._is_blamed("document_kind"):
            known = ", ".join(DOCUMENT_KINDS)
            self._blame(
                "document_kind", "", text("Use one of: %(known)s.", known=known)
            )
        return Identity(
            self._required("name", read_name),
            self._required("residence", read_residence),
            kind,
        )

    def _number(self, field: str) -> int:
        value = self._item.get(field)
        if isinstance(value, int) and value is not True and 0 < value <= _LARGEST:
            return value
        self._blame(field, "", text("State the number of one of your locations."))
        return 0

    def _day(self, field: str, *, required: bool = False) -> date | None:
        value = self._text(field)
        if not value:
            if required and not self._is_blamed(field):
                message = text("This is empty, and it must be filled in.")
                self._blame(field, "", message)
            return None
        if not _ISO_DAY.fullmatch(value):
            self._blame(field, value, text("Write the date like 2026-11-21."))
            return None
        try:
            return read_date(value, self._on)
        except BadCell as error:
            self._blame(field, value, error.message)
            return None

    def _since(self, status: str) -> date | None:
        day = self._day("registered_since")
        if day is not None and day > self._on:
            message = text(
                "A registration cannot start in the future: %(date)s.",
                date=day.isoformat(),
            )
            self._blame("registered_since", day, message)
        if day is not None and status not in {"brp", "rni"}:
            message = text("State with it whether that is in the BRP or the RNI.")
            self._blame("registered_since", day, message)
        return day
