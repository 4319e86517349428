"""The control room's page: an address in, numbers per floor and room out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import municipality_names
from onderdak.register.nights.contract.guests import (
    link_holder,
    look_into_building,
)
from onderdak.web.account.throttle import too_often

_MOST = 120
_HEADERS = {
    "Referrer-Policy": "no-referrer",  # the address of this page is the secret
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


@require_safe
def building_now(request: HttpRequest, secret: str) -> HttpResponse:
    """Search an address, and see how many people are in it: no names, on any phone."""
    if too_often(request, "emergency", most=_MOST):
        return _page(request, {"state": "too_often"}, status=429)
    holder = link_holder(secret, localdate())
    if holder is None:
        return _page(request, {"state": "closed"}, status=404)
    context: dict[str, object] = {
        "state": "open",
        "holder": holder,
        "municipality": municipality_names().get(holder.municipality, ""),
        "typed": request.GET.get("q", "").replace("\x00", "")[:120],
    }
    number = request.GET.get("building", "")
    building = int(number) if number.isdecimal() and len(number) < 19 else None
    if context["typed"] or building is not None:
        context["look"] = look_into_building(
            secret, at=localtime(), typed=str(context["typed"]), building=building
        )
        context["now"] = localtime()
    return _page(request, context)


def _page(
    request: HttpRequest, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    shown = {"demo_banner": settings.DEMO, **context}
    answer = render(request, "emergency/building.html", shown, status=status)
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer
