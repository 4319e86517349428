"""The door to what a municipality sets for its visits."""

from onderdak.supervision.inspections.domain.permissions import SET_UP_INSPECTIONS
from onderdak.supervision.inspections.domain.phones import (
    MOST_PHONES,
    Phone,
    read_phones,
)
from onderdak.supervision.inspections.phone_actions import set_phones
from onderdak.supervision.inspections.phone_queries import (
    NationalPhone,
    national_phones,
    phones_of,
    phones_set,
)

__all__ = [
    "MOST_PHONES",
    "SET_UP_INSPECTIONS",
    "NationalPhone",
    "Phone",
    "national_phones",
    "phones_of",
    "phones_set",
    "read_phones",
    "set_phones",
]
