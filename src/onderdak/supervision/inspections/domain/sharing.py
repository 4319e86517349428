"""What of a visit can be given to a service that goes along.

Nothing of who lives there, and nothing of the file of the address besides the building:
a service that needs more asks the municipality, which decides on that apart.
"""

from enum import StrEnum
from typing import Final


class Field(StrEnum):
    """A field that can be shared."""

    NUMBER = "number"
    KIND = "kind"
    DAY = "day"
    HOURS = "hours"
    ADDRESS = "address"
    REASON = "reason"
    GROUND = "ground"
    LANGUAGES = "languages"
    ALONG = "along"
    HANDLED = "handled"


OFFERED: Final = tuple(each.value for each in Field)
