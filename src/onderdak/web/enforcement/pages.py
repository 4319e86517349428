"""What the pages of enforcement share: the way back, a plain page, a question."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import rooms_on
from onderdak.kernel.identifiers import whole_number
from onderdak.web.account.contract import Request, ask
from onderdak.web.enforcement.sent import remember_sent, sent_before
from onderdak.web.pages.shapes import Fact, Table, Todo

PAGE = "enforcement/page.html"
QUESTION = "enforcement/question.html"
ROOM = "enforcement"


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
    notes: Sequence[Note] = ()
    facts: Sequence[Fact] = ()
    table: Table | None = None
    ways: Sequence[Way] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A form on a page of its own, and the words around it."""

    title: str
    submit: str
    done: str
    breadcrumbs: Sequence[dict[str, str]]
    lead: str = ""
    notes: Sequence[Note] = ()
    facts: Sequence[Fact] = ()
    ways: Sequence[Way] = ()


def town(request: Request) -> str:
    """The municipality for which somebody works now."""
    return request.actor.grants[0].municipality or ""


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


def of_case(number: str, *last: tuple[str, str]) -> list[dict[str, str]]:
    """The way back from a page about one case."""
    listed = (_("Enforcement"), reverse("enforcement_cases"))
    about = _("Case %(number)s") % {"number": number}
    return crumbs(listed, (about, case_url(number) if last else ""), *last)


def case_url(number: str) -> str:
    """Where a case is found."""
    return reverse("enforcement_case", args=[number])


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


def ask_for(
    request: Request,
    form: forms.Form,
    question: Question,
    change: Callable[[], str],
    *,
    template: str = QUESTION,
) -> HttpResponse:
    """Show a question; when it is answered make the change, and go where it says.

    The same answer that is sent twice is taken in once.
    """
    before = sent_before(request)
    if before is not None:
        return before
    context = {
        "title": question.title,
        "lead": question.lead,
        "notes": question.notes,
        "facts": question.facts,
        "ways": question.ways,
        "breadcrumbs": question.breadcrumbs,
        "submit": question.submit,
    }
    where = ""
    try:
        answer = ask(
            request, form, context, done=question.done, change=change, template=template
        )
        where = answer.get("Location", "")
    finally:
        remember_sent(request, where)
    return answer


def closed_notes(here: str) -> list[Note]:
    """That the part is switched off, where it is."""
    if ROOM in rooms_on(here):
        return []
    return [
        Note(
            _("Your municipality does not use this part of Onderdak."),
            "warning",
            _("What is there can be read; nothing new is begun."),
        )
    ]


def in_words(words: object) -> str:
    """Words in Dutch and English, in the language of the reader."""
    if not isinstance(words, Mapping):
        return str(words or "")
    language = "nl" if (get_language() or "nl")[:2] == "nl" else "en"
    return str(words.get(language) or words.get("nl") or "")


def asked(query: dict[str, str]) -> str:
    """A query string of what is asked, without what is empty."""
    kept = {name: value for name, value in query.items() if value}
    return "?" + urlencode(kept) if kept else ""


def words_asked(request: Request, name: str = "q") -> str:
    """The words that somebody searches for."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:80]


def key_asked(request: Request, name: str) -> int | None:
    """The row from which a list goes on."""
    return whole_number(request.GET.get(name, ""))
