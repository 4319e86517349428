"""What duty keeps while an address investigation runs, and what it lets go."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from onderdak.foundation.privacy.contract import DestroyingRoom, Hold
from onderdak.kernel.text import text
from onderdak.register.duty.models import AddressInvestigation
from onderdak.register.nights.contract import (
    Location,
    Unit,
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
    covered = _covered(running)
    here = _locations(municipality, set().union(*covered.values()))
    return [
        Hold(
            reference=one.reference,
            reason=text("A running address investigation."),
            locations=frozenset().union(*(here[place] for place in covered[one.pk])),
        )
        for one in running
    ]


def _covered(running: QuerySet[AddressInvestigation]) -> dict[int, set[int]]:
    """The addresses that each investigation covers."""
    found: dict[int, set[int]] = defaultdict(set)
    for investigation, address in running.values_list("pk", "addresses"):
        found[investigation].add(address)
    return found


def _locations(municipality: str, covered: set[int]) -> dict[int, set[int]]:
    """The locations at each address, of their own or by one of their units."""
    found: dict[int, set[int]] = defaultdict(set)
    own = Location.objects.filter(municipality_id=municipality, address_id__in=covered)
    for address, location in own.values_list("address_id", "pk"):
        found[address].add(location)
    parts = Unit.objects.filter(
        location__municipality_id=municipality, address_id__in=covered
    )
    for address, location in parts.values_list("address_id", "location_id"):
        if address is not None:
            found[address].add(location)
    return found
