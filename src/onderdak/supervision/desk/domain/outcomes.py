"""How a report ends: a closed list, for the term of destruction hangs on it."""

from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """What came of a report."""

    SOLVED = "solved"
    ADVICE = "advice"
    REFERRED = "referred"
    NOT_ENFORCED = "not_enforced"
    SANCTION = "sanction"
    UNFOUNDED = "unfounded"


# These rest on a judgement of somebody, so they are given with a reason.
WITH_REASON: Final = frozenset(
    {Outcome.UNFOUNDED, Outcome.NOT_ENFORCED, Outcome.REFERRED}
)
