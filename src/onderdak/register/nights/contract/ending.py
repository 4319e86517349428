"""Ending: a provider's own copy, and what is destroyed when."""

from onderdak.register.nights.destruction import (
    DESTROYING,
    SEALED,
)
from onderdak.register.nights.own_copy import (
    SoonGone,
    soon_gone,
    take_own_copy,
)

__all__ = [
    "DESTROYING",
    "SEALED",
    "SoonGone",
    "soon_gone",
    "take_own_copy",
]
