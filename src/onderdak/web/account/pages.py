"""Pages that are for everyone: how to get in, what is kept, and whether all is well."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Protocol

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.privacy.contract import purposes
from onderdak.web.account.entrance import Request, signed_in
from onderdak.web.pages.shapes import Column, Table

_SECURITY_DAYS = timedelta(days=180)


class DemoKind(Protocol):
    """An account of the demo, as the demo lists it; no secret is in it."""

    @property
    def email(self) -> str:
        """The address with which one signs in."""
        ...

    @property
    def role(self) -> str:
        """Who this is, in English."""
        ...

    @property
    def says(self) -> str:
        """What there is to see, in English."""
        ...


@require_safe
def demo(request: HttpRequest, kinds: Callable[[], Iterable[DemoKind]]) -> HttpResponse:
    """The accounts of the demo, and what each shows; the secrets stay elsewhere."""
    if not settings.DEMO:
        raise Http404
    accounts = Table(
        name="accounts",
        caption=_("Accounts of the demo"),
        columns=[
            Column(_("E-mail address"), row_header=True),
            Column(_("Who this is")),
            Column(_("What there is to see")),
        ],
        rows=[[each.email, _(each.role), _(each.says)] for each in kinds()],
    )
    context = {"accounts": accounts, "mail_folder": settings.EMAIL_FILE_PATH}
    return render(request, "account_pages/demo.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How usable these pages are for everyone, and where to say what is not."""
    return render(request, "account_pages/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which personal data are kept: why, on which ground, for how long."""
    table = Table(
        name="purposes",
        caption=_("Personal data in Onderdak"),
        columns=[
            Column(_("Why"), row_header=True),
            Column(_("Legal ground")),
            Column(_("How long")),
            Column(_("Table and fields")),
        ],
        rows=[
            [
                _(each.purpose),
                _(each.ground),
                _(each.retention),
                f"{each.table}: {', '.join(each.personal_fields)}",
            ]
            for each in purposes().values()
        ],
    )
    return render(request, "account_pages/privacy.html", {"purposes": table})


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116)."""
    expires = timezone.now() + _SECURITY_DAYS
    lines = (
        f"Contact: {settings.SOURCE_URL}/security/advisories/new",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    )
    return HttpResponse(
        "\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"
    )


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether this installation can work: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_POST
@signed_in
def switch_membership(request: Request) -> HttpResponse:
    """Go on working under another of one's own memberships."""
    wanted = request.POST.get("membership", "")
    own = {str(grant.id): grant.id for grant in request.memberships}
    if wanted in own:
        request.session["membership"] = own[wanted]
    return HttpResponseRedirect(_own_path(request))


def _own_path(request: HttpRequest) -> str:
    """Where to go on: the first page, unless the page fits every membership.

    A page about one tenant's rows is not there for another's.
    """
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None, require_https=request.is_secure()
    )
    fits = wanted.startswith("/") and not wanted.startswith(
        (
            *("/locations/", "/declare/", "/openings/", "/setup/", "/messages/"),
            *("/emergency-links/", "/calamity/", "/mending/", "/registering/"),
        )
    )
    return wanted if safe and fits else "/"
