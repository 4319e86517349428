"""A provider's own copy of the register, in the form that the file's door reads back.

Every name in it is opened on the ground 'own entry': who, when and of which guest
stands in the log, one line for each guest, written in one statement.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    municipality_names,
    record_event,
)
from onderdak.foundation.privacy.contract import (
    Ground,
    Identity,
    KeyVersions,
    Sealed,
    SealedGuest,
    open_identities,
)
from onderdak.kernel.ranges import add_months
from onderdak.register.nights.domain.permissions import TAKE_COPY
from onderdak.register.nights.files import list_xlsx
from onderdak.register.nights.models import GuestIdentity, Location

# The statement in force at the end of a stay is the one that its row said last.
_STAYS = """
    SELECT s.guest_id, g.reference, s.arrival, s.departure, s.expected_departure,
           coalesce(r.label, ''), coalesce(b.label, ''), coalesce(t.status, ''),
           coalesce(t.brp_municipality, ''), t.valid_from
    FROM nights_stay s
    JOIN nights_guest g ON g.id = s.guest_id
    LEFT JOIN nights_room r ON r.id = s.room_id
    LEFT JOIN nights_bed b ON b.id = s.bed_id
    LEFT JOIN LATERAL (
        SELECT status, brp_municipality, valid_from
        FROM nights_registrationstatement t
        WHERE t.guest_id = s.guest_id AND t.municipality_id = s.municipality_id
          AND t.valid_from < s.ends
        ORDER BY t.valid_from DESC LIMIT 1
    ) t ON true
    WHERE s.location_id = %s AND s.provider_id = %s
    ORDER BY s.arrival, g.reference, s.id
"""
_STATUS = {"none": "nee", "rni": "RNI", "brp": "ja", "": ""}
_DOCUMENTS = {
    "passport": "paspoort",
    "identity_card": "ID-kaart",
    "residence_permit": "verblijfsvergunning",
    "driving_licence": "rijbewijs",
    "other": "anders",
}


@action
def take_own_copy(*, by: Actor, location: Location) -> bytes:
    """All stays of a provider's own location with their names, as a workbook.

    Handed in again at the same location it changes nothing. Statements on registration
    that were replaced since are not in it.

    Ground: art. 438 Sr, the provider keeps the register.

    Raises:
        NotAllowed: only a manager of this provider takes a copy.
    """
    check_may(by, TAKE_COPY, provider=location.provider_id)
    stays = _stays(location)
    names = _names(by, location, sorted({row[0] for row in stays}))
    record_event(
        by=by,
        action="nights.take_own_copy",
        object=f"location {location.pk}",
        municipality=location.municipality_id,
        provider=location.provider_id,
        detail={"stays": len(stays), "guests": len(names)},
    )
    towns = municipality_names()
    return list_xlsx(_row(row, names.get(row[0]), towns) for row in stays)


def _stays(location: Location) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_STAYS, [location.pk, location.provider_id])
        return list(cursor.fetchall())


def _names(by: Actor, location: Location, guests: list[int]) -> dict[int, Identity]:
    rows = GuestIdentity.objects.filter(
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        guest_id__in=guests,
    )
    return open_identities(
        by=by,
        ground=Ground.OWN_ENTRY,
        case="",
        sealed=[
            SealedGuest(
                row.guest_id,
                Sealed(
                    bytes(row.sealed),
                    bytes(row.key_for_provider),
                    bytes(row.key_for_municipality),
                ),
                KeyVersions(row.provider_key_version, row.municipality_key_version),
            )
            for row in rows
        ],
        municipality=location.municipality_id,
        provider=location.provider_id,
    )


def _row(
    row: tuple[Any, ...], identity: Identity | None, towns: Mapping[str, str]
) -> dict[str, str]:
    """A stay in the words of the template; a made-up reference is left out."""
    reference, arrival, departure, expected, room, bed, status, brp, since = row[1:]
    return {
        "reference": "" if reference.startswith("~") else reference,
        "name": identity.name if identity else "",
        "residence": identity.residence if identity else "",
        "document_kind": _DOCUMENTS.get(identity.document_kind, "anders")
        if identity
        else "",
        "arrival": _day(arrival),
        "departure": _day(departure),
        "expected_departure": _day(expected),
        "room": room,
        "bed": bed,
        "registration": _STATUS[status],
        "brp_municipality": towns.get(brp, brp),
        "registered_since": _day(since) if status == "brp" else "",
    }


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


@dataclass(frozen=True, slots=True)
class SoonGone:
    """Stays of a provider in a municipality that reach the end of their term soon."""

    municipality: str
    stays: int
    first: date


_SOON = """
    SELECT l.municipality_id, t.months, count(*), min(s.departure)
    FROM nights_location l
    JOIN LATERAL (
        SELECT r.months FROM privacy_retentionterm r
        WHERE r.municipality_id = l.municipality_id AND r.room = 'nights'
          AND r.since <= %(on)s
        ORDER BY r.since DESC LIMIT 1
    ) t ON true
    JOIN nights_stay s ON s.location_id = l.id
        AND s.ends <= (%(until)s - make_interval(months => t.months))::date + 4
        AND nights_is_past(s.departure, s.location_id, t.months, %(until)s, '{}')
    WHERE l.provider_id = %(provider)s
    GROUP BY l.municipality_id, t.months ORDER BY l.municipality_id
"""


def soon_gone(*, by: Actor, provider: int, on: date, days: int) -> list[SoonGone]:
    """How many of a provider's stays go within some days, and from which day on.

    Raises:
        NotAllowed: only a manager of this provider takes a copy.
    """
    check_may(by, TAKE_COPY, provider=provider)
    until = date.fromordinal(on.toordinal() + days)
    with connection.cursor() as cursor:
        cursor.execute(_SOON, {"on": on, "until": until, "provider": provider})
        return [
            SoonGone(town, stays, max(add_months(departure, months), on))
            for town, months, stays, departure in cursor.fetchall()
        ]
