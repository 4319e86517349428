"""Reads of the report desk that are more than a lookup."""

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.permissions import SEE_REPORTS, SET_UP_DESK
from onderdak.supervision.desk.models import Category, Report


def categories_of(municipality: str) -> QuerySet[Category]:
    """What can be reported, in the order of the form: public facts."""
    return Category.objects.filter(municipality_id=municipality, active=True).order_by(
        "position", "id"
    )


def all_categories(*, by: Actor, municipality: str) -> QuerySet[Category]:
    """All categories, also those that are not offered any more, as in the form.

    Raises:
        NotAllowed: this person does not set up this municipality's desk.
    """
    check_may(by, SET_UP_DESK, municipality=municipality)
    return Category.objects.filter(municipality_id=municipality).order_by(
        "position", "id"
    )


def reports_of(*, by: Actor, municipality: str) -> QuerySet[Report]:
    """The reports of a municipality, newest first.

    Raises:
        NotAllowed: this person does not work at this desk.
    """
    check_may(by, SEE_REPORTS, municipality=municipality)
    found = Report.objects.filter(municipality_id=municipality)
    return found.select_related("category", "address").order_by("-id")


def report_by_number(*, by: Actor, municipality: str, number: str) -> Report:
    """One report of a municipality.

    Raises:
        NotAllowed: this person does not work at this desk.
        NotFound: there is no report of this number.
    """
    found = reports_of(by=by, municipality=municipality).filter(number=number).first()
    if found is None:
        raise NotFound(text("There is no report %(number)s here.", number=number))
    return found
