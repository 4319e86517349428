"""Taking in a file of signals: looked at line by line, recorded or left."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.identity.contract import Actor, check_may, may
from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.picture.contract import (
    BY_KEY,
    FIELDS,
    FILE_SOURCES,
    TAKE_IN_SIGNALS,
    Delivery,
    Fate,
    Planned,
    Preview,
    count_doubts,
    deliveries_of,
    delivery_for,
    leave_delivery,
    preview_of,
    receive_signals,
    record_signals,
    roles_in,
    taken_in_by,
)
from onderdak.supervision.picture.contract.mending import KINDS, takes_all
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.nights.export import csv_file
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table
from onderdak.web.pages.values import number, said
from onderdak.web.picture.address_tables import matched
from onderdak.web.picture.words import FATE_TAGS, FATES, in_words, said_value

# More lines than this are for the command line, where nobody waits for a page.
MOST_LINES = 20_000
MOST_SHOWN = 500
LIKENESS = "likeness"
_MOST_DELIVERIES = 50


class FileForm(forms.Form):
    """The file to take in."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, or a workbook with the same columns."),
    )
    complete = forms.BooleanField(
        label=gettext_lazy("The file is complete"),
        required=False,
        help_text=gettext_lazy(
            "It holds every address of which the source says this. What it leaves out"
            " counts as no longer so."
        ),
    )


def _town(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


def crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    """The way to the page of deliveries."""
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Sources of addresses"), "url": reverse("picture_sources")},
        *more,
    ]


@with_task
def sources(request: Request) -> HttpResponse:
    """Which sources are connected, and taking in a file of one of them."""
    town, on = _town(request), localdate()
    found = list(deliveries_of(by=request.actor, municipality=town, today=on))
    takes_in = may(request.actor, TAKE_IN_SIGNALS, municipality=town)
    if request.method == "POST":
        check_may(request.actor, TAKE_IN_SIGNALS, municipality=town)
    form = FileForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )

    def change() -> str:
        given = form.cleaned_data["file"]
        made = receive_signals(
            by=request.actor,
            municipality=town,
            data=given.read(),
            filename=given.name,
            today=on,
            most_lines=MOST_LINES,
            complete=form.cleaned_data["complete"],
        )
        return reverse("picture_delivery", args=[made.pk])

    waiting = (
        count_doubts(by=request.actor, municipality=town, today=on) if takes_in else 0
    )
    own = taken_in_by(roles_in(request.actor, town))
    context = {
        "breadcrumbs": [crumbs()[0], {"label": _("Sources of addresses")}],
        "takes_in": takes_in,
        "own": [in_words(one.title) for one in FILE_SOURCES if one.key in own],
        "waiting": waiting,
        "sources": _sources(found),
        "deliveries": _deliveries(request.actor, found[:_MOST_DELIVERIES]),
    }
    return ask(
        request,
        form,
        context,
        done=_("The file is read. Nothing is recorded yet."),
        change=change,
        template="picture/sources.html",
    )


def _sources(found: list[Delivery]) -> Table:
    recorded = [one for one in found if one.state == Delivery.State.RECORDED]
    latest = {key: one for one in reversed(recorded) for key in one.sources}
    return Table(
        name="sources",
        caption=_("Sources that come in as a file"),
        columns=[
            Column(_("Source"), row_header=True),
            Column(_("Last handed in")),
            Column(_("What it brings")),
            Column(_("Ground")),
            Column(_("Kept at most, in months"), numeric=True),
        ],
        rows=[
            [
                in_words(one.title),
                _since(latest.get(one.key)),
                in_words(one.brings),
                one.ground,
                one.months,
            ]
            for one in FILE_SOURCES
        ],
    )


def _since(delivery: Delivery | None) -> object:
    if delivery is None:
        return Cell(_("not connected"), kind="warning")
    return localdate(delivery.settled_at or delivery.received_at)


