"""Emergency links: made for a control room, shown once, withdrawn when need be."""

import secrets
from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
    rulebook,
)
from onderdak.foundation.privacy.contract import presented_hash
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import text
from onderdak.register.nights.domain.permissions import KEEP_EMERGENCY_LINKS
from onderdak.register.nights.models import (
    EmergencyLink,
    EmergencyUse,
    EmergencyUseSeen,
    Location,
)

USE = "emergency-link"
_HOLDER = 120


def latest_expiry(municipality: str, on: date) -> date:
    """The last day that a link made today may have."""
    book = rulebook()
    months = book.value("nights.emergency_link_months", on, municipality).whole()
    return add_months(on, months)


@action
def make_emergency_link(
    *,
    by: Actor,
    municipality: str,
    holder: str,
    expires_on: date,
    on: date,
    locations: Sequence[int] | None = None,
) -> str:
    """Make a link for a control room.

    Args:
        holder: the organisation that holds it.
        locations: only these buildings; None for all of the municipality.

    Returns:
        The secret of the link. It is shown once: only its keyed hash is kept.

    Raises:
        NotAllowed: this person does not keep the links of this municipality.
        Invalid: nobody holds it, it ends in the past or too late, or a location is
            not of this municipality.
    """
    check_may(by, KEEP_EMERGENCY_LINKS, municipality=municipality)
    _check(municipality, holder, expires_on, on, locations)
    secret = secrets.token_urlsafe(24)
    made = EmergencyLink.objects.create(
        municipality_id=municipality,
        holder=holder.strip(),
        locations=sorted(locations) if locations else None,
        secret_hash=presented_hash(USE, secret),
        made_by_id=by.user_id,
        expires_on=expires_on,
    )
    record_event(
        by=by,
        action="nights.make_emergency_link",
        object=f"emergency link {made.pk}",
        municipality=municipality,
        detail={"expires": f"{expires_on:%Y-%m-%d}"},
    )
    return secret


def _check(
    municipality: str,
    holder: str,
    expires_on: date,
    on: date,
    locations: Sequence[int] | None,
) -> None:
    if not holder.strip() or len(holder.strip()) > _HOLDER:
        raise Invalid(text("Say which organisation holds the link."))
    latest = latest_expiry(municipality, on)
    if not on <= expires_on <= latest:
        raise Invalid(
            text("The link ends between today and %(latest)s.", latest=latest)
        )
    if locations:
        here = Location.objects.filter(municipality_id=municipality, pk__in=locations)
        if here.count() != len(set(locations)):
            raise Invalid(text("A location is not in this municipality."))


def _own_link(by: Actor, link: int) -> EmergencyLink:
    found = EmergencyLink.objects.filter(pk=link).first()
    if found is None:
        raise NotFound(text("There is no such emergency link here."))
    check_may(by, KEEP_EMERGENCY_LINKS, municipality=found.municipality_id)
    return found


@action
def revoke_emergency_link(*, by: Actor, link: int) -> None:
    """Let a link stop working from now on; its log stays.

    Raises:
        NotFound: there is none in this person's scope.
        NotAllowed: this person does not keep the links of this municipality.
    """
    found = _own_link(by, link)
    EmergencyLink.objects.filter(pk=found.pk, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    )
    record_event(
        by=by,
        action="nights.revoke_emergency_link",
        object=f"emergency link {found.pk}",
        municipality=found.municipality_id,
    )


def emergency_links(*, by: Actor, municipality: str) -> QuerySet[EmergencyLink]:
    """The links of a municipality, newest first.

    Raises:
        NotAllowed: this person does not keep them.
    """
    check_may(by, KEEP_EMERGENCY_LINKS, municipality=municipality)
    return EmergencyLink.objects.filter(municipality_id=municipality).order_by("-id")


def emergency_uses(*, by: Actor, municipality: str) -> QuerySet[EmergencyUse]:
    """Each use of a municipality's links, newest first.

    Raises:
        NotAllowed: this person does not keep the links.
    """
    check_may(by, KEEP_EMERGENCY_LINKS, municipality=municipality)
    return (
        EmergencyUse.objects.filter(municipality_id=municipality)
        .select_related("link")
        .order_by("-id")
    )


def unseen_uses(*, by: Actor, municipality: str) -> QuerySet[EmergencyUse]:
    """Uses that nobody of the municipality has looked at yet.

    Raises:
        NotAllowed: this person does not keep the links.
    """
    found = emergency_uses(by=by, municipality=municipality)
    return found.filter(emergencyuseseen__isnull=True)


@action
def see_emergency_uses(*, by: Actor, municipality: str) -> int:
    """Say that the uses so far were looked at; returns how many were new.

    Raises:
        NotAllowed: this person does not keep the links.
    """
    check_may(by, KEEP_EMERGENCY_LINKS, municipality=municipality)
    new = list(unseen_uses(by=by, municipality=municipality).values_list("pk"))
    EmergencyUseSeen.objects.bulk_create(
        [
            EmergencyUseSeen(
                municipality_id=municipality, use_id=use, seen_by_id=by.user_id
            )
            for (use,) in new
        ],
        ignore_conflicts=True,
    )
    record_event(
        by=by,
        action="nights.see_emergency_uses",
        object=f"{len(new)} uses",
        municipality=municipality,
    )
    return len(new)
