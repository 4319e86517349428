"""The door of places."""

from onderdak.foundation.places.models import (
    Address,
    Area,
    Building,
    DwellingObject,
    PartOfBuilding,
    RegisterLoad,
    SideAddress,
)
from onderdak.foundation.places.recording import (
    NewAddress,
    propose_address,
    record_address,
    take_over_address,
)
from onderdak.foundation.places.searching import FoundAddress, find_addresses

__all__ = [
    "Address",
    "Area",
    "Building",
    "DwellingObject",
    "FoundAddress",
    "NewAddress",
    "PartOfBuilding",
    "RegisterLoad",
    "SideAddress",
    "find_addresses",
    "propose_address",
    "record_address",
    "take_over_address",
]