def _state(actor: Actor, one: Delivery) -> str:
    match Delivery.State(one.state):
        case Delivery.State.WAITING if one.by_id == actor.user_id:
            return _("waits for you")
        case Delivery.State.WAITING:
            return _("waits for who sent it")
        case Delivery.State.RECORDED:
            return _("recorded")
        case Delivery.State.TAKEN_BACK:
            return _("taken back")
        case _state:
            return _("left")


def _page_of(actor: Actor, one: Delivery) -> object:
    """Where a file is looked at, or taken back, by who may."""
    if may(actor, TAKE_IN_SIGNALS, municipality=one.municipality_id) and takes_all(
        actor, one
    ):
        if one.state == Delivery.State.WAITING:
            return Cell(one.filename, reverse("picture_delivery", args=[one.pk]))
        if one.state == Delivery.State.RECORDED:
            there = reverse("picture_delivery_take_back", args=[one.pk])
            return Cell(one.filename, there)
    return one.filename


def _deliveries(actor: Actor, found: list[Delivery]) -> Table:
    return Table(
        name="deliveries",
        caption=_("Files taken in"),
        columns=[
            Column(_("File"), row_header=True),
            Column(_("Day")),
            Column(_("Sources")),
            Column(_("State")),
            Column(_("New"), numeric=True),
            Column(_("In doubt"), numeric=True),
        ],
        rows=[
            [
                _page_of(actor, one),
                localdate(one.received_at),
                ", ".join(in_words(BY_KEY[key].title) for key in one.sources),
                _state(actor, one),
                one.counts.get("new", 0),
                one.counts.get("doubtful", 0),
            ]
            for one in found
        ],
        empty=Empty(
            _("No file has been taken in yet."),
            _("A source that sends no file shows as not connected."),
        ),
    )


@require_safe
@with_task
def template_csv(request: Request) -> HttpResponseBase:
    """An empty list with the right columns, and a line for each kind one may send."""
    check_may(request.actor, TAKE_IN_SIGNALS, municipality=_town(request))
    own = taken_in_by(roles_in(request.actor, _town(request)))
    lines: list[list[object]] = [[names[0] for names in FIELDS.values()]]
    for source in FILE_SOURCES:
        for kind in source.kinds if source.key in own else ():
            said = {
                "postcode": "1234AB",
                "number": "12",
                "addition": "a",
                "kind": kind.words[-1] if len(kind.words) > 1 else kind.key,
                "value": kind.example,
                "date": "2026-01-31",
                "source": source.key,
                "ground": _("our by-law, art. 4") if source.names_its_rule else "",
                "reference": "KENMERK-1" if kind.several else "",
                "part_of": "KENMERK-0" if kind.belongs_to else "",
                "condition": "open" if kind.belongs_to else "",
            }
            lines.append([said.get(field, "") for field in FIELDS])
    return csv_file(lines, "onderdak-signals")


@require_safe
@with_task
def delivery(request: Request, pk: int) -> HttpResponse:
    """What recording a file would do, line by line, and every cell that is wrong."""
    on = localdate()
    found = delivery_for(by=request.actor, delivery=pk, today=on)
    if found.state != Delivery.State.WAITING:
        return HttpResponseRedirect(reverse("picture_sources"))
    seen = preview_of(by=request.actor, delivery=found, today=on)
    context = {
        "breadcrumbs": crumbs({"label": found.filename}),
        "delivery": found,
        "facts": [
            *(Fact(str(FATES[fate]), seen.counts.get(fate.value, 0)) for fate in Fate),
            Fact(_("cannot be read"), seen.counts.get("bad", 0)),
        ],
        "bad": _bad_table(seen) if seen.bad else None,
        "alike": _alike(seen),
        "withheld": any(one.withheld for one in seen.planned),
        "left_open": [
            {"source": in_words(BY_KEY[source].title), "kind": _kind(source, kind)}
            for source, kind in seen.left_open
        ],
        "planned": _planned_table(seen),
        "more": max(0, len(seen.planned) - MOST_SHOWN),
    }
    return render(request, "picture/delivery.html", context)


