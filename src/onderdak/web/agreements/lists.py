"""The list of agreements as a page and as files."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor, may
from onderdak.foundation.parties.contract import (
    RECORD_AGREEMENTS,
    Agreement,
    AgreementOn,
    TermState,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.agreements.finding import Asked, Found, asked_by, find, find_all
from onderdak.web.agreements.words import KINDS, STATES, TAGS
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


@with_task
def agreements(request: Request) -> HttpResponse:
    """The agreements that someone may see."""
    on, asked = localdate(), asked_by(request.GET)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Agreements")},
        ],
        "agreements": _table(find(request.actor, asked, on), asked, on),
        "may_record": may_record(request.actor),
    }
    return render(request, "agreements/agreements.html", context)


def may_record(actor: Actor) -> bool:
    """Whether someone records agreements of the tenant they act for."""
    grant = actor.grants[0]
    return may(
        actor,
        RECORD_AGREEMENTS,
        municipality=grant.municipality,
        region=grant.region,
    )


@with_task
def agreements_csv(request: Request) -> HttpResponseBase:
    """The list as CSV."""
    return csv_file(_rows(request), f"onderdak-agreements-{localdate():%Y-%m-%d}")


@with_task
def agreements_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook."""
    return xlsx_file(_rows(request), f"onderdak-agreements-{localdate():%Y-%m-%d}")


def _rows(request: Request) -> Iterator[list[object]]:
    """The lines of the file; short enough to be read before it is sent."""
    on = localdate()
    found = find_all(request.actor, asked_by(request.GET), on)
    return iter([_header(), *(_line(each, on) for each in found)])


def _header() -> list[object]:
    return [
        _("Number"),
        _("Agreement"),
        _("Kind"),
        _("Of"),
        _("Parties"),
        _("Version"),
        _("Since"),
        _("Until"),
        _("State"),
    ]


def _line(each: AgreementOn, on: date) -> list[object]:
    return [
        each.id,
        each.title,
        KINDS[each.kind],
        of_whom(each),
        "; ".join(one.organisation for one in each.parties),
        each.version,
        each.term.since,
        until(each, on),
        STATES[each.state],
    ]


def of_whom(each: AgreementOn) -> str:
    """Whose agreement it is."""
    return _("the region") if each.region else _("the municipality")


def until(each: AgreementOn, on: date) -> object:
    """The end of the running term; None where there is none."""
    return each.term.ended_on or each.term.runs_until(on)


def _table(found: Found, asked: Asked, on: date) -> Table:
    return Table(
        name="agreements",
        caption=_("Agreements"),
        note=_("newest first"),
        columns=[
            Column(_("Agreement"), row_header=True),
            Column(_("Kind")),
            Column(_("Of")),
            Column(_("Parties"), numeric=True),
            Column(_("Until")),
            Column(_("State")),
        ],
        rows=[
            [
                Cell(each.title, reverse("agreement", args=[each.id])),
                KINDS[each.kind],
                of_whom(each),
                len(each.parties),
                until(each, on) or _("no end"),
                Cell(STATES[each.state], kind=TAGS[each.state]),
            ]
            for each in found.agreements
        ],
        empty=_empty(asked),
        paging=_paging(found, asked),
        search=_search(asked) if found.total or asked.narrowed else None,
        export=_export(asked) if found.total else None,
    )


def _empty(asked: Asked) -> Empty:
    if asked.narrowed:
        return Empty(
            _("No agreement fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show all agreements"),
            reverse("agreements"),
        )
    return Empty(
        _("There are no agreements yet."),
        _("Covenants and other agreements stand here, with what was promised."),
    )


def _search(asked: Asked) -> Search:
    kinds = [
        Option("", _("Every kind")),
        *(Option(kind.value, str(KINDS[kind])) for kind in Agreement.Kind),
    ]
    states = [
        Option("", _("Every state")),
        *(Option(state.value, str(STATES[state])) for state in TermState),
    ]
    return Search(
        label=_("Search by title"),
        hint=_("Type the first letters of the title."),
        value=asked.prefix,
        filters=[
            Filter("kind", _("Kind"), kinds, asked.kind),
            Filter(
                "state",
                _("State"),
                states,
                asked.state,
            ),
        ],
    )


def _paging(found: Found, asked: Asked) -> Paging:
    if not found.agreements:
        return Paging()
    first, last = found.agreements[0].id, found.agreements[-1].id
    return Paging(
        next_url=asked.address(after=last) if found.has_next else "",
        previous_url=asked.address(before=first) if found.has_previous else "",
        shown=_("%(shown)s of %(total)s agreements")
        % {"shown": number(len(found.agreements)), "total": number(found.total)},
    )


def _export(asked: Asked) -> Export:
    query = asked.address() if asked.narrowed else ""
    return Export(reverse("agreements_csv") + query, reverse("agreements_xlsx") + query)
