"""An evening at one location: what a tap may be, and which night it is about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from onderdak.foundation.privacy.domain.identity import Identity
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text
from onderdak.register.nights.domain.declared import DeclaredStay

# Who looks at the list at one o'clock still means the night that began yesterday.
MORNING_HOUR = 6
# How long a tap may wait on a phone before it is no longer about an evening.
DAYS_BACK = 7


class Act(StrEnum):
    """What one tap does."""

    CONFIRM = "confirm"
    ARRIVE = "arrive"
    LEAVE = "leave"
    MOVE = "move"
    STAY = "stay"
    TAKE_BACK = "take_back"
    VOID = "void"


ABOUT_A_GUEST = frozenset({Act.LEAVE, Act.MOVE, Act.STAY})


@dataclass(frozen=True, slots=True)
class Place:
    """A room and, where it has more than one, a bed; both in the provider's words."""

    room: str = ""
    bed: str = ""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap as it comes in. `key` is made on the device; so are number and moment."""

    key: UUID
    act: Act
    night: date
    guest: int | None = None
    place: Place = Place()
    identity: Identity | None = None
    reference: str = ""
    work_municipality: str = ""
    takes_back: UUID | None = None
    device: UUID | None = None
    sequence: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a tap; `reasons` say why it was refused and how to go on."""

    key: UUID
    reasons: tuple[Text, ...] = ()
    again: bool = False

    @property
    def done(self) -> bool:
        """Whether it stands in the register."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Slept:
    """A stay as the page of an evening knows it."""

    stay: int
    guest: int
    reference: str
    initials: str
    place: Place
    arrival: date
    departure: date | None
    expected_departure: date | None
    work_municipality: str = ""

    def declared(self, location: int, line: int = 1) -> DeclaredStay:
        """The same stay as a row of a declaration: on its own it changes nothing."""
        return DeclaredStay(
            line=line,
            location_id=location,
            reference=self.reference,
            identity=None,
            arrival=self.arrival,
            departure=self.departure,
            expected_departure=self.expected_departure,
            room=self.place.room,
            bed=self.place.bed,
            work_municipality=self.work_municipality,
        )


def night_of(moment: datetime) -> date:
    """The night that someone means at a moment: after midnight still last evening's."""
    before_morning = moment.hour < MORNING_HOUR
    return moment.date() - timedelta(days=1) if before_morning else moment.date()


def check_night(night: date, today: date) -> None:
    """An evening is tonight's or one of the last days': never one that is to come.

    Raises:
        Invalid: the night is not one that a tap can be about.
    """
    if night > today:
        raise Invalid(
            text("This night has not come yet."),
            next_step=text("Change it on the evening itself, or hand in a file."),
        )
    if night < today - timedelta(days=DAYS_BACK):
        raise Invalid(
            text("This tap waited too long: it is about a night long ago."),
            next_step=text("Mend that night by handing in a file."),
        )


def moved(stay: Slept, to: Place, night: date, location: int) -> list[DeclaredStay]:
    """The rows of a move: the old bed until this night, the new one from then on.

    On the day of arrival nobody slept in the old bed yet: then the bed is corrected.
    """
    row = stay.declared(location)
    there = row._replace(room=to.room, bed=to.bed)
    if stay.arrival == night:
        return [there]
    here = row._replace(departure=night, expected_departure=None)
    return [here, there._replace(line=2, arrival=night)]
