"""Stays that another system states, through the one action: read, placed, declared."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.kernel.text import Text, text
from onderdak.register.nights.actions import declare_stays
from onderdak.register.nights.bulk.matching import outcome_per_line
from onderdak.register.nights.domain.declared import (
    Declared,
    DeclaredStay,
    Outcome,
    RowError,
)
from onderdak.register.nights.domain.permissions import DECLARE
from onderdak.register.nights.items import Item, read_stays_stated
from onderdak.register.nights.models import Declaration, Location


@dataclass(slots=True)
class Stated:
    """What became of each stay that was stated, by its place in the message."""

    outcomes: dict[int, Outcome] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    double_let: int = 0
    refused: bool = False
    declarations: list[int] = field(default_factory=list)

    def add(self, declared: Declared) -> None:
        """Put the outcome for one municipality beside that for the others."""
        self.errors += declared.errors
        self.notes += declared.notes
        self.double_let += declared.double_let
        self.refused = self.refused or declared.refused
        self.outcomes |= outcome_per_line()
        if declared.declaration is not None:
            self.declarations.append(declared.declaration)


def declare_stated(
    *,
    by: Actor,
    provider: int,
    items: Sequence[Item],
    on: date,
    channel: Declaration.Channel,
    accept_good: bool = False,
) -> Stated:
    """Declare stays at any of a provider's locations, in whichever municipality.

    With an error in any of them nothing is recorded, unless the good are accepted.

    Raises:
        NotAllowed, RoomClosed, Conflict: see `declare_stays`.
    """
    check_may(by, DECLARE, provider=provider)
    read = read_stays_stated(items, on=on)
    places, lost = _places(read.rows, provider)
    stated = Stated(errors=[*read.errors, *lost])
    stated.refused = bool(stated.errors) and not accept_good
    with transaction.atomic():
        for location, rows in places.values():
            declared = declare_stays(
                by=by,
                location=location,
                rows=rows,
                on=on,
                channel=channel,
                accept_good=accept_good,
                preview=stated.refused,  # then only the other faults are looked for
            )
            stated.add(declared)
        if stated.refused:
            transaction.set_rollback(True)
    stated.errors.sort(key=lambda error: error.line)
    return stated


def _places(
    rows: Sequence[DeclaredStay], provider: int
) -> tuple[Mapping[str, tuple[Location, list[DeclaredStay]]], list[RowError]]:
    """The rows per municipality, with a location there; and rows that have none."""
    own = {
        location.pk: location
        for location in Location.objects.filter(
            provider_id=provider, pk__in={row.location_id for row in rows}
        )
    }
    per_town: dict[str, list[DeclaredStay]] = defaultdict(list)
    lost = []
    for row in rows:
        if row.location_id in own:
            per_town[own[row.location_id].municipality_id].append(row)
        else:
            lost.append(_nowhere(row))
    return {
        town: (own[there[0].location_id], there) for town, there in per_town.items()
    }, lost


def _nowhere(row: DeclaredStay) -> RowError:
    message = text("There is no location %(number)s for you.", number=row.location_id)
    return RowError(row.line, "location", str(row.location_id), message)
