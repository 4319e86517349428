"""Systems: what a provider's own software states and reads."""

from onderdak.register.nights.domain.checks import (
    LONGEST_LABEL,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_REFERENCE,
)
from onderdak.register.nights.items import (
    DOCUMENT_KINDS,
    GUEST_FIELDS,
    STATUSES,
    STAY_FIELDS,
    read_guests_stated,
)
from onderdak.register.nights.own_stays import (
    OwnStay,
    Wanted,
    confirmation_of,
    own_location,
    own_stays,
)
from onderdak.register.nights.stating import (
    Stated,
    declare_stated,
)

__all__ = [
    "DOCUMENT_KINDS",
    "GUEST_FIELDS",
    "LONGEST_LABEL",
    "LONGEST_NAME",
    "LONGEST_PLACE",
    "LONGEST_REFERENCE",
    "STATUSES",
    "STAY_FIELDS",
    "OwnStay",
    "Stated",
    "Wanted",
    "confirmation_of",
    "declare_stated",
    "own_location",
    "own_stays",
    "read_guests_stated",
]
