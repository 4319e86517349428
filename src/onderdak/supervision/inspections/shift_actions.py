"""A shift on somebody's phone: what opens it when its PIN is forgotten.

Nothing is kept here for it. The secret is made out of who asks and of a number that is
given once; without the phone it opens nothing, and the phone does not keep it.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils.crypto import salted_hmac

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.supervision.inspections.domain.permissions import DO_VISITS


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift that somebody begins on a phone, and the secret that goes with it."""

    id: UUID
    secret: bytes


@action
def begin_shift(*, by: Actor, municipality: str) -> Shift:
    """Give a new shift its number and its secret.

    Raises:
        NotAllowed: this person does no visits here.
    """
    check_may(by, DO_VISITS, municipality=municipality)
    shift = Shift(made := uuid4(), _secret(by, made))
    _record(by, municipality, "begin_shift", shift)
    return shift


@action
def open_shift_again(*, by: Actor, municipality: str, shift: UUID) -> Shift:
    """Give the secret of a shift once more; the caller saw to a recent sign-in.

    Asked for a shift of somebody else it is another secret, which opens nothing.

    Raises:
        NotAllowed: this person does no visits here.
    """
    check_may(by, DO_VISITS, municipality=municipality)
    again = Shift(shift, _secret(by, shift))
    _record(by, municipality, "open_shift_again", again)
    return again


def _secret(by: Actor, shift: UUID) -> bytes:
    said = f"{by.user_id} {shift}"
    return salted_hmac("inspections.shift", said, algorithm="sha256").digest()


def _record(by: Actor, municipality: str, what: str, shift: Shift) -> None:
    record_event(
        by=by,
        action=f"inspections.{what}",
        object=f"shift {shift.id}",
        municipality=municipality,
    )
