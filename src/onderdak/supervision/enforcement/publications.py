"""What is still public and has to be taken away: its decision does not stand any more.

Rule E14: management is public as long as it lasts; what was annulled is not public.
That the years of a fine have passed is told by its own clock.
"""

from typing import Final

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.rules.enforcement.guarding.decided import still_stands
from onderdak.supervision.enforcement.accounts import taken_of
from onderdak.supervision.enforcement.decided_before import decided_before
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.models import Case, Measure, Step

_PATH: Final = "publication"
_PUBLIC: Final = ("published", "management_public")
_ANNOUNCE: Final = "announce"


def to_take_away(*, by: Actor, municipality: str) -> list[Case]:
    """Cases of which something is public that does not stand any more.

    Raises:
        NotAllowed: this person handles no cases here.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    public = Measure.objects.filter(
        case__municipality_id=municipality,
        path=_PATH,
        state__in=_PUBLIC,
        ended_on__isnull=True,
    ).select_related("case__address", "case__offender")
    return [one.case for one in public.order_by("id") if _fell(one)]


def _fell(measure: Measure) -> bool:
    announced = (
        Step.objects.counting()
        .filter(measure=measure, step=_ANNOUNCE)
        .order_by("-n")
        .first()
    )
    if announced is None:
        return False
    decided = decided_before(measure.case, measure)
    return not still_stands(taken_of(announced), decided)
