"""The entries behind one code, written out in the guest's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from onderdak.foundation.privacy.contract import Identity
from onderdak.register.nights.contract.guests import (
    OwnEntries,
    SeenStay,
    Texts,
)
from onderdak.web.nights.guests.door import long_day
from onderdak.web.pages.shapes import Column, Table

_WHO = {
    "provider_manager": "who_provider",
    "house_staff": "who_provider",
    "registry_clerk": "who_clerk",
    "privacy_officer": "who_privacy",
    "supervisor": "who_supervisor",
    "municipal_admin": "who_admin",
    "the_person": "who_you",
}
_STATUS = {"none": "status_none", "rni": "status_rni", "brp": "status_brp"}


@dataclass(frozen=True)
class Message:
    """A message of the guest, and its answer."""

    day: str
    message: str
    answer: str


@dataclass(frozen=True)
class Shown:
    """One provider's entries, ready to show."""

    place: int
    code: str
    provider: str
    t: Texts
    stays: Table
    has_stays: bool
    also: Sequence[str]
    earlier: Table | None
    looked: Table | None
    done: Table | None
    messages: Sequence[Message]
    choices: Sequence[tuple[int, str]]
    sealed: bool
    name: Identity | None
    document: str
    sent: bool
    problem: str
    message: str
    stay: int | None


def shown(
    one: OwnEntries,
    texts: Texts,
    place: int,
    *,
    name: Identity | None,
    sent: bool,
    problem: str,
    message: str,
    stay: int | None,
) -> Shown:
    """Everything that one code shows, in words."""
    t = texts.about(provider=one.provider)
    return Shown(
        place=place,
        code=one.code,
        provider=one.provider,
        t=t,
        stays=_stays(one, t, place),
        has_stays=bool(one.stays),
        also=_also(one, t),
        earlier=_earlier(one, t, place),
        looked=_looked(one, t, place),
        done=_processed(one, t, place),
        messages=[
            Message(
                _day(t, each.asked_at), each.message, each.answer or t["mend_waiting"]
            )
            for each in one.messages
        ],
        choices=[(each.id, _choice(each, t)) for each in one.stays],
        sealed=one.sealed,
        name=name,
        document=_document(name, t),
        sent=sent,
        problem=t[problem] if problem else "",
        message=message,
        stay=stay,
    )


def _document(name: Identity | None, t: Texts) -> str:
    """The kind of document in words, or as the provider wrote it."""
    kind = name.document_kind if name else ""
    return t[f"document_{kind}"] if f"document_{kind}" in t.sentences else kind


def _day(t: Texts, moment: datetime | None) -> str:
    return long_day(t, localtime(moment).date() if moment else None)


def _until(stay: SeenStay, t: Texts) -> str:
    if stay.departure:
        return long_day(t, stay.departure)
    if stay.expected:
        return f"{t['still_here']} ({t['expected']}: {long_day(t, stay.expected)})"
    return t["still_here"]


def _place(stay: SeenStay) -> str:
    """The name of the house and its address, once where they are the same."""
    if stay.location == stay.address:
        return stay.address
    return f"{stay.location}, {stay.address}"


def _choice(stay: SeenStay, t: Texts) -> str:
    return f"{t.apart(stay.location)}: {long_day(t, stay.arrival)} – {_until(stay, t)}"


def _stays(one: OwnEntries, t: Texts, place: int) -> Table:
    return Table(
        name=f"stays-{place}",
        caption=t["stays_title"],
        columns=[
            Column(t["column_place"], row_header=True),
            Column(t["column_from"]),
            Column(t["column_until"]),
            Column(t["column_room"]),
            Column(t["column_written"]),
        ],
        rows=[
            [
                t.apart(_place(stay)),
                long_day(t, stay.arrival),
                _until(stay, t),
                " / ".join(filter(None, [stay.room, stay.bed])) or "–",
                _day(t, stay.written_at),
            ]
            for stay in one.stays
        ],
    )


def _also(one: OwnEntries, t: Texts) -> list[str]:
    said = [t["also_sealed"]] if one.sealed else []
    said += [f"{t['also_work']}: {town}" for town in one.work_municipalities]
    if one.status in _STATUS:
        said.append(t[_STATUS[one.status]])
    return said


def _earlier(one: OwnEntries, t: Texts, place: int) -> Table | None:
    rows = [
        [
            t.apart(each.location),
            long_day(t, each.arrival),
            long_day(t, each.departure),
            _day(t, each.changed_at),
        ]
        for each in one.earlier
    ]
    labels = ["column_place", "column_from", "column_until", "column_changed"]
    return _table(f"earlier-{place}", t, "earlier_title", labels, rows)


def _looked(one: OwnEntries, t: Texts, place: int) -> Table | None:
    rows = [
        [
            t[_WHO.get(each.role, "who_supervisor")],
            t[f"why_{each.ground}"],
            _day(t, each.at),
        ]
        for each in one.looked
    ]
    labels = ["column_who", "column_why", "column_when"]
    return _table(f"looked-{place}", t, "looked_title", labels, rows)


def _processed(one: OwnEntries, t: Texts, place: int) -> Table | None:
    rows = [
        [
            t["done_declared" if each.name.startswith("nights.") else "done_other"],
            _day(t, each.at),
        ]
        for each in one.processed
    ]
    labels = ["done_title", "column_when"]
    return _table(f"done-{place}", t, "done_title", labels, rows)


def _table(
    name: str,
    t: Texts,
    caption: str,
    labels: Sequence[str],
    rows: Sequence[Sequence[object]],
) -> Table | None:
    if not rows:
        return None
    columns = [Column(t[label], row_header=not n) for n, label in enumerate(labels)]
    return Table(name=name, caption=t[caption], columns=columns, rows=rows)
