"""The files that a provider handed in: searched, narrowed, paged, fetched."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from onderdak.foundation.identity.contract import Actor, scope, scope_of
from onderdak.kernel.identifiers import whole_number
from onderdak.register.nights.contract import (
    HandIn,
)
from onderdak.register.nights.contract.files import (
    own_hand_ins,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.declaring.views import provider_of
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
from onderdak.web.pages.values import number

PAGE = 50
_CHUNK = 500
State = HandIn.State
STATES = {
    State.RECEIVED: gettext_lazy("received"),
    State.READING: gettext_lazy("being read"),
    State.CHECKING: gettext_lazy("being checked"),
    State.WAITING: gettext_lazy("waits for your confirmation"),
    State.RECORDING: gettext_lazy("being recorded"),
    State.DONE: gettext_lazy("recorded"),
    State.STOPPED: gettext_lazy("stopped"),
    State.FAILED: gettext_lazy("failed"),
}
_KINDS = {
    State.WAITING: "warning",
    State.DONE: "success",
    State.STOPPED: "warning",
    State.FAILED: "error",
}


@dataclass(frozen=True)
class Asked:
    """What the address bar asks of the list."""

    state: str = ""
    words: str = ""
    after: int | None = None
    before: int | None = None

    def query(self, *, after: int | None = None, before: int | None = None) -> str:
        """The query string of a neighbouring page."""
        asked = {
            "state": self.state,
            "q": self.words,
            "after": after or "",
            "before": before or "",
        }
        return "?" + urlencode({key: value for key, value in asked.items() if value})


def _asked_by(query: QueryDict) -> Asked:
    state = query.get("state", "")
    return Asked(
        state=state if state in set(State) else "",
        words=query.get("q", "").replace("\x00", "").strip()[:100],
        after=whole_number(query.get("after", "")),
        before=whole_number(query.get("before", "")),
    )


@require_GET
@with_task
def hand_ins(request: Request) -> HttpResponse:
    """The files of a provider, the newest first."""
    asked = _asked_by(request.GET)
    found = _matching(request.actor, provider_of(request), asked)
    crumbs = [
        {"label": _("Start"), "url": "/"},
        {"label": _("Hand in a file"), "url": reverse("declare")},
        {"label": _("Files that you handed in")},
    ]
    context = {"breadcrumbs": crumbs, "hand_ins": _table(found, asked)}
    return render(request, "nights/declare/hand_ins.html", context)


def _matching(actor: Actor, provider: int, asked: Asked) -> QuerySet[HandIn]:
    found = own_hand_ins(by=actor, provider=provider)
    if asked.state:
        found = found.filter(state=asked.state)
    return found.filter(filename__icontains=asked.words) if asked.words else found


def _page(found: QuerySet[HandIn], asked: Asked) -> tuple[list[HandIn], bool, bool]:
    if asked.before is not None:
        newer = list(found.filter(pk__gt=asked.before).order_by("id")[: PAGE + 1])
        if newer:
            return newer[:PAGE][::-1], True, len(newer) > PAGE
    older = found.filter(pk__lt=asked.after) if asked.after else found
    page = list(older[: PAGE + 1])
    return page[:PAGE], len(page) > PAGE, asked.after is not None


def _table(found: QuerySet[HandIn], asked: Asked) -> Table:
    page, more, before = _page(found, asked)
    query = asked.query() if asked.state or asked.words else ""
    states = [Option(state.value, str(name)) for state, name in STATES.items()]
    shown = _("%(shown)s of %(total)s files") % {
        "shown": number(len(page)),
        "total": number(found.count()),
    }
    return Table(
        name="hand-ins",
        caption=_("Files that you handed in"),
        note=_("newest first"),
        columns=[
            Column(_("File"), row_header=True),
            Column(_("Location")),
            Column(_("When")),
            Column(_("Rows"), numeric=True),
            Column(_("Recorded"), numeric=True),
            Column(_("State")),
        ],
        rows=[_row(each) for each in page],
        search=Search(
            label=_("Search by name of the file"),
            value=asked.words,
            filters=[
                Filter(
                    "state", _("State"), [Option("", _("All")), *states], asked.state
                )
            ],
        ),
        paging=Paging(
            next_url=asked.query(after=page[-1].pk) if more and page else "",
            previous_url=asked.query(before=page[0].pk) if before and page else "",
            shown=shown,
        ),
        empty=Empty(_("There is no such file."), _("Files come here once handed in.")),
        export=Export(
            reverse("hand_ins_csv") + query, reverse("hand_ins_xlsx") + query
        ),
    )


def _row(each: HandIn) -> list[object]:
    state = State(each.state)
    return [
        Cell(each.filename, reverse("hand_in", args=[each.pk])),
        each.location.name,
        date_format(localtime(each.received_at), "j F Y H:i"),
        each.rows,
        each.done,
        Cell(STATES[state], kind=_KINDS.get(state, "info")),
    ]


@require_GET
@with_task
def hand_ins_csv(request: Request) -> HttpResponseBase:
    """The list as CSV."""
    return csv_file(_rows(request), f"onderdak-files-{localdate():%Y-%m-%d}")


@require_GET
@with_task
def hand_ins_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook."""
    return xlsx_file(_rows(request), f"onderdak-files-{localdate():%Y-%m-%d}")


def _rows(request: Request) -> Iterator[list[object]]:
    actor, provider, asked = request.actor, provider_of(request), _asked_by(request.GET)
    language = translation.get_language() or "nl"
    return _lines(actor, provider, asked, language)


def _lines(
    actor: Actor, provider: int, asked: Asked, language: str
) -> Iterator[list[object]]:
    """The lines of the file, read while it is sent: after the page's own scope."""
    with scope(scope_of(actor)), translation.override(language):
        yield [
            _("Number"),
            _("File"),
            _("Location"),
            _("When"),
            *(_("Rows"), _("Recorded"), _("New stays"), _("Corrected stays")),
            *(_("Unchanged"), _("Rows with an error"), _("State")),
        ]
        for each in _matching(actor, provider, asked).iterator(_CHUNK):
            yield [
                each.pk,
                each.filename,
                each.location.name,
                f"{localtime(each.received_at):%Y-%m-%d %H:%M}",
                *(each.rows, each.done, each.new, each.corrected),
                *(each.unchanged, each.rejected, STATES[State(each.state)]),
            ]
