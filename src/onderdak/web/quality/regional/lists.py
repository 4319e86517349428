"""The list of applications for the regional certificate."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import Actor
from onderdak.housing.quality.contract.regional import (
    RegionalFile,
    RegionalState,
    applications_seen,
    regional_files,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Filter,
    Option,
    Paging,
    Search,
    Table,
)
from onderdak.web.pages.values import number
from onderdak.web.quality.regional.showing import state_cell
from onderdak.web.quality.regional.words import STATES

_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What the address bar asks of the list."""

    words: str
    state: str
    page: int

    def address(self, page: int) -> str:
        """The query string of another page of the same list."""
        kept = {"q": self.words, "state": self.state}
        return "?" + urlencode({**{k: v for k, v in kept.items() if v}, "page": page})


def _asked(request: Request) -> Asked:
    state, page = request.GET.get("state", ""), request.GET.get("page", "")
    sound = page.isascii() and page.isdecimal() and 0 < len(page) < 6
    return Asked(
        request.GET.get("q", "").replace("\x00", "").strip()[:120],
        state if state in set(RegionalState) else "",
        max(1, int(page)) if sound else 1,
    )


@require_safe
@with_task
def regional_list(request: Request) -> HttpResponse:
    """Every application that someone may see, newest first."""
    asked, on = _asked(request), localdate()
    found = _find(request.actor, asked, on)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Regional certificate")},
        ],
        "table": _table(found, asked),
    }
    return render(request, "quality/regional_list.html", context)


def _find(actor: Actor, asked: Asked, on: date) -> list[RegionalFile]:
    """All that is asked for; a municipality has some hundreds at most."""
    rows = applications_seen(by=actor).order_by("-applied_on", "-id")
    if asked.words:
        rows = rows.filter(location__name__istartswith=asked.words)
    return [
        file
        for file in regional_files(rows, on)
        if not asked.state or file.state == asked.state
    ]


def _table(found: list[RegionalFile], asked: Asked) -> Table:
    start = (asked.page - 1) * _PAGE
    page = found[start : start + _PAGE]
    more = len(found) > start + _PAGE
    return Table(
        name="applications",
        caption=_("Applications"),
        note=_("newest first"),
        columns=[
            Column(_("Location"), row_header=True),
            Column(_("Provider")),
            Column(_("Asked on")),
            Column(_("State")),
        ],
        rows=[
            [
                Cell(
                    file.application.location.name,
                    reverse("regional", args=[file.application.pk]),
                ),
                file.application.provider.name,
                file.application.applied_on,
                state_cell(file),
            ]
            for file in page
        ],
        empty=Empty(
            _("There are no applications here."),
            _("A provider asks for the certificate on the page of its location."),
        ),
        search=Search(
            label=_("Search by location"),
            hint=_("Type the first letters of the name."),
            value=asked.words,
            filters=[
                Filter(
                    "state",
                    _("State"),
                    [
                        Option("", _("Every state")),
                        *(
                            Option(each.value, str(STATES[each]))
                            for each in RegionalState
                        ),
                    ],
                    asked.state,
                )
            ],
        ),
        paging=Paging(
            next_url=asked.address(asked.page + 1) if more else "",
            previous_url=asked.address(asked.page - 1) if asked.page > 1 else "",
            shown=_("%(shown)s of %(total)s applications")
            % {"shown": number(len(page)), "total": number(len(found))},
        ),
    )
