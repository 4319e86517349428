"""Who asks for which periods of which neighbourhoods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from onderdak.foundation.identity.contract import Actor, rooms_on
from onderdak.foundation.privacy.contract import is_answered_for
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import Text
from onderdak.supervision.desk.contract.figures import area_names
from onderdak.supervision.picture.domain.neighbourhoods import (
    NOWHERE,
    Counts,
    Place,
    Standing,
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for which periods of which neighbourhoods, and where it is for.

    `leaves` is for what leaves the house: it has finished periods only.
    """

    by: Actor
    municipality: str
    periods: tuple[DateRange, ...]
    on: date
    area: str | None = None
    leaves: bool = False

    @property
    def since(self) -> date:
        """The first day counted."""
        return self.periods[0].start

    def after(self, period: DateRange) -> date:
        """The day after the last one counted of a period."""
        tomorrow = self.on + timedelta(days=1)
        return min(period.end or tomorrow, tomorrow)

    @property
    def until(self) -> date:
        """The day after the last one counted."""
        return self.after(self.periods[-1])

    @property
    def last(self) -> date:
        """The last day counted."""
        return self.until - timedelta(days=1)

    @property
    def known(self) -> dict[str, Any]:
        """What every question to the database says."""
        afters = [self.after(each) for each in self.periods]
        return {
            "town": self.municipality,
            "area": self.area,
            "firsts": [each.start for each in self.periods],
            "afters": afters,
            "lasts": [each - timedelta(days=1) for each in afters],
        }

    def uses(self, room: str) -> bool:
        """Whether the municipality uses a room, and somebody answers for it."""
        return room in rooms_on(self.municipality) and is_answered_for(
            self.municipality, room, self.on
        )

    def codes(self) -> list[str]:
        """The neighbourhoods that are asked for; the last is none that is known."""
        if self.area is not None:
            return [self.area]
        return [*area_names(self.municipality), NOWHERE]

    def counts(
        self,
        source: str,
        values: Mapping[Place, int | None],
        coverage: Text | None = None,
    ) -> Counts:
        """Numbers that could be counted."""
        return Counts(Standing.COUNTED, source, self.last, coverage, values)
