"""Who is in the house on one night: the whole list at once, and its confirmation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.privacy.contract import Identity, require_room
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import Text, text
from onderdak.register.nights.actions import ROOM, declare_stays
from onderdak.register.nights.bulk.leaving_out import later_stays
from onderdak.register.nights.bulk.work import wait_for_turn
from onderdak.register.nights.domain.declared import (
    Declared,
    DeclaredStay,
    KeptStay,
    RowError,
)
from onderdak.register.nights.domain.permissions import DECLARE
from onderdak.register.nights.models import (
    Declaration,
    Location,
    NightConfirmation,
    Stay,
)

_NIGHT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GuestTonight:
    """Someone who is in the house on a night, as its provider lists them.

    Someone known here needs the reference only; what is None stays as it is known. A
    bed or room that differs from the known one is a move on this night.
    """

    line: int
    reference: str
    identity: Identity | None = None
    arrival: date | None = None
    departure: date | None = None
    room: str | None = None
    bed: str | None = None
    status: str = ""
    brp_municipality: str = ""
    registered_since: date | None = None
    work_municipality: str = ""


@dataclass(frozen=True, slots=True)
class FullHouse:
    """What became of a full house: the declaration, and what was kept beside it."""

    declared: Declared
    conflicts: Sequence[KeptStay]
    confirmed: bool


@action
def declare_full_house(
    *,
    by: Actor,
    location: Location,
    night: date,
    guests: Sequence[GuestTonight],
    on: date,
    channel: Declaration.Channel,
    earlier_errors: Sequence[RowError] = (),
    force: bool = False,
    preview: bool = False,
) -> FullHouse:
    """Declare everyone who sleeps at a location on one night, and nobody else.

    A stay that goes on or leaves later and is absent ends on this night; one that
    began on it is withdrawn. Stays that begin after it are kept, and told as conflicts
    when their guest is absent; for who is there, one that is only expected is brought
    forward. All or nothing: with one error nothing is recorded.

    Raises:
        Conflict: a later night of this location was confirmed, and `force` is not set.
        Invalid: the night is yet to come, or the location was not open in it.
        NotAllowed, RoomClosed: see `declare_stays`.
    """
    check_may(by, DECLARE, provider=location.provider_id)
    _check_night(location, night, on)
    # What is read here must still stand when it is written.
    wait_for_turn(location.provider_id)
    if not force:
        _check_newest(location, night)
    declared = declare_stays(
        by=by,
        location=location,
        rows=_rows(location, night, guests, on),
        on=on,
        channel=channel,
        earlier_errors=[
            replace(error, line=2 * error.line) for error in earlier_errors
        ],
        preview=preview,
        complete=DateRange(night, night + _NIGHT),
    )
    present = [guest.reference for guest in guests]
    conflicts = later_stays(location.pk, night, present)
    if declared.recorded:
        confirm_night(by=by, location=location, night=night, on=on, channel=channel)
    return FullHouse(
        _told_once(declared, len(guests)), conflicts, confirmed=declared.recorded
    )


def _check_night(location: Location, night: date, on: date) -> None:
    if night > on:
        raise Invalid(
            text("The night of %(night)s is yet to come.", night=night),
            next_step=text("Declare who is there when the night has begun."),
        )
    closed = location.closed_on is not None and night >= location.closed_on
    if night < location.opened_on or closed:
        raise Invalid(
            text(
                "%(location)s was not in use in the night of %(night)s.",
                location=location.name,
                night=night,
            ),
            next_step=text("Look at the dates of the location, or choose a night."),
        )


def _check_newest(location: Location, night: date) -> None:
    newest = newest_confirmed(location.pk)
    if newest is not None and newest > night:
        raise Conflict(
            text("The night of %(newest)s was confirmed already.", newest=newest),
            why=text("A full house on an earlier night changes what came after it."),
            next_step=text("Correct single stays, or send it again with `force`."),
        )


def newest_confirmed(location: int) -> date | None:
    """The newest night of a location that was confirmed."""
    return (
        NightConfirmation.objects.filter(location_id=location)
        .order_by("-night")
        .values_list("night", flat=True)
        .first()
    )


def _rows(
    location: Location, night: date, guests: Sequence[GuestTonight], on: date
) -> list[DeclaredStay]:
    known = _stays_from(location, night, [guest.reference for guest in guests])
    rooms, beds = _labels(location, known.values())
    return [
        row
        for guest in guests
        for row in _rows_of(
            guest, location, night, known.get(guest.reference), rooms, beds, on
        )
    ]


def _stays_from(
    location: Location, night: date, references: Sequence[str]
) -> dict[str, Stay]:
    """For each guest the stay of that night, else the first that comes after it."""
    stays = (
        Stay.objects.filter(
            location=location, ends__gt=night, guest__reference__in=references
        )
        .select_related("guest")
        .order_by("-arrival")
    )
    return {stay.guest.reference: stay for stay in stays}


Labels = Mapping[int | None, str]


def _labels(location: Location, stays: Iterable[Stay]) -> tuple[Labels, Labels]:
    """What the rooms and beds of these stays are called."""
    listed = list(stays)
    rooms = location.room_set.filter(pk__in={stay.room_id for stay in listed})
    beds = location.room_set.filter(bed__pk__in={stay.bed_id for stay in listed})
    return (
        dict(rooms.values_list("pk", "label")),
        dict(beds.values_list("bed__pk", "bed__label")),
    )


def _rows_of(
    guest: GuestTonight,
    location: Location,
    night: date,
    stay: Stay | None,
    rooms: Labels,
    beds: Labels,
    on: date,
) -> list[DeclaredStay]:
    """One row for a guest; two where a move cuts the stay at this night."""
    if stay is None:
        return [_new(guest, location, night)]
    if _is_another_time(stay, night, on):
        return [_new(guest, location, night, until=night + _NIGHT)]
    known = _as_known(guest, location, stay, rooms, beds)
    wanted = _as_wanted(known, guest, night)
    moved = (known.room, known.bed) != (wanted.room, wanted.bed)
    if moved and stay.arrival < night and guest.arrival is None:
        before = known._replace(
            departure=night, expected_departure=None, status="", brp_municipality=""
        )
        return [before, wanted._replace(line=known.line + 1, arrival=night)]
    return [wanted]


def _is_another_time(stay: Stay, night: date, on: date) -> bool:
    """Whether a guest went and came back between this night and that stay.

    A stay that is only expected is brought forward. One that began already is left
    alone: nobody said that the guest slept here in the nights between.
    """
    return night + _NIGHT < stay.arrival <= on


def _new(
    guest: GuestTonight, location: Location, night: date, until: date | None = None
) -> DeclaredStay:
    return DeclaredStay(
        line=2 * guest.line,
        location_id=location.pk,
        reference=guest.reference,
        identity=guest.identity,
        arrival=guest.arrival or night,
        departure=guest.departure or until,
        room=guest.room or "",
        bed=guest.bed or "",
        status=guest.status,
        brp_municipality=guest.brp_municipality,
        registered_since=guest.registered_since,
        work_municipality=guest.work_municipality,
    )


def _as_known(
    guest: GuestTonight, location: Location, stay: Stay, rooms: Labels, beds: Labels
) -> DeclaredStay:
    return DeclaredStay(
        line=2 * guest.line,
        location_id=location.pk,
        reference=guest.reference,
        identity=guest.identity,
        arrival=stay.arrival,
        departure=stay.departure,
        expected_departure=stay.expected_departure,
        room=rooms.get(stay.room_id, ""),
        bed=beds.get(stay.bed_id, ""),
        work_municipality=stay.work_municipality,
    )


def _as_wanted(known: DeclaredStay, guest: GuestTonight, night: date) -> DeclaredStay:
    """The known stay with what the list says of it; a later one is brought forward."""
    departure = guest.departure or known.departure
    room = known.room if guest.room is None else guest.room
    bed = known.bed if guest.bed is None else guest.bed
    if guest.room not in (None, known.room) and guest.bed is None:
        bed = ""
    return known._replace(
        arrival=guest.arrival or min(known.arrival, night),
        departure=departure,
        expected_departure=None if departure else known.expected_departure,
        room=room,
        bed=bed,
        status=guest.status,
        brp_municipality=guest.brp_municipality,
        registered_since=guest.registered_since,
        work_municipality=guest.work_municipality or known.work_municipality,
    )


def _told_once(declared: Declared, guests: int) -> Declared:
    """Speak of the lines of the list again: a move took two rows for one guest."""
    return replace(
        declared,
        rows=guests,
        errors=[_of_list(each) for each in declared.errors],
        corrections=[replace(c, line=c.line // 2) for c in declared.corrections],
    )


def _of_list(error: RowError) -> RowError:
    """An error with the lines of the list, in its place and in its sentence."""
    params = dict(error.message.params)
    other = params.get("other")
    if isinstance(other, int):
        params["other"] = other // 2
    message = Text(error.message.msgid, params)
    return replace(error, line=error.line // 2, message=message)


@action
def confirm_night(
    *,
    by: Actor,
    location: Location,
    night: date,
    on: date,
    channel: Declaration.Channel,
) -> NightConfirmation:
    """Say that the list of a night is complete as it stands.

    Saying so again for the same number of guests adds nothing.

    Raises:
        Invalid: the night is yet to come, or the location was not open in it.
        NotAllowed: this person does not declare for this provider.
        RoomClosed: the register is not in use here.
    """
    check_may(by, DECLARE, provider=location.provider_id)
    require_room(location.municipality_id, ROOM, on, retention=True)
    _check_night(location, night, on)
    guests = Stay.objects.filter(
        location=location, arrival__lte=night, ends__gt=night
    ).count()
    known = (
        NightConfirmation.objects.filter(location=location, night=night)
        .order_by("-id")
        .first()
    )
    if known is not None and known.guests == guests:
        return known
    made = NightConfirmation.objects.create(
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        location=location,
        night=night,
        guests=guests,
        channel=channel,
        confirmed_by_id=by.user_id,
    )
    record_event(
        by=by,
        action="nights.confirm_night",
        object=f"location {location.pk}",
        municipality=location.municipality_id,
        provider=location.provider_id,
        detail={"night": night.isoformat(), "guests": guests},
    )
    announce(
        "nights.night_confirmed",
        {
            "location": location.pk,
            "municipality": location.municipality_id,
            "provider": location.provider_id,
        },
    )
    return made
