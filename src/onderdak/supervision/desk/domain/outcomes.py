"""How a report ends: a closed list, for the term of destruction hangs on it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text

_MOST_REASON: Final = 1000


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


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What came of a report, why, and whether it stays in a dossier."""

    outcome: Outcome
    reason: str = ""
    dossier: bool = False

    def checked_reason(self) -> str:
        """The reason as it is kept.

        Raises:
            Invalid: this outcome asks for a reason.
        """
        reason = self.reason.strip()
        if self.outcome in WITH_REASON and len(reason) < 3:
            raise Invalid(text("This outcome asks for a reason."))
        return reason[:_MOST_REASON]