def _kind(source: str, kind: str) -> str:
    return in_words(KINDS[source, kind].title)


def _alike(seen: Preview) -> list[dict[str, object]]:
    """What was found by likeness alone: somebody may say that it is another house."""
    return [
        {
            "line": one.line.line,
            "written": str(one.line.place),
            "found": seen.found.get(one.address or 0, ""),
            "how": matched(one.level, one.weight),
        }
        for one in seen.planned
        if one.level == LIKENESS
    ][:MOST_SHOWN]


def _bad_table(seen: Preview) -> Table:
    return Table(
        name="bad",
        caption=_("Every cell that cannot be read"),
        columns=[
            Column(_("Line"), numeric=True, row_header=True),
            Column(_("Column")),
            Column(_("What is wrong")),
        ],
        rows=[[one.line, one.column, said(one.what)] for one in seen.bad],
    )


def _planned_table(seen: Preview) -> Table:
    # What asks for attention comes first.
    order = [Fate.CORRECTED, Fate.NEW, Fate.ELSEWHERE, Fate.KNOWN]

    def place(one: Planned) -> tuple[int, int]:
        if one.fate is Fate.DOUBTFUL or one.level == LIKENESS:
            return -1, one.line.line
        return order.index(one.fate), one.line.line

    planned = sorted(seen.planned, key=place)
    found = seen.found
    return Table(
        name="lines",
        caption=_("What would be recorded"),
        columns=[
            Column(_("Line"), numeric=True, row_header=True),
            Column(_("As it was written")),
            Column(_("Address found")),
            Column(_("How it was found")),
            Column(_("Source")),
            Column(_("Kind")),
            Column(_("Value")),
            Column(_("Day")),
            Column(_("What happens")),
        ],
        rows=[
            [
                one.line.line,
                str(one.line.place),
                found.get(one.address or 0, ""),
                matched(one.level, one.weight),
                in_words(BY_KEY[one.line.source].title),
                in_words(KINDS[one.line.source, one.line.kind].title),
                said_value(one.line.source, one.line.kind, one.line.value),
                one.line.on,
                Cell(str(FATES[one.fate]), kind=FATE_TAGS[one.fate]),
            ]
            for one in planned[:MOST_SHOWN]
        ],
        empty=Empty(_("No line of this file can be read."), ""),
    )


@require_POST
@with_task
def record(request: Request, pk: int) -> HttpResponse:
    """Record a file that was looked at."""
    on = localdate()
    found = delivery_for(by=request.actor, delivery=pk, today=on)
    given = (whole_number(each) for each in request.POST.getlist("doubted"))
    doubted = {line for line in given if line is not None}
    counts = record_signals(
        by=request.actor,
        delivery=found,
        today=on,
        without_bad=request.POST.get("without_bad") == "yes",
        doubted=doubted,
    )
    messages.success(
        request,
        _("The file is recorded: %(new)s new, %(corrected)s corrected.")
        % {
            "new": number(counts.get("new", 0)),
            "corrected": number(counts.get("corrected", 0)),
        },
    )
    doubtful = counts.get(Fate.DOUBTFUL.value, 0)
    return HttpResponseRedirect(
        reverse("picture_doubts" if doubtful else "picture_sources")
    )


@require_POST
@with_task
def leave(request: Request, pk: int) -> HttpResponse:
    """Leave a file: nothing of it is recorded, and it is gone."""
    found = delivery_for(by=request.actor, delivery=pk, today=localdate())
    leave_delivery(by=request.actor, delivery=found)
    messages.success(request, _("The file is left. Nothing of it is recorded."))
    return HttpResponseRedirect(reverse("picture_sources"))
