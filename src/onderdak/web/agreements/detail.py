"""One agreement: its term, parties, duties, proofs and versions."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import Actor, may
from onderdak.foundation.parties.contract import (
    RECORD_AGREEMENTS,
    Agreement,
    AgreementDuty,
    AgreementEnd,
    AgreementOn,
    AgreementParty,
    AgreementProof,
    Duty,
    agreement_for,
    as_they_stand,
    duties_of,
    end_of,
    proofs_of,
    versions_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.agreements.lists import of_whom
from onderdak.web.agreements.words import EVERY, HOW, KINDS, PARTS, PROOFS, STATES, TAGS
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table


@with_task
def agreement(request: Request, pk: int) -> HttpResponse:
    """An agreement as it stands today, and how it came to be so."""
    on = localdate()
    found = agreement_for(by=request.actor, agreement=pk)
    (standing,) = as_they_stand([found], on)
    ended = end_of(found)
    context = {
        "breadcrumbs": [*crumbs(), {"label": found.title}],
        "agreement": standing,
        "state": Cell(STATES[standing.state], kind=TAGS[standing.state]),
        "facts": list(_facts(standing, ended, on)),
        "agreed": [_parties(standing), _duties(duties_of(agreements=[standing]))],
        "since": [_proofs(found), _versions(found)],
        "may_record": ended is None and keeps(request.actor, found),
    }
    return render(request, "agreements/agreement.html", context)


def crumbs() -> list[dict[str, str]]:
    """The way to the list."""
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Agreements"), "url": reverse("agreements")},
    ]


def keeps(actor: Actor, found: Agreement) -> bool:
    """Whether someone records what becomes of this agreement."""
    return may(
        actor,
        RECORD_AGREEMENTS,
        municipality=found.municipality_id,
        region=found.region_id,
    )


def _facts(
    standing: AgreementOn, ended: AgreementEnd | None, on: date
) -> Iterator[Fact]:
    term = standing.term
    yield Fact(_("Kind"), KINDS[standing.kind])
    yield Fact(_("Of"), of_whom(standing))
    yield Fact(_("Holds since"), term.since)
    yield Fact(_("Until"), term.runs_until(on) or _("no end"), _renewal(standing))
    if notice := term.notice_by(on):
        yield Fact(_("Give notice before"), notice)
    if ended is not None:
        yield Fact(_("Ended on"), ended.on, str(HOW[AgreementEnd.How(ended.how)]))
        yield Fact(_("Why it ended"), ended.reason)
    if standing.summary:
        yield Fact(_("In short"), standing.summary)
    yield Fact(
        _("When parties disagree"), standing.dispute_rule or _("nothing was agreed")
    )


def _renewal(standing: AgreementOn) -> str:
    months = standing.term.renews_months
    if not months:
        return ""
    return ngettext(
        "then renewed by %(months)d month", "then renewed by %(months)d months", months
    ) % {"months": months}


def _parties(standing: AgreementOn) -> Table:
    return Table(
        name="parties",
        caption=_("Parties"),
        columns=[Column(_("Party"), row_header=True), Column(_("Part"))],
        rows=[
            [one.organisation, PARTS[AgreementParty.Part(one.part)]]
            for one in standing.parties
        ],
    )


def _duties(duties: list[Duty]) -> Table:
    return Table(
        name="duties",
        caption=_("What was promised"),
        columns=[
            Column(_("Who")),
            Column(_("What"), row_header=True),
            Column(_("When")),
            Column(_("Measured by")),
            Column(_("Last proof")),
        ],
        rows=[
            [
                each.who or PARTS[each.part],
                each.what,
                when(each),
                each.measure or None,
                each.proven_on or _("none yet"),
            ]
            for each in duties
        ],
        empty=Empty(_("No duties are on record."), ""),
    )


def when(duty: Duty) -> object:
    """By when, or how often, a duty is done."""
    if duty.every:
        return EVERY[AgreementDuty.Every(duty.every)]
    return duty.due_on


def _proofs(found: Agreement) -> Table:
    return Table(
        name="proofs",
        caption=_("Proof"),
        columns=[
            Column(_("Of the day")),
            Column(_("Kind of proof")),
            Column(_("Where it is found"), row_header=True),
            Column(_("Proves")),
        ],
        rows=[
            [
                each.on,
                PROOFS[AgreementProof.Kind(each.kind)],
                each.proof_reference,
                each.duty.what if each.duty else _("the agreement"),
            ]
            for each in proofs_of(found)
        ],
        empty=Empty(_("No proof is on record."), ""),
    )


def _versions(found: Agreement) -> Table:
    return Table(
        name="versions",
        caption=_("Versions"),
        note=_("newest first; what was agreed before stays known"),
        columns=[
            Column(_("Version"), numeric=True, row_header=True),
            Column(_("Since")),
            Column(_("Until")),
            Column(_("Why it changed")),
        ],
        rows=[
            [each.number, each.since, each.until or _("no end"), each.reason or None]
            for each in versions_of(found)
        ],
    )
