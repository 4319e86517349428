"""Checklists of a municipality, as they are read, and the one that is in use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import Actor, User, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.kinds import Kind as VisitKind
from onderdak.supervision.inspections.kits.domain.permissions import SEE_CHECKLISTS
from onderdak.supervision.inspections.kits.domain.shapes import Checklist as Asked
from onderdak.supervision.inspections.kits.domain.shapes import Kind
from onderdak.supervision.inspections.kits.domain.states import ChecklistState
from onderdak.supervision.inspections.kits.domain.written import digest_of
from onderdak.supervision.inspections.kits.own import fixed_sections
from onderdak.supervision.inspections.kits.publishing import checklist_of, published
from onderdak.supervision.inspections.kits.reading import kits
from onderdak.supervision.inspections.models import Checklist

ROOM: Final = "inspections"
SHIPPED: Final = "0"
"""The version of a checklist as it is shipped, which every town can work with."""
KIND_OF_VISIT: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        VisitKind.VISIT.value: Kind.FULL,
        VisitKind.REINSPECTION.value: Kind.FULL,
        VisitKind.INTEGRAL.value: Kind.SIMPLE,
        VisitKind.PARK.value: Kind.PARK,
        VisitKind.ADDRESS_CHECK.value: Kind.ADDRESS_CHECK,
    }
)


@dataclass(frozen=True, slots=True)
class ChecklistUsed:
    """What a visit copies when it begins."""

    key: str
    version: str
    digest: str
    body: Mapping[str, Any]


def checklist_in_use(town: str, kind: str, on: date) -> ChecklistUsed:
    """The checklist to work with on a day: the town's own, or the one as shipped.

    The caller has checked who asks.

    Args:
        town: the municipality.
        kind: a kind of checklist, or a kind of visit.
        on: the day on which the visit begins.
    """
    wanted = KIND_OF_VISIT.get(kind) or Kind(kind)
    found = Checklist.objects.filter(
        municipality_id=town,
        kind=wanted,
        state=ChecklistState.IN_USE,
        used_from__lte=on,
    ).first()
    if found is not None:
        return ChecklistUsed(found.key, str(found.version), found.digest, found.body)
    body = published(kits()[wanted])
    return ChecklistUsed(wanted.value, SHIPPED, digest_of(body), body)


def asked_in(checklist: Checklist) -> Asked:
    """What a version asks."""
    return checklist_of(checklist.body)


def is_behind(checklist: Checklist) -> bool:
    """Whether what the law asks at the door has changed since it was made."""
    asked = asked_in(checklist)
    return fixed_sections(asked) != fixed_sections(kits()[asked.kind])


def checklists_of(*, by: Actor, municipality: str, on: date) -> QuerySet[Checklist]:
    """Every version of every checklist of a municipality, the newest first.

    Raises:
        NotAllowed, RoomClosed: this person sees no checklists here.
    """
    _check(by, municipality, on)
    return Checklist.objects.filter(municipality_id=municipality).order_by("-pk")


def checklist_for(*, by: Actor, number: int, on: date) -> Checklist:
    """One version of a checklist of a municipality of this person.

    Raises:
        NotFound: there is none with this number here.
        NotAllowed, RoomClosed: this person sees no checklists here.
    """
    found = Checklist.objects.filter(pk=number).first()
    if found is None:
        raise NotFound(text("There is no such checklist here."))
    _check(by, found.municipality_id, on)
    return found


def shipped_checklist(*, by: Actor, municipality: str, kind: Kind, on: date) -> Asked:
    """A checklist as it is shipped.

    Raises:
        NotAllowed, RoomClosed: this person sees no checklists here.
    """
    _check(by, municipality, on)
    return kits()[kind]


def makers_of(*rows: Checklist) -> Mapping[int, str]:
    """The e-mail addresses of who made them or put them in use or out, by number."""
    numbers = {
        number
        for row in rows
        for number in (row.made_by_id, row.used_by_id, row.withdrawn_by_id)
        if number is not None
    }
    return dict(User.objects.filter(pk__in=numbers).values_list("pk", "email"))


def _check(by: Actor, municipality: str, on: date) -> None:
    check_may(by, SEE_CHECKLISTS, municipality=municipality)
    require_room(municipality, ROOM, on)
