"""The desk of doubtful lines: those that wait for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import (
    Actor,
    check_may,
)
from onderdak.foundation.places.contract import Address
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.domain.permissions import TAKE_IN_SIGNALS
from onderdak.supervision.picture.domain.signals import (
    SignalLine,
    TakenBack,
    as_line,
)
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.list_log import log_list
from onderdak.supervision.picture.models import Doubt, View
from onderdak.supervision.picture.purposes import looking_for


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """A line of which the address is not sure, with the addresses it may mean."""

    id: int
    municipality: str
    line: SignalLine
    weight: float | None
    candidates: Sequence[tuple[Address, float]]
    others: int = 0
    withheld: TakenBack | None = None


def open_doubts(
    *, by: Actor, municipality: str, today: date, after: int = 0, most: int = 50
) -> list[OpenDoubt]:
    """Lines that wait for somebody, the oldest first; only sources one may take in.

    Raises:
        NotAllowed, RoomClosed: this person takes in nothing here.
    """
    check_takes_in(by, municipality, today)
    with looking_for(Purpose.TAKING_IN):
        rows = list(open_rows(municipality).filter(pk__gt=after).order_by("pk")[:most])
        log_list(
            by=by,
            municipality=municipality,
            purpose=Purpose.TAKING_IN,
            sources=sorted({row.source for row in rows}),
            addresses=len(rows),
            asked={"doubts": "open"},
            how=View.How.PAGE,
        )
        return [_with_candidates(row, []) for row in rows]


def count_doubts(*, by: Actor, municipality: str, today: date) -> int:
    """How many lines wait for somebody.

    Raises:
        NotAllowed, RoomClosed: this person takes in nothing here.
    """
    check_takes_in(by, municipality, today)
    with looking_for(Purpose.TAKING_IN):
        return open_rows(municipality).count()


def doubt_for(*, by: Actor, doubt: int, today: date) -> OpenDoubt:
    """One line that waits, with the addresses that it may mean.

    Raises:
        NotFound: there is none here, or not for this person.
        Conflict: it was decided already.
    """
    with looking_for(Purpose.TAKING_IN):
        row = Doubt.objects.filter(pk=doubt, municipality__in=by.municipalities).first()
        if row is None:
            raise NotFound(text("There is no such line here."))
        check_takes_in(by, row.municipality_id, today)
        if row.state != Doubt.State.OPEN:
            raise decided()
        known = {
            each.pk: each
            for each in Address.objects.filter(
                pk__in=[address for address, _weight in row.candidates],
                municipality_id=row.municipality_id,
            )
        }
        near = [(known[pk], weight) for pk, weight in row.candidates if pk in known]
        log_list(
            by=by,
            municipality=row.municipality_id,
            purpose=Purpose.TAKING_IN,
            sources=[row.source],
            addresses=1,
            asked={"doubt": str(row.pk)},
            how=View.How.PAGE,
        )
        return _with_candidates(row, near)


def decided_doubts(
    *, by: Actor, municipality: str, today: date, most: int = 50
) -> list[Doubt]:
    """Lines of which somebody said the address, the latest first; see `open_doubts`."""
    check_takes_in(by, municipality, today)
    with looking_for(Purpose.TAKING_IN):
        rows = Doubt.objects.filter(
            municipality_id=municipality,
            state__in=[Doubt.State.MATCHED, Doubt.State.NONE],
        )
        return list(rows.select_related("address").order_by("-decided_at")[:most])


def check_takes_in(by: Actor, municipality: str, today: date) -> None:
    """Stop somebody who takes in nothing here."""
    check_may(by, TAKE_IN_SIGNALS, municipality=municipality)
    require_room(municipality, ROOM, today)


def open_rows(municipality: str) -> QuerySet[Doubt]:
    """The lines that wait, of the sources that are open."""
    return Doubt.objects.filter(municipality_id=municipality, state=Doubt.State.OPEN)


def _with_candidates(row: Doubt, near: Sequence[tuple[Address, float]]) -> OpenDoubt:
    return OpenDoubt(
        row.pk,
        row.municipality_id,
        as_line(row.said),
        row.weight,
        near,
        len(row.candidates),
        TakenBack(row.said["withheld"]) if row.said.get("withheld") else None,
    )


def decided() -> Conflict:
    """What somebody hears who is too late."""
    return Conflict(text("This line was decided on already."))
