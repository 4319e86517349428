"""Mark, permit and nights of one location, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may
from onderdak.housing.quality.contract import (
    KEEP_CERTIFICATES,
    REPORT_TO_SCHEME,
    SEE_QUALITY,
    Beside,
    Gap,
    MonthBeside,
    PermitFact,
    Scheme,
    beside,
    permits_recorded,
)
from onderdak.register.nights.contract import Location, location_for
from onderdak.web.account.contract import Request, pages_of, with_task
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table
from onderdak.web.quality.certificates.finding import overview_for
from onderdak.web.quality.certificates.lists import crumbs, place_of
from onderdak.web.quality.certificates.words import (
    GAP_TAGS,
    GAPS,
    PERMITS,
    SHORT,
    STANDINGS,
    TAGS,
    days,
    gap_sentence,
)


@dataclass(frozen=True)
class GapShown:
    """Something that is missing, as the page says it."""

    what: str
    why: str
    tag: str
    of: str


@require_safe
@with_task
def location(request: Request, pk: int) -> HttpResponse:
    """A location with its certificates, its permits and the nights slept there."""
    today = localdate()
    on = _day(request.GET.get("on", ""), today)
    there = location_for(by=request.actor, location=pk, on=today)
    found = beside(by=request.actor, location=there, on=on, today=today)
    town = there.municipality_id
    context = {
        "breadcrumbs": [*crumbs(), {"label": there.name}],
        "location": there,
        "on": on,
        "facts": _facts(found),
        "gaps": _gaps(request, there, on) if on == today else [],
        "sees_quality": may(
            request.actor,
            SEE_QUALITY,
            municipality=town,
            provider=there.provider_id,
        ),
        "marks": _marks(found, on),
        "permits": _permits(found.permits, on),
        "recorded": _recorded(permits_recorded(there)),
        "months": _months(found.months) if found.months is not None else None,
        "for_provider": pages_of(request.actor) == "provider",
        "may_keep": may(request.actor, KEEP_CERTIFICATES, municipality=town),
        "may_report": may(request.actor, REPORT_TO_SCHEME, municipality=town),
    }
    return render(request, "quality/certificates/location.html", context)


def _day(written: str, today: date) -> date:
    """The day that is asked; what cannot be read is today."""
    try:
        asked = date.fromisoformat(written)
    except ValueError:
        return today
    return asked if abs((asked - today).days) < 40_000 else today


def _gaps(request: Request, there: Location, on: date) -> list[GapShown]:
    """What is missing here, as the list of what is missing says it."""
    found = overview_for(request.actor, on)

    def is_here(gap: Gap) -> bool:
        if gap.location is not None:
            return gap.location == there.pk
        row = known.row if (known := found.of(gap)) else None
        return row is not None and (
            row.location_id == there.pk
            or (row.whole_organisation and row.provider_id == there.provider_id)
        )

    return [
        GapShown(
            str(SHORT[gap.scheme]),
            gap_sentence(gap),
            GAP_TAGS[gap.kind],
            str(GAPS[gap.kind]),
        )
        for gap in found.gaps
        if is_here(gap)
    ]


def _facts(found: Beside) -> list[Fact]:
    """The numbers that one compares, each with where it comes from."""
    there: Location = found.location
    marks = [
        one.term.beds
        for one in found.certificates
        if one.standing == "valid" and one.held.location and one.term
    ]
    certified = max((beds for beds in marks if beds is not None), default=None)
    permitted = [one.beds for one in found.permits if one.beds is not None]
    facts = [
        Fact(_("Provider"), there.provider.name),
        Fact(_("Address"), there.address),
        _certified(found, certified),
        Fact(
            _("Beds of the permit"),
            min(permitted) if permitted else None,
            _("as the permit was recorded"),
        ),
        Fact(
            _("Permitted places"), there.permitted_capacity, _("in the night register")
        ),
        Fact(_("Beds"), there.factual_capacity, _("in the night register")),
    ]
    if found.months:
        fullest = max(month.fullest for month in found.months)
        facts.append(
            Fact(_("Fullest night in twelve months"), fullest, _("as it was declared"))
        )
    return facts


def _certified(found: Beside, beds: int | None) -> Fact:
    """The beds that a certificate names, or that none holds here."""
    label = _("Beds of the certificate")
    if any(one.standing == "valid" for one in found.certificates):
        return Fact(label, beds, _("as it was certified"))
    return Fact(label, _("no certificate that holds"))


def _marks(found: Beside, on: date) -> Table:
    return Table(
        name="marks",
        caption=_("Of this location and its provider"),
        note=_on(on),
        columns=[
            Column(_("Scheme"), row_header=True),
            Column(_("Of")),
            Column(_("Beds"), numeric=True),
            Column(_("Valid")),
            Column(_("Inspected on")),
            Column(_("State")),
        ],
        rows=[
            [
                Cell(
                    f"{SHORT[Scheme(one.row.scheme)]} {one.row.number}",
                    reverse("quality_certificate", args=[one.row.pk]),
                ),
                place_of(one),
                one.term.beds if one.term else None,
                days(one.term.valid_from, one.term.valid_until) if one.term else "",
                one.term.inspected_on if one.term else None,
                Cell(str(STANDINGS[one.standing]), kind=TAGS[one.standing]),
            ]
            for one in found.certificates
        ],
        empty=Empty(
            _("No certificate of this location or its provider is known here."),
            _("That says nothing of how people live here."),
        ),
    )


def _on(on: date) -> str:
    return _("State of %(day)s") % {"day": date_format(on, "j F Y")}


def _permits(rows: Sequence[PermitFact], on: date) -> Table:
    return Table(
        name="permits",
        caption=_("That hold on this day"),
        note=_on(on),
        columns=_permit_columns(),
        rows=[_permit(row) for row in rows],
        empty=Empty(
            _("No permit that holds on this day is recorded."),
            _("The permits themselves are kept elsewhere; here stands what is known."),
        ),
    )


def _recorded(rows: Sequence[PermitFact]) -> Table | None:
    if not rows:
        return None
    return Table(
        name="permits-recorded",
        caption=_("Every permit that was recorded"),
        note=_("newest first"),
        columns=_permit_columns(),
        rows=[_permit(row) for row in rows],
    )


def _permit_columns() -> list[Column]:
    return [
        Column(_("Kind")),
        Column(_("Number"), row_header=True),
        Column(_("Beds"), numeric=True),
        Column(_("Valid")),
        Column(_("Source")),
    ]


def _permit(row: PermitFact) -> list[object]:
    return [
        str(PERMITS[PermitFact.Kind(row.kind)]),
        row.number,
        row.beds,
        days(row.valid_from, row.valid_until),
        row.source,
    ]


def _months(months: Sequence[MonthBeside]) -> Table:
    return Table(
        name="months",
        caption=_("Nights per month"),
        note=_("counts, never names; source: night register"),
        columns=[
            Column(_("Month"), row_header=True),
            Column(_("Nights"), numeric=True),
            Column(_("Fullest night"), numeric=True),
            Column(_("Nights without a certificate"), numeric=True),
        ],
        rows=[
            [date_format(one.month, "F Y"), one.slept, one.fullest, one.without]
            for one in months
        ],
    )
