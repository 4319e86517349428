"""Changes of certificates: recorded, said again, changed of state, given a place."""

from datetime import date

from django.db import IntegrityError, transaction

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.certificate_queries import ROOM
from onderdak.housing.quality.certificate_writing import (
    NewCertificate,
    Particulars,
    announce_certificate,
    check_by_hand,
    check_place,
    check_range,
    known_already,
    origin_of,
    write_certificate,
    write_change,
    write_term,
)
from onderdak.housing.quality.domain.certificate_permissions import (
    KEEP_CERTIFICATES,
    STATE_CERTIFICATE,
)
from onderdak.housing.quality.domain.certificates import Origin, Scheme, State
from onderdak.housing.quality.models import Certificate, PermitFact
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location


@action
def record_certificate(
    *, by: Actor, municipality: str, new: NewCertificate, on: date
) -> int:
    """Record a certificate as the municipality knows it; returns its number.

    Raises:
        Invalid: dates or numbers cannot be right.
        NotFound: the provider is not admitted here.
        Conflict: it is on record already.
    """
    check_may(by, KEEP_CERTIFICATES, municipality=municipality)
    require_room(municipality, ROOM, on)
    check_by_hand(new.scheme)
    made = write_certificate(by, municipality, new, Origin.MUNICIPALITY, on)
    _tell(by, made, "certificate_recorded", new.state)
    return made.pk


@action
def state_own_certificate(
    *, by: Actor, provider: int, municipality: str, new: NewCertificate, on: date
) -> int:
    """State a certificate of one's own, with what proves it; returns its number.

    It stands as the provider's own word, until a register or the municipality speaks.

    Raises:
        Invalid: dates cannot be right, or no proof is named.
        NotFound: the provider is not admitted here, or the location is not its own.
        Conflict: it is on record already.
    """
    check_may(by, STATE_CERTIFICATE, provider=provider)
    check_by_hand(new.scheme)
    if not new.source.strip():
        raise Invalid(text("Name what proves it, such as the number of the letter."))
    if new.provider != provider or new.state is not State.VALID:
        raise Invalid(text("A provider states certificates of its own that hold."))
    made = write_certificate(by, municipality, new, Origin.PROVIDER, on)
    _tell(by, made, "certificate_recorded", new.state)
    return made.pk


@action
def say_again(
    *, by: Actor, certificate: Certificate, said: Particulars, source: str, on: date
) -> None:
    """Record what is said of a certificate now; what was said before stays known.

    Raises:
        Invalid: dates cannot be right, or no source is named.
        NotAllowed: it is neither the person's own nor of their municipality.
    """
    check_may(
        by,
        KEEP_CERTIFICATES
        if certificate.municipality_id in by.municipalities
        else STATE_CERTIFICATE,
        municipality=certificate.municipality_id,
        provider=certificate.provider_id,
    )
    check_by_hand(Scheme(certificate.scheme))
    if not source.strip():
        raise Invalid(text("Name the source."))
    write_term(by, certificate, said, origin_of(by, certificate), source, on)
    _record(by, certificate, "say_certificate_again")


@action
def change_certificate(
    *,
    by: Actor,
    certificate: Certificate,
    state: State,
    since: date,
    source: str,
    on: date,
    words: str = "",
    origin: Origin = Origin.MUNICIPALITY,
) -> None:
    """Record that a certificate is in a state from a day on, such as suspended.

    An alert of the keeper of a scheme comes in this way too; others hear of it.

    Raises:
        Invalid: the day lies ahead or long ago, or no source is named.
        NotAllowed: the person may not do this for this municipality.
    """
    check_may(by, KEEP_CERTIFICATES, municipality=certificate.municipality_id)
    require_room(certificate.municipality_id, ROOM, on)
    if not source.strip():
        raise Invalid(text("Name the source."))
    if since > on:
        raise Invalid(
            text("The change of %(day)s is yet to come.", day=since),
            next_step=text("Record it on the day itself."),
        )
    if origin not in {Origin.MUNICIPALITY, Origin.ALERT}:
        raise ValueError("a register speaks through its import, a provider for itself")
    if state is State.VALID:
        _check_not_ended(certificate)
    write_change(by, certificate, state, since, origin, source, words)
    _tell(by, certificate, "certificate_changed", state)


def _check_not_ended(certificate: Certificate) -> None:
    """A suspension is lifted; a regional certificate that ended is granted anew."""
    if certificate.scheme == Scheme.REGIONAL and any(
        one.state in {State.WITHDRAWN, State.LAPSED}
        for one in certificate.changes.all()
    ):
        check_by_hand(Scheme.REGIONAL)


@action
def place_certificate(
    *,
    by: Actor,
    certificate: Certificate,
    on: date,
    location: Location | None = None,
    provider: int | None = None,
) -> None:
    """Say of which location, or of which whole organisation, a certificate is.

    Raises:
        Conflict: it has a place already, or another one has this place.
        NotAllowed: the person may not do this for this municipality.
    """
    check_may(by, KEEP_CERTIFICATES, municipality=certificate.municipality_id)
    require_room(certificate.municipality_id, ROOM, on)
    if certificate.location_id is not None or certificate.whole_organisation:
        raise Conflict(text("This certificate has a place already."))
    check_place(certificate.municipality_id, location, provider)
    certificate.location = location
    certificate.provider_id = location.provider_id if location else provider
    certificate.whole_organisation = location is None
    try:
        with transaction.atomic():
            certificate.save(
                update_fields=["location", "provider", "whole_organisation"]
            )
    except IntegrityError as error:
        raise known_already() from error
    _record(by, certificate, "place_certificate")


@action
def record_permit(
    *,
    by: Actor,
    location: Location,
    kind: PermitFact.Kind,
    number: str,
    beds: int | None,
    valid_from: date,
    valid_until: date | None,
    source: str,
    on: date,
) -> int:
    """Record a permit of a location as a fact with its source; returns its number.

    The same kind and number again corrects what was recorded; the row before stays.

    Raises:
        Invalid: number or source is missing, or the range is empty.
    """
    check_may(by, KEEP_CERTIFICATES, municipality=location.municipality_id)
    require_room(location.municipality_id, ROOM, on)
    if not number.strip() or not source.strip():
        raise Invalid(text("Name the number of the permit and the source."))
    check_range(valid_from, valid_until)
    made = PermitFact.objects.create(
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        location=location,
        kind=kind,
        number=number.strip()[:60],
        beds=beds,
        valid_from=valid_from,
        valid_until=valid_until,
        source=source.strip()[:200],
        recorded_by_id=by.user_id,
    )
    record_event(
        by=by,
        action="quality.record_permit",
        object=f"permit fact {made.pk}",
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    return made.pk


def _tell(by: Actor, certificate: Certificate, happened: str, state: State) -> None:
    _record(by, certificate, happened, state)
    announce_certificate(certificate, happened, state)


def _record(
    by: Actor, certificate: Certificate, what: str, state: State | None = None
) -> None:
    record_event(
        by=by,
        action=f"quality.{what}",
        object=f"certificate {certificate.pk}",
        municipality=certificate.municipality_id,
        provider=certificate.provider_id,
        detail={"state": state.value} if state else None,
    )
