"""Ways from a case to its address: the other cases there, its picture, a visit."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import may, rooms_on
from onderdak.supervision.enforcement.contract import CaseOn
from onderdak.supervision.enforcement.contract.cases import AskedCases, cases_of
from onderdak.supervision.inspections.contract import PLAN_VISITS
from onderdak.supervision.picture.contract import SEE_PICTURE
from onderdak.web.account.contract import Request
from onderdak.web.enforcement.pages import Way, asked


def around(request: Request, found: CaseOn) -> Iterator[Way]:
    """What else there is of this address, for who may look.

    A lawyer has no purpose for the picture of an address, and finds its cases here.
    """
    case, by = found.case, request.actor
    here = case.municipality_id
    at = {"address": str(case.address_id)}
    asked_here = AskedCases(address=case.address_id)
    there = cases_of(by=by, municipality=here, asked=asked_here)
    if there.exclude(pk=case.pk).exists():
        url = reverse("enforcement_cases") + asked({"state": "all"} | at)
        yield Way(_("All cases at this address"), url)
    if may(by, SEE_PICTURE, municipality=here) and "picture" in rooms_on(here):
        url = reverse("picture", args=[case.address_id])
        yield Way(_("What is known of this address"), url)
    plans = may(by, PLAN_VISITS, municipality=here) and "inspections" in rooms_on(here)
    if found.is_open and plans:
        yield Way(_("Plan a visit"), reverse("visit_new") + asked(at))
