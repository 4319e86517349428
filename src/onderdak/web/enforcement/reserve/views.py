"""The register of places in reserve: the list, a line of it, and changing it."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import check_may, may
from onderdak.supervision.enforcement.contract.people import (
    KEEP_RESERVE,
    ReserveOn,
    ReservePlace,
    add_reserve,
    change_reserve,
    on_day,
    reserve_place,
    reserve_rows,
    withdraw_reserve,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.pages import (
    Part,
    Question,
    Way,
    ask_for,
    closed_notes,
    crumbs,
    page,
    town,
)
from onderdak.web.enforcement.reserve.forms import PlaceForm, WithdrawForm
from onderdak.web.enforcement.reserve.listing import (
    PAGE,
    lines_of,
    reserve_table,
    wanted_by,
)
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import Fact

_MOST = 5_000


def _found(request: Request, most: int, *, paged: bool = True) -> Sequence[ReserveOn]:
    wanted, on = wanted_by(request), localdate()
    rows = reserve_rows(
        by=request.actor,
        municipality=town(request),
        search=wanted.words,
        kind=wanted.kind,
        there_on=wanted.there_on(on),
        after=wanted.after if paged else None,
    )
    return on_day(rows, on, most)


@require_safe
@with_task
def reserve(request: Request) -> HttpResponse:
    """Where people can sleep when a house must be emptied."""
    here = town(request)
    keeps = may(request.actor, KEEP_RESERVE, municipality=here)
    table = reserve_table(wanted_by(request), _found(request, PAGE + 1), keeps=keeps)
    title = _("Places in reserve")
    return page(
        request,
        title,
        breadcrumbs=crumbs((title, "")),
        lead=_("Where people can sleep when a house must be emptied."),
        notes=closed_notes(here),
        ways=[Way(_("Add places"), reverse("enforcement_reserve_new"), "primary")],
        parts=[Part(_("The register"), table=table)],
    )


@require_safe
@with_task
def reserve_csv(request: Request) -> HttpResponseBase:
    """The register as CSV: exactly what is shown, all pages of it."""
    return csv_file(_lines(request), _name())


@require_safe
@with_task
def reserve_xlsx(request: Request) -> HttpResponseBase:
    """The register as a workbook: exactly what is shown, all pages of it."""
    return xlsx_file(_lines(request), _name())


def _lines(request: Request) -> Iterator[list[object]]:
    return iter(list(lines_of(_found(request, _MOST, paged=False))))


def _name() -> str:
    return f"onderdak-reserve-{localdate():%Y-%m-%d}"


def in_register(*last: tuple[str, str]) -> list[dict[str, str]]:
    """The way back from a page about the register."""
    return crumbs((_("Places in reserve"), reverse("enforcement_reserve")), *last)


@with_task
def new(request: Request) -> HttpResponse:
    """Write places in the register."""
    here = town(request)
    check_may(request.actor, KEEP_RESERVE, municipality=here)
    form = PlaceForm(request.POST or None, initial={"available_from": localdate()})

    def change() -> str:
        made = add_reserve(
            by=request.actor, municipality=here, facts=form.facts, at=now()
        )
        return reverse("enforcement_reserve_one", args=[made.pk])

    title = _("Add places")
    question = Question(
        title,
        _("Save"),
        _("The places stand in the register."),
        in_register((title, "")),
        _("What was agreed with somebody who can house people at short notice."),
    )
    return ask_for(request, form, question, change)


def _place(request: Request, place: int) -> ReservePlace:
    here = town(request)
    check_may(request.actor, KEEP_RESERVE, municipality=here)
    return reserve_place(by=request.actor, municipality=here, key=place)


def _in_place(row: ReservePlace, title: str) -> list[dict[str, str]]:
    here = reverse("enforcement_reserve_one", args=[row.pk])
    return in_register((row.name, here), (title, ""))


@with_task
def change(request: Request, place: int) -> HttpResponse:
    """Change a line of the register."""
    row = _place(request, place)
    kept = ("kind", "name", "where", "places", "agreement", "words")
    first = {name: getattr(row, name) for name in kept}
    first |= {
        "available_from": row.available_from,
        "available_until": row.available_until,
    }
    form = PlaceForm(request.POST or None, initial=first, sealed=True)

    def keep() -> str:
        change_reserve(
            by=request.actor,
            municipality=town(request),
            key=place,
            facts=form.facts,
            keep_contact=not form.cleaned_data["contact"],
            at=now(),
        )
        return reverse("enforcement_reserve_one", args=[place])

    title = _("Change these places")
    question = Question(
        title, _("Save"), _("The line is changed."), _in_place(row, title)
    )
    return ask_for(request, form, question, keep)


@with_task
def withdraw(request: Request, place: int) -> HttpResponse:
    """Take places out of the register from a day on."""
    row = _place(request, place)
    form = WithdrawForm(request.POST or None, initial={"on_day": localdate()})

    def keep() -> str:
        withdraw_reserve(
            by=request.actor,
            municipality=town(request),
            key=place,
            on=form.cleaned_data["on_day"],
            at=now(),
        )
        return reverse("enforcement_reserve_one", args=[place])

    title = _("Take them out of the register")
    question = Question(
        title,
        title,
        _("From that day on nobody can hold them."),
        _in_place(row, title),
        _("What was held for a case stays to be read."),
        facts=[Fact(_("With whom"), row.name), Fact(_("Places"), row.places)],
    )
    return ask_for(request, form, question, keep)
