"""What a neighbourhood worker writes down of a day: hours, talks and themes.

No names, no addresses and no free words: nothing here can be about one person or house.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text


class Theme(StrEnum):
    """What talks were about; the list is closed."""

    WASTE = "waste"
    REGISTRATION = "registration"
    HOUSING = "housing"
    WORK = "work"
    RIGHTS = "rights"
    CONTACT = "contact"
    OTHER = "other"


# Hours are kept in quarters, so that no sum is ever off.
MOST_QUARTERS: Final = 4 * 16
MOST_TALKS: Final = 500
# Longer ago nobody knows any more how it was.
DAYS_BACK: Final = 14


@dataclass(frozen=True, slots=True)
class WorkedHours:
    """The hours of one worker in one neighbourhood on one day."""

    neighbourhood: str
    day: date
    quarters: int
    talks_with_residents: int = 0
    talks_with_guests: int = 0
    themes: frozenset[Theme] = frozenset()


def check_worked(worked: WorkedHours, on: date) -> None:
    """Refuse hours that cannot be: ahead, too long ago, or too many.

    Raises:
        Invalid: the day, the hours or the talks cannot be.
    """
    if not on - timedelta(days=DAYS_BACK) <= worked.day <= on:
        raise Invalid(
            text("Hours of %(day)s cannot be written today.", day=worked.day),
            next_step=text(
                "Choose today, or a day of the last %(days)s days.", days=DAYS_BACK
            ),
        )
    if not 1 <= worked.quarters <= MOST_QUARTERS:
        raise Invalid(
            text("That is no number of hours of one day."),
            next_step=text("Choose from a quarter of an hour up to 16 hours."),
        )
    talks = (worked.talks_with_residents, worked.talks_with_guests)
    if not all(0 <= each <= MOST_TALKS for each in talks):
        raise Invalid(
            text("That is no number of talks of one day."),
            next_step=text("Write a whole number, up to %(most)s.", most=MOST_TALKS),
        )
