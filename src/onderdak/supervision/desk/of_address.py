"""Reports about one address: what, when and how far; not one word of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from onderdak.foundation.places.contract import Address
from onderdak.supervision.desk.domain.kinds import Kind
from onderdak.supervision.desk.domain.states import State
from onderdak.supervision.desk.models import Report


@dataclass(frozen=True, slots=True)
class ReportAbout:
    """A report about an address, without its text and without who reported."""

    id: int
    number: str
    kind: Kind
    received_on: date
    state: State
    outcome: str


def reports_of_address(
    *, municipality: str, address: Address, kinds: Collection[Kind]
) -> list[ReportAbout]:
    """The reports about an address, the latest first; a merged one counts once.

    The caller answers for the ground on which somebody knows of them.

    Args:
        kinds: the subjects for which there is such a ground.
    """
    rows = (
        Report.objects.filter(
            municipality_id=municipality,
            address=address,
            merged_into=None,
            category__kind__in=kinds,
        )
        .order_by("-pk")
        .values_list(
            "pk", "number", "category__kind", "received_at", "state", "outcome"
        )
    )
    return [
        ReportAbout(
            pk,
            number,
            Kind(kind),
            timezone.localdate(received),
            State(state),
            outcome if state == State.CLOSED else "",
        )
        for pk, number, kind, received, state, outcome in rows
    ]
