"""Tables of places."""

from onderdak.foundation.places.models.addresses import Address
from onderdak.foundation.places.models.areas import Area
from onderdak.foundation.places.models.buildings import (
    Building,
    DwellingObject,
    PartOfBuilding,
    SideAddress,
)
from onderdak.foundation.places.models.loads import RegisterLoad

__all__ = [
    "Address",
    "Area",
    "Building",
    "DwellingObject",
    "PartOfBuilding",
    "RegisterLoad",
    "SideAddress",
]
