"""Evening: who is there tonight, tap by tap."""

from onderdak.register.nights.domain.evening import (
    DAYS_BACK,
    Act,
    Answer,
    Place,
    Slept,
    Tapped,
    night_of,
)
from onderdak.register.nights.evening import (
    tap,
)
from onderdak.register.nights.evening_list import (
    Done,
    Evening,
    evening_of,
    here_since,
)

__all__ = [
    "DAYS_BACK",
    "Act",
    "Answer",
    "Done",
    "Evening",
    "Place",
    "Slept",
    "Tapped",
    "evening_of",
    "here_since",
    "night_of",
    "tap",
]
