"""Everything that was typed at a visit: what stands, what differs, what came late."""

from collections.abc import Iterator, Mapping

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.planning import Labels, take_typed
from onderdak.supervision.inspections.contract.syncing import (
    Operation as Typed,
)
from onderdak.supervision.inspections.contract.syncing import (
    PathState,
    Recorded,
    photos_of,
    recorded,
    take_over_late,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.inspections.pages import (
    asked,
    crumbs,
    town,
    visit_here,
    words_asked,
)
from onderdak.web.inspections.planning.one import Act
from onderdak.web.inspections.planning.one_tables import came_in, names
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

PAGE = 100
_DIFFER, _CHANGED = "differ", "changed"


@require_safe
@with_task
def typed(request: Request, number: str) -> HttpResponse:
    """What stands at each question, and what was typed there before."""
    visit = visit_here(request, number)
    found = recorded(visit)
    title = _("Typed at visit %(number)s") % {"number": number}
    late = list(found.late)
    lead = visit.lead_id == request.actor.user_id
    take = reverse("visit_take_late", args=[number])
    context = {
        "title": title,
        "lead": visit.address.in_full,
        "breadcrumbs": crumbs(
            (_("Visits"), reverse("visits")),
            (number, reverse("visit", args=[number])),
            (_("Everything that was typed"), ""),
        ),
        "facts": came_in(visit, found, photos_of(visit)),
        "table": _table(request, visit, found),
        "late": _late(visit, found) if late else None,
        "take": Act(_("Let it count"), take, "secondary") if late and lead else None,
    }
    return render(request, "inspections/planning/typed.html", context)


@require_POST
@with_task
def take_late(request: Request, number: str) -> HttpResponse:
    """Let everything that came late count after all."""
    visit = visit_here(request, number)
    taken = take_over_late(
        by=request.actor,
        municipality=town(request),
        number=number,
        operations=[str(one.uid) for one in recorded(visit).late],
        at=now(),
    )
    says = ngettext(
        "%(count)s answer counts now.", "%(count)s answers count now.", taken
    )
    messages.success(request, says % {"count": taken})
    return HttpResponseRedirect(reverse("visit_typed", args=[number]))


@require_safe
@with_task
def typed_csv(request: Request, number: str) -> HttpResponseBase:
    """What stands and what was typed before, as CSV; what is sealed stays sealed."""
    return csv_file(_lines(request, number), f"onderdak-typed-{number}")


@require_safe
@with_task
def typed_xlsx(request: Request, number: str) -> HttpResponseBase:
    """The same as a workbook."""
    return xlsx_file(_lines(request, number), f"onderdak-typed-{number}")


def _lines(request: Request, number: str) -> Iterator[list[object]]:
    """Read before the file begins: while it is sent the page's scope is gone."""
    visit = visit_here(request, number)
    take_typed(by=request.actor, visit=visit)
    labels = Labels(visit.checklist)
    words, show = words_asked(request), request.GET.get("show", "")
    rows = sorted(
        (
            (path, one)
            for path, one in recorded(visit).state.items()
            if _fits(path, one, words, show, labels)
        ),
        key=lambda row: row[0],
    )
    called = _called(rows)
    head: list[object] = [
        *(_("Question"), _("Of what"), _("What stands"), _("By whom")),
        *(_("Typed before"), _("Path")),
    ]
    return iter(
        [
            head,
            *(
                [
                    *(
                        cell.value if isinstance(cell, Cell) else cell
                        for cell in _row(path, one, labels, called)
                    ),
                    path,
                ]
                for path, one in rows
            ),
        ]
    )


def _table(request: Request, visit: Visit, found: Recorded) -> Table:
    labels = Labels(visit.checklist)
    words, show = words_asked(request), request.GET.get("show", "")
    after = request.GET.get("after", "")[:200]
    rows = [
        (path, one)
        for path, one in found.state.items()
        if _fits(path, one, words, show, labels) and path > after
    ]
    shown, more = sorted(rows)[:PAGE], len(rows) > PAGE
    query = {"q": words, "show": show}
    last = shown[-1][0] if more else ""
    called = _called(shown)
    return Table(
        name="typed",
        caption=_("Answers"),
        columns=[
            Column(_("Question"), row_header=True),
            Column(_("Of what")),
            Column(_("What stands")),
            Column(_("By whom")),
            Column(_("Typed before")),
        ],
        rows=[_row(path, one, labels, called) for path, one in shown],
        empty=Empty(
            _("Nothing fits this.") if words or show else _("Nothing came in yet."),
            _("What is typed on a phone stands here as soon as the phone has sent it."),
        ),
        search=Search(
            label=_("Search in the questions"),
            value=words,
            filters=[Filter("show", _("Show"), _options(), show)],
        ),
        export=Export(
            reverse("visit_typed_csv", args=[visit.number]) + asked(query),
            reverse("visit_typed_xlsx", args=[visit.number]) + asked(query),
        ),
        paging=Paging(
            next_url=asked({**query, "after": last}) if more else "",
            previous_url=(asked(query) or "?") if after else "",
        ),
    )


def _options() -> list[Option]:
    return [
        Option("", _("All answers")),
        Option(_DIFFER, _("Answers that differ")),
        Option(_CHANGED, _("Answers that were changed")),
    ]


def _fits(path: str, one: PathState, words: str, show: str, labels: Labels) -> bool:
    if show == _DIFFER and one.settled:
        return False
    if show == _CHANGED and len(one.history) < 2:
        return False
    name = f"{labels.name(path)} {path}".lower() if words else ""
    return all(word in name for word in words.lower().split())


def _called(shown: list[tuple[str, PathState]]) -> Mapping[int, str]:
    return names(each.by for _path, one in shown for each in one.heads)


def _row(
    path: str, one: PathState, labels: Labels, called: Mapping[int, str]
) -> list[object]:
    stands = _stands(path, one, labels)
    by = {called.get(each.by or 0, "") for each in one.heads} - {""}
    before = [_said(path, each, labels) for each in _before(one)]
    return [
        labels.name(path),
        _of_what(path),
        stands if one.settled else Cell(stands, kind="warning"),
        ", ".join(sorted(by)) or "–",
        "; ".join(before) or "–",
    ]


def _stands(path: str, one: PathState, labels: Labels) -> str:
    if any(value.sealed for value in one.values):
        return _("sealed")
    said = [labels.value(path, value.typed) or _("made empty") for value in one.values]
    return _(" or ").join(said) if len(said) > 1 else "".join(said)


def _before(one: PathState) -> Iterator[Typed]:
    stands = {each.id for each in one.heads}
    return (each for each in one.history if each.id not in stands)


def _said(path: str, one: Typed, labels: Labels) -> str:
    if one.sealed:
        return _("sealed")
    return labels.value(path, one.typed) or _("made empty")


def _of_what(path: str) -> str:
    """The place or moment that an answer is about, in words."""
    kind, _sign, rest = path.partition("/")
    known = {
        "place": _("the place"),
        "unit": _("housing unit"),
        "room": _("room"),
        "entry": _("entering"),
        "present": _("who was there"),
        "answer": _("questionnaire"),
        "statement": _("statement"),
        "photo": _("photo"),
        "signal": _("sign"),
        "act": _("act at once"),
        "finding": _("finding"),
        "good": _("good practice"),
        "child": _("child"),
        "handed": _("handed over"),
    }
    said = known.get(kind, kind)
    which = rest.partition("/")[0][:8] if kind in ("unit", "room", "answer") else ""
    return f"{said} {which}" if which and which != "main" else said


def _late(visit: Visit, found: Recorded) -> Table:
    labels = Labels(visit.checklist)
    called = names(one.by_id for one in found.late)
    return Table(
        name="late",
        caption=_("Came after the end"),
        columns=[
            Column(_("Question"), row_header=True),
            Column(_("What was typed")),
            Column(_("By whom")),
            Column(_("Came in")),
        ],
        rows=[
            [
                labels.name(one.path),
                _("sealed")
                if one.sealed is not None
                else labels.value(one.path, one.typed) or _("made empty"),
                called.get(one.by_id, "–"),
                date_format(localtime(one.received_at), "j F Y H:i"),
            ]
            for one in found.late[:PAGE]
        ],
    )
