"""The door of duty: what other rooms, pages and commands may use."""

from onderdak.register.duty.actions import (
    close_investigation,
    look_into_people,
    open_investigation,
)
from onderdak.register.duty.domain.registration import (
    Assessment,
    KnownStay,
    State,
    Terms,
    assess,
    terms_on,
)
from onderdak.register.duty.keeping import DUTY, locations_under_investigation
from onderdak.register.duty.models import AddressInvestigation
from onderdak.register.duty.own_nights import OwnNights, add_up, months_of
from onderdak.register.duty.queries import duty_counts, duty_for_provider
from onderdak.register.duty.rotation import rotation_counts, sees_rotation

__all__ = [
    "DUTY",
    "AddressInvestigation",
    "Assessment",
    "KnownStay",
    "OwnNights",
    "State",
    "Terms",
    "add_up",
    "assess",
    "close_investigation",
    "duty_counts",
    "duty_for_provider",
    "locations_under_investigation",
    "look_into_people",
    "months_of",
    "open_investigation",
    "rotation_counts",
    "sees_rotation",
    "terms_on",
]
