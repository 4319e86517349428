"""Tables of the night register."""

from onderdak.register.nights.models.baseline import BaselineCount
from onderdak.register.nights.models.confirmations import NightConfirmation
from onderdak.register.nights.models.declarations import Declaration
from onderdak.register.nights.models.emergency import (
    EmergencyLink,
    EmergencyUse,
    EmergencyUseSeen,
)
from onderdak.register.nights.models.guest_access import (
    GuestCode,
    LocationCode,
    MendingRequest,
    RegisteringText,
)
from onderdak.register.nights.models.guests import (
    Guest,
    GuestIdentity,
    RegistrationStatement,
    SupersededIdentity,
    SupersededStatement,
)
from onderdak.register.nights.models.hand_ins import ColumnChoice, HandIn
from onderdak.register.nights.models.location_life import (
    LocationCapacity,
    LocationStep,
)
from onderdak.register.nights.models.locations import Bed, Location, Room, Unit
from onderdak.register.nights.models.stays import DoubleLet, Stay, SupersededStay
from onderdak.register.nights.models.supervision import ComplianceStep, SavedView
from onderdak.register.nights.models.taps import Tap

__all__ = [
    "BaselineCount",
    "Bed",
    "ColumnChoice",
    "ComplianceStep",
    "Declaration",
    "DoubleLet",
    "EmergencyLink",
    "EmergencyUse",
    "EmergencyUseSeen",
    "Guest",
    "GuestCode",
    "GuestIdentity",
    "HandIn",
    "Location",
    "LocationCapacity",
    "LocationCode",
    "LocationStep",
    "MendingRequest",
    "NightConfirmation",
    "RegisteringText",
    "RegistrationStatement",
    "Room",
    "SavedView",
    "Stay",
    "SupersededIdentity",
    "SupersededStatement",
    "SupersededStay",
    "Tap",
    "Unit",
]
