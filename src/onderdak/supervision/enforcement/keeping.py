"""What a case keeps of another room: the visits on which it rests."""

from collections.abc import Sequence
from datetime import date

from onderdak.foundation.privacy.contract import Hold
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.models import Ground, PeopleCount, Step
from onderdak.supervision.inspections.contract import Visit

_VISITS = "inspections_visit"


def visits_of_cases(*, municipality: str, on: date) -> Sequence[Hold]:
    """Visits whose findings stand under a case stay as long as the case does.

    A judge may ask for the photos of the visit years later (art. 3:2 and 8:42 Awb;
    art. 17(3)(e) AVG). A case that is closed keeps them until it goes itself.
    """
    rows = Visit.objects.filter(
        municipality_id=municipality, number__in=_numbers(municipality)
    )
    return [
        Hold(
            reference="enforcement",
            reason=text("What was found stands under a case of enforcement."),
            rows={_VISITS: frozenset(rows.values_list("pk", flat=True))},
        )
    ]


def _numbers(municipality: str) -> set[str]:
    """The visits that cases name: in their grounds, their counts and their checks."""
    here = {"municipality_id": municipality}
    grounds = Ground.objects.filter(**here).values_list("visit_number", flat=True)
    counts = PeopleCount.objects.filter(**here).exclude(visit_number="")
    checks = Step.objects.filter(**here, facts__has_key="visit")
    return {
        str(number).strip()
        for numbers in (
            grounds.distinct(),
            counts.values_list("visit_number", flat=True).distinct(),
            checks.values_list("facts__visit", flat=True),
        )
        for number in numbers
    }
