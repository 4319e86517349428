"""Under what whom to call at night is sealed, and to which row that is bound."""

from typing import Final
from uuid import UUID

USE: Final = "enforcement-reserve"


def bound_to(uid: UUID) -> str:
    """What the seal of a contact is bound to: its own row, by its own key."""
    return f"reserve {uid}"
