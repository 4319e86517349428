"""What was shared with partners, on which ground: for the privacy officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.privacy.contract import (
    SharingGround,
    SharingRecord,
    sharing_records,
)
from onderdak.kernel.identifiers import whole_number
from onderdak.web.account.contract import Request, with_task
from onderdak.web.desk.forwarding.words import GROUNDS, field_name
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import (
    Column,
    Empty,
    Export,
    Filter,
    Option,
    Paging,
    Search,
    Table,
)

PAGE = 50
_MOST_IN_FILE = 10_000


@dataclass(frozen=True)
class Wanted:
    """What the address bar asks of the list."""

    words: str
    ground: str
    after: int | None

    def address(self, **more: object) -> str:
        """The query string of another page of the same list."""
        kept = {"q": self.words, "ground": self.ground, **more}
        return "?" + urlencode({name: each for name, each in kept.items() if each})


def _wanted(request: Request) -> Wanted:
    ground = request.GET.get("ground", "")
    return Wanted(
        request.GET.get("q", "").replace("\x00", "").strip()[:120],
        ground if ground in set(SharingGround) else "",
        whole_number(request.GET.get("after", "")),
    )


def _find(request: Request, wanted: Wanted) -> QuerySet[SharingRecord]:
    town = request.actor.grants[0].municipality or ""
    found = sharing_records(request.actor, town)
    if wanted.words:
        found = found.filter(
            Q(partner__icontains=wanted.words) | Q(object__icontains=wanted.words)
        )
    if wanted.ground:
        found = found.filter(ground_kind=wanted.ground)
    return found.filter(pk__lt=wanted.after) if wanted.after else found


@require_safe
@with_task
def sharings(request: Request) -> HttpResponse:
    """Every decision to share, newest first."""
    wanted = _wanted(request)
    found = list(_find(request, wanted)[: PAGE + 1])
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Shared with partners")},
        ],
        "sharings": _table(wanted, found),
    }
    return render(request, "desk/forwarding/sharings.html", context)


def _table(wanted: Wanted, found: Sequence[SharingRecord]) -> Table:
    shown = found[:PAGE]
    more = len(found) > PAGE
    grounds = [Option(each.value, str(GROUNDS[each])) for each in SharingGround]
    return Table(
        name="sharings",
        caption=_("Decisions to share"),
        note=_("newest first"),
        columns=[
            Column(label, row_header=not place) for place, label in enumerate(_header())
        ],
        rows=[_told(one) for one in shown],
        empty=Empty(
            _("Nothing was shared."),
            _("As soon as somebody decides to share, it stands here with the reasons."),
        ),
        search=Search(
            label=_("Search"),
            hint=_("A word of the partner, or the number of the report."),
            value=wanted.words,
            filters=[
                Filter(
                    "ground",
                    _("Ground"),
                    [Option("", _("Every ground")), *grounds],
                    wanted.ground,
                )
            ],
        ),
        paging=Paging(
            next_url=wanted.address(after=shown[-1].pk) if more else "",
            previous_url=wanted.address() if wanted.after else "",
        ),
        export=Export(
            csv_url=reverse("sharings_csv") + wanted.address(),
            xlsx_url=reverse("sharings_xlsx") + wanted.address(),
        )
        if shown
        else None,
    )


def _header() -> list[str]:
    return [
        _("Partner"),
        _("When"),
        _("Of what"),
        _("Ground"),
        _("Purpose"),
        _("Necessity"),
        _("Proportionality"),
        _("Fields"),
        _("Left out"),
        _("Until"),
    ]


def _told(one: SharingRecord) -> list[object]:
    ground = GROUNDS[SharingGround(one.ground_kind)]
    return [
        one.partner,
        date_format(localtime(one.at), "j F Y H:i"),
        one.object,
        f"{ground}: {one.ground}",
        one.purpose,
        one.necessity,
        one.proportionality,
        ", ".join(field_name(key) for key in one.fields),
        one.left_out,
        one.expires_on,
    ]


def _lines(request: Request) -> list[list[object]]:
    found = _find(request, _wanted(request))[:_MOST_IN_FILE]
    return [list(_header()), *(_told(one) for one in found)]


@require_safe
@with_task
def sharings_csv(request: Request) -> HttpResponseBase:
    """The list as CSV, as it is shown."""
    return csv_file(_lines(request), f"onderdak-shared-{localdate():%Y-%m-%d}")


@require_safe
@with_task
def sharings_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook, as it is shown."""
    return xlsx_file(_lines(request), f"onderdak-shared-{localdate():%Y-%m-%d}")
