"""For whom, for what and at which address is looked: what every source is handed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from onderdak.foundation.identity.contract import Actor, rooms_on
from onderdak.foundation.places.contract import Address, DwellingObject
from onderdak.foundation.privacy.contract import is_answered_for
from onderdak.register.nights.contract import Location
from onderdak.supervision.picture.domain.sources import Purpose

# A dwelling object that was granted and is not built yet.
PLANNED = "Verblijfsobject gevormd"
_WITH_A_ROOM = frozenset({"nights", "duty", "desk"})


@dataclass(frozen=True)
class Look:
    """A look at an address. What several sources need is read once."""

    by: Actor
    address: Address
    purpose: Purpose
    on: date

    @property
    def municipality(self) -> str:
        """The municipality of the address."""
        return self.address.municipality_id

    @cached_property
    def rooms(self) -> frozenset[str]:
        """The rooms that the municipality uses, and for which somebody answers."""
        used = sorted(_WITH_A_ROOM & rooms_on(self.municipality))
        return frozenset(
            room for room in used if is_answered_for(self.municipality, room, self.on)
        )

    @cached_property
    def objects(self) -> Sequence[DwellingObject]:
        """What stands at the address as the BAG has it, also as a side address."""
        of_address = Q(address=self.address) | Q(side_addresses=self.address)
        return list(
            DwellingObject.objects.filter(
                of_address, municipality_id=self.municipality, gone_on=None
            )
            .distinct()
            .prefetch_related("buildings")
            .order_by("bag_id")
        )

    @property
    def dwellings(self) -> Sequence[tuple[Sequence[str], int | None]]:
        """Use and floor area of what stands here; what is only planned does not."""
        return [
            (each.uses, each.floor_area)
            for each in self.objects
            if each.status != PLANNED
        ]

    @cached_property
    def locations(self) -> Sequence[Location]:
        """Where a provider houses people at this address, now or before."""
        return list(
            Location.objects.filter(
                Q(address=self.address) | Q(unit__address=self.address),
                municipality_id=self.municipality,
            )
            .distinct()
            .select_related("provider", "address")
            .order_by("opened_on", "id")
        )
