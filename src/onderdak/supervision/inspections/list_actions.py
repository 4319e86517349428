"""Taking a list along as a file; that it was done is written down."""

from collections.abc import Sequence

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.supervision.inspections.domain.permissions import (
    SEE_VISITS,
    SEE_WARRANTS,
)
from onderdak.supervision.inspections.models import Visit, Warrant
from onderdak.supervision.inspections.queries import AskedVisits, visits_of
from onderdak.supervision.inspections.warrant_queries import warrants_of

MOST_IN_FILE = 10_000


@action
def take_visits(
    *, by: Actor, municipality: str, asked: AskedVisits | None = None
) -> Sequence[Visit]:
    """The visits of a list as they go into a file, the last day first.

    Raises:
        NotAllowed: this person does not see visits here.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    found = visits_of(by=by, municipality=municipality, asked=asked)
    taken = list(found[:MOST_IN_FILE])
    record_event(
        by=by,
        action="inspections.take_visits",
        object=f"visits of {municipality}",
        municipality=municipality,
        detail={"visits": len(taken)},
    )
    return taken


@action
def take_warrants(*, by: Actor, municipality: str, state: str = "") -> list[Warrant]:
    """The requests for a warrant as they go into a file, the newest first.

    Raises:
        NotAllowed: this person neither asks for warrants nor decides on them here.
    """
    check_may(by, SEE_WARRANTS, municipality=municipality)
    found = warrants_of(by=by, municipality=municipality)
    taken = list((found.filter(state=state) if state else found)[:MOST_IN_FILE])
    record_event(
        by=by,
        action="inspections.take_warrants",
        object=f"warrants of {municipality}",
        municipality=municipality,
        detail={"warrants": len(taken)},
    )
    return taken


@action
def take_typed(*, by: Actor, visit: Visit) -> None:
    """Write down that what was typed at a visit went into a file.

    Raises:
        NotAllowed: this person does not see visits here.
    """
    check_may(by, SEE_VISITS, municipality=visit.municipality_id)
    record_event(
        by=by,
        action="inspections.take_typed",
        object=f"visit {visit.pk}",
        municipality=visit.municipality_id,
    )
