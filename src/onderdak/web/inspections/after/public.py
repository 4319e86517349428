"""What everybody may read of visits: a text for each finished period."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import (
    check_may,
    in_language,
    municipality_names,
    no_scope,
    rooms_on,
)
from onderdak.supervision.inspections.contract import REPORT_VISITS, SEE_VISITS
from onderdak.supervision.inspections.contract.after import (
    counts_of,
    finished_periods,
    public_text,
    public_words,
    publish_words,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.after.forms import PublicForm
from onderdak.web.inspections.findings.views import QUESTION
from onderdak.web.inspections.pages import Part, Way, check_sees, crumbs, page, town
from onderdak.web.norms.braking import braked
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table


@require_safe
@with_task
def periods(request: Request) -> HttpResponse:
    """The finished periods, and of which a text was published."""
    here, on = town(request), localdate()
    check_may(request.actor, SEE_VISITS, municipality=here)
    told = {one.first: one for one in public_words(here)}
    rows: list[list[object]] = []
    for period in finished_periods(here, on):
        url = reverse("visit_publish", args=[period.start.isoformat()])
        one = told.get(period.start)
        state = (
            Cell(_("published"), kind="success")
            if one
            else Cell(_("not published"), kind="warning")
        )
        rows.append([Cell(_said(period.start, period.end), url=url), state])
    table = Table(
        name="periods",
        caption=_("Finished periods"),
        columns=[Column(_("Period"), row_header=True), Column(_("State"))],
        rows=rows,
        empty=Empty(_("No period is over yet.")),
    )
    return page(
        request,
        _("Text for everybody"),
        breadcrumbs=crumbs(
            (_("What visits came to"), reverse("visit_results")),
            (_("Text for everybody"), ""),
        ),
        lead=_("Without addresses, and without counts that could point at one."),
        ways=[Way(_("The public page"), reverse("visit_figures", args=[here]))],
        parts=[Part(_("Periods"), table=table)],
    )


def _said(first: date, end: date | None) -> str:
    last = date.fromordinal(end.toordinal() - 1) if end else first
    return f"{date_format(first, 'j F Y')} – {date_format(last, 'j F Y')}"


@with_task
def publish(request: Request, first: str) -> HttpResponse:
    """Read the proposed text of a period, change it, and publish it."""
    check_sees(request)
    here, on, begins = town(request), localdate(), _day(first)
    check_may(request.actor, REPORT_VISITS, municipality=here)
    period = next(
        (one for one in finished_periods(here, on) if one.start == begins), None
    )
    if period is None:
        raise Http404
    told = next((one for one in public_words(here) if one.first == begins), None)
    title = _said(period.start, period.end)
    way = [
        (_("Text for everybody"), reverse("visit_publicity")),
        (title, ""),
    ]
    if told is not None:
        return page(
            request,
            title,
            breadcrumbs=crumbs(*way),
            parts=[Part(_("Text"), told.words)],
        )
    counts = counts_of(here, period, on)
    proposed = "\n\n".join(in_language(line) for line in public_text(counts))
    form = PublicForm(request.POST or None, initial={"words": proposed})

    def change() -> str:
        words = form.cleaned_data["words"]
        publish_words(
            by=request.actor,
            municipality=here,
            first=period.start,
            words=words,
            edited=words.split() != proposed.split(),
            at=now(),
        )
        return reverse("visit_publicity")

    left_out = _("left out, because it is small")
    context = {
        "title": title,
        "breadcrumbs": crumbs(*way),
        "facts": [
            Fact(label, left_out if count is None else count)
            for label, count in (
                (_("Visits"), counts.visits),
                (_("Not in order"), counts.breach),
                (_("In order"), counts.in_order),
                (_("Nobody came in"), counts.no_access),
            )
        ],
        "submit": _("Publish"),
    }
    done = _("The text is published.")
    return ask(request, form, context, done=done, change=change, template=QUESTION)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise Http404 from error


@require_safe
@braked("visit-figures")
def for_all(request: HttpRequest, code: str) -> HttpResponse:
    """What a municipality tells everybody about its checks."""
    name = municipality_names().get(code)
    if name is None or "inspections" not in rooms_on(code):
        raise Http404
    with no_scope():
        told = list(public_words(code))
    context = {
        "name": name,
        "told": [
            {"title": _said(one.first, _after(one.last)), "words": one.words}
            for one in told
        ],
    }
    return render(request, "inspections/for_all.html", context)


def _after(last: date) -> date:
    return date.fromordinal(last.toordinal() + 1)
