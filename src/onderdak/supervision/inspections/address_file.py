"""What a visit needs to know of its address, with where it comes from and its day.

It is put together for supervision alone, from the picture of the address, the quality
file of what is housed there, and earlier visits. Nothing in it is about who lives
there: no name, no guest, no registration of a person; of a report only that there is.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.formats import number_format

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    in_language,
)
from onderdak.housing.quality.contract import files_of
from onderdak.kernel.errors import RoomClosed
from onderdak.kernel.text import Text, text
from onderdak.register.nights.contract import Location
from onderdak.supervision.inspections.domain.kinds import Kind
from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.models import Visit
from onderdak.supervision.inspections.moving import record
from onderdak.supervision.picture.contract import (
    Euros,
    Known,
    Picture,
    Purpose,
    Section,
    View,
    look_at,
)

# Money, companies, tips and nights are weighed at the desk; the door needs none of it.
_NEEDED: Final = frozenset(
    {
        *("bag", "parties", "landlords", "permits", "locations", "certificates"),
        *("quality", "inspections", "reports", "brp", "vacancy"),
    }
)
# An address check asks who is registered where: of the rest it needs the building only.
_LESS: Final = frozenset({"bag", "brp", "locations"})
_COUNTED: Final = "brp"
_MOST_EARLIER: Final = 10


@action
def address_file(*, by: Actor, visit: Visit, on: date) -> dict[str, object]:
    """Put together what this visit needs of its address, and log that somebody looked.

    Returns:
        JSON-ready, in the language in force: `address`, `on`, `sections` (each with
        `source`, `name`, `ground`, `handed_in` and `known`: what, value, on, until),
        `locations` (each with `id`, `facts` as a facts file and `known`: path, place,
        value, source, on), and `earlier` (number, kind, day, state).

    Raises:
        NotAllowed: this person does no visits here.
    """
    check_may(by, DO_VISITS, municipality=visit.municipality_id)
    record(by, visit, "read_address_file", number=visit.number)
    return {
        "visit": visit.number,
        "address": visit.address.in_full,
        "on": on.isoformat(),
        "sections": _sections(by, visit, on),
        "locations": _locations(by, visit, on),
        "earlier": _earlier(visit),
    }


def _sections(by: Actor, visit: Visit, on: date) -> list[dict[str, object]]:
    """What sources say of the address; the look itself is written down there too."""
    try:
        picture = look_at(
            by=by,
            address=visit.address_id,
            purpose=Purpose.SUPERVISION,
            on=on,
            how=View.How.FILE,
        )
    except RoomClosed:
        return []
    return list(_said(picture, visit))


def _said(picture: Picture, visit: Visit) -> Iterable[dict[str, object]]:
    for section in picture.sections:
        if not section.known or not _needed(section.source.key, visit):
            continue
        yield {
            "source": section.source.key,
            "name": in_language(text(section.source.title)),
            "ground": in_language(text(section.source.ground)),
            "handed_in": _iso(section.handed_in),
            "known": [_line(one) for one in _told(section)],
        }


def _told(section: Section) -> list[Known]:
    """What holds now; of counts only the last one, not how they went."""
    holds = [one for one in section.known if not one.replaced_on]
    return holds[:1] if section.source.key == _COUNTED else holds


def _needed(source: str, visit: Visit) -> bool:
    return source in (_LESS if visit.kind == Kind.ADDRESS_CHECK else _NEEDED)


def _line(one: Known) -> dict[str, object]:
    return {
        "what": in_language(one.what),
        "value": _value(one.value),
        "on": _iso(one.on),
        "until": _iso(one.until),
    }


def _value(value: int | str | Text | Euros | None) -> int | str | None:
    if isinstance(value, Text):
        return in_language(value)
    if isinstance(value, Euros):
        return number_format(value.cents / 100, 2)
    return value


def _locations(by: Actor, visit: Visit, on: date) -> list[dict[str, object]]:
    """What is known of the quality of what a provider houses here."""
    if visit.kind == Kind.ADDRESS_CHECK:
        return []
    here = Location.objects.filter(
        Q(address_id=visit.address_id) | Q(unit__address_id=visit.address_id),
        municipality_id=visit.municipality_id,
    )
    found = list(here.distinct().select_related("provider", "address").order_by("id"))
    if not found:
        return []
    return [
        {
            "id": one.location.pk,
            "facts": one.as_file,
            "known": [
                {
                    "path": each.counts.path,
                    "place": each.counts.place,
                    "value": str(each.counts.value),
                    "source": each.counts.source.value,
                    "on": _iso(each.counts.observed_on),
                }
                for each in one.known
            ],
        }
        for one in files_of(by=by, locations=found, on=on)
    ]


def _earlier(visit: Visit) -> list[dict[str, object]]:
    rows = Visit.objects.filter(
        municipality_id=visit.municipality_id, address_id=visit.address_id
    ).exclude(pk=visit.pk)
    return [
        {
            "number": one.number,
            "kind": one.kind,
            "day": one.day.isoformat(),
            "state": one.state,
        }
        for one in rows.order_by("-day", "-id")[:_MOST_EARLIER]
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
