"""The door of parties."""

from onderdak.foundation.parties.actions import admit_provider, state_part
from onderdak.foundation.parties.models import (
    Admission,
    PartAtAddress,
    Party,
    Provider,
)

__all__ = [
    "Admission",
    "PartAtAddress",
    "Party",
    "Provider",
    "admit_provider",
    "state_part",
]
