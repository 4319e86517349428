"""What was forwarded of a report, and on which covenants it may rest."""

from datetime import date

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.foundation.parties.contract import AgreementOn, agreements_in_force
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.forwarding import FORWARD_REPORTS
from onderdak.supervision.desk.models import Forward


def forwards_of(*, by: Actor, municipality: str, number: str) -> QuerySet[Forward]:
    """What was forwarded of a report, newest first.

    Raises:
        NotAllowed: the role may not forward.
    """
    check_may(by, FORWARD_REPORTS, municipality=municipality)
    found = Forward.objects.filter(municipality_id=municipality, report__number=number)
    return found.select_related("sharing", "report").order_by("-id")


def forward_for(*, by: Actor, municipality: str, forward: int) -> Forward:
    """One message to a partner.

    Raises:
        NotAllowed: the role may not forward.
        NotFound: there is no such message here.
    """
    check_may(by, FORWARD_REPORTS, municipality=municipality)
    found = Forward.objects.filter(municipality_id=municipality, pk=forward)
    one = found.select_related("report").first()
    if one is None:
        raise NotFound(text("There is no such message to a partner here."))
    return one


def covenants_to_rest_on(
    *, by: Actor, municipality: str, on: date
) -> list[AgreementOn]:
    """The agreements in force that a decision may name as its ground.

    Raises:
        NotAllowed: the role may not forward.
    """
    check_may(by, FORWARD_REPORTS, municipality=municipality)
    return agreements_in_force(municipality=municipality, kind=None, on=on)
