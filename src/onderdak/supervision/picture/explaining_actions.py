"""What else explains a reason to look: kept with the address."""

from datetime import date

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.supervision.picture.domain.permissions import EXPLAIN
from onderdak.supervision.picture.domain.signals import Explanation
from onderdak.supervision.picture.models import Explained
from onderdak.supervision.picture.picture import address_for


@action
def explain_prompt(
    *, by: Actor, address: int, explanation: Explanation, registrations: int, on: date
) -> None:
    """Write down what else explains that many registrations; it stays with the address.

    Raises:
        NotAllowed: this person weighs no registrations here.
        NotFound, RoomClosed: there is no such address, or no such room here.
    """
    found = address_for(by=by, address=address, on=on)
    check_may(by, EXPLAIN, municipality=found.municipality_id)
    Explained.objects.create(
        municipality_id=found.municipality_id,
        address=found,
        explanation=explanation,
        registrations=registrations,
        on_date=on,
        by_id=by.user_id,
    )
    record_event(
        by=by,
        action="picture.explain_prompt",
        object=f"address {address}",
        municipality=found.municipality_id,
        detail={"explanation": explanation.value},
    )
