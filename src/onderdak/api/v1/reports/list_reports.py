"""GET /reports: how far a partner's own reports are."""

from collections.abc import Sequence
from typing import Annotated

from django.http import HttpResponse
from ninja import Field, Query

from onderdak.api.entrance import SystemRequest, acting
from onderdak.api.paging import Paged, page_of, paged_answer
from onderdak.api.v1.reports.telling import report_out
from onderdak.api.values import Words, names_of
from onderdak.foundation.identity.contract import TokenScope
from onderdak.supervision.desk.contract import Report
from onderdak.supervision.desk.contract.partners import MOST_REFERENCE, own_reports


class ReportsWanted(Paged):
    """Which reports are asked for."""

    reference: Annotated[
        Words | None,
        Field(max_length=MOST_REFERENCE, description="Your own reference."),
    ] = None


@acting(TokenScope.READ_REPORTS, names_of(ReportsWanted))
def list_reports(request: SystemRequest, wanted: Query[ReportsWanted]) -> HttpResponse:
    """Your own reports: how far each is, and what came of it in a word.

    What others reported is not there for you, and neither is what was said or done.
    """
    page = page_of(
        wanted,
        lambda after, before, limit: _reports(request, wanted, after, before, limit),
    )
    return paged_answer(request, page, [report_out(each) for each in page.rows])


def _reports(
    request: SystemRequest,
    wanted: ReportsWanted,
    after: int | None,
    before: int | None,
    limit: int,
) -> Sequence[Report]:
    found = own_reports(by=request.auth.actor, municipality=request.auth.municipality)
    if wanted.reference is not None:
        found = found.filter(partner_reference=wanted.reference)
    if before is not None:
        return list(found.filter(pk__lt=before).order_by("-pk")[:limit])[::-1]
    return list(found.filter(pk__gt=after or 0).order_by("pk")[:limit])
