"""Facts with results, as a file from which points can be proposed elsewhere."""

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from onderdak.supervision.picture.contract.ranking import facts_with_results, run_for
from onderdak.web.account.contract import Request, with_task


@require_safe
@with_task
def facts_csv(request: Request, pk: int) -> HttpResponse:
    """What was known on the day of a list, and what was found since; no address."""
    on = localdate()
    run = run_for(by=request.actor, number=pk, on=on)
    made = facts_with_results(
        by=request.actor,
        municipality=run.municipality_id,
        on_day=run.on_day,
        today=on,
    )
    return HttpResponse(
        made.content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{made.name}"'},
    )
