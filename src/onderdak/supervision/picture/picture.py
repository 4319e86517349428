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
from onderdak.foundation.places.contract import Address
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import NotAllowed, NotFound
from onderdak.kernel.text import text
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
    KINDS,
    SOURCES,
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
_DELIVERED: Final = """
    SELECT DISTINCT unnest(sources) FROM picture_delivery
    WHERE municipality_id = %s AND state = 'recorded'
"""


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
    delivered = _delivered(look.municipality)
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
    for row in rows:
        found[row.source].append(_known(row))
    return found


def _known(row: Signal) -> Known:
    kind = KINDS[row.source, row.kind]
    euros = kind.value is ValueKind.EUROS
    replaced = timezone.localdate(row.replaced_at) if row.replaced_at else None
    return Known(
        source=row.source,
        what=text(kind.title),
        value=Euros(row.value) if euros else row.value,
        on=row.on_date,
        ground=row.ground,
        reference=row.source_reference,
        level=row.match_level,
        weight=row.match_weight,
        replaced_on=replaced,
    )


def _delivered(municipality: str) -> frozenset[str]:
    with connection.cursor() as cursor:
        cursor.execute(_DELIVERED, [municipality])
        return frozenset(key for (key,) in cursor.fetchall())


def _section(
    look: Look,
    source: Source,
    signals: Mapping[str, list[Known]],
    delivered: frozenset[str],
) -> Section:
    room = _ROOM_OF.get(source.key)
    if room and room not in look.rooms:
        return Section(source, State.NOT_CONNECTED)
    if source.key == "nights" and from_rooms.nights_ground(look) is None:
        because = text("No by-law here gives the ground to show nights at an address.")
        return Section(source, State.NO_GROUND_HERE, because=because)
    load = _FROM_ROOMS.get(source.key)
    known = [*(load(look) if load else ()), *signals.get(source.key, ())]
    if known:
        return Section(source, State.KNOWN, known)
    absent = source.by_file and source.key not in delivered
    return Section(source, State.NOT_CONNECTED if absent else State.NOTHING)


def _hint(look: Look, registered: Sequence[Known]) -> OccupancyHint | None:
    """The latest count of registrations beside what the floor area allows (M04)."""
    latest = next((one for one in registered if one.replaced_on is None), None)
    if latest is None or latest.on is None or not isinstance(latest.value, int):
        return None
    per_person = rulebook().value(AREA_PER_PERSON, look.on, look.municipality)
    return occupancy_hint(
        registrations=latest.value,
        on=latest.on,
        dwellings=[(each.uses, each.floor_area) for each in look.objects],
        per_person=per_person.whole(),
        article=per_person.article,
        version=per_person.version,
    )


def _explained(look: Look) -> list[Explained]:
    rows = ExplainedRow.objects.filter(
        municipality_id=look.municipality, address=look.address
    ).order_by("-pk")
    return [
        Explained(Explanation(row.explanation), row.registrations, row.on_date)
        for row in rows
    ]
