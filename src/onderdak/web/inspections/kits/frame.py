"""What the pages of checklists share."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from onderdak.web.account.contract import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def town_of(request: Request) -> str:
    """The municipality somebody works for."""
    return request.actor.grants[0].municipality or ""


def crumbs(*, last: str, within: bool = True) -> list[dict[str, str]]:
    """The way to a page of checklists."""
    way = [{"label": _("Start"), "url": reverse("home")}]
    if within:
        way.append({"label": _("Checklists"), "url": reverse("checklists")})
    return [*way, {"label": last}]


def as_file(content: bytes, name: str, media_type: str = XLSX) -> HttpResponse:
    """A file to keep."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
