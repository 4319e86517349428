"""Reads of management: how a location is reached, its papers, and the calls made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.housing.quality.domain.regional_permissions import SEE_MANAGEMENT
from onderdak.housing.quality.models import (
    ManagementContact,
    ManagerCheck,
    StatedFact,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location

_CHECKS = 20
_PREFIX = "management."


@dataclass(frozen=True, slots=True)
class Management:
    """How a location is managed, as it was stated and as it was tried."""

    contacts: Mapping[str, ManagementContact]
    stated: Mapping[str, StatedFact]
    checks: Sequence[ManagerCheck]


def newest_contacts(location: Location) -> dict[str, ManagementContact]:
    """The contact of each kind that holds now."""
    rows = ManagementContact.objects.filter(location=location)
    return {row.contact_for: row for row in rows.order_by("id")}


def management_of(*, by: Actor, location: Location, on: date) -> Management:
    """How a location is managed, for its provider or its municipality.

    Raises:
        NotAllowed: this person does not see it.
    """
    check_may(
        by,
        SEE_MANAGEMENT,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    stated = StatedFact.objects.filter(
        location=location,
        path__startswith=_PREFIX,
        observed_on__lte=on,
        withdraws__isnull=True,
        withdrawn_by__isnull=True,
    )
    return Management(
        newest_contacts(location),
        {row.path.removeprefix(_PREFIX): row for row in stated.order_by("id")},
        list(
            ManagerCheck.objects.filter(location=location)
            .select_related("contact")
            .order_by("-called_at")[:_CHECKS]
        ),
    )


def manager_contact(*, by: Actor, location: Location) -> ManagementContact:
    """The manager of a location, to be called.

    Raises:
        NotFound: nobody stated how the manager is reached.
    """
    check_may(
        by,
        SEE_MANAGEMENT,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    found = newest_contacts(location).get(ManagementContact.For.MANAGER)
    if found is None:
        raise NotFound(
            text("Nobody stated how the manager of this location is reached."),
            next_step=text("Ask the provider to state it."),
        )
    return found


def neighbours_contact(location: Location) -> ManagementContact | None:
    """Whom neighbours may call about a location, for its page."""
    return newest_contacts(location).get(ManagementContact.For.NEIGHBOURS)
