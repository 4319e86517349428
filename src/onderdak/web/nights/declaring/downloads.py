"""What can be fetched of a file that was sent and not yet confirmed."""

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from onderdak.register.nights.contract.files import (
    FileOutcome,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.declaring import showing
from onderdak.web.nights.declaring.pending import Pending
from onderdak.web.nights.declaring.views import (
    declared,
    gone_page,
    kept_file,
    location_of,
    provider_of,
)


def _previewed(request: Request) -> tuple[Pending, bytes, FileOutcome] | None:
    kept = kept_file(request)
    if kept is None:
        return None
    waiting, content = kept
    location = location_of(request, waiting)
    return (
        waiting,
        content,
        declared(request, waiting, content, location, preview=True),
    )


@require_GET
@with_task
def errors_csv(request: Request) -> HttpResponseBase:
    """Every error of the file, for mending them in a spreadsheet."""
    found = _previewed(request)
    return showing.errors_csv(found[2].rows) if found else gone_page(request)


@require_GET
@with_task
def rows_csv(request: Request) -> HttpResponseBase:
    """The rows that are shown, as CSV."""
    found = _previewed(request)
    return showing.rows_csv(request, found[2].rows) if found else gone_page(request)


@require_GET
@with_task
def rows_xlsx(request: Request) -> HttpResponseBase:
    """The rows that are shown, as a workbook."""
    found = _previewed(request)
    return showing.rows_xlsx(request, found[2].rows) if found else gone_page(request)


@require_GET
@with_task
def mended(request: Request) -> HttpResponse:
    """The file itself as a workbook, with every wrong cell marked."""
    found = _previewed(request)
    if found is None:
        return gone_page(request)
    waiting, content, outcome = found
    return showing.mended(
        request,
        provider=provider_of(request),
        content=content,
        filename=waiting.filename,
        mapping=waiting.mapping,
        rows=outcome.rows,
    )
