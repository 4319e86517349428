"""The letters of a visit, and when each can be sent."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from onderdak.supervision.inspections.domain.states import State


class LetterKind(StrEnum):
    """Which letter of a visit."""

    RESIDENTS = "residents"
    OWNER = "owner"
    NOBODY = "nobody"


ANNOUNCES: Final = frozenset({LetterKind.RESIDENTS, LetterKind.OWNER})
WRITTEN_IN: Final = MappingProxyType(
    {
        LetterKind.RESIDENTS: frozenset({State.PLANNED}),
        LetterKind.OWNER: frozenset({State.PLANNED}),
        LetterKind.NOBODY: frozenset({State.UNDER_WAY, State.CLOSED, State.REPORTED}),
    }
)
"""How far a visit is when a letter makes sense."""
