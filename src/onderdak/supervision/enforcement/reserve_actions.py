"""The register of reserve rooms: kept up, held for a case, released, and called."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import (
    SealedWords,
    open_for_town,
    seal_for_town,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.case_rows import case_to_change, case_to_see
from onderdak.supervision.enforcement.domain.choosing import check_words
from onderdak.supervision.enforcement.domain.permissions import (
    KEEP_RESERVE,
    LOOK_AFTER_PEOPLE,
)
from onderdak.supervision.enforcement.domain.reserve import (
    Held,
    ReserveKind,
    check_hold,
    check_reserve,
    most_held,
)
from onderdak.supervision.enforcement.models import (
    ContactOpening,
    Hold,
    ReservePlace,
)
from onderdak.supervision.enforcement.moving import check_room, record
from onderdak.supervision.enforcement.people_queries import held_of
from onderdak.supervision.enforcement.reserve_queries import free_in
from onderdak.supervision.enforcement.reserve_sealing import USE, bound_to

_CHANGED = (
    *("kind", "name", "where", "words", "agreement", "places", "available_from"),
    *("available_until", "sealed", "row_key", "key_version"),
    *("changed_by_id", "changed_at"),
)


@dataclass(frozen=True, slots=True)
class ReserveFacts:
    """A line of the register as somebody fills it in; the contact is sealed."""

    kind: ReserveKind
    name: str
    places: int
    available_from: date
    available_until: date
    where: str = ""
    words: str = ""
    agreement: str = ""
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call at night."""

    name: str
    phone: str


@action
def add_reserve(
    *, by: Actor, municipality: str, facts: ReserveFacts, at: datetime
) -> ReservePlace:
    """Write reserve rooms in the register, with whom to call at night.

    Raises:
        NotAllowed: this person does not keep the register here.
        RoomClosed: the municipality does not use this part, or set no term.
        Invalid: the name, the number or the days cannot be right.
    """
    _may(by, municipality, at)
    row = ReservePlace(municipality_id=municipality, uid=uuid4())
    _fill(row, facts, by, at)
    _seal(row, facts)
    row.save(force_insert=True)
    _note(by, row, "add_reserve")
    return row


@action
def change_reserve(
    *,
    by: Actor,
    municipality: str,
    key: int,
    facts: ReserveFacts,
    keep_contact: bool = True,
    at: datetime,
) -> ReservePlace:
    """Change a line of the register; what is held for a case stays.

    Args:
        keep_contact: leave whom to call as it is sealed; otherwise it is replaced.

    Raises:
        NotAllowed, RoomClosed, Invalid: see `add_reserve`.
        NotFound: there is no such line here.
        Conflict: more is held than there would be.
    """
    _may(by, municipality, at)
    row = _locked(municipality, key)
    _fill(row, facts, by, at)
    if not keep_contact:
        _seal(row, facts)
    _check_keeps(row, localdate(at))
    row.save(update_fields=_CHANGED)
    _note(by, row, "change_reserve")
    return row


@action
def withdraw_reserve(
    *, by: Actor, municipality: str, key: int, on: date, at: datetime
) -> None:
    """Take rooms out of the register from a day on; the line stays for its term.

    Raises:
        NotAllowed, RoomClosed: see `add_reserve`.
        NotFound: there is no such line here.
        Conflict: places are held after that day, or it was taken out already.
    """
    _may(by, municipality, at)
    row = _locked(municipality, key)
    if row.withdrawn_on is not None:
        raise Conflict(text("This was taken out already."))
    row.withdrawn_on, row.changed_by_id, row.changed_at = on, by.user_id, at
    _check_keeps(row, localdate(at))
    row.save(update_fields=["withdrawn_on", "changed_by_id", "changed_at"])
    _note(by, row, "withdraw_reserve")


def _may(by: Actor, municipality: str, at: datetime) -> None:
    check_may(by, KEEP_RESERVE, municipality=municipality)
    check_room(municipality, at)


def _fill(row: ReservePlace, facts: ReserveFacts, by: Actor, at: datetime) -> None:
    check_reserve(facts.places, facts.available_from, facts.available_until)
    row.name = check_words(facts.name)[:200]
    if not row.name:
        raise Invalid(text("Fill in who offers the rooms."))
    row.kind, row.places = facts.kind, facts.places
    row.available_from = facts.available_from
    row.available_until = facts.available_until
    row.where = check_words(facts.where)[:200]
    row.words = check_words(facts.words)[:1000]
    row.agreement = check_words(facts.agreement)[:200]
    row.changed_by_id, row.changed_at = by.user_id, at


