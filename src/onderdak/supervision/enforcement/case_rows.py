"""The row of a case for what hangs on it: the people, the rooms held, the choice."""

from datetime import datetime

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Permission,
    check_may,
)
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.permissions import (
    LOOK_AFTER_PEOPLE,
    SEE_CASES,
)
from onderdak.supervision.enforcement.models import Case
from onderdak.supervision.enforcement.moving import (
    check_room,
    locked,
    locked_open,
)


def case_to_change(
    by: Actor,
    permission: Permission,
    municipality: str,
    number: str,
    at: datetime,
    *,
    also_closed: bool = False,
) -> Case:
    """A case of which somebody may change this, kept from others until done.

    Args:
        also_closed: what was begun in a case can be ended after it was closed.

    Raises:
        NotAllowed: the role may not do this here.
        RoomClosed: the municipality does not use this part, or set no term.
        NotFound: there is no case of this number here.
        Conflict: it is closed.
    """
    check_may(by, permission, municipality=municipality)
    check_room(municipality, at)
    if also_closed:
        return locked(municipality, number)
    return locked_open(municipality, number)


def case_to_see(by: Actor, municipality: str, number: str) -> Case:
    """A case of this number, open or closed.

    Raises:
        NotAllowed: the role sees no cases here.
        NotFound: there is no case of this number here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    rows = Case.objects.filter(municipality_id=municipality, number=number)
    found = rows.select_related("address").first()
    if found is None:
        raise NotFound(text("There is no case %(number)s here.", number=number))
    return found


def check_works_here(municipality: str, user: int) -> None:
    """Stop who names somebody that looks after nobody here.

    Raises:
        Invalid: this person has no such role in the municipality.
    """
    held = Membership.objects.filter(
        municipality_id=municipality, user_id=user, role__in=LOOK_AFTER_PEOPLE.roles
    )
    if not held.exists():
        raise Invalid(
            text("This person does no enforcement here."),
            next_step=text("Choose a supervisor or a lawyer of the municipality."),
        )
