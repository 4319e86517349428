"""The door of places for registers: deliveries, area files, and a search elsewhere."""

from onderdak.foundation.places.ports import (
    AddressSearch,
    AnyRow,
    AreaFault,
    AreaRow,
    Areas,
    Batch,
    BuildingRow,
    Delivery,
    Fault,
    Kind,
    LookedUp,
    NumberRow,
    ObjectRow,
    OpenDelivery,
    Outline,
    RelationRow,
    StreetRow,
    Suggestion,
    TownRow,
)
from onderdak.foundation.places.register.areas import TakenAreas, load_areas
from onderdak.foundation.places.register.permission import LOAD_REGISTER
from onderdak.foundation.places.register.readers import (
    read_registers_with,
    search_elsewhere,
    search_elsewhere_with,
)
from onderdak.foundation.places.register.taking_in import Taken, load_bag
from onderdak.foundation.places.register.writing import Written

__all__ = [
    "LOAD_REGISTER",
    "AddressSearch",
    "AnyRow",
    "AreaFault",
    "AreaRow",
    "Areas",
    "Batch",
    "BuildingRow",
    "Delivery",
    "Fault",
    "Kind",
    "LookedUp",
    "NumberRow",
    "ObjectRow",
    "OpenDelivery",
    "Outline",
    "RelationRow",
    "StreetRow",
    "Suggestion",
    "Taken",
    "TakenAreas",
    "TownRow",
    "Written",
    "load_areas",
    "load_bag",
    "read_registers_with",
    "search_elsewhere",
    "search_elsewhere_with",
]
