"""The picture of an address: looked at for a purpose, put together, and logged."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.db import connection
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    check_may,
    rulebook,
)
from onderdak.foundation.parties.contract import PartAtAddress
from onderdak.foundation.places.contract import Address, RegisterLoad
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import NotAllowed, NotFound
from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import Text, text
from onderdak.supervision.picture import from_rooms
from onderdak.supervision.picture.deliveries import ROOM, roles_in
from onderdak.supervision.picture.domain.known import (
    Euros,
    Explained,
    Known,
    Picture,
    Section,
    State,
)
from onderdak.supervision.picture.domain.permissions import SEE_PICTURE
from onderdak.supervision.picture.domain.prompts import OccupancyHint, occupancy_hint
from onderdak.supervision.picture.domain.signals import Explanation
from onderdak.supervision.picture.domain.sources import (
    BY_KEY,
    KINDS,
    RULES,
    SOURCES,
    Kind,
    Purpose,
    Source,
    ValueKind,
    open_to,
    purposes_of,
)
from onderdak.supervision.picture.look import Look
from onderdak.supervision.picture.models import Explained as ExplainedRow
from onderdak.supervision.picture.models import Signal, View
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.reports import reports

AREA_PER_PERSON: Final = "housing.floor_area_per_person"
_ABSENT: Final = State.NOT_CONNECTED
# A signal that was about another address, or without ground, says nothing of this one.
_NOT_OF_HERE: Final = (Signal.Because.TAKEN_BACK, Signal.Because.MOVED)
Loader = Callable[[Look], Iterable[Known]]
_FROM_ROOMS: Final[Mapping[str, Loader]] = {
    "bag": from_rooms.buildings,
    "parties": from_rooms.parties,
    "locations": from_rooms.locations,
    "nights": from_rooms.nights,
    "duty": from_rooms.duty,
    "certificates": from_rooms.certificates,
    "quality": from_rooms.quality,
    "reports": reports,
    "permits": from_rooms.permits,
}
# Sources whose room a municipality may not use; the others are always there.
_ROOM_OF: Final = {
    "locations": "nights",
    "nights": "nights",
    "duty": "duty",
    "certificates": "nights",
    "quality": "nights",
    "reports": "desk",
}
# Without a room, a source of which nothing ever came is not connected.
_DELIVERED: Final = """
    SELECT source, max(settled_at) FROM picture_delivery, unnest(sources) AS source
    WHERE municipality_id = %s AND state = 'recorded'
      AND (settled_at AT TIME ZONE 'Europe/Amsterdam')::date <= %s
    GROUP BY source
