"""What else explains a reason to look: kept with the address."""

from datetime import date

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.picture.domain.permissions import EXPLAIN
from onderdak.supervision.picture.domain.prompts import Fits
from onderdak.supervision.picture.domain.signals import Explanation
from onderdak.supervision.picture.models import Explained
from onderdak.supervision.picture.picture import (
    address_for,
    prompt_now,
    purpose_to_weigh,
)
from onderdak.supervision.picture.purposes import looking_for


@action
def explain_prompt(
    *, by: Actor, address: int, explanation: Explanation, on: date
) -> None:
    """Write down what else explains that many registrations; it stays with the address.

    It explains the number that is counted now, and no other: when that changes there
    is a reason to look again.

    Raises:
        NotAllowed: this person weighs no registrations here.
        NotFound, RoomClosed: there is no such address, or no such room here.
        Conflict: there is nothing to explain here (any more).
    """
    found = address_for(by=by, address=address, on=on)
    check_may(by, EXPLAIN, municipality=found.municipality_id)
    purpose = purpose_to_weigh(by, found.municipality_id)
    hint = prompt_now(by=by, address=found, on=on)
    if purpose is None or hint is None or hint.fits is not Fits.PROMPT:
        raise Conflict(
            text("There is nothing to explain at this address."),
            next_step=text("Look at the address again."),
        )
    with looking_for(purpose):
        Explained.objects.create(
            municipality_id=found.municipality_id,
            address=found,
            explanation=explanation,
            registrations=hint.registrations,
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
