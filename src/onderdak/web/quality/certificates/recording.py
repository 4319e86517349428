"""Recording certificates and permits, and what becomes of them."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import (
    Actor,
    check_may,
    municipality_names,
)
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.contract import (
    KEEP_CERTIFICATES,
    STATE_CERTIFICATE,
    Certificate,
    NewCertificate,
    Origin,
    Scheme,
    State,
    certificate_for,
    change_certificate,
    place_certificate,
    record_certificate,
    record_permit,
    say_again,
    state_own_certificate,
)
from onderdak.register.nights.contract import Location, location_for
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.quality.certificates.detail import title_of
from onderdak.web.quality.certificates.forms import (
    WHOLE,
    CertificateForm,
    OwnCertificateForm,
    PermitForm,
    PlaceForm,
    SayForm,
    StateForm,
)
from onderdak.web.quality.certificates.lists import crumbs


def posted(request: Request) -> Any:
    """What was sent, or None where the form is still to be shown."""
    return request.POST if request.method == "POST" else None


def locations_of(actor: Actor) -> list[Location]:
    """The locations of the tenant for which somebody acts now."""
    grant = actor.grants[0]
    own = (
        Location.objects.filter(municipality_id=grant.municipality)
        if grant.municipality
        else Location.objects.filter(provider_id=grant.provider)
    )
    return list(own.select_related("address", "provider").order_by("name"))


def providers_of(actor: Actor) -> list[tuple[int, str]]:
    """The providers that a municipality admitted."""
    town = actor.grants[0].municipality
    admitted = Provider.objects.filter(admission__municipality_id=town)
    return list(admitted.order_by("name").values_list("pk", "name"))


@with_task
def new(request: Request) -> HttpResponse:
    """Record a certificate, or state one of one's own."""
    if request.actor.grants[0].provider is not None:
        return _own(request)
    town = request.actor.grants[0].municipality
    check_may(request.actor, KEEP_CERTIFICATES, municipality=town)
    form = CertificateForm(posted(request), locations=locations_of(request.actor))

    def change() -> str:
        made = record_certificate(
            by=request.actor,
            municipality=town or "",
            new=form.certificate,
            on=localdate(),
        )
        return reverse("quality_certificate", args=[made])

    return ask(
        request,
        form,
        {
            "breadcrumbs": [*crumbs(), {"label": _("Record a certificate")}],
            "title": _("Record a certificate"),
            "lead": _("What you record here goes before what a provider says."),
            "submit": _("Record the certificate"),
        },
        done=_("The certificate is recorded."),
        change=change,
    )


def _own(request: Request) -> HttpResponse:
    provider = request.actor.grants[0].provider or 0
    check_may(request.actor, STATE_CERTIFICATE, provider=provider)
    names = municipality_names()
    locations = locations_of(request.actor)
    codes = sorted({one.municipality_id for one in locations})
    form = OwnCertificateForm(
        posted(request),
        locations=locations,
        towns=[(code, names.get(code, code)) for code in codes],
    )

    def change() -> str:
        made = state_own_certificate(
            by=request.actor,
            provider=provider,
            municipality=_town_of(form),
            new=_stated(form, provider),
            on=localdate(),
        )
        return reverse("quality_certificate", args=[made])

    return ask(
        request,
        form,
        {
            "breadcrumbs": [*crumbs(), {"label": _("Add a certificate")}],
            "title": _("Add a certificate"),
            "lead": _("It stands as your own word, until the register shows it."),
            "submit": _("Add the certificate"),
        },
        done=_("The certificate is added."),
        change=change,
    )


def _town_of(form: OwnCertificateForm) -> str:
    kind, _colon, code = form.cleaned_data["place"].partition(":")
    if kind == WHOLE:
        return str(code)
    return form.locations[form.cleaned_data["place"]].municipality_id


def _stated(form: OwnCertificateForm, provider: int) -> NewCertificate:
    given = form.cleaned_data
    place = form.locations.get(given["place"])
    holder = Provider.objects.get(pk=provider)
    return NewCertificate(
        scheme=Scheme(given["scheme"]),
        holder=holder.name,
        holder_kvk=holder.kvk_number,
        source=given["source"],
        number=given["number"],
        location=place,
        provider=provider,
        whole_organisation=place is None,
        said=form.said,
    )


