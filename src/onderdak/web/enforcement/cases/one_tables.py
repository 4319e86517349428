"""The tables on the page of one case."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from onderdak.supervision.enforcement.contract import CaseOn, Entry
from onderdak.supervision.enforcement.contract.cases import Ground
from onderdak.supervision.enforcement.contract.clocks import Due
from onderdak.web.enforcement.pages import in_words
from onderdak.web.enforcement.words import (
    CLOCK_STATES,
    ENTRIES,
    closing_of,
    requester_of,
)
from onderdak.web.pages.shapes import Cell, Column, Empty, Table
from onderdak.web.pages.values import said


def grounds_table(grounds: Sequence[Ground], *, links: bool) -> Table:
    """The findings on which a case rests, as they read when they were copied."""
    return Table(
        name="grounds",
        caption=_("Findings on which the case rests"),
        columns=[
            Column(_("Norm"), row_header=True),
            Column(_("What was found")),
            Column(_("Where")),
            Column(_("Article")),
            Column(_("Found on")),
            Column(_("Visit")),
            Column(_("Mark of the report")),
        ],
        rows=[_ground(each, links=links) for each in grounds],
        empty=Empty(
            _("No finding supports this case yet."),
            _("Add what inspectors signed for, from a visit to this address."),
        ),
    )


def _ground(one: Ground, *, links: bool) -> list[object]:
    url = reverse("visit_findings", args=[one.visit_number]) if links else ""
    return [
        in_words(one.title),
        in_words(one.sentence),
        one.place or "–",
        one.article,
        one.found_on,
        Cell(one.visit_number, url=url),
        one.report_sha256[:12],
    ]


def clock_title(one: Due) -> str:
    """What a term is for; the term of an answer says that it is one."""
    title = in_words(one.title)
    if one.kind.endswith("answer"):
        return _("Decision on: %(what)s") % {"what": title.lower()}
    return title


def clocks_table(clocks: Sequence[Due]) -> Table:
    """Every term of a case: its last day, how it was counted, how it stands."""
    return Table(
        name="clocks",
        caption=_("Terms of this case"),
        note=_("first last day first"),
        columns=[
            Column(_("Term"), row_header=True),
            Column(_("Term for")),
            Column(_("From")),
            Column(_("Last day")),
            Column(_("How it was counted")),
            Column(_("State")),
        ],
        rows=[_clock(each) for each in clocks],
        empty=Empty(_("No term runs."), _("A term begins with a step of a path.")),
    )


def _clock(one: Due) -> list[object]:
    label, kind = CLOCK_STATES[one.state]
    if kind == "error" and not one.ours:
        kind = "info"  # what others let pass is nobody's fault here
    return [
        clock_title(one),
        _("the municipality") if one.ours else _("others"),
        one.start,
        one.last_day,
        " ".join(said(each) for each in one.counted) or "–",
        Cell(str(label), kind=kind),
    ]


def history_table(found: CaseOn) -> Table:
    """What happened to the case itself; the steps stand with their measures."""
    return Table(
        name="history",
        caption=_("What happened to the case"),
        note=_("newest first"),
        columns=[
            Column(_("When"), row_header=True),
            Column(_("What")),
            Column(_("By whom")),
            Column(_("In words")),
        ],
        rows=[
            [
                date_format(localtime(each.at), "j F Y H:i"),
                str(ENTRIES[Entry(each.what)]),
                found.people.get(each.by_id, "–"),
                " ".join(_said(each.what, each.about, each.words)) or "–",
            ]
            for each in found.entries
        ],
    )


def _said(what: str, about: str, words: str) -> Iterable[str]:
    if what == Entry.CLOSED:
        yield closing_of(about) + "."
    elif what == Entry.GROUNDS and about:
        yield _("Visit %(number)s.") % {"number": about}
    if words:
        yield words


def requests_table(found: CaseOn) -> Table:
    """The requests to enforce that go with a case; who asked stays sealed."""
    return Table(
        name="requests",
        caption=_("Requests that go with this case"),
        columns=[
            Column(_("Received on"), row_header=True),
            Column(_("Who asks")),
            Column(_("What is asked")),
            Column(_("Sealed")),
        ],
        rows=[
            [
                each.received_on,
                requester_of(each.requester),
                each.about,
                Cell(
                    _("Read who asked"),
                    url=reverse("enforcement_requester", args=[each.pk]),
                ),
            ]
            for each in found.requests
        ],
    )
