"""What duty keeps while an address investigation runs, and what it lets go."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from onderdak.foundation.privacy.contract import DestroyingRoom, Hold
from onderdak.kernel.text import text
from onderdak.register.duty.models import AddressInvestigation
from onderdak.register.nights.contract import (
    Location,
)

DUTY = DestroyingRoom("duty", ("duty_addressinvestigation",))


def locations_under_investigation(*, municipality: str, on: date) -> Sequence[Hold]:
    """Stays at addresses under investigation are kept until it has ended.

    Source: art. 2.37d and 4.2 Wet BRP; art. 17(3)(b) AVG.
    """
    running = (
        AddressInvestigation.objects.filter(municipality_id=municipality)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))
        .order_by("reference")
    )
    return [
        Hold(
            reference=one.reference,
            reason=text("A running address investigation."),
            locations=_locations(municipality, one),
        )
        for one in running
    ]


def _locations(municipality: str, one: AddressInvestigation) -> frozenset[int]:
    covered = list(one.addresses.values_list("pk", flat=True))
    found = Location.objects.filter(municipality_id=municipality).filter(
        Q(address_id__in=covered) | Q(unit__address_id__in=covered)
    )
    return frozenset(found.values_list("pk", flat=True))
