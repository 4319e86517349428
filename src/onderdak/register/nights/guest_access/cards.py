"""The card of a location: its permanent code, and what anybody may read behind it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    by_law_asks,
    check_may,
    municipality_names,
    record_event,
    rulebook,
)
from onderdak.foundation.privacy.contract import Controllership, retention_months
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.actions import WORK
from onderdak.register.nights.domain.permissions import TELL_GUESTS
from onderdak.register.nights.domain.presented import (
    new_location_code,
    typed_location_code,
)
from onderdak.register.nights.guest_access.registering import RegisteringNow, said_in
from onderdak.register.nights.models import Location, LocationCode

ROOM = "nights"


@dataclass(frozen=True, slots=True)
class TownFacts:
    """What is the same on all cards of a municipality on a day."""

    code: str
    name: str
    controller: str
    months: int | None
    register_months: int
    register_days: int
    asks_work: bool


@dataclass(frozen=True, slots=True)
class PublicCard:
    """What stands on a location's page for everyone."""

    code: str
    location: str
    provider: str
    town: TownFacts


@action
def location_codes(
    *, by: Actor, provider: int, locations: Sequence[int] | None = None
) -> dict[int, str]:
    """The codes of a provider's own open locations; made where there was none yet.

    Args:
        locations: only these; None for all that are not closed.

    Raises:
        NotAllowed: this person does not tell this provider's guests.
        NotFound: none of these is the provider's.
    """
    check_may(by, TELL_GUESTS, provider=provider)
    own = Location.objects.filter(provider_id=provider)
    own = own.filter(closed_on__isnull=True) if locations is None else own
    wanted = own if locations is None else own.filter(pk__in=locations)
    towns = dict(wanted.values_list("pk", "municipality_id"))
    if locations is not None and not towns:
        raise NotFound(text("This location is not yours."))
    known = _codes(LocationCode.objects.filter(location__in=towns))
    missing = [pk for pk in towns if pk not in known]
    LocationCode.objects.bulk_create(
        LocationCode(
            municipality_id=towns[pk],
            provider_id=provider,
            location_id=pk,
            code=new_location_code(),
        )
        for pk in missing
    )
    if missing:
        record_event(
            by=by,
            action="nights.location_codes",
            object=f"{len(missing)} locations",
            provider=provider,
        )
    return _codes(LocationCode.objects.filter(location__in=towns))


def _codes(found: QuerySet[LocationCode]) -> dict[int, str]:
    return dict(found.values_list("location_id", "code"))


def public_card(code: str, on: date) -> PublicCard | None:
    """What everybody may know at a location, by the code on its card."""
    typed = typed_location_code(code)
    if not typed:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT nights_card(%s)", [typed])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return None
    found = json.loads(row[0])
    town = town_facts(found["municipality"], on)
    return PublicCard(code, found["location"], found["provider"], town)


def town_facts(municipality: str, on: date) -> TownFacts:
    """The terms and the controller of a municipality as they are on a day."""
    name = municipality_names().get(municipality, municipality)
    book = rulebook()
    months = book.value("brp.window_months", on, municipality).whole()
    share = book.value("brp.share", on, municipality).ratio()
    return TownFacts(
        code=municipality,
        name=name,
        controller=controller_of(municipality, on) or name,
        months=retention_months(municipality, ROOM, on),
        register_months=int(months * share),
        register_days=book.value("brp.report_within_days", on, municipality).whole(),
        asks_work=by_law_asks(WORK, municipality=municipality, on=on),
    )


def controller_of(municipality: str, on: date) -> str:
    """Who answers for the register in a municipality; '' where nobody is on record."""
    found = (
        Controllership.objects.filter(
            Q(until__isnull=True) | Q(until__gt=on),
            municipality_id=municipality,
            room=ROOM,
            part__in=["controller", "joint_controller"],
            since__lte=on,
        )
        .order_by("-since", "id")
        .values_list("party", flat=True)
    )
    return ", ".join(found)


def registering_on(card: PublicCard, language: str) -> RegisteringNow | None:
    """The municipality's own text on registering, for the page of a card."""
    return said_in(card.town.code, language)
