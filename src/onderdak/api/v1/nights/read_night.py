"""GET /locations/{location}/nights/{night}: who sleeps in a house on a night."""

from datetime import timedelta
from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query

from onderdak.api.entrance import SystemRequest, acting
from onderdak.api.paging import Paged, page_of, paged_answer
from onderdak.api.v1.nights.telling import stay_out
from onderdak.api.values import Day, Number, names_of
from onderdak.foundation.identity.contract import TokenScope
from onderdak.register.nights.contract.systems import (
    Wanted,
    confirmation_of,
    own_location,
    own_stays,
)

_NIGHT = timedelta(days=1)


@acting(TokenScope.READ_STAYS, names_of(Paged))
def read_night(
    request: SystemRequest,
    location: Annotated[Number, Path()],
    night: Annotated[Day, Path()],
    paged: Query[Paged],
) -> HttpResponse:
    """Who sleeps in one of your houses on a night, by your own references.

    `confirmedAt` says when the list of that night was last called complete.
    """
    house = own_location(
        by=request.auth.actor, provider=request.auth.provider, number=location
    )
    page = page_of(
        paged,
        lambda after, before, limit: own_stays(
            by=request.auth.actor,
            provider=request.auth.provider,
            wanted=Wanted(
                location=house.pk,
                since=night,
                until=night + _NIGHT,
                after=after,
                before=before,
            ),
            limit=limit,
        ),
    )
    confirmed = confirmation_of(house, night)
    return paged_answer(
        request,
        page,
        [stay_out(stay) for stay in page.rows],
        location=house.pk,
        night=night,
        confirmedAt=confirmed and confirmed.confirmed_at,
    )
