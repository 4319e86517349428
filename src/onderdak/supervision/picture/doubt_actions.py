"""Saying of a doubtful line which address was meant, or that it is none of ours."""

from datetime import date

from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.picture.domain.permissions import TAKE_IN_SIGNALS
from onderdak.supervision.picture.domain.signals import as_line
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.doubts import (
    OpenDoubt,
    decided,
    doubt_for,
    open_rows,
)
from onderdak.supervision.picture.models import Doubt
from onderdak.supervision.picture.plan import plan_lines
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.writing import write_signals


@action
def decide_doubt(
    *, by: Actor, doubt: int, address: Address | None, today: date
) -> None:
    """Say which address a line means, or that it is none of this municipality.

    Other lines with the same words, also later ones, are settled by this.

    Raises:
        Conflict: it was decided already.
        NotFound: there is no such line or address here.
    """
    found = doubt_for(by=by, doubt=doubt, today=today)
    check_may(by, TAKE_IN_SIGNALS, municipality=found.municipality)
    if address is not None and address.municipality_id != found.municipality:
        raise NotFound(text("There is no such address here."))
    with looking_for(Purpose.TAKING_IN):
        rows = _of_same_words(found)
        if doubt not in {row.pk for row in rows}:
            raise decided()
        Doubt.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=Doubt.State.MATCHED if address else Doubt.State.NONE,
            address=address,
            decided_by_id=by.user_id,
            decided_at=timezone.now(),
        )
        for row in rows if address is not None else ():
            write_signals(
                row.delivery, plan_lines(found.municipality, [as_line(row.said)])
            )
    record_event(
        by=by,
        action="picture.decide_doubt",
        object=f"doubt {doubt}",
        municipality=found.municipality,
        detail={"address": address.pk if address else None},
    )


def _of_same_words(found: OpenDoubt) -> list[Doubt]:
    """Every open line with the same written address: one answer holds for all."""
    return list(
        open_rows(found.municipality)
        .filter(said__place=found.line.as_kept()["place"])
        .select_related("delivery")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
