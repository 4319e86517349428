"""The page of an owner without an account: what to mend, and proof of it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from onderdak.kernel.errors import UserError
from onderdak.supervision.inspections.contract.after import (
    Repair,
    RepairState,
    ToMend,
    proof_behind,
    repairs_behind,
)
from onderdak.web.desk.public.brake import Brake
from onderdak.web.desk.public.door import from_elsewhere
from onderdak.web.inspections.pages import in_words
from onderdak.web.inspections.repairs.forms import LinkProofForm
from onderdak.web.inspections.repairs.words import STATES
from onderdak.web.pages.choices import offer
from onderdak.web.pages.values import said

LINKS = Brake(most=120, most_of_all=10_000)
# Only who tries secrets is stopped; nobody can shut the door for others.
WRONG_LINKS = Brake(most=10, most_of_all=1_000_000)
_HEADERS = {
    "Referrer-Policy": "no-referrer",  # the address of this page is the secret
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


# No cookie proves who this is, so there is nothing that another page could ride on.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def repair_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Read what must be mended, and hand in proof."""
    if not LINKS.count(request) or not WRONG_LINKS.is_free(request):
        return _page(request, {"state": "too_often"}, status=429)
    found = repairs_behind(secret, timezone.now())
    if found is None:
        WRONG_LINKS.count(request)
        return _page(request, {"state": "closed"}, status=404)
    if request.method != "POST":
        return _page(request, _open(found, _form(found)))
    if from_elsewhere(request):
        return _page(request, {"state": "too_often"}, status=403)
    form = _form(found, request)
    if not form.is_valid():
        return _page(request, _open(found, form), status=400)
    return _keep(request, secret, found, form)


def _keep(
    request: HttpRequest, secret: str, found: ToMend, form: LinkProofForm
) -> HttpResponse:
    given = form.cleaned_data
    try:
        proof_behind(
            secret, int(given["repair"]), form.picture, given["words"], timezone.now()
        )
    except UserError as error:
        form.add_error(None, " ".join(said(each) for each in error.texts))
        return _page(request, _open(found, form), status=409)
    target = reverse("repair_link", args=[secret])
    return _closed_to_caches(HttpResponseRedirect(f"{target}?sent=1"))


def _form(found: ToMend, request: HttpRequest | None = None) -> LinkProofForm:
    form = (
        LinkProofForm(request.POST, request.FILES)
        if request is not None
        else LinkProofForm()
    )
    waiting = [one for one in found.repairs if one.state is not RepairState.MENDED]
    offer(form, "repair", [(str(one.row.pk), _named(one.row)) for one in waiting])
    return form


def _named(row: Repair) -> str:
    title = in_words(row.title)
    return f"{title} ({row.place})" if row.place else title


def _open(found: ToMend, form: LinkProofForm) -> dict[str, object]:
    return {
        "state": "open",
        "found": found,
        "form": form,
        "waiting": any(one.state is not RepairState.MENDED for one in found.repairs),
        "points": [
            {
                "title": _named(one.row),
                "sentence": in_words(one.row.sentence),
                "mend": in_words(one.row.mend),
                "article": one.row.article,
                "last_day": one.row.last_day,
                "state": STATES[one.state][0],
                "proofs": len(one.proofs),
                "missing": one.judgements[-1].why if one.judgements else "",
            }
            for one in found.repairs
        ],
    }


def _page(
    request: HttpRequest, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    shown = {"demo_banner": settings.DEMO, "sent": "sent" in request.GET, **context}
    return _closed_to_caches(
        render(request, "inspections/repair_link.html", shown, status=status)
    )


def _closed_to_caches(answer: HttpResponse) -> HttpResponse:
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer
