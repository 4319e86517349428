"""GET /stays: a provider's own stays."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Field, Query

from onderdak.api.entrance import SystemRequest, acting
from onderdak.api.paging import Paged, page_of, paged_answer
from onderdak.api.v1.nights.telling import stay_out
from onderdak.api.values import Day, Number, Words, names_of
from onderdak.foundation.identity.contract import TokenScope
from onderdak.register.nights.contract.systems import (
    LONGEST_REFERENCE,
    Wanted,
    own_stays,
)


class StaysWanted(Paged):
    """Which stays are asked for."""

    location: Annotated[
        Number | None, Field(description="Number of one of your locations.")
    ] = None
    municipality: Annotated[
        str | None, Field(pattern=r"^GM[0-9]{4}$", description="CBS code of a town.")
    ] = None
    since: Annotated[
        Day | None, Field(description="With a night on this day or later.")
    ] = None
    until: Annotated[Day | None, Field(description="With a night before this day.")] = (
        None
    )
    reference: Annotated[
        Words | None,
        Field(max_length=LONGEST_REFERENCE, description="Of one of your guests."),
    ] = None


@acting(TokenScope.READ_STAYS, names_of(StaysWanted))
def list_stays(request: SystemRequest, wanted: Query[StaysWanted]) -> HttpResponse:
    """Your own stays as the register has them, by your own references.

    Names are not given: you have them.
    """
    page = page_of(
        wanted,
        lambda after, before, limit: own_stays(
            by=request.auth.actor,
            provider=request.auth.provider,
            wanted=Wanted(
                location=wanted.location,
                municipality=wanted.municipality,
                since=wanted.since,
                until=wanted.until,
                reference=wanted.reference,
                after=after,
                before=before,
            ),
            limit=limit,
        ),
    )
    return paged_answer(request, page, [stay_out(stay) for stay in page.rows])
