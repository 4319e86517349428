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
from onderdak.register.duty.models import AddressInvestigation
from onderdak.register.duty.queries import duty_counts, duty_for_provider

__all__ = [
    "AddressInvestigation",
    "Assessment",
    "KnownStay",
    "State",
    "Terms",
    "assess",
    "close_investigation",
    "duty_counts",
    "duty_for_provider",
    "look_into_people",
    "open_investigation",
    "terms_on",
]
