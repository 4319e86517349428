"""The facts of a visit, as the norms judge them, from everything that came in."""

from onderdak.foundation.identity.contract import fact_catalogue
from onderdak.supervision.inspections.domain.facts import VisitFacts, facts_in
from onderdak.supervision.inspections.models import Visit
from onderdak.supervision.inspections.recorded import recorded


def facts_of(visit: Visit) -> VisitFacts:
    """What is known of the place visited, and what in it nobody knows and why."""
    return facts_in(recorded(visit).state, fact_catalogue())
