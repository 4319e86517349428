"""One certificate: what holds today, and everything that was said of it."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may
from onderdak.housing.quality.contract import (
    KEEP_CERTIFICATES,
    STATE_CERTIFICATE,
    Certificate,
    CertificateChange,
    CertificateTerm,
    KnownCertificate,
    Origin,
    Scheme,
    State,
    certificate_for,
    first_inspection,
    held_of,
    next_inspection,
    standing_on,
    term_on,
    terms_in,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.pages.shapes import Cell, Column, Fact, Table
from onderdak.web.quality.certificates.finding import overview_for
from onderdak.web.quality.certificates.lists import crumbs, place_of
from onderdak.web.quality.certificates.words import (
    ORIGINS,
    SCHEMES,
    SHORT,
    STANDINGS,
    STATES,
    TAGS,
    days,
    gap_sentence,
)


@require_safe
@with_task
def certificate(request: Request, pk: int) -> HttpResponse:
    """A certificate, for its provider or for the municipality that knows of it."""
    on = localdate()
    row = certificate_for(by=request.actor, certificate=pk)
    everything = overview_for(request.actor, on)
    known = next(
        (one for one in everything.certificates if one.row.pk == pk), _alone(row, on)
    )
    context = {
        "breadcrumbs": [*crumbs(), {"label": title_of(row)}],
        "title": title_of(row),
        "certificate": row,
        "state": Cell(str(STANDINGS[known.standing]), kind=TAGS[known.standing]),
        "facts": _facts(known, on),
        "gaps": [gap_sentence(gap) for gap in known.gaps],
        "terms": _terms(list(row.terms.all())),
        "changes": _changes(list(row.changes.all())),
        "may_keep": may(
            request.actor, KEEP_CERTIFICATES, municipality=row.municipality_id
        ),
        "may_say": may(request.actor, STATE_CERTIFICATE, provider=row.provider_id),
        "has_place": row.location_id is not None or row.whole_organisation,
    }
    return render(request, "quality/certificates/detail.html", context)


def title_of(row: Certificate) -> str:
    """What a certificate is called: its scheme, number and holder."""
    return " ".join(
        filter(None, [str(SHORT[Scheme(row.scheme)]), row.number, "–", row.holder])
    )


def _alone(row: Certificate, on: date) -> KnownCertificate:
    held = held_of(row)
    return KnownCertificate(row, held, standing_on(held, on), term_on(held.terms, on))


def _facts(known: KnownCertificate, on: date) -> list[Fact]:
    row, term = known.row, known.term
    facts = [
        Fact(_("Scheme"), SCHEMES[Scheme(row.scheme)]),
        Fact(_("Holder"), row.holder),
        Fact(_("Location"), place_of(known)),
    ]
    if row.holder_kvk:
        facts.append(Fact(_("KvK number"), row.holder_kvk))
    if term is None:
        return facts
    rhythm = terms_in(row.municipality_id, on).rhythms.get(Scheme(row.scheme))
    facts += [
        Fact(_("Beds"), term.beds),
        Fact(_("Valid"), days(term.valid_from, term.valid_until)),
        Fact(_("Registered on"), term.registered_on),
        Fact(_("Inspected on"), term.inspected_on),
        Fact(_("Said by"), ORIGINS[term.origin]),
    ]
    if rhythm is not None:
        due = (
            next_inspection(term.inspected_on, rhythm)
            if term.inspected_on
            else first_inspection(term.registered_on, rhythm)
        )
        facts.insert(-1, Fact(_("Next inspection by"), due))
    return facts


def _terms(rows: Sequence[CertificateTerm]) -> Table:
    return Table(
        name="terms",
        caption=_("What was said of it"),
        note=_("newest first"),
        columns=[
            Column(_("Said on"), row_header=True),
            Column(_("Beds"), numeric=True),
            Column(_("Valid")),
            Column(_("Registered on")),
            Column(_("Inspected on")),
            Column(_("Said by")),
            Column(_("Source")),
        ],
        rows=[
            [
                row.said_on,
                row.beds,
                days(row.valid_from, row.valid_until),
                row.registered_on,
                row.inspected_on,
                str(ORIGINS[Origin(row.origin)]),
                row.source,
            ]
            for row in sorted(rows, key=lambda row: (row.said_on, row.pk), reverse=True)
        ],
    )


def _changes(rows: Sequence[CertificateChange]) -> Table:
    return Table(
        name="changes",
        caption=_("What became of it"),
        note=_("newest first"),
        columns=[
            Column(_("Since"), row_header=True),
            Column(_("State")),
            Column(_("Said by")),
            Column(_("Source")),
            Column(_("In words")),
        ],
        rows=[
            [
                row.since,
                str(STATES[State(row.state)]),
                str(ORIGINS[Origin(row.origin)]),
                row.source,
                row.words or "",
            ]
            for row in sorted(rows, key=lambda row: (row.since, row.pk), reverse=True)
        ],
    )
