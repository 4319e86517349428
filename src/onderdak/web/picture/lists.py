"""The list of addresses: found by words, or those of which a source says something."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import scope, scope_of
from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.picture.contract import (
    BY_KEY,
    FILE_SOURCES,
    Asked,
    Key,
    Listed,
    Purpose,
    View,
    found_addresses,
    listed_addresses,
    open_to,
    purposes_here,
    roles_in,
)
from onderdak.supervision.picture.contract.mending import check_list
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Filter,
    Option,
    Paging,
    Search,
    Table,
)
from onderdak.web.picture.purpose import other_purposes, purpose_asked
from onderdak.web.picture.words import head_of_file, in_words, purpose_name

PAGE = 50
_CHUNK = 2_000
_PARTS_OF_KEY = 4


@dataclass(frozen=True)
class Wanted:
    """What the address bar asks of the list."""

    words: str
    asked: Asked
    after: Key | None
    before: Key | None

    @property
    def kept(self) -> dict[str, str]:
        """What neighbouring pages and files must keep."""
        found = {
            "q": self.words,
            "source": self.asked.source,
            "prompts": "yes" if self.asked.prompts else "",
        }
        return {name: value for name, value in found.items() if value}

    def address(self, **key: Key) -> str:
        """The query string of another page of the same list."""
        return "?" + urlencode(
            {**self.kept, **{name: _written(each) for name, each in key.items()}}
        )


def _written(key: Key) -> str:
    return f"{key.id}|{key.number}|{key.addition}|{key.street}"


def _key(written: str) -> Key | None:
    parts = written.replace("\x00", "").split("|", _PARTS_OF_KEY - 1)
    if len(parts) != _PARTS_OF_KEY:
        return None
    number, house = whole_number(parts[0]), whole_number(parts[1], most_digits=8)
    if number is None or house is None:
        return None
    return Key(parts[3][:200], house, parts[2][:200], number)


def _wanted(query: QueryDict, purpose: Purpose | None) -> Wanted:
    source = query.get("source", "")
    return Wanted(
        words=query.get("q", "").replace("\x00", "").strip()[:120],
        asked=Asked(
            source=source if source in BY_KEY else "",
            prompts=query.get("prompts", "") == "yes",
            purpose=purpose,
        ),
        after=_key(query.get("after", "")),
        before=_key(query.get("before", "")),
    )


def _town(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


@require_safe
@with_task
def addresses(request: Request) -> HttpResponse:
    """Addresses to look at."""
    purpose = purpose_asked(request)
    wanted = _wanted(request.GET, purpose)
    found = _find(request, wanted, PAGE + 1)
    possible = purposes_here(request.actor, _town(request))
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Addresses")},
        ],
        "purpose": purpose_name(purpose or possible[0]),
        "others": other_purposes(purpose or possible[0], possible),
        "addresses": _table(request, wanted, found),
    }
    return render(request, "picture/addresses.html", context)


def _find(
    request: Request, wanted: Wanted, most: int, how: View.How = View.How.PAGE
) -> list[Listed]:
    known: dict[str, Any] = {
        "by": request.actor,
        "municipality": _town(request),
        "asked": wanted.asked,
        "on": localdate(),
        "most": most,
        "how": how,
    }
    if wanted.words:
        return found_addresses(words=wanted.words, **known)
    return listed_addresses(after=wanted.after, before=wanted.before, **known)


def _table(request: Request, wanted: Wanted, found: list[Listed]) -> Table:
    more = len(found) > PAGE
    shown = found[-PAGE:] if wanted.before and not wanted.after else found[:PAGE]
    return Table(
        name="addresses",
        caption=_("Addresses found")
        if wanted.words
        else _("Addresses of which a source says something"),
        columns=[
            Column(label, row_header=not place, numeric=place == 2)
            for place, label in enumerate(_header())
        ],
        rows=[_row(one) for one in shown],
        empty=_empty(wanted),
        paging=_paging(wanted, shown, more),
        search=_search(request, wanted),
        export=_export(wanted) if shown else None,
    )


def _header() -> list[str]:
    return [
        _("Address"),
        _("Postcode"),
        _("Signals"),
        _("Sources"),
        _("Latest day"),
    ]


def _row(one: Listed) -> list[object]:
    url = reverse("picture", args=[one.address.pk])
    first, *rest = _told(one)
    return [Cell(first, url), *rest]


def _told(one: Listed) -> list[object]:
    return [
        str(one.address),
        one.address.postcode,
        one.signals,
        ", ".join(in_words(BY_KEY[key].title) for key in one.sources),
        one.latest,
    ]


def _empty(wanted: Wanted) -> Empty:
    if wanted.kept:
        return Empty(
            _("Nothing fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show the whole list"),
            reverse("picture_addresses"),
        )
    return Empty(
        _("No source says anything yet."),
        _("Search any address above; signals come in as a file."),
    )


def _paging(wanted: Wanted, shown: list[Listed], more: bool) -> Paging:
    if not shown or wanted.words:
        return Paging()
    backward = bool(wanted.before and not wanted.after)
    next_url = wanted.address(after=shown[-1].key) if more or backward else ""
    earlier = more if backward else bool(wanted.after)
    previous_url = wanted.address(before=shown[0].key) if earlier else ""
    return Paging(next_url=next_url, previous_url=previous_url)


def _search(request: Request, wanted: Wanted) -> Search:
    possible = purposes_here(request.actor, _town(request))
    purpose = wanted.asked.purpose or possible[0]
    opened = {
        one.key for one in open_to(roles_in(request.actor, _town(request)), purpose)
    }
    sources = [
        Option(one.key, in_words(one.title))
        for one in FILE_SOURCES
        if one.key in opened
    ]
    filters = [
        Filter(
            "source",
            _("Source"),
            [Option("", _("Every source")), *sources],
            wanted.asked.source,
        )
    ]
    if "brp" in opened:
        reasons = [
            Option("", _("All addresses")),
            Option("yes", _("More registered than fit")),
        ]
        chosen = "yes" if wanted.asked.prompts else ""
        filters.append(Filter("prompts", _("Reason to look"), reasons, chosen))
    return Search(
        label=_("Search by street, or postcode and number"),
        hint=_("The first letters are enough. Filters are for the list without words."),
        value=wanted.words,
        filters=filters,
    )


def _export(wanted: Wanted) -> Export:
    query = wanted.address() if wanted.kept else ""
    return Export(
        reverse("picture_addresses_csv") + query,
        reverse("picture_addresses_xlsx") + query,
    )


@require_safe
@with_task
def addresses_csv(request: Request) -> HttpResponseBase:
    """The list as CSV."""
    return csv_file(_lines(request), f"onderdak-addresses-{localdate():%Y-%m-%d}")


@require_safe
@with_task
def addresses_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook."""
    return xlsx_file(_lines(request), f"onderdak-addresses-{localdate():%Y-%m-%d}")


def _lines(request: Request) -> Iterator[list[object]]:
    wanted = _wanted(request.GET, purpose_asked(request))
    purpose, _sources = check_list(  # refuse before the file begins
        by=request.actor,
        municipality=_town(request),
        asked=wanted.asked,
        on=localdate(),
    )
    return _written_lines(request, wanted, purpose, translation.get_language() or "nl")


def _written_lines(
    request: Request, wanted: Wanted, purpose: Purpose, language: str
) -> Iterator[list[object]]:
    """The lines of the file, read while it is sent: long after the page's own scope."""
    with scope(scope_of(request.actor)), translation.override(language):
        yield head_of_file(request.actor, purpose_name(purpose))
        yield list(_header())
        most = PAGE if wanted.words else _CHUNK
        wanted = Wanted(wanted.words, wanted.asked, None, None)
        while chunk := _find(request, wanted, most, View.How.FILE):
            yield from (_told(one) for one in chunk)
            if wanted.words or len(chunk) < most:
                return
            wanted = Wanted("", wanted.asked, chunk[-1].key, None)
