"""How far a version of a checklist is."""

from enum import StrEnum


class ChecklistState(StrEnum):
    """Nobody works with a version that a second person has not put in use."""

    DRAFT = "draft"
    IN_USE = "in_use"
    WITHDRAWN = "withdrawn"
