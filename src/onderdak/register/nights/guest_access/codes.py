"""Personal codes of guests: made on the server, shown once, kept as a keyed hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
    rulebook,
)
from onderdak.foundation.privacy.contract import presented_hash
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.domain.permissions import TELL_GUESTS
from onderdak.register.nights.domain.presented import new_guest_code
from onderdak.register.nights.models import Guest, GuestCode, Location, Stay

USE = "guest-code"


@dataclass(frozen=True, slots=True)
class CodeState:
    """Whether a guest has a code, since when."""

    guest: int
    reference: str
    initials: str
    made_at: datetime | None


def _own_guest(by: Actor, guest: int) -> Guest:
    found = Guest.objects.filter(pk=guest).first()
    if found is None:
        raise NotFound(text("There is no such guest here."))
    check_may(by, TELL_GUESTS, provider=found.provider_id)
    return found


@action
def make_guest_code(*, by: Actor, guest: int, on: date) -> str:
    """Give a guest a new code; the one before stops working.

    Returns:
        The code. It is shown once: only its keyed hash is kept.

    Raises:
        NotFound: there is no such guest in this person's scope.
        NotAllowed: this person does not tell this provider's guests.
    """
    found = _own_guest(by, guest)
    _wait_for_turn(found)
    GuestCode.objects.filter(guest=found, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    )
    code = new_guest_code()
    made = GuestCode.objects.create(
        provider_id=found.provider_id,
        guest=found,
        code_hash=presented_hash(USE, code),
        keep_days=_keep_days(found, on),
        made_by_id=by.user_id,
    )
    record_event(
        by=by,
        action="nights.make_guest_code",
        object=f"guest {found.pk}",
        provider=found.provider_id,
        detail={"code": made.pk},
    )
    return code


def _wait_for_turn(guest: Guest) -> None:
    """Pressed twice: the second code follows the first, and withdraws it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('nights.guest_code'), %s::int)",
            [guest.pk],
        )


def _keep_days(guest: Guest, on: date) -> int:
    """How long the code outlives the last night, where that night is."""
    town = (
        Stay.objects.filter(guest=guest)
        .order_by("-ends")
        .values_list("municipality_id", flat=True)
        .first()
    )
    return rulebook().value("nights.guest_code_days", on, town).whole()


@action
def revoke_guest_code(*, by: Actor, guest: int) -> None:
    """Let a guest's code stop working from now on.

    Raises:
        NotFound: there is no such guest in this person's scope.
        NotAllowed: this person does not tell this provider's guests.
    """
    found = _own_guest(by, guest)
    GuestCode.objects.filter(guest=found, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    )
    record_event(
        by=by,
        action="nights.revoke_guest_code",
        object=f"guest {found.pk}",
        provider=found.provider_id,
    )


def codes_of(*, by: Actor, provider: int, guests: Sequence[Guest]) -> list[CodeState]:
    """For each of these guests whether there is a code in use.

    Raises:
        NotAllowed: this person does not tell this provider's guests.
    """
    check_may(by, TELL_GUESTS, provider=provider)
    live = dict(
        GuestCode.objects.filter(
            provider_id=provider, guest__in=guests, revoked_at__isnull=True
        ).values_list("guest_id", "made_at")
    )
    return [
        CodeState(each.pk, each.reference, each.initials, live.get(each.pk))
        for each in guests
    ]


def guests_to_tell(
    *,
    by: Actor,
    location: Location,
    on: date,
    asked: str = "",
    after: str = "",
    before: str = "",
    most: int = 50,
) -> tuple[list[Guest], bool, bool]:
    """Guests of a location tonight, by reference; and whether more lie either side.

    Args:
        asked: first signs of a reference; then also guests who have left.

    Raises:
        NotAllowed: this person does not tell this provider's guests.
    """
    check_may(by, TELL_GUESTS, provider=location.provider_id)
    stays = Stay.objects.filter(location=location)
    tonight = stays if asked else stays.filter(arrival__lte=on, ends__gt=on)
    here = Guest.objects.filter(
        provider_id=location.provider_id,
        reference__istartswith=asked,
        pk__in=tonight.values("guest_id"),
    )
    if before:
        found = list(
            here.filter(reference__lt=before).order_by("-reference")[: most + 1]
        )
        return found[:most][::-1], True, len(found) > most
    later = here.filter(reference__gt=after) if after else here
    found = list(later.order_by("reference")[: most + 1])
    return found[:most], len(found) > most, bool(after)
