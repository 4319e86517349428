"""Saying what may be shown to everyone: each side for itself, dated, taken back too."""

from datetime import date

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.parties.contract import Admission
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.domain.regional_permissions import (
    CONSENT_TO_PUBLICITY,
    REVIEW_PUBLICITY,
    TELL_EXAMPLE,
)
from onderdak.housing.quality.models import GoodExample, PublicConsent, PublicReview
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location

ROOM = "nights"
What = PublicConsent.What


@action
def consent_to_name(
    *, by: Actor, provider: int, municipality: str, given: bool, on: date
) -> None:
    """Agree, or agree no longer, that one's name stands in the public list.

    Only asked of a provider that is a person; a company's name is public anyhow.
    """
    check_may(by, CONSENT_TO_PUBLICITY, provider=provider)
    if not Admission.objects.filter(
        provider_id=provider, municipality_id=municipality
    ).exists():
        raise NotFound(text("Your organisation is not admitted to this municipality."))
    made = PublicConsent.objects.create(
        municipality_id=municipality,
        provider_id=provider,
        what=What.NAME,
        given=given,
        on=on,
        by_id=by.user_id,
    )
    _record(by, "consent_to_name", made, given)


@action
def consent_to_address(
    *, by: Actor, location: Location, given: bool, on: date, words: str = ""
) -> None:
    """Agree, or agree no longer, that the address of a location is shown to everyone.

    It is not shown before the municipality has weighed the safety of the residents.
    """
    check_may(by, CONSENT_TO_PUBLICITY, provider=location.provider_id)
    made = PublicConsent.objects.create(
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        location=location,
        what=What.ADDRESS,
        given=given,
        on=on,
        by_id=by.user_id,
        words=words.strip()[:1000],
    )
    _record(by, "consent_to_address", made, given)


@action
def weigh_address(
    *, by: Actor, location: Location, allowed: bool, why: str, on: date
) -> None:
    """Weigh whether showing an address keeps its residents safe, and say why.

    Raises:
        Invalid: no reason is given.
        Conflict: the provider does not agree, so there is nothing to allow.
    """
    check_may(by, REVIEW_PUBLICITY, municipality=location.municipality_id)
    require_room(location.municipality_id, ROOM, on)
    _check_why(why)
    agreed = PublicConsent.objects.filter(location=location, what=What.ADDRESS)
    if allowed and not _newest_given(agreed.order_by("-id").first()):
        raise _no_consent()
    made = PublicReview.objects.create(
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        location=location,
        what=What.ADDRESS,
        allowed=allowed,
        words=why.strip()[:1000],
        on=on,
        by_id=by.user_id,
    )
    _record(by, "weigh_address", made, allowed)


@action
def tell_example(
    *, by: Actor, location: Location, title: str, story: str, on: date
) -> int:
    """Write a good example down; returns its number.

    A provider that writes it agrees with it; the municipality asks the provider.

    Raises:
        Invalid: title or story is missing.
    """
    check_may(
        by,
        TELL_EXAMPLE,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    if not title.strip() or not story.strip():
        raise Invalid(text("A good example needs a title and a story."))
    made = GoodExample.objects.create(
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        location=location,
        title=title.strip()[:120],
        story=story.strip()[:3000],
        written_on=on,
        written_by_id=by.user_id,
    )
    record_event(
        by=by,
        action="quality.tell_example",
        object=f"good example {made.pk}",
        municipality=made.municipality_id,
        provider=made.provider_id,
    )
    return made.pk


@action
def consent_to_example(
    *, by: Actor, example: GoodExample, given: bool, on: date
) -> None:
    """Agree, or agree no longer, that an example is shown with one's name."""
    check_may(by, CONSENT_TO_PUBLICITY, provider=example.provider_id)
    made = PublicConsent.objects.create(
        municipality_id=example.municipality_id,
        provider_id=example.provider_id,
        example=example,
        what=What.EXAMPLE,
        given=given,
        on=on,
        by_id=by.user_id,
    )
    _record(by, "consent_to_example", made, given)


@action
def review_example(
    *, by: Actor, example: GoodExample, allowed: bool, why: str, on: date
) -> None:
    """Let an example be shown, or not, and say why.

    Raises:
        Invalid: no reason is given.
        Conflict: the provider does not agree.
    """
    check_may(by, REVIEW_PUBLICITY, municipality=example.municipality_id)
    require_room(example.municipality_id, ROOM, on)
    _check_why(why)
    agreed = PublicConsent.objects.filter(example=example)
    if allowed and not _newest_given(agreed.order_by("-id").first()):
        raise _no_consent()
    made = PublicReview.objects.create(
        municipality_id=example.municipality_id,
        provider_id=example.provider_id,
        example=example,
        what=What.EXAMPLE,
        allowed=allowed,
        words=why.strip()[:1000],
        on=on,
        by_id=by.user_id,
    )
    _record(by, "review_example", made, allowed)


def _newest_given(consent: PublicConsent | None) -> bool:
    return consent is not None and consent.given


def _no_consent() -> Conflict:
    return Conflict(
        text("The provider does not agree that this is shown."),
        next_step=text("Ask the provider first."),
    )


def _check_why(why: str) -> None:
    if not why.strip():
        raise Invalid(
            text("Say why."), why=text("It stays on record who weighed what.")
        )


def _record(
    by: Actor, action: str, line: PublicConsent | PublicReview, yes: bool
) -> None:
    record_event(
        by=by,
        action=f"quality.{action}",
        object=f"{type(line).__name__} {line.pk}",
        municipality=line.municipality_id,
        provider=line.provider_id,
        detail={"yes": int(yes), "location": line.location_id},
    )
