"""The public list of providers with a certificate, and the good examples.

No account is needed. The list says who holds a certificate, not where people sleep.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import municipality_names
from onderdak.housing.quality.contract import OF_LOCATIONS, Scheme
from onderdak.housing.quality.contract.regional import (
    Certified,
    certified,
    shown_examples,
)
from onderdak.web.account.throttle import too_often
from onderdak.web.nights.export import csv_file
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
from onderdak.web.pages.values import number
from onderdak.web.quality.certificates.words import SCHEMES

_PAGE = 25
_EXAMPLES = 20
_ALL = 20_000
_SECONDS = 60
_MOST = 120  # an office may share one connection
_MOST_FILES = 20


@dataclass(frozen=True)
class Asked:
    """What the address bar asks of the list."""

    words: str
    municipality: str
    scheme: str
    page: int

    @property
    def kept(self) -> dict[str, str]:
        """What is asked, without the page."""
        values = {
            "q": self.words,
            "municipality": self.municipality,
            "scheme": self.scheme,
        }
        return {key: value for key, value in values.items() if value}

    def address(self, page: int) -> str:
        """The query string of another page of the same list."""
        return "?" + urlencode({**self.kept, "page": page})


def _page_of(request: HttpRequest) -> int:
    page = request.GET.get("page", "")
    sound = page.isascii() and page.isdecimal() and 0 < len(page) < 6
    return max(1, int(page)) if sound else 1


def _asked(request: HttpRequest, towns: dict[str, str]) -> Asked:
    town, scheme = request.GET.get("municipality", ""), request.GET.get("scheme", "")
    return Asked(
        request.GET.get("q", "").replace("\x00", "").strip()[:120],
        town if town in towns else "",
        scheme if scheme in {each.value for each in OF_LOCATIONS} else "",
        _page_of(request),
    )


@require_safe
def certified_page(request: HttpRequest) -> HttpResponse:
    """Who holds a valid certificate today, for anyone."""
    if too_often(request, "certified", most=_MOST):
        return _too_often(request)
    towns = dict(municipality_names())
    asked = _asked(request, towns)
    found, total = _found(asked, localdate())
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Certified providers")},
        ],
        "on": localdate(),
        "table": _table(found, total, asked, towns),
    }
    return render(request, "quality/certified.html", context)


def _found(asked: Asked, on: date) -> tuple[list[Certified], int]:
    """A page of the list; without words it is remembered for a minute.

    Who takes back a consent is then gone within that minute.
    """
    key = f"certified:{on}:{asked.municipality}:{asked.scheme}:{asked.page}"
    kept: tuple[list[Certified], int] | None = caches["counts"].get(key)
    if kept is not None and not asked.words:
        return kept
    found = certified(
        on=on,
        municipality=asked.municipality,
        scheme=asked.scheme,
        words=asked.words,
        most=_PAGE,
        skipped=(asked.page - 1) * _PAGE,
    )
    if not asked.words:
        caches["counts"].set(key, found, _SECONDS)
    return found


@require_safe
def certified_csv(request: HttpRequest) -> HttpResponseBase:
    """The same list as a file."""
    if too_often(request, "certified_csv", most=_MOST_FILES):
        return _too_often(request)
    asked = _asked(request, dict(municipality_names()))
    on = localdate()
    found, _total = certified(
        on=on,
        municipality=asked.municipality,
        scheme=asked.scheme,
        words=asked.words,
        most=_ALL,
    )
    head: list[object] = [
        *(_("Municipality"), _("Provider"), _("Certificate held")),
        *(_("Since"), _("Until, not including"), _("Addresses that may be shown")),
    ]
    rows: list[list[object]] = [
        [
            *(each.municipality, each.provider, str(SCHEMES[each.scheme])),
            *(each.since, each.until, "; ".join(each.addresses)),
        ]
        for each in found
    ]
    return csv_file([head, *rows], f"onderdak-certified-{on:%Y-%m-%d}")


def _too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "quality/too_often.html", status=429)


def _table(
    found: list[Certified], total: int, asked: Asked, towns: dict[str, str]
) -> Table:
    query = "?" + urlencode(asked.kept) if asked.kept else ""
    more = asked.page * _PAGE < total
    named = any(each.addresses for each in found)
    columns = [
        Column(_("Provider"), row_header=True),
        Column(_("Municipality")),
        Column(_("Certificate held")),
        Column(_("Since")),
        Column(_("Until, not including")),
    ]
    return Table(
        name="certified",
        caption=_("Providers with a valid certificate"),
        columns=[*columns, Column(_("Address"))] if named else columns,
        rows=[_row(each, named) for each in found],
        empty=Empty(
            _("No provider with a valid certificate fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show the whole list"),
            reverse("certified"),
        ),
        search=Search(
            label=_("Search by provider or municipality"),
            value=asked.words,
            filters=[
                Filter(
                    "municipality",
                    _("Municipality"),
                    [
                        Option("", _("Every municipality")),
                        *(
                            Option(code, name)
                            for code, name in sorted(
                                towns.items(), key=lambda town: town[1]
                            )
                        ),
                    ],
                    asked.municipality,
                ),
                Filter(
                    "scheme",
                    _("Certificate held"),
                    [
                        Option("", _("Every certificate")),
                        *(
                            Option(each.value, str(SCHEMES[each]))
                            for each in Scheme
                            if each in OF_LOCATIONS
                        ),
                    ],
                    asked.scheme,
                ),
            ],
        ),
        paging=Paging(
            next_url=asked.address(asked.page + 1) if more else "",
            previous_url=asked.address(asked.page - 1) if asked.page > 1 else "",
            shown=_("%(shown)s of %(total)s lines")
            % {"shown": number(len(found)), "total": number(total)},
        ),
        export=Export(reverse("certified_csv") + query),
    )


def _row(each: Certified, named: bool) -> list[object]:
    line: list[object] = [
        each.provider,
        each.municipality,
        SCHEMES[each.scheme],
        each.since,
        each.until,
    ]
    return [*line, "; ".join(each.addresses) or _("not shown")] if named else line


@require_safe
def good_examples(request: HttpRequest) -> HttpResponse:
    """Good examples that provider and municipality let be shown, for anyone."""
    if too_often(request, "good_examples", most=_MOST):
        return _too_often(request)
    page = _page_of(request)
    found, total = shown_examples(most=_EXAMPLES, skipped=(page - 1) * _EXAMPLES)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Good examples")},
        ],
        "examples": found,
        "next_url": f"?page={page + 1}" if page * _EXAMPLES < total else "",
        "previous_url": f"?page={page - 1}" if page > 1 else "",
    }
    return render(request, "quality/good_examples.html", context)
