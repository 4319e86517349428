"""Reads of entries that stand on record, and of which it can be said: nobody did."""

from onderdak.supervision.inspections.domain.states import OPEN_STATES
from onderdak.supervision.inspections.domain.warrants import WarrantState
from onderdak.supervision.inspections.entries_denied import taken_back
from onderdak.supervision.inspections.entries_waiting import (
    dwellings_entered,
    entered_for_danger,
    unnoted_dwellings,
)
from onderdak.supervision.inspections.models import Visit, WarrantDwelling
from onderdak.supervision.inspections.recorded import recorded
from onderdak.supervision.inspections.warrant_queries import warrant_of


def may_say_nobody(visit: Visit) -> list[WarrantDwelling]:
    """The dwellings that stand as entered, of which it can be said that nobody did.

    It was typed why nobody did, another dwelling was chosen since, or the visit is over
    so that its phone cannot say it any more.
    """
    found = warrant_of(visit)
    if found is None or found.state != WarrantState.GRANTED:
        return []
    waits = unnoted_dwellings(visit, found)
    stand = [
        one
        for one in found.dwellings.all()
        if one.entered_on or one.address_id in waits
    ]
    if visit.state not in OPEN_STATES:
        return stand
    settled, entered = recorded(visit).settled, dwellings_entered(visit)
    return [
        one
        for one in stand
        if one.address_id not in entered or taken_back(visit, settled, one.address_id)
    ]


def may_say_no_danger(visit: Visit) -> bool:
    """Whether it can be said that nobody went in because of danger."""
    if not entered_for_danger(visit):
        return False
    over = visit.state not in OPEN_STATES
    return over or taken_back(visit, recorded(visit).settled, visit.address_id)
