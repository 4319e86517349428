"""Reads of privacy: which names were opened, who answers, how long data are kept."""

from django.db.models import Q, QuerySet

from onderdak.foundation.identity.contract import Actor, Municipality, check_may
from onderdak.foundation.privacy.domain.permissions import GOVERN, SEE_OPENINGS
from onderdak.foundation.privacy.models import Controllership, Opening, RetentionTerm


def openings(*, by: Actor, municipality: str) -> QuerySet[Opening]:
    """Names that were opened in a municipality, newest first.

    A line holds numbers and no name, so looking at the log is itself no opening.

    Raises:
        NotAllowed: only a privacy officer of this municipality may look.
    """
    check_may(by, SEE_OPENINGS, municipality=municipality)
    return Opening.objects.filter(municipality=municipality).order_by("-id")


def controllerships(*, by: Actor, municipality: str) -> QuerySet[Controllership]:
    """Who answers for each room here or in the whole region (art. 24, 26, 28 AVG).

    Raises:
        NotAllowed: the person does not govern this municipality.
    """
    check_may(by, GOVERN, municipality=municipality)
    region = Municipality.objects.values_list("region_id").filter(code=municipality)
    found = Controllership.objects.filter(
        Q(municipality_id=municipality) | Q(region_id__in=region)
    )
    return found.order_by("room", "-since", "id")


def retention_terms(*, by: Actor, municipality: str) -> QuerySet[RetentionTerm]:
    """How long each room's data are kept here, the newest decision of a room first.

    Raises:
        NotAllowed: the person does not govern this municipality.
    """
    check_may(by, GOVERN, municipality=municipality)
    found = RetentionTerm.objects.filter(municipality_id=municipality)
    return found.order_by("room", "-since")
