"""Setting a report desk up: the categories that the public form begins with."""

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.supervision.desk.catalogue import first_categories
from onderdak.supervision.desk.domain.permissions import SET_UP_DESK
from onderdak.supervision.desk.models import Category


@action
def set_up_desk(*, by: Actor, municipality: str) -> int:
    """Give a municipality the first categories; what is there stays as it is.

    Returns:
        How many categories were made now.

    Raises:
        NotAllowed: this person does not set up this municipality's desk.
    """
    check_may(by, SET_UP_DESK, municipality=municipality)
    known = set(
        Category.objects.filter(municipality_id=municipality).values_list(
            "key", flat=True
        )
    )
    made = Category.objects.bulk_create(
        Category(
            municipality_id=municipality,
            key=each.key,
            kind=each.kind,
            names=dict(each.names),
            ground=each.ground,
            term_working_days=each.term_working_days,
            leaves_nothing=each.leaves_nothing,
            position=place,
        )
        for place, each in enumerate(first_categories(), start=1)
        if each.key not in known
    )
    record_event(
        by=by,
        action="desk.set_up",
        object=f"{len(made)} categories",
        municipality=municipality,
    )
    return len(made)
