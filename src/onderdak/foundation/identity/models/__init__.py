"""Tables of identity."""

from onderdak.foundation.identity.models.audit import AuditEvent
from onderdak.foundation.identity.models.tenants import (
    Municipality,
    Organisation,
    Region,
    RoomSwitch,
)
from onderdak.foundation.identity.models.tokens import AccessToken, RememberedAnswer
from onderdak.foundation.identity.models.users import Invitation, Membership, User

__all__ = [
    "AccessToken",
    "AuditEvent",
    "Invitation",
    "Membership",
    "Municipality",
    "Organisation",
    "Region",
    "RememberedAnswer",
    "RoomSwitch",
    "User",
]
