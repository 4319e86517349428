"""Which chain partners have a number here, and one hand at a time on their reports."""

from django.db import connection

from onderdak.supervision.desk.domain.partners import HandedIn
from onderdak.supervision.desk.models import KnownPartner


def number_of_partner(municipality: str, given: HandedIn) -> int | None:
    """The number of a partner whose systems are let in; None for any other."""
    return (
        KnownPartner.objects.filter(
            municipality_id=municipality, kind=given.partner, name=given.name.strip()
        )
        .values_list("organisation_id", flat=True)
        .first()
    )


def one_by_one(municipality: str) -> None:
    """Two that hand in the same at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"desk partners {municipality}"],
        )
