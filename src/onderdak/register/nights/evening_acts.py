"""What each tap of an evening changes: rows for the one validator."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onderdak.foundation.identity.contract import Actor
from onderdak.foundation.privacy.contract import Identity, Sealer
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import text
from onderdak.register.nights.actions import declare_stays
from onderdak.register.nights.domain.declared import DeclaredStay
from onderdak.register.nights.domain.evening import Act, Slept, Tapped, moved
from onderdak.register.nights.evening_list import before, night_after, slept, stay_of
from onderdak.register.nights.full_house import confirm_night
from onderdak.register.nights.models import (
    Declaration,
    Guest,
    GuestIdentity,
    Location,
    Stay,
    SupersededStay,
    Tap,
)


@dataclass(frozen=True, slots=True)
class Evening:
    """Who taps, where, and on which day."""

    by: Actor
    location: Location
    on: date


@dataclass(frozen=True, slots=True)
class Done:
    """What a tap changed."""

    guest: int | None = None
    declaration: int | None = None
    takes_back: int | None = None


def _declare(
    evening: Evening,
    rows: Sequence[DeclaredStay],
    *,
    complete: DateRange | None = None,
) -> int | None:
    """Through the one validator: one bad row, and the tap is refused."""
    declared = declare_stays(
        by=evening.by,
        location=evening.location,
        rows=rows,
        on=evening.on,
        channel=Declaration.Channel.PAGE,
        complete=complete,
    )
    if declared.refused:
        raise Invalid(declared.errors[0].message)
    return declared.declaration


def _withdraw(evening: Evening, stay: Slept) -> int | None:
    """A stay without a night: everyone else of that night is declared as they are."""
    night = stay.arrival
    others = [
        one.declared(evening.location.pk, line)
        for line, one in enumerate(slept(evening.location, night), start=1)
        if one.guest != stay.guest and (one.departure is None or one.departure > night)
    ]
    only = DateRange(night, night_after(night))
    return _declare(evening, others, complete=only)


def _there(evening: Evening, tapped: Tapped) -> Slept:
    found = stay_of(evening.location, tapped.guest or 0, tapped.night)
    if found is None:
        raise NotFound(
            text("This guest is not on the list of this night."),
            next_step=text("Look at the list again; someone else may have changed it."),
        )
    return found


def _sleeping(evening: Evening, tapped: Tapped) -> Slept:
    found = _there(evening, tapped)
    if found.departure is not None and found.departure <= tapped.night:
        raise Conflict(text("This guest has left already."))
    return found


def _confirm(evening: Evening, tapped: Tapped) -> Done:
    confirm_night(
        by=evening.by,
        location=evening.location,
        night=tapped.night,
        on=evening.on,
        channel=Declaration.Channel.PAGE,
    )
    return Done()


def _leave(evening: Evening, tapped: Tapped) -> Done:
    stay = _sleeping(evening, tapped)
    if stay.arrival == tapped.night:
        return Done(stay.guest, _withdraw(evening, stay))
    row = stay.declared(evening.location.pk)
    gone = row._replace(departure=tapped.night, expected_departure=None)
    return Done(stay.guest, _declare(evening, [gone]))


def _stay(evening: Evening, tapped: Tapped) -> Done:
    stay = _there(evening, tapped)
    row = stay.declared(evening.location.pk)
    on = row._replace(departure=None, expected_departure=None)
    if on == row:
        return Done(stay.guest)
    return Done(stay.guest, _declare(evening, [on]))


def _move(evening: Evening, tapped: Tapped) -> Done:
    stay = _sleeping(evening, tapped)
    if not tapped.place.room and not tapped.place.bed:
        raise Invalid(text("Say to which room or bed the guest moved."))
    if tapped.place == stay.place:
        raise Invalid(text("The guest already sleeps in that bed."))
    rows = moved(stay, tapped.place, tapped.night, evening.location.pk)
    return Done(stay.guest, _declare(evening, rows))


def _arrive(evening: Evening, tapped: Tapped) -> Done:
    if tapped.identity is None or not all(map(str.strip, tapped.identity)):
        raise Invalid(
            text("State the name, the place of residence and the kind of document.")
        )
    reference = _reference(evening.location, tapped.identity, tapped.reference)
    announced = _announced(evening.location, reference, tapped.night)
    row = DeclaredStay(
        line=1,
        location_id=evening.location.pk,
        reference=reference,
        identity=tapped.identity,
        arrival=tapped.night,
        departure=announced.departure if announced else None,
        expected_departure=announced.expected_departure if announced else None,
        room=tapped.place.room,
        bed=tapped.place.bed,
        work_municipality=tapped.work_municipality,
    )
    declaration = _declare(evening, [row])
    guest = Guest.objects.get(
        provider_id=evening.location.provider_id, reference=reference
    )
    return Done(guest.pk, declaration)


def _reference(location: Location, identity: Identity, stated: str) -> str:
    """The provider's own reference, else the one that a file without any would get.

    Raises:
        Invalid: the reference is that of somebody else.
    """
    sealer = Sealer.load(
        provider=location.provider_id, municipality=location.municipality_id
    )
    fingerprint = sealer.fingerprint(identity)
    if not stated:
        return f"~{fingerprint.hex()[:16]}"
    known = GuestIdentity.objects.filter(
        guest__provider_id=location.provider_id,
        guest__reference=stated,
        municipality_id=location.municipality_id,
    ).first()
    if known is not None and bytes(known.fingerprint) != fingerprint:
        raise Invalid(
            text("Reference %(reference)s is that of another guest.", reference=stated),
            next_step=text("Give another reference, or leave it empty."),
        )
    return stated


def _announced(location: Location, reference: str, night: date) -> Stay | None:
    """A stay that was declared for later, and now begins sooner."""
    stay = (
        Stay.objects.filter(
            provider_id=location.provider_id,
            guest__reference=reference,
            location=location,
            ends__gt=night,
        )
        .order_by("arrival")
        .first()
    )
    if stay is not None and stay.arrival <= night:
        raise Conflict(text("This guest is on the list already."))
    return stay


def _take_back(evening: Evening, tapped: Tapped) -> Done:
    """How the guest stood before a tap, as the register keeps what was replaced."""
    last = _tap_to_take_back(evening, tapped)
    guest, declaration = last.guest_id or 0, last.declaration_id or 0
    _check_newest(last)
    rows = [
        one.declared(evening.location.pk, line)
        for line, one in enumerate(
            before(evening.location, declaration, guest), start=1
        )
    ]
    if rows:
        return Done(guest, _declare(evening, rows), last.pk)
    made = stay_of(evening.location, guest, last.night)
    if made is None:
        raise NotFound(text("There is nothing to take back."))
    return Done(guest, _withdraw(evening, made), last.pk)


def _tap_to_take_back(evening: Evening, tapped: Tapped) -> Tap:
    own = Tap.objects.filter(
        provider_id=evening.location.provider_id, location=evening.location
    )
    last = own.filter(key=tapped.takes_back).first() if tapped.takes_back else None
    if last is None or last.refused or last.declaration_id is None:
        raise NotFound(text("There is nothing to take back."))
    if Tap.objects.filter(takes_back_id=last.pk, refused=[]).exists():
        raise Conflict(text("This was taken back already."))
    return last


def _check_newest(last: Tap) -> None:
    """Nothing came after this tap about its guest, but for what was taken back too."""
    guest, declaration = last.guest_id or 0, last.declaration_id or 0
    later = set(
        Stay.objects.filter(guest_id=guest, declaration_id__gt=declaration).values_list(
            "declaration_id", flat=True
        )
    ) | set(
        SupersededStay.objects.filter(
            guest_id=guest, superseded_by__gt=declaration
        ).values_list("superseded_by", flat=True)
    )
    if later - _taken_back_after(last):
        raise Conflict(
            text("Something later was declared about this guest."),
            next_step=text("Take the later change back first."),
        )


def _taken_back_after(last: Tap) -> set[int | None]:
    """Declarations that together changed nothing: later taps, and their taking back."""
    undoing = list(
        Tap.objects.filter(
            provider_id=last.provider_id,
            guest_id=last.guest_id,
            takes_back_id__gt=last.pk,
            refused=[],
        )
    )
    undone = Tap.objects.filter(pk__in=[each.takes_back_id for each in undoing])
    return {each.declaration_id for each in (*undoing, *undone)}


def _void(_evening: Evening, _tapped: Tapped) -> Done:
    """A tap that was taken back before it was sent: its turn passes, nothing else."""
    return Done()


_ACTS: Mapping[Act, Callable[[Evening, Tapped], Done]] = {
    Act.CONFIRM: _confirm,
    Act.ARRIVE: _arrive,
    Act.LEAVE: _leave,
    Act.MOVE: _move,
    Act.STAY: _stay,
    Act.TAKE_BACK: _take_back,
    Act.VOID: _void,
}


def do(evening: Evening, tapped: Tapped) -> Done:
    """Do what a tap says; raises what the register refuses."""
    return _ACTS[tapped.act](evening, tapped)
