"""What the pages about a visit share: the visit itself, the way back, a plain page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.inspections.contract import SEE_VISITS, Visit
from onderdak.supervision.inspections.contract.planning import visit_for
from onderdak.web.account.contract import Request
from onderdak.web.pages.shapes import Fact, Table, Todo

PAGE = "inspections/page.html"


@dataclass(frozen=True, slots=True)
class Way:
    """A link from a page: to look further, or to do something."""

    label: str
    url: str
    kind: str = "secondary"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that must not be overlooked on a page."""

    what: str
    kind: str = "info"
    next: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page under a heading of its own."""

    title: str
    lead: str = ""
    facts: Sequence[Fact] = ()
    table: Table | None = None
    ways: Sequence[Way] = ()
    photos: Sequence[tuple[str, str, str]] = field(default_factory=tuple)


def town(request: Request) -> str:
    """The municipality for which somebody works now."""
    return request.actor.grants[0].municipality or ""


def check_sees(request: Request) -> None:
    """Stop whoever sees no visits here.

    Raises:
        NotAllowed: none of the person's tasks lets them see visits.
    """
    check_may(request.actor, SEE_VISITS, municipality=town(request))


def visit_here(request: Request, number: str) -> Visit:
    """The visit of a page."""
    return visit_for(by=request.actor, municipality=town(request), number=number)


def crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """The way back, from the first page to this one."""
    first = {"label": _("Start"), "url": reverse("home")}
    return [
        first,
        *(
            {"label": label, "url": url} if url else {"label": label}
            for label, url in steps
        ),
    ]


def of_visit(number: str, *last: tuple[str, str]) -> list[dict[str, str]]:
    """The way back from a page about one visit."""
    about = _("Visit %(number)s") % {"number": number}
    listed = (_("Visits"), reverse("visits"))
    return crumbs(listed, (about, reverse("visit", args=[number])), *last)


def ways_of(number: str, besides: str) -> list[Way]:
    """The other pages about a visit that is over."""
    pages = (
        ("visit_findings", _("Findings")),
        ("visit_report", _("Report of the visit")),
        ("visit_repairs", _("Repairs")),
        ("visit_result", _("What it came to")),
        ("visit_units", _("Per unit")),
    )
    return [
        Way(label, reverse(name, args=[number]))
        for name, label in pages
        if name != besides
    ]


def page(
    request: Request,
    title: str,
    *,
    breadcrumbs: Sequence[dict[str, str]],
    lead: str = "",
    notes: Sequence[Note] = (),
    facts: Sequence[Fact] = (),
    ways: Sequence[Way] = (),
    parts: Sequence[Part] = (),
    todos: Sequence[Todo] = (),
) -> HttpResponse:
    """A plain page: what it is about, what can be done, and lists."""
    shown = {
        "title": title,
        "lead": lead,
        "breadcrumbs": breadcrumbs,
        "notes": notes,
        "facts": facts,
        "ways": ways,
        "parts": parts,
        "todos": todos,
    }
    return render(request, PAGE, shown)


def in_words(words: object) -> str:
    """Words in Dutch and English, in the language of the reader."""
    if not isinstance(words, dict):
        return ""
    language = "nl" if (get_language() or "nl")[:2] == "nl" else "en"
    return str(words.get(language) or words.get("nl") or "")


def asked(query: dict[str, str]) -> str:
    """A query string of what is asked, without what is empty."""
    kept = {name: value for name, value in query.items() if value}
    return "?" + urlencode(kept) if kept else ""


def words_asked(request: Request) -> str:
    """The words that somebody searches for."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:80]


def key_asked(request: Request, name: str) -> int | None:
    """The row from which a list goes on."""
    return whole_number(request.GET.get(name, ""))