"""
COUNT_MONTHS: Final = "picture.count_months"


def address_for(*, by: Actor, address: int, on: date) -> Address:
    """An address of one's own municipality, to look at.

    Raises:
        NotFound: there is none with this number here.
        NotAllowed, RoomClosed: this person does not look at addresses here.
    """
    found = (
        Address.objects.filter(pk=address, municipality__in=by.municipalities)
        .select_related("neighbourhood")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such address here."))
    check_may(by, SEE_PICTURE, municipality=found.municipality_id)
    require_room(found.municipality_id, ROOM, on)
    return found


def purposes_here(by: Actor, municipality: str) -> tuple[Purpose, ...]:
    """For what somebody may look at addresses here, the usual one first."""
    return purposes_of(roles_in(by, municipality))


def look_at(
    *, by: Actor, address: int, purpose: Purpose | None, on: date, how: View.How
) -> Picture:
    """See what is known of an address, and have that written down.

    Only sources that this purpose may see, for a role that has it, are read at all.

    Args:
        purpose: for what somebody looks; without one what is usual for the role.
        how: through which door.

    Raises:
        NotAllowed: the person's role does not look for this purpose.
        NotFound, RoomClosed: there is no such address, or no such room here.
    """
    found = address_for(by=by, address=address, on=on)
    wanted = _checked(by, found.municipality_id, purpose)
    opened = open_to(roles_in(by, found.municipality_id), wanted)
    look = Look(by, found, wanted, on)
    with looking_for(wanted):
        View.objects.create(
            municipality_id=look.municipality,
            address=found,
            user_id=by.user_id,
            purpose=wanted.value,
            kinds=[source.key for source in opened],
            how=how,
        )
        return _put_together(look, opened)


def _checked(by: Actor, municipality: str, purpose: Purpose | None) -> Purpose:
    possible = purposes_here(by, municipality)
    wanted = purpose or possible[0]
    if wanted not in possible:
        raise NotAllowed(
            text("Your role does not look at addresses for this purpose."),
            next_step=text("Look for the purpose of your own task."),
        )
    return wanted


def _put_together(look: Look, opened: Sequence[Source]) -> Picture:
    signals = _signals_of(look, [one.key for one in opened if one.by_file])
    delivered = _delivered(look)
    sections = [_section(look, one, signals, delivered) for one in opened]
    hint = _hint(look, signals.get("brp", ())) if _weighs(opened) else None
    return Picture(
        address=look.address.pk,
        in_full=look.address.in_full,
        municipality=look.municipality,
        on=look.on,
        purpose=look.purpose,
        sections=sections,
        closed=[source for source in SOURCES if source not in opened],
        hint=hint,
        explained=_explained(look) if hint else (),
    )


def _weighs(opened: Sequence[Source]) -> bool:
    return {"bag", "brp"} <= {source.key for source in opened}


def _signals_of(look: Look, sources: list[str]) -> Mapping[str, list[Known]]:
    rows = Signal.objects.filter(
        municipality_id=look.municipality,
        address=look.address,
        source__in=sources,
        on_date__lte=look.on,
    ).order_by("-on_date", "-pk")
    found: dict[str, list[Known]] = defaultdict(list)
    for row in rows.exclude(replaced_because__in=_NOT_OF_HERE):
        found[row.source].append(_known(row, look.on))
    return found


def _known(row: Signal, on: date) -> Known:
    kind = KINDS[row.source, row.kind]
    replaced = timezone.localdate(row.replaced_at) if row.replaced_at else None
    ground = BY_KEY[row.source].ground
    return Known(
        source=row.source,
        what=text(kind.title),
        value=_value(row, kind),
        on=row.on_date,
        ground=ground,
        beside=row.ground if row.ground != ground else "",
        reference=row.source_reference,
        level=row.match_level,
        weight=row.match_weight,
        # What was replaced later still held on the day of the look.
        replaced_on=replaced if replaced and replaced <= on else None,
        no_longer=row.replaced_because == Signal.Because.NO_LONGER,
        until=row.until,
        part_of=row.part_of,
        condition=row.condition,
        signal=None if row.replaced_at else row.pk,
    )


def _value(row: Signal, kind: Kind) -> int | str | Text | Euros:
    if kind.value is ValueKind.EUROS:
        return Euros(row.value)
    rule = RULES.get((row.source, row.kind, row.value))
    return text(rule.title) if rule else row.value


def _delivered(look: Look) -> Mapping[str, date]:
    """When each source was last handed in; of the BAG, of which day it is."""
    with connection.cursor() as cursor:
        cursor.execute(_DELIVERED, [look.municipality, look.on])
        found = {key: timezone.localdate(at) for key, at in cursor.fetchall()}
    loaded = (
        RegisterLoad.objects.filter(
            municipality_id=look.municipality, register="bag", as_of__lte=look.on
        )
        .order_by("-as_of")
        .values_list("as_of", flat=True)
        .first()
    )
    return {**found, **({"bag": loaded} if loaded else {})}


def _section(
    look: Look,
    source: Source,
    signals: Mapping[str, list[Known]],
    delivered: Mapping[str, date],
) -> Section:
    room = _ROOM_OF.get(source.key)
    no_room = bool(room) and room not in look.rooms
    if no_room and not source.by_file:
        return Section(source, State.NOT_CONNECTED)
    if source.key == "nights" and from_rooms.nights_ground(look) is None:
        because = text("No by-law here gives the ground to show nights at an address.")
        return Section(source, State.NO_GROUND_HERE, because=because)
    load = None if no_room else _FROM_ROOMS.get(source.key)
    known = [*(load(look) if load else ()), *signals.get(source.key, ())]
    handed_in = delivered.get(source.key)
    if known:
        return Section(source, State.KNOWN, known, handed_in=handed_in)
    state = State.NOTHING if _is_connected(look, source, handed_in) else _ABSENT
    return Section(source, state, handed_in=handed_in)


def _is_connected(look: Look, source: Source, handed_in: date | None) -> bool:
    """Whether silence says something: nothing known, and not never asked.

    What was handed in so long ago that all of it is past its term says no more.
    """
    if source.key == "bag":
        return handed_in is not None
    if handed_in and (
        not source.months or add_months(handed_in, source.months) > look.on
    ):
        return True
    if source.key == "parties":
        return PartAtAddress.objects.filter(municipality_id=look.municipality).exists()
    room = _ROOM_OF.get(source.key)
    return bool(room) and room in look.rooms


def _hint(look: Look, registered: Sequence[Known]) -> OccupancyHint | None:
    """The latest count of registrations beside what the floor area allows (M04)."""
    latest = next((one for one in registered if one.replaced_on is None), None)
    if latest is None or latest.on is None or not isinstance(latest.value, int):
        return None
    per_person = rulebook().value(AREA_PER_PERSON, look.on, look.municipality)
    return occupancy_hint(
        registrations=latest.value,
        on=latest.on,
        too_old=latest.on < oldest_count(look.municipality, look.on),
        dwellings=look.dwellings,
        per_person=per_person.whole(),
        article=per_person.article,
        version=per_person.version,
    )


def oldest_count(municipality: str, on: date) -> date:
    """From which day on a count of registrations still says something of today."""
    months = rulebook().value(COUNT_MONTHS, on, municipality).whole()
    return add_months(on, -months)


def prompt_now(*, by: Actor, address: Address, on: date) -> OccupancyHint | None:
    """The registrations of an address beside its floor area, as they stand now.

    None for somebody who may not weigh them. Called by what writes down why.
    """
    purpose = purpose_to_weigh(by, address.municipality_id)
    if purpose is None:
        return None
    look = Look(by, address, purpose, on)
    with looking_for(purpose):
        return _hint(look, _signals_of(look, ["brp"]).get("brp", ()))


def purpose_to_weigh(by: Actor, municipality: str) -> Purpose | None:
    """For what this person may weigh registrations; None where that is for nothing."""
    roles = roles_in(by, municipality)
    possible = purposes_here(by, municipality)
    return next((one for one in possible if _weighs(open_to(roles, one))), None)


def _explained(look: Look) -> list[Explained]:
    rows = ExplainedRow.objects.filter(
        municipality_id=look.municipality, address=look.address
    ).order_by("-pk")
    return [
        Explained(Explanation(row.explanation), row.registrations, row.on_date)
        for row in rows
    ]
