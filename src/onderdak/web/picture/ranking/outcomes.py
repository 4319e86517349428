"""What was found at addresses: taken in from a file, and listed."""

from collections.abc import Iterator, Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import check_may, scope, scope_of
from onderdak.kernel.errors import NotAllowed, NotFound, UserError
from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.picture.contract.ranking import (
    RECORD_OUTCOMES,
    ChosenBy,
    Outcome,
    Result,
    TakenIn,
    outcomes_of,
    take_in_outcomes,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.export import csv_file
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Paging,
    Table,
)
from onderdak.web.pages.values import number, said
from onderdak.web.picture.ranking.frame import crumbs, demo_notice, to_list, town_of
from onderdak.web.picture.ranking.words import CHOSEN_BY, RESULTS

PAGE = 50
_CHUNK = 500
_TAGS = {
    Result.BREACH: "error",
    Result.IN_ORDER: "success",
    Result.NO_ACCESS: "warning",
}


class FileForm(forms.Form):
    """The file to take in."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, or a workbook with the same columns."),
    )


@with_task
def outcomes(request: Request) -> HttpResponse:
    """What was found, and taking in a file of it."""
    on, town = localdate(), town_of(request)
    check_may(request.actor, RECORD_OUTCOMES, municipality=town)
    posted = request.method == "POST"
    form = FileForm(request.POST if posted else None, request.FILES if posted else None)
    context: dict[str, object] = {
        "breadcrumbs": crumbs(to_list(), last=_("Results of visits")),
        "form": form,
        "demo": demo_notice(),
        "outcomes": _table(request),
    }
    if posted and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            taken = take_in_outcomes(
                by=request.actor,
                municipality=town,
                data=given.read(),
                filename=given.name,
                today=on,
            )
        except (NotAllowed, NotFound):
            raise
        except UserError as error:
            context["problem"] = error
            return render(request, "ranking/outcomes.html", context, status=400)
        if not taken.bad:
            messages.success(request, _taken(taken))
            return HttpResponseRedirect(reverse("ranking_outcomes"))
        context["bad"] = _bad(taken)
        return render(request, "ranking/outcomes.html", context, status=400)
    return render(request, "ranking/outcomes.html", context)


def _taken(taken: TakenIn) -> str:
    return _("Recorded: %(recorded)s. Known already: %(known)s.") % {
        "recorded": number(taken.recorded),
        "known": number(taken.known),
    }


def _bad(taken: TakenIn) -> Table:
    return Table(
        name="bad",
        caption=_("Every cell that cannot be read"),
        note=_("nothing was recorded"),
        columns=[
            Column(_("Line"), numeric=True, row_header=True),
            Column(_("Column")),
            Column(_("What is wrong")),
        ],
        rows=[[one.line, one.column, said(one.what)] for one in taken.bad],
    )


def _table(request: Request) -> Table:
    before = whole_number(request.GET.get("before", ""))
    after = whole_number(request.GET.get("after", ""))
    found = list(_found(request, before, after, PAGE + 1))
    more = len(found) > PAGE
    backward = after is not None and before is None
    shown = found[-PAGE:] if backward else found[:PAGE]
    older, newer = more or backward, more if backward else before is not None
    return Table(
        name="outcomes",
        caption=_("What was found, the latest first"),
        columns=[
            Column(label, row_header=not place) for place, label in enumerate(_header())
        ],
        rows=[_cells(each) for each in shown],
        empty=Empty(
            _("Nothing is known yet of what was found."),
            _("Take a file in, or wait until visits tell it by themselves."),
        ),
        paging=Paging(
            next_url=f"?before={shown[-1].pk}" if shown and older else "",
            previous_url=f"?after={shown[0].pk}" if shown and newer else "",
        ),
        export=Export(reverse("ranking_outcomes_csv")) if shown else None,
    )


def _found(
    request: Request, before: int | None, after: int | None, most: int
) -> Sequence[Outcome]:
    return outcomes_of(
        by=request.actor,
        municipality=town_of(request),
        on=localdate(),
        before=before,
        after=None if before is not None else after,
        most=most,
    )


def _header() -> list[str]:
    return [
        *(_("Address"), _("Day"), _("What was found"), _("Why there")),
        _("Reference"),
    ]


def _told(each: Outcome) -> list[object]:
    return [
        each.address.in_full,
        each.on_date,
        str(RESULTS[Result(each.result)]),
        str(CHOSEN_BY[ChosenBy(each.chosen_by)]),
        each.reference,
    ]


def _cells(each: Outcome) -> list[object]:
    where, day, result, why, reference = _told(each)
    return [where, day, Cell(result, kind=_TAGS[Result(each.result)]), why, reference]


@require_safe
@with_task
def outcomes_csv(request: Request) -> HttpResponseBase:
    """What was found, as CSV."""
    _found(request, None, None, 1)  # refuse before the file begins
    lines = _lines(request, translation.get_language() or "nl")
    return csv_file(lines, f"onderdak-found-{localdate():%Y-%m-%d}")


def _lines(request: Request, language: str) -> Iterator[list[object]]:
    """The lines of the file, read while it is sent: long after the page's own scope."""
    with scope(scope_of(request.actor)), translation.override(language):
        yield list(_header())
        chunk = _found(request, None, None, _CHUNK)
        while chunk:
            yield from (_told(each) for each in chunk)
            chunk = _found(request, chunk[-1].pk, None, _CHUNK)


@require_safe
@with_task
def outcomes_template(request: Request) -> HttpResponseBase:
    """An empty file with the right columns, and one line as an example."""
    town = town_of(request)
    check_may(request.actor, RECORD_OUTCOMES, municipality=town)
    lines: list[list[object]] = [
        ["bag-id", "datum", "uitkomst", "gekozen door", "kenmerk"],
        ["0000200000000012", "2026-01-31", "overtreding", "volgorde", "KENMERK-1"],
    ]
    return csv_file(lines, "onderdak-found-template")
