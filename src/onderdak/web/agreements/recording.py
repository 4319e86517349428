"""Recording an agreement, amending it, ending it, and recording its proof."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BaseFormSet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.foundation.parties.contract import (
    RECORD_AGREEMENTS,
    Agreement,
    AgreementOn,
    Promise,
    Provider,
    Signatory,
    agreement_for,
    amend_agreement,
    as_they_stand,
    duties_of,
    end_agreement,
    record_agreement,
    record_proof,
    versions_of,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.agreements.detail import crumbs
from onderdak.web.agreements.forms import (
    AmendForm,
    Duties,
    DutyForm,
    EndForm,
    Parties,
    PartyForm,
    ProofForm,
    RecordForm,
    TermsForm,
    duty_values,
    party_values,
)

_TEMPLATE = "agreements/terms.html"


@with_task
def record(request: Request) -> HttpResponse:
    """Record an agreement of one's own municipality or region."""
    grant = request.actor.grants[0]
    check_may(
        request.actor,
        RECORD_AGREEMENTS,
        municipality=grant.municipality,
        region=grant.region,
    )
    form = RecordForm(_posted(request), initial={"since": localdate()})
    parties, duties = _rows(request, grant.municipality, [], [])

    def change() -> str:
        made = record_agreement(
            by=request.actor,
            municipality=grant.municipality,
            region=grant.region,
            kind=Agreement.Kind(form.cleaned_data["kind"]),
            title=form.cleaned_data["title"],
            terms=form.terms(_signatories(parties), _promises(duties)),
        )
        return reverse("agreement", args=[made])

    context = {
        "breadcrumbs": [*crumbs(), {"label": _("Record an agreement")}],
        "title": _("Record an agreement"),
        "lead": _(
            "Nothing of it is overwritten later: a change is a new version, an end"
            " stays on record."
        ),
        "submit": _("Record the agreement"),
    }
    return _terms(request, form, parties, duties, context, change)


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _rows(
    request: Request,
    municipality: str | None,
    parties: list[dict[str, object]],
    duties: list[dict[str, object]],
) -> tuple["BaseFormSet[PartyForm]", "BaseFormSet[DutyForm]"]:
    """The rows of parties and duties; a region names no providers by number."""
    known: list[tuple[int, str]] = []
    if municipality:
        admitted = Provider.objects.filter(admission__municipality_id=municipality)
        known = list(admitted.order_by("name").values_list("pk", "name"))
    return (
        Parties(
            _posted(request),
            prefix="parties",
            initial=parties,
            form_kwargs={"providers": known},
        ),
        Duties(_posted(request), prefix="duties", initial=duties),
    )


def _signatories(parties: "BaseFormSet[PartyForm]") -> list[Signatory]:
    rows = [row.signatory for row in parties]
    return [row for row in rows if row is not None]


def _promises(duties: "BaseFormSet[DutyForm]") -> list[Promise]:
    rows = [row.promise for row in duties]
    return [row for row in rows if row is not None]


def _terms(
    request: Request,
    form: TermsForm,
    parties: "BaseFormSet[PartyForm]",
    duties: "BaseFormSet[DutyForm]",
    context: Mapping[str, object],
    change: Callable[[], str],
) -> HttpResponse:
    return ask(
        request,
        form,
        {**context, "parties": parties, "duties": duties},
        done=_("The agreement is recorded."),
        change=change,
        template=_TEMPLATE,
        others=(parties, duties),
    )


def _kept(actor: Actor, pk: int) -> tuple[Agreement, AgreementOn]:
    """An agreement that this person records what becomes of."""
    found = agreement_for(by=actor, agreement=pk)
    check_may(
        actor,
        RECORD_AGREEMENTS,
        municipality=found.municipality_id,
        region=found.region_id,
    )
    (standing,) = as_they_stand([found], localdate())
    return found, standing


@with_task
def amend(request: Request, pk: int) -> HttpResponse:
    """Record a new version of an agreement; it begins with what the last one says."""
    found, standing = _kept(request.actor, pk)
    latest = versions_of(found)[0]
    since = max(localdate(), latest.since)
    (last,) = as_they_stand([found], since)
    form = AmendForm(
        _posted(request),
        initial={
            "since": since,
            "until": last.term.runs_until(since),
            "notice_months": latest.notice_months,
            "renews_months": latest.renews_months,
            "summary": latest.summary,
            "dispute_rule": latest.dispute_rule,
            "seen": latest.number,
        },
    )
    parties, duties = _rows(
        request,
        found.municipality_id,
        [party_values(one) for one in last.parties],
        [duty_values(duty) for duty in duties_of(agreements=[last])],
    )

    def change() -> str:
        amend_agreement(
            by=request.actor,
            agreement=found,
            terms=form.terms(_signatories(parties), _promises(duties)),
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
        )
        return reverse("agreement", args=[pk])

    context = {
        "breadcrumbs": _way_back(standing, _("Amend")),
        "title": _("Amend %(title)s") % {"title": found.title},
        "lead": _("This makes a new version. The version before stays known."),
        "submit": _("Record the new version"),
    }
    return _terms(request, form, parties, duties, context, change)


def _way_back(standing: AgreementOn, here: str) -> list[dict[str, str]]:
    back = {"label": standing.title, "url": reverse("agreement", args=[standing.id])}
    return [*crumbs(), back, {"label": here}]


@with_task
def end(request: Request, pk: int) -> HttpResponse:
    """End an agreement from a day on."""
    found, standing = _kept(request.actor, pk)
    form = EndForm(_posted(request), initial={"on": localdate()})

    def change() -> str:
        end_agreement(
            by=request.actor,
            agreement=found,
            on=form.cleaned_data["on"],
            how=form.way,
            reason=form.cleaned_data["reason"],
        )
        return reverse("agreement", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": _way_back(standing, _("End")),
            "title": _("End %(title)s") % {"title": found.title},
            "lead": _("All parties see how and why it ended."),
            "submit": _("End the agreement"),
        },
        done=_("The agreement is ended."),
        change=change,
    )


@with_task
def proof(request: Request, pk: int) -> HttpResponse:
    """Record what proves an agreement, or that a duty was done."""
    found, standing = _kept(request.actor, pk)
    form = ProofForm(
        duties_of(agreements=[standing]),
        _posted(request),
        initial={"on": localdate()},
    )

    def change() -> str:
        given = form.cleaned_data
        record_proof(
            by=request.actor,
            agreement=found,
            kind=form.proof,
            reference=given["reference"],
            on=given["on"],
            duty=int(given["duty"]) if given["duty"] else None,
        )
        return reverse("agreement", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": _way_back(standing, _("Proof")),
            "title": _("Proof for %(title)s") % {"title": found.title},
            "submit": _("Record the proof"),
        },
        done=_("The proof is recorded."),
        change=change,
    )
