"""What services that go along were given of a visit."""

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.supervision.inspections.domain.permissions import SEE_VISITS
from onderdak.supervision.inspections.models import PartnerLink, Visit


def links_of(*, by: Actor, visit: Visit) -> QuerySet[PartnerLink]:
    """The links to a visit, the newest first, also those that were taken back.

    Raises:
        NotAllowed: this person does not see visits here.
    """
    check_may(by, SEE_VISITS, municipality=visit.municipality_id)
    found = PartnerLink.objects.filter(visit=visit)
    return found.select_related("companion", "sharing").order_by("-id")
