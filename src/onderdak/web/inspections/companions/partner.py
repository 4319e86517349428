"""The page of a service without an account: one visit, and whether it comes."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from onderdak.supervision.inspections.contract.companions import (
    SharedVisit,
    answer_visit_behind,
    companion_behind,
)
from onderdak.web.desk.public.brake import LINKS, WRONG_LINKS
from onderdak.web.desk.public.door import from_elsewhere
from onderdak.web.inspections.companions.forms import AnswerForm
from onderdak.web.inspections.companions.words import shown_fields

_HEADERS = {
    "Referrer-Policy": "no-referrer",  # the address of this page is the secret
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


# No cookie proves who this is, so there is nothing that another page could ride on.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def visit_shared(request: HttpRequest, secret: str) -> HttpResponse:
    """Read of one visit what was shared, and say whether the service comes."""
    if not LINKS.count(request) or not WRONG_LINKS.is_free(request):
        return _page(request, {"state": "too_often"}, status=429)
    found = companion_behind(secret, timezone.now())
    if found is None:
        WRONG_LINKS.count(request)
        return _page(request, {"state": "closed"}, status=404)
    if request.method != "POST":
        return _page(request, _open(found, AnswerForm(initial=_answered(found))))
    if from_elsewhere(request):
        return _page(request, {"state": "too_often"}, status=403)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, _open(found, form), status=400)
    kept = answer_visit_behind(
        secret, coming=form.comes, said=form.cleaned_data["said"], at=timezone.now()
    )
    if not kept:
        return _page(request, _open(found, form), status=409)
    return _closed_to_caches(
        HttpResponseRedirect(reverse("visit_shared", args=[secret]))
    )


def _open(found: SharedVisit, form: AnswerForm) -> dict[str, object]:
    return {
        "state": "open",
        "found": found,
        "fields": shown_fields(found.shared),
        "form": form,
    }


def _answered(found: SharedVisit) -> dict[str, str]:
    """What the service said before, ready to change."""
    if found.coming is None:
        return {}
    return {"coming": "yes" if found.coming else "no", "said": found.said}


def _page(
    request: HttpRequest, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    shown = {"demo_banner": settings.DEMO, **context}
    return _closed_to_caches(
        render(request, "inspections/companions/shared.html", shown, status=status)
    )


def _closed_to_caches(answer: HttpResponse) -> HttpResponse:
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer
