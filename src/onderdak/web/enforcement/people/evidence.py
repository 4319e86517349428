"""The evidence of a case as one file, taken out for a reason that is written down."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import NotAllowed, NotFound, UserError
from onderdak.supervision.enforcement.contract import HANDLE_CASES
from onderdak.supervision.enforcement.contract.evidence import evidence_of
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.cases.gathering import case_here
from onderdak.web.enforcement.pages import QUESTION, Note, of_case, town
from onderdak.web.enforcement.people.forms import TakeOutForm


@with_task
def evidence(request: Request, number: str) -> HttpResponse:
    """Reports, photos, letters and the record of a case, with an index of hashes."""
    here = town(request)
    check_may(request.actor, HANDLE_CASES, municipality=here)
    case_here(request, number)
    form = TakeOutForm(request.POST or None)
    title = _("Take out the evidence")
    context: dict[str, object] = {
        "title": title,
        "lead": _(
            "One file with the signed reports, the photos, the letters and what"
            " happened, and an index with the hash of each."
        ),
        "notes": [
            Note(
                _("The file holds names and photos of a home."),
                "warning",
                _("Keep it where only those who need it can reach it."),
            )
        ],
        "breadcrumbs": of_case(number, (title, "")),
        "form": form,
        "submit": title,
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, QUESTION, context)
    try:
        made = evidence_of(
            by=request.actor,
            municipality=here,
            number=number,
            reason=form.cleaned_data["reason"],
            requesters=form.cleaned_data["requesters"],
            at=now(),
        )
    except (NotAllowed, NotFound):
        raise
    except UserError as error:
        return render(request, QUESTION, {**context, "problem": error}, status=400)
    return HttpResponse(
        made.bundle.content,
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{made.name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
