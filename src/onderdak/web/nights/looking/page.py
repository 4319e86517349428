"""The list of what needs a look, for the provider itself."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.kernel.errors import NotAllowed
from onderdak.kernel.text import text
from onderdak.register.nights.contract.supervising import (
    Flag,
    flags_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.export import csv_file
from onderdak.web.nights.looking.told import KINDS, shown_flags
from onderdak.web.pages.values import said


def _found(request: Request) -> list[Flag]:
    provider = request.actor.grants[0].provider
    if provider is None:
        raise NotAllowed(text("A provider looks after its own entries."))
    return flags_of(by=request.actor, provider=provider, on=localdate())


@require_safe
@with_task
def needs_a_look(request: Request) -> HttpResponse:
    """What is odd in one's own entries, each with a way to mend it."""
    table, more = shown_flags(_found(request))
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("What needs a look")},
        ],
        "flags": table,
        "more": more,
    }
    return render(request, "nights/needs_a_look.html", context)


@require_safe
@with_task
def needs_a_look_csv(request: Request) -> HttpResponseBase:
    """The same list as a file, with your own references and days."""
    lines: list[list[object]] = [
        [
            _("Kind"),
            _("Location"),
            _("Your reference"),
            _("From"),
            _("Until"),
            _("What"),
            _("How to mend it"),
        ]
    ]
    for each in _found(request):
        lines.append(
            [
                str(KINDS[each.kind]),
                each.location_name,
                each.reference,
                each.since,
                each.until,
                said(each.what),
                said(each.mend),
            ]
        )
    return csv_file(lines, f"onderdak-needs-a-look-{localdate():%Y-%m-%d}")
