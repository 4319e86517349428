"""The door of shifts: what a phone takes along, and what opens it without its PIN."""

from onderdak.supervision.inspections.domain.kinds import GROUNDS, Ground, Law
from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.domain.states import OPEN_STATES
from onderdak.supervision.inspections.models import Visit
from onderdak.supervision.inspections.shift_actions import (
    Shift,
    begin_shift,
    open_shift_again,
)

__all__ = [
    "DO_VISITS",
    "OPEN_STATES",
    "Shift",
    "Visit",
    "begin_shift",
    "ground_of",
    "open_shift_again",
]


def ground_of(visit: Visit) -> Law:
    """The law whose rules a visit supervises."""
    return GROUNDS[Ground(visit.ground)]