def _way_back(row: Certificate, here: str) -> list[dict[str, str]]:
    url = reverse("quality_certificate", args=[row.pk])
    return [*crumbs(), {"label": title_of(row), "url": url}, {"label": here}]


@with_task
def say(request: Request, pk: int) -> HttpResponse:
    """Record what is said of a certificate now."""
    row = certificate_for(by=request.actor, certificate=pk)
    form = SayForm(posted(request))

    def change() -> str:
        say_again(
            by=request.actor,
            certificate=row,
            said=form.said,
            source=form.cleaned_data["source"],
            on=localdate(),
        )
        return reverse("quality_certificate", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": _way_back(row, _("New facts")),
            "title": _("New facts of %(title)s") % {"title": title_of(row)},
            "lead": _("Fill in everything that holds now. What was said stays known."),
            "submit": _("Record these facts"),
        },
        done=_("The facts are recorded."),
        change=change,
    )


@with_task
def state(request: Request, pk: int) -> HttpResponse:
    """Record what became of a certificate, from a day on."""
    row = certificate_for(by=request.actor, certificate=pk)
    check_may(request.actor, KEEP_CERTIFICATES, municipality=row.municipality_id)
    proposed = {
        name: request.GET[name] for name in ("state", "since") if name in request.GET
    }
    from_alert = bool(proposed)
    first = {"source": _("alert of the register")} if from_alert else {}
    form = StateForm(
        posted(request), initial={"since": localdate(), **first, **proposed}
    )

    def change() -> str:
        given = form.cleaned_data
        change_certificate(
            by=request.actor,
            certificate=row,
            state=State(given["state"]),
            since=given["since"],
            source=given["source"],
            words=given["words"],
            origin=Origin.ALERT if from_alert else Origin.MUNICIPALITY,
            on=localdate(),
        )
        return reverse("quality_certificate", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": _way_back(row, _("Change the state")),
            "title": _("Change the state of %(title)s") % {"title": title_of(row)},
            "lead": _("The states before stay known, each with its day and source."),
            "submit": _("Record the state"),
        },
        done=_("The state is recorded."),
        change=change,
    )


@with_task
def place(request: Request, pk: int) -> HttpResponse:
    """Say of which location a certificate is."""
    row = certificate_for(by=request.actor, certificate=pk)
    check_may(request.actor, KEEP_CERTIFICATES, municipality=row.municipality_id)
    form = PlaceForm(
        posted(request),
        locations=locations_of(request.actor),
        providers=providers_of(request.actor),
    )

    def change() -> str:
        place_certificate(
            by=request.actor,
            certificate=row,
            location=form.location,
            provider=form.provider,
            on=localdate(),
        )
        return reverse("quality_certificate", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": _way_back(row, _("Location")),
            "title": _("Of which location is this?"),
            "lead": row.address or row.holder,
            "submit": _("Record the location"),
        },
        done=_("The location is recorded."),
        change=change,
    )


@with_task
def permit(request: Request, pk: int) -> HttpResponse:
    """Record a permit of a location."""
    on = localdate()
    location = location_for(by=request.actor, location=pk, on=on)
    check_may(request.actor, KEEP_CERTIFICATES, municipality=location.municipality_id)
    form = PermitForm(posted(request))

    def change() -> str:
        record_permit(by=request.actor, location=location, on=on, **form.permit)
        return reverse("quality_beside", args=[pk])

    url = reverse("quality_beside", args=[pk])
    return ask(
        request,
        form,
        {
            "breadcrumbs": [
                *crumbs(),
                {"label": location.name, "url": url},
                {"label": _("Record a permit")},
            ],
            "title": _("Record a permit of %(name)s") % {"name": location.name},
            "lead": _("The same kind and number again corrects what was recorded."),
            "submit": _("Record the permit"),
        },
        done=_("The permit is recorded."),
        change=change,
    )
