"""Tables of the night register."""

from onderdak.register.nights.models.baseline import BaselineCount
from onderdak.register.nights.models.declarations import Declaration
from onderdak.register.nights.models.guests import (
    Guest,
    GuestIdentity,
    RegistrationStatement,
    SupersededIdentity,
    SupersededStatement,
)
from onderdak.register.nights.models.locations import Bed, Location, Room, Unit
from onderdak.register.nights.models.stays import DoubleLet, Stay, SupersededStay

__all__ = [
    "BaselineCount",
    "Bed",
    "Declaration",
    "DoubleLet",
    "Guest",
    "GuestIdentity",
    "Location",
    "RegistrationStatement",
    "Room",
    "Stay",
    "SupersededIdentity",
    "SupersededStatement",
    "SupersededStay",
    "Unit",
]
