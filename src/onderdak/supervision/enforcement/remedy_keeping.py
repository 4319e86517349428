"""What every change of a remedy has in common: its row, its line, and the clocks."""

from datetime import date, datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.clock_writing import recount_case
from onderdak.supervision.enforcement.models import Remedy, RemedyStep


def locked_remedy(municipality: str, remedy: int) -> Remedy:
    """A remedy, kept from others until the change is done.

    Raises:
        NotFound: there is no such remedy here.
    """
    found = (
        Remedy.objects.select_for_update(of=("self",))
        .filter(municipality_id=municipality, pk=remedy)
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such objection or appeal here."))
    return found


def write_line(
    by: Actor, made: Remedy, what: str, on_day: date, at: datetime, **detail: str
) -> None:
    """Write down what happened to a remedy, and count the clocks anew."""
    RemedyStep.objects.create(
        municipality_id=made.municipality_id,
        case_id=made.case_id,
        measure_id=made.measure_id,
        remedy=made,
        what=what,
        on_day=on_day,
        detail=detail,
        by_id=by.user_id,
        at=at,
    )
    recount_case(made.case_id, localdate(at), by)
