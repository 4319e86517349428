"""Entries under a warrant that were typed on a phone and are not noted yet."""

from onderdak.foundation.identity.contract import Actor, may
from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.domain.warrants import WarrantState
from onderdak.supervision.inspections.models import Operation, Visit, Warrant
from onderdak.supervision.inspections.recorded import recorded
from onderdak.supervision.inspections.warrant_queries import warrant_of

_TYPED = ("entry/warrant", "entry/entered")


def entry_to_note(visit: Visit) -> Warrant | None:
    """The warrant under which somebody entered by what stands in the visit.

    None where nobody did, or where the entry is noted already.
    """
    found = warrant_of(visit)
    if found is None or found.state != WarrantState.GRANTED or found.entered_on:
        return None
    settled = recorded(visit).settled
    return found if all(settled.get(path) is True for path in _TYPED) else None


def entered_for_danger(visit: Visit) -> bool:
    """Whether somebody entered without a warrant, because of serious danger."""
    settled = recorded(visit).settled
    return (
        settled.get("entry/serious_danger") is True
        and settled.get("entry/entered") is True
        and settled.get("entry/warrant") is not True
    )


def entries_to_note(*, by: Actor, municipality: str) -> list[Warrant]:
    """The entries that this person, who leads those visits, must still note."""
    if not may(by, DO_VISITS, municipality=municipality):
        return []
    typed = Operation.objects.filter(
        municipality_id=municipality, path=_TYPED[0], visit__lead_id=by.user_id
    )
    waiting = Warrant.objects.filter(
        municipality_id=municipality,
        state=WarrantState.GRANTED,
        entered_on__isnull=True,
        visit__in=typed.values("visit_id"),
    ).select_related("visit", "visit__address")
    visits: dict[int, Visit] = {one.visit_id: one.visit for one in waiting}
    found = (entry_to_note(visit) for visit in visits.values())
    return [one for one in found if one is not None]
