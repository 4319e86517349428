"""Tables of identity."""

from onderdak.foundation.identity.models.audit import AuditEvent
from onderdak.foundation.identity.models.tenants import (
    Municipality,
    Organisation,
    Region,
    RoomSwitch,
)
from onderdak.foundation.identity.models.users import Invitation, Membership, User

__all__ = [
    "AuditEvent",
    "Invitation",
    "Membership",
    "Municipality",
    "Organisation",
    "Region",
    "RoomSwitch",
    "User",
]
