"""The page of a partner without an account: what was shared, and its answer."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from onderdak.supervision.desk.contract.forwarding import (
    answer_behind,
    shared_behind,
)
from onderdak.web.desk.forwarding.forms import AnswerForm
from onderdak.web.desk.forwarding.views import shown_fields
from onderdak.web.desk.public import brake
from onderdak.web.desk.public.door import from_elsewhere

_HEADERS = {
    "Referrer-Policy": "no-referrer",  # the address of this page is the secret
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


# No cookie proves who this is, so there is nothing that another page could ride on.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, secret: str) -> HttpResponse:
    """Read what was shared, and answer once."""
    if not brake.LINKS.count(request) or not brake.WRONG_LINKS.is_free(request):
        return _page(request, {"state": "too_often"}, status=429)
    found = shared_behind(secret, timezone.now())
    if found is None:
        brake.WRONG_LINKS.count(request)
        return _page(request, {"state": "closed"}, status=404)
    context = {
        "state": "open",
        "message": found,
        "fields": shown_fields(dict(found.shared)),
    }
    if request.method != "POST":
        return _page(request, {**context, "form": AnswerForm()})
    if from_elsewhere(request):
        return _page(request, {"state": "too_often"}, status=403)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, {**context, "form": form}, status=400)
    if not answer_behind(secret, form.cleaned_data["answer"], timezone.now()):
        return _page(request, {**context, "form": AnswerForm()}, status=409)
    return _closed_to_caches(HttpResponseRedirect(reverse("shared", args=[secret])))


def _page(
    request: HttpRequest, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    shown = {"demo_banner": settings.DEMO, **context}
    return _closed_to_caches(
        render(request, "desk/forwarding/shared.html", shown, status=status)
    )


def _closed_to_caches(answer: HttpResponse) -> HttpResponse:
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer
