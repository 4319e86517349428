"""Writing certificates down: what actions and imports have in common."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from onderdak.foundation.identity.contract import Actor, by_law_asks, may
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.parties.contract import Admission
from onderdak.housing.quality.domain.certificate_permissions import KEEP_CERTIFICATES
from onderdak.housing.quality.domain.certificates import Origin, Scheme, State
from onderdak.housing.quality.models import (
    Certificate,
    CertificateChange,
    CertificateTerm,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.identifiers import kvk_number
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location

ADMISSION: Final = "waadi.admission"
_EARLIEST: Final = date(1900, 1, 1)
_MOST_BEDS: Final = 20_000
_FARTHEST: Final = timedelta(days=20 * 366)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is said of a certificate: beds and dates; the range is half-open."""

    beds: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    registered_on: date | None = None
    inspected_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """A certificate as it is written down: of which holder, of which place."""

    scheme: Scheme
    holder: str
    source: str
    number: str = ""
    holder_kvk: str = ""
    location: Location | None = None
    provider: int | None = None
    whole_organisation: bool = False
    address: str = ""
    state: State = State.VALID
    state_since: date | None = None
    said: Particulars = field(default_factory=Particulars)


def write_certificate(
    by: Actor, municipality: str, new: NewCertificate, origin: Origin, on: date
) -> Certificate:
    """Write a certificate down with the first that is said of it.

    Raises:
        Invalid, NotFound: something cannot be right.
        Conflict: it is on record already.
    """
    if not new.holder.strip():
        raise Invalid(text("Name the holder of the certificate."))
    _check_scheme(municipality, new, on)
    check_place(municipality, new.location, new.provider)
    check_said(new.said, on)
    provider = new.location.provider_id if new.location else new.provider
    try:
        with transaction.atomic():
            made = Certificate.objects.create(
                municipality_id=municipality,
                scheme=new.scheme,
                number=new.number.strip()[:60],
                holder=new.holder.strip()[:200],
                holder_kvk=kvk_number(new.holder_kvk) if new.holder_kvk else "",
                provider_id=provider,
                location=new.location,
                whole_organisation=new.whole_organisation and new.location is None,
                address=new.address.strip()[:200],
                recorded_by_id=by.user_id,
            )
    except IntegrityError as error:
        raise known_already() from error
    write_term(by, made, new.said, origin, new.source, on)
    since = new.state_since or new.said.valid_from or on
    write_change(by, made, new.state, since, origin, new.source)
    return made


def _check_scheme(municipality: str, new: NewCertificate, on: date) -> None:
    """Agencies are admitted from a day that the law sets; before it nobody is."""
    begun = max(on, new.said.valid_from or on)
    if new.scheme is Scheme.WTTA and not by_law_asks(
        ADMISSION, municipality=municipality, on=begun
    ):
        raise Invalid(
            text("Agencies are not admitted yet on %(day)s.", day=begun),
            why=text("The first day of it was not verified, or has not come."),
            next_step=text("Record it when the admission of agencies has begun."),
        )


def check_by_hand(scheme: Scheme) -> None:
    """Stop a regional certificate that no assessment and no decision came before.

    Raises:
        Invalid: only a decision makes one, and says from when to when it holds.
    """
    if scheme is Scheme.REGIONAL:
        raise Invalid(
            text("Only a decision makes or changes a regional certificate."),
            next_step=text("Have the application assessed and decided."),
        )


def write_term(
    by: Actor,
    certificate: Certificate,
    said: Particulars,
    origin: Origin,
    source: str,
    on: date,
) -> None:
    """Add what is said of a certificate on a day."""
    check_said(said, on)
    CertificateTerm.objects.create(
        municipality_id=certificate.municipality_id,
        certificate=certificate,
        said_on=on,
        origin=origin,
        source=source.strip()[:200],
        beds=said.beds,
        valid_from=said.valid_from,
        valid_until=said.valid_until,
        registered_on=said.registered_on,
        inspected_on=said.inspected_on,
        recorded_by_id=by.user_id,
    )


def write_change(
    by: Actor,
    certificate: Certificate,
    state: State,
    since: date,
    origin: Origin,
    source: str,
    words: str = "",
) -> None:
    """Add that a certificate is in a state from a day on."""
    CertificateChange.objects.create(
        municipality_id=certificate.municipality_id,
        certificate=certificate,
        state=state,
        since=since,
        origin=origin,
        source=source.strip()[:200],
        words=words.strip()[:500],
        recorded_by_id=by.user_id,
    )


def announce_certificate(certificate: Certificate, happened: str, state: State) -> None:
    """Let others hear what became of a certificate."""
    announce(
        f"quality.{happened}",
        {
            "certificate": certificate.pk,
            "municipality": certificate.municipality_id,
            "provider": certificate.provider_id,
            "location": certificate.location_id,
            "state": state.value,
        },
    )


def origin_of(by: Actor, certificate: Certificate) -> Origin:
    """Whose word it is when this person speaks of a certificate."""
    if may(by, KEEP_CERTIFICATES, municipality=certificate.municipality_id):
        return Origin.MUNICIPALITY
    return Origin.PROVIDER


def check_said(said: Particulars, on: date) -> None:
    """Stop what cannot be right of itself.

    Raises:
        Invalid: an empty range, an inspection still to come, or too many beds.
    """
    check_range(said.valid_from, said.valid_until)
    if said.inspected_on is not None and said.inspected_on > on:
        raise Invalid(
            text("The inspection of %(day)s is yet to come.", day=said.inspected_on),
            next_step=text("Give the day of the last inspection that took place."),
        )
    if said.beds is not None and not 0 < said.beds <= _MOST_BEDS:
        raise Invalid(text("That number of beds cannot be right."))
    far = on + _FARTHEST
    days = (said.valid_from, said.valid_until, said.registered_on, said.inspected_on)
    if any(day and day > far for day in days):
        raise Invalid(text("That day lies too far ahead. Check the year."))
    if any(day and day < _EARLIEST for day in days):
        raise Invalid(text("That day lies too long ago. Check the year."))


def check_range(since: date | None, until: date | None) -> None:
    """Stop a range that holds no day.

    Raises:
        Invalid: it ends on or before the day on which it begins.
    """
    if since is not None and until is not None and until <= since:
        raise Invalid(
            text("It ends before it begins."),
            next_step=text("The end is the first day on which it holds no more."),
        )


def check_place(
    municipality: str, location: Location | None, provider: int | None
) -> None:
    """Stop a place that is not of these two.

    Raises:
        NotFound: the provider is not admitted here, or the location is not its own.
    """
    if location is not None and (
        location.municipality_id != municipality
        or provider not in {None, location.provider_id}
    ):
        raise NotFound(text("There is no such location of this provider here."))
    if location is None and provider is not None:
        admitted = Admission.objects.filter(
            provider_id=provider, municipality_id=municipality
        )
        if not admitted.exists():
            raise NotFound(text("There is no such provider here."))


def known_already() -> Conflict:
    """What is said where a certificate is on record already."""
    return Conflict(
        text("This certificate is on record already."),
        next_step=text("Open it and add what is said of it now."),
    )
