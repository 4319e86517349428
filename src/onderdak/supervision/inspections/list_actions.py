"""Taking a list of visits along as a file; that it was done is written down."""

from collections.abc import Sequence

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.supervision.inspections.domain.permissions import SEE_VISITS
from onderdak.supervision.inspections.models import Visit
from onderdak.supervision.inspections.queries import AskedVisits, visits_of

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