def _seal(row: ReservePlace, facts: ReserveFacts) -> None:
    words = {
        "name": check_words(facts.contact_name),
        "phone": check_words(facts.contact_phone),
    }
    sealed = seal_for_town(row.municipality_id, USE, bound_to(row.uid), words)
    row.sealed, row.row_key = sealed.sealed, sealed.row_key
    row.key_version = sealed.key_version


def _locked(municipality: str, key: int) -> ReservePlace:
    rows = ReservePlace.objects.select_for_update(no_key=True)
    found = rows.filter(municipality_id=municipality, pk=key).first()
    if found is None:
        raise NotFound(text("There are no such reserve rooms here."))
    return found


def _check_keeps(row: ReservePlace, today: date) -> None:
    """Say in words what the database would refuse."""
    holds = [held_of(each) for each in Hold.objects.filter(place=row)]
    running = [one for one in holds if one.ends > today and one.ends > one.from_day]
    ends = min(row.available_until, row.withdrawn_on or row.available_until)
    too_late = any(one.until_day > ends for one in running)
    too_early = any(
        max(one.from_day, today) < min(row.available_from, one.until_day)
        for one in running
    )
    most = most_held(running, today, date.max)
    if too_late or too_early or most > row.places:
        raise Conflict(
            text("Places are held here for a case."),
            next_step=text("Release them first, or keep enough of them."),
        )


@action
def hold_places(
    *,
    by: Actor,
    municipality: str,
    number: str,
    key: int,
    hold: Held,
    at: datetime,
) -> Hold:
    """Hold places for a case; never more than there are on any day.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `case_to_change`.
        Invalid: so many are not free in the period, or they are not there then.
    """
    case = case_to_change(by, LOOK_AFTER_PEOPLE, municipality, number, at)
    row = _locked(municipality, key)
    if hold.until_day <= hold.from_day:
        raise Invalid(text("The last day must come after the first."))
    ends = min(row.available_until, row.withdrawn_on or row.available_until)
    free = free_in(row, hold.from_day, hold.until_day)
    check_hold(hold, free=free, available=(row.available_from, ends))
    made = Hold.objects.create(
        municipality_id=municipality,
        case=case,
        place=row,
        places=hold.places,
        from_day=hold.from_day,
        until_day=hold.until_day,
        by_id=by.user_id,
        at=at,
    )
    record(by, case, "hold_places", place=row.pk, places=hold.places)
    return made


@action
def release_hold(
    *,
    by: Actor,
    municipality: str,
    number: str,
    hold: int,
    on: date,
    words: str,
    at: datetime,
) -> None:
    """Give held places free from a day on, and say what came of it.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `case_to_change`.
        Conflict: it was released already, or its term is over.
        Invalid: nothing is said.
    """
    case = case_to_change(
        by, LOOK_AFTER_PEOPLE, municipality, number, at, also_closed=True
    )
    row = Hold.objects.select_for_update().filter(case=case, pk=hold).first()
    if row is None:
        raise NotFound(text("There is no such line in this case."))
    if row.released_on is not None or on >= row.until_day:
        raise Conflict(text("These places are free already."))
    said = check_words(words)
    if not said:
        raise Invalid(text("Write down what came of it."))
    row.released_on, row.words = on, said[:500]
    row.save(update_fields=["released_on", "words"])
    record(by, case, "release_hold", hold=row.pk)


@action
def open_contact(
    *,
    by: Actor,
    municipality: str,
    key: int,
    reason: str,
    number: str = "",
    at: datetime,
) -> Contact:
    """Look up whom to call at night; who did so and why is written down for good.

    Args:
        number: the case for which it is needed, where there is one.

    Raises:
        NotAllowed: this person looks after nobody here.
        NotFound: there is no such line, or no such case here.
        Invalid: no reason is given.
    """
    check_may(by, LOOK_AFTER_PEOPLE, municipality=municipality)
    row = _locked(municipality, key)
    case = case_to_see(by, municipality, number) if number else None
    said = check_words(reason)
    if not said:
        raise Invalid(text("Write down why you look this up."))
    ContactOpening.objects.create(
        municipality_id=municipality,
        place=row,
        case=case,
        reason=said[:500],
        by_id=by.user_id,
        at=at,
    )
    _note(by, row, "open_contact")
    sealed = SealedWords(bytes(row.sealed), bytes(row.row_key), row.key_version)
    words = open_for_town(municipality, USE, bound_to(row.uid), sealed)
    return Contact(words.get("name", ""), words.get("phone", ""))


def _note(by: Actor, row: ReservePlace, what: str) -> None:
    record_event(
        by=by,
        action=f"enforcement.{what}",
        object=f"reserve {row.pk}",
        municipality=row.municipality_id,
        detail={"places": row.places},
    )
