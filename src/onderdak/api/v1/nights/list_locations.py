"""GET /locations: a provider's own locations."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Query

from onderdak.api.entrance import SystemRequest, acting
from onderdak.api.paging import Paged, page_of, paged_answer
from onderdak.api.values import Day, names_of
from onderdak.foundation.identity.contract import TokenScope
from onderdak.register.nights.contract import (
    Location,
    own_locations,
)


class LocationsWanted(Paged):
    """Which locations are asked for."""

    municipality: Annotated[
        str | None, Field(pattern=r"^GM[0-9]{4}$", description="CBS code of a town.")
    ] = None
    open_on: Annotated[
        Day | None, Field(description="In use on this day; left out: today.")
    ] = None


@acting(TokenScope.READ_STAYS, names_of(LocationsWanted))
def list_locations(
    request: SystemRequest, wanted: Query[LocationsWanted]
) -> HttpResponse:
    """Your own locations that are in use, with how many guests sleep there."""
    on = wanted.open_on or timezone.localdate()
    page = page_of(
        wanted,
        lambda after, before, limit: _locations(
            request, wanted, on, (after, before), limit
        ),
    )
    return paged_answer(request, page, [_told(location) for location in page.rows])


def _locations(
    request: SystemRequest,
    wanted: LocationsWanted,
    on: date,
    between: tuple[int | None, int | None],
    limit: int,
) -> Sequence[Location]:
    after, before = between
    found = own_locations(by=request.auth.actor, provider=request.auth.provider, on=on)
    if wanted.municipality is not None:
        found = found.filter(municipality_id=wanted.municipality)
    if before is not None:
        return list(found.filter(pk__lt=before).order_by("-pk")[:limit])[::-1]
    return list(found.filter(pk__gt=after or 0).order_by("pk")[:limit])


def _told(location: Location) -> dict[str, Any]:
    address = location.address
    return {
        "id": location.pk,
        "name": location.name,
        "kind": location.kind,
        "municipality": location.municipality_id,
        "street": address.street,
        "number": address.number,
        "addition": address.addition,
        "postcode": address.postcode,
        "town": address.town,
        "permittedCapacity": location.permitted_capacity,
        "factualCapacity": location.factual_capacity,
        "openedOn": location.opened_on,
        "closedOn": location.closed_on,
        "guests": location.guests,
    }
