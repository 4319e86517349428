"""Reports to the keeper of a scheme: decided, looked at, sent and answered."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.documents.contract import as_attachment
from onderdak.foundation.identity.contract import check_may
from onderdak.foundation.outbox.contract import Message
from onderdak.foundation.parties.contract import (
    AgreementOn,
    AgreementParty,
    agreements_in_force,
)
from onderdak.housing.quality.contract import (
    REPORT_TO_SCHEME,
    SUBJECTS,
    Certificate,
    Scheme,
    SchemeReport,
    contact_of,
    decide_report,
    delivery_of,
    note_answer,
    report_for,
    report_letter,
    reports_of,
    send_report,
    set_scheme_contact,
)
from onderdak.register.nights.contract import location_for
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table
from onderdak.web.pages.values import said
from onderdak.web.quality.certificates.lists import crumbs
from onderdak.web.quality.certificates.recording import posted
from onderdak.web.quality.certificates.report_forms import (
    COVENANTS,
    AnswerForm,
    ContactForm,
    ReportForm,
)
from onderdak.web.quality.certificates.words import GROUNDS, SCHEMES, SHORT, days


def _crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    reports_ = {"label": _("Reports"), "url": reverse("quality_reports")}
    return [*crumbs(), reports_, *more]


@require_safe
@with_task
def reports(request: Request) -> HttpResponse:
    """The reports of a municipality, the latest first."""
    on, town = localdate(), request.actor.grants[0].municipality or ""
    rows = list(reports_of(by=request.actor, municipality=town, on=on)[:200])
    context = {
        "breadcrumbs": [*crumbs(), {"label": _("Reports")}],
        "reports": _table(rows),
        "contacts": [
            Fact(
                str(SCHEMES[scheme]),
                f"{contact.organisation}, {contact.email}" if contact else None,
            )
            for scheme in (Scheme.SNF, Scheme.AKF, Scheme.REGIONAL)
            for contact in [contact_of(town, scheme)]
        ],
    }
    return render(request, "quality/certificates/reports.html", context)


def _table(rows: Sequence[SchemeReport]) -> Table:
    return Table(
        name="reports",
        caption=_("Reports"),
        note=_("newest first"),
        columns=[
            Column(_("Location"), row_header=True),
            Column(_("Provider")),
            Column(_("Scheme")),
            Column(_("Decided on")),
            Column(_("State")),
        ],
        rows=[
            [
                Cell(row.location.name, reverse("quality_report", args=[row.pk])),
                row.provider.name,
                str(SHORT[Scheme(row.scheme)]),
                row.decided_on,
                _state(row),
            ]
            for row in rows
        ],
        empty=Empty(
            _("Nothing was reported yet."),
            _("A report begins at a location: ask for an urgent inspection there."),
        ),
    )


def _state(row: SchemeReport) -> Cell:
    if row.answered_on is not None:
        return Cell(_("answered"), kind="success")
    if row.sent_on is not None:
        return Cell(_("sent"), kind="info")
    return Cell(_("decided, not sent"), kind="warning")


@with_task
def new(request: Request, pk: int) -> HttpResponse:
    """Decide to report a location to the keeper of a scheme."""
    on = localdate()
    location = location_for(by=request.actor, location=pk, on=on)
    check_may(request.actor, REPORT_TO_SCHEME, municipality=location.municipality_id)
    form = ReportForm(
        posted(request),
        on=on,
        certificates=list(Certificate.objects.filter(location=location)),
        covenants=_covenants(location.municipality_id),
    )

    def change() -> str:
        made = decide_report(
            by=request.actor,
            scheme=form.scheme_chosen,
            location=location,
            observed=form.observed,
            decision=form.decision,
            certificate=form.certificate_chosen,
            on=on,
        )
        return reverse("quality_report", args=[made])

    return ask(
        request,
        form,
        {
            "breadcrumbs": _crumbs({"label": _("Ask for an urgent inspection")}),
            "title": _("Ask for an urgent inspection of %(name)s")
            % {"name": location.name},
            "lead": _(
                "First you record why this is shared. You see the letter before it"
                " goes out. It names the location and its provider, and no person."
            ),
            "submit": _("Record the decision"),
        },
        done=_("The decision is recorded. The letter was not sent yet."),
        change=change,
    )


def _covenants(town: str) -> list[AgreementOn]:
    """Covenants in force that a keeper of a scheme is a party to."""
    return [
        one
        for kind in COVENANTS
        for one in agreements_in_force(municipality=town, kind=kind, on=localdate())
        if any(party.part == AgreementParty.Part.CERTIFIER for party in one.parties)
    ]


@require_safe
@with_task
def report(request: Request, pk: int) -> HttpResponse:
    """A report: the decision, the letter, how it was delivered, and the answer."""
    found = report_for(by=request.actor, report=pk)
    contact = contact_of(found.municipality_id, Scheme(found.scheme))
    context = {
        "breadcrumbs": _crumbs({"label": found.location.name}),
        "report": found,
        "state": _state(found),
        "shared": _shared(found),
        "decision": _decision(found),
        "contact": contact,
        "delivery": _delivery(found),
    }
    return render(request, "quality/certificates/report.html", context)


def _shared(found: SchemeReport) -> list[Fact]:
    observed = [said(SUBJECTS[one]) for one in found.subjects if one in SUBJECTS]
    return [
        Fact(_("Location"), found.location.name),
        Fact(_("Address"), found.location.address),
        Fact(_("Provider"), found.provider.name),
        Fact(
            _("Quality certificate"),
            found.certificate.number if found.certificate else None,
        ),
        Fact(_("Observed on"), found.observed_on),
        Fact(_("What was observed"), " ".join([*observed, found.observations])),
    ]


def _decision(found: SchemeReport) -> list[Fact]:
    ground = GROUNDS[SchemeReport.Ground(found.ground)]
    return [
        Fact(_("Decided on"), found.decided_on),
        Fact(_("Ground"), f"{ground}: {found.ground_reference}"),
        Fact(_("The ground holds"), days(found.ground_since, found.ground_until)),
        Fact(_("Purpose"), found.purpose),
        Fact(_("Necessity"), found.necessity),
        Fact(_("Proportionality"), found.proportionality),
        Fact(_("What is left out"), found.left_out),
        Fact(_("Expires on"), found.expires_on),
    ]


def _delivery(found: SchemeReport) -> list[Fact]:
    if found.sent_on is None:
        return []
    mail = delivery_of(found)
    words = {
        Message.State.WAITING: _("on its way"),
        Message.State.FAILED: _("not delivered yet, it is tried again"),
        Message.State.SENT: _("delivered to the mail server"),
        Message.State.STUCK: _("not delivered"),
    }
    facts = [
        Fact(_("Sent on"), found.sent_on),
        Fact(_("Sent to"), found.sent_to),
        Fact(
            _("Delivery"), words[Message.State(mail.state)] if mail else _("not known")
        ),
    ]
    if found.answered_on is not None:
        facts += [
            Fact(_("Answered on"), found.answered_on),
            Fact(_("Answer"), found.answer),
        ]
    return facts


@require_safe
@with_task
def letter(request: Request, pk: int) -> HttpResponse:
    """The letter of a report as a PDF, as it goes out or went out."""
    found = report_for(by=request.actor, report=pk)
    contact = contact_of(found.municipality_id, Scheme(found.scheme))
    made = report_letter(found, contact.organisation if contact else "…")
    file = as_attachment(made, f"report-{found.pk}")
    return HttpResponse(
        file.content,
        content_type=file.media_type,
        headers={"Content-Disposition": file.disposition},
    )


@require_POST
@with_task
def send(request: Request, pk: int) -> HttpResponse:
    """Send a report on which was decided."""
    found = report_for(by=request.actor, report=pk)
    send_report(by=request.actor, report=found, on=localdate())
    messages.success(request, _("The report is sent."))
    return HttpResponseRedirect(reverse("quality_report", args=[pk]))


@with_task
def answer(request: Request, pk: int) -> HttpResponse:
    """Write down what the keeper of the scheme answered."""
    found = report_for(by=request.actor, report=pk)
    form = AnswerForm(posted(request))

    def change() -> str:
        note_answer(
            by=request.actor,
            report=found,
            answer=form.cleaned_data["answer"],
            on=localdate(),
        )
        return reverse("quality_report", args=[pk])

    url = reverse("quality_report", args=[pk])
    return ask(
        request,
        form,
        {
            "breadcrumbs": _crumbs(
                {"label": found.location.name, "url": url}, {"label": _("Answer")}
            ),
            "title": _("What did they answer?"),
            "submit": _("Record the answer"),
        },
        done=_("The answer is recorded."),
        change=change,
    )


@with_task
def contact(request: Request) -> HttpResponse:
    """Say where this municipality's reports go."""
    town = request.actor.grants[0].municipality or ""
    check_may(request.actor, REPORT_TO_SCHEME, municipality=town)
    form = ContactForm(posted(request))

    def change() -> str:
        given = form.cleaned_data
        set_scheme_contact(
            by=request.actor,
            municipality=town,
            scheme=Scheme(given["scheme"]),
            organisation=given["organisation"],
            email=given["email"],
        )
        return reverse("quality_reports")

    return ask(
        request,
        form,
        {
            "breadcrumbs": _crumbs({"label": _("Where reports go")}),
            "title": _("Where reports go"),
            "lead": _("The newest address of each scheme counts."),
            "submit": _("Record the address"),
        },
        done=_("The address is recorded."),
        change=change,
    )
