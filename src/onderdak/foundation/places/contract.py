"""The door of places."""

from onderdak.foundation.places.models import Address, Area, DwellingObject
from onderdak.foundation.places.recording import (
    NewAddress,
    propose_address,
    record_address,
    take_over_address,
)

__all__ = [
    "Address",
    "Area",
    "DwellingObject",
    "NewAddress",
    "propose_address",
    "record_address",
    "take_over_address",
]
