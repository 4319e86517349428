"""Changes of duty: an address investigation begins and ends, and a look into people."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
    rulebook,
)
from onderdak.foundation.places.contract import Address
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.kernel.text import text
from onderdak.register.duty.domain.permissions import INVESTIGATE
from onderdak.register.duty.domain.registration import terms_on
from onderdak.register.duty.models import AddressInvestigation, InvestigatedAddress
from onderdak.register.duty.queries import (
    ROOM,
    PersonInDuty,
    people_at,
    person_as_dict,
)


@action
def open_investigation(
    *,
    by: Actor,
    municipality: str,
    reference: str,
    ground: str,
    address_ids: Sequence[int],
    started_on: date,
) -> AddressInvestigation:
    """Begin an address investigation over certain addresses (art. 2.37d Wet BRP).

    Raises:
        NotAllowed: the actor does not keep this municipality's BRP.
        Invalid: reference, ground or addresses are missing or unknown.
        Conflict: the reference is in use.
    """
    check_may(by, INVESTIGATE, municipality=municipality)
    require_room(municipality, ROOM, started_on)
    reference, ground = _filled(reference, 60), _filled(ground, 300)
    addresses = _addresses(municipality, address_ids)
    opened = _opened(municipality, reference, ground, started_on)
    InvestigatedAddress.objects.bulk_create(
        InvestigatedAddress(
            investigation=opened, address_id=address, municipality_id=municipality
        )
        for address in addresses
    )
    record_event(
        by=by,
        action="duty.open_investigation",
        object=f"investigation {reference}",
        municipality=municipality,
        detail={"ground": ground, "addresses": len(addresses)},
    )
    return opened


@action
def close_investigation(
    *, by: Actor, municipality: str, reference: str, ended_on: date
) -> None:
    """End an address investigation; from the next day on it shows nobody.

    Raises:
        NotAllowed: the actor does not keep this municipality's BRP.
        NotFound: there is no such investigation here.
        Conflict: it has ended already.
        Invalid: it would end before it began.
    """
    check_may(by, INVESTIGATE, municipality=municipality)
    found = _investigation(municipality, reference, for_update=True)
    if found.ended_on is not None:
        raise Conflict(
            text(
                "Investigation %(reference)s ended on %(day)s already.",
                reference=reference,
                day=found.ended_on,
            )
        )
    if ended_on < found.started_on:
        raise Invalid(
            text("An investigation cannot end before it began."),
            why=text("It began on %(day)s.", day=found.started_on),
        )
    found.ended_on = ended_on
    found.save(update_fields=["ended_on"])
    record_event(
        by=by,
        action="duty.close_investigation",
        object=f"investigation {reference}",
        municipality=municipality,
        detail={"ended_on": ended_on.isoformat()},
    )


@action
def look_into_people(
    *, by: Actor, municipality: str, investigation: str, on: date
) -> list[dict[str, Any]]:
    """The persons in duty at addresses under investigation; the look itself is logged.

    Somebody is known by a pseudonym that differs for each investigation.

    Source: art. 4.2 Wet BRP; art. 5:13 and 5:16 Awb.

    Args:
        investigation: its reference.

    Raises:
        NotAllowed: the actor does not keep the BRP, or nothing is investigated then.
        NotFound: there is no such investigation here.
        RoomClosed: the municipality does not use this room.
    """
    check_may(by, INVESTIGATE, municipality=municipality)
    require_room(municipality, ROOM, on)
    running = _investigation(municipality, investigation)
    _check_running(running, on)
    covered = running.investigatedaddress_set.values_list("address_id", flat=True)
    people = people_at(municipality, list(covered), on)
    record_event(
        by=by,
        action="duty.look_into_people",
        object=f"investigation {running.reference}",
        municipality=municipality,
        detail={"on": on.isoformat(), "people": len(people), "ground": running.ground},
    )
    terms = terms_on(rulebook(), on, municipality)
    return [
        {"key": _pseudonym(person, running)} | person_as_dict(person, terms)
        for person in people
    ]


def _pseudonym(person: PersonInDuty, investigation: AddressInvestigation) -> str:
    bound = person.match_hash + investigation.reference.encode()
    return sha256(bound).hexdigest()[:16]


def _filled(words: str, most: int) -> str:
    filled = words.strip()
    if not filled or len(filled) > most:
        raise Invalid(
            text("An investigation has a reference and a ground."),
            why=text("One of them is empty or longer than %(most)s signs.", most=most),
        )
    return filled


def _addresses(municipality: str, address_ids: Sequence[int]) -> list[int]:
    wanted = set(address_ids)
    here = Address.objects.filter(municipality_id=municipality, pk__in=wanted)
    known = set(here.values_list("pk", flat=True))
    if not wanted or wanted - known:
        raise Invalid(
            text("An investigation covers addresses of the municipality."),
            why=text(
                "Not found here: %(ids)s.",
                ids=", ".join(map(str, sorted(wanted - known))) or "–",
            ),
        )
    return sorted(wanted)


def _opened(
    municipality: str, reference: str, ground: str, started_on: date
) -> AddressInvestigation:
    opened, is_new = AddressInvestigation.objects.get_or_create(
        municipality_id=municipality,
        reference=reference,
        defaults={"ground": ground, "started_on": started_on},
    )
    if not is_new:
        raise Conflict(
            text(
                "An investigation %(reference)s is there already.", reference=reference
            )
        )
    return opened


def _investigation(
    municipality: str, reference: str, *, for_update: bool = False
) -> AddressInvestigation:
    those = AddressInvestigation.objects.filter(
        municipality_id=municipality, reference=reference
    )
    found = (those.select_for_update() if for_update else those).first()
    if found is None:
        raise NotFound(
            text(
                "There is no investigation %(reference)s in %(municipality)s.",
                reference=reference,
                municipality=municipality,
            )
        )
    return found


def _check_running(found: AddressInvestigation, on: date) -> None:
    ended = found.ended_on is not None and found.ended_on < on
    if on < found.started_on or ended:
        raise NotAllowed(
            text(
                "Investigation %(reference)s is not running on %(day)s.",
                reference=found.reference,
                day=on,
            ),
            why=text(
                "Persons are seen within a running address investigation only"
                " (art. 4.2 Wet BRP)."
            ),
        )
