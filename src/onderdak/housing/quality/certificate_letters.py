"""The mail to a provider when one of its certificates does not hold any more.

The schemes are private norms: the mail tells what became known and what can be done. It
is no decision and accuses nobody.
"""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate

from onderdak.foundation.documents.contract import written_date
from onderdak.foundation.identity.contract import Scope, in_language, scope
from onderdak.foundation.outbox.contract import send_mail
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.certificate_queries import held_of
from onderdak.housing.quality.domain.certificates import (
    Origin,
    Scheme,
    State,
    change_on,
    standing_on,
)
from onderdak.housing.quality.domain.regional import Outcome
from onderdak.housing.quality.models import Certificate, RegionalDecision
from onderdak.housing.quality.receivers import receivers_of
from onderdak.kernel.text import Text, msgid, text

Payload = Mapping[str, str | int | None]

_NAMES: Mapping[Scheme, Text] = {
    Scheme.SNF: text("SNF (housing)"),
    Scheme.AKF: text("AKF (housing in agriculture)"),
    Scheme.REGIONAL: text("Regional certificate"),
    Scheme.SNA: text("SNA (agency)"),
    Scheme.ABU: text("Member of ABU"),
    Scheme.NBBU: text("Member of NBBU"),
    Scheme.WTTA: text("Admission of agencies (Wtta)"),
}
_SUBJECTS: Mapping[State, Text] = {
    State.SUSPENDED: text("A quality certificate of yours is suspended"),
    State.WITHDRAWN: text("A quality certificate of yours is withdrawn"),
    State.LAPSED: text("A quality certificate of yours has lapsed"),
}
_HAPPENED: Mapping[State, str] = {
    State.SUSPENDED: msgid("It is suspended since %(day)s: it does not hold for now."),
    State.WITHDRAWN: msgid("It is withdrawn since %(day)s: it does not hold any more."),
    State.LAPSED: msgid("It has lapsed since %(day)s: it does not hold any more."),
}
_TO_DO: Mapping[State, Text] = {
    State.SUSPENDED: text(
        "What you can do: ask the organisation behind the certificate what must be"
        " mended and by when. Mend it and ask for a new inspection. Do not say in the"
        " meantime that you hold this certificate."
    ),
    State.WITHDRAWN: text(
        "What you can do: ask the organisation behind the certificate why, and what is"
        " needed to receive it again. Do not say any longer that you hold this"
        " certificate."
    ),
    State.LAPSED: text(
        "What you can do: ask the organisation behind the certificate for a new"
        " inspection. Have you been inspected already? Then state the new certificate,"
        " with what proves it."
    ),
}
_SOURCES: Mapping[Origin, Text] = {
    Origin.REGISTER: text("We read this in the register of the scheme."),
    Origin.ALERT: text("The organisation behind the certificate told us this."),
    Origin.MUNICIPALITY: text("The municipality recorded this."),
}


def tell_of_changed_certificate(event: Payload) -> None:
    """Tell the provider that a certificate of its own does not hold any more.

    Nobody is told of one that holds (again), or of a change that another took the place
    of before this was read.
    """
    town, provider = str(event["municipality"]), int(event["provider"] or 0)
    if not provider or event["state"] not in set(_SUBJECTS):
        return
    tenants = Scope(municipalities=frozenset({town}), providers=frozenset({provider}))
    with scope(tenants):
        certificate = (
            Certificate.objects.select_related("location", "municipality")
            .prefetch_related("terms", "changes")
            .get(pk=int(event["certificate"] or 0))
        )
        state = State(str(event["state"]))
        held, today = held_of(certificate), localdate()
        change = change_on(held.changes, today)
        if change is None or standing_on(held, today).value != state.value:
            return
        if _has_a_letter(certificate, change.since):
            return
        for email, language in receivers_of(Provider.objects.get(pk=provider)):
            _mail(certificate, state, change.since, change.origin, email, language)


def _has_a_letter(certificate: Certificate, since: date) -> bool:
    """Whether the municipality decided this itself: then its letter tells it."""
    if certificate.scheme != Scheme.REGIONAL:
        return False
    return RegionalDecision.objects.filter(
        application__location=certificate.location_id,
        outcome=Outcome.WITHDRAWN,
        decided_on=since,
    ).exists()


def _mail(
    certificate: Certificate,
    state: State,
    since: date,
    origin: Origin,
    email: str,
    language: str,
) -> None:
    link = f"{settings.BASE_URL}/certificates/{certificate.pk}/"
    lines = [
        _about(certificate),
        text(_HAPPENED[state], day=written_date(since, language)),
        *([_SOURCES[origin]] if origin in _SOURCES else []),
        _TO_DO[state],
        text("Is this not right? Tell the municipality, and say what shows it."),
        text("Look at it here: %(link)s", link=link),
        text("%(municipality)s", municipality=certificate.municipality.name),
    ]
    with translation.override(language):
        send_mail(
            to=email,
            subject=in_language(_SUBJECTS[state]),
            body="\n\n".join(in_language(line) for line in lines) + "\n",
            kind="certificate changed",
            about=f"certificate {certificate.pk}",
            municipality=certificate.municipality_id,
            provider=certificate.provider_id,
        )


def _about(certificate: Certificate) -> Text:
    """Which certificate: its scheme, its number, and the location or the company."""
    named = _NAMES[Scheme(certificate.scheme)]
    place = certificate.location.name if certificate.location else certificate.holder
    if not certificate.number:
        return text(
            "This is about your certificate %(scheme)s for %(place)s.",
            scheme=named,
            place=place,
        )
    return text(
        "This is about your certificate %(scheme)s, number %(number)s, for %(place)s.",
        scheme=named,
        number=certificate.number,
        place=place,
    )
