"""People first: who sleeps there, where they can go, who tells them, and by when.

An order that empties beds does not go out before the people in the house are counted
and the question of where they go is answered. Danger is otherwise: then the decision
goes out at once, and the same becomes a task of hours with a name on it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from onderdak.kernel.text import Text, msgid, text

MOST_PEOPLE: Final = 20_000


class CountedBy(StrEnum):
    """Where a count of the people comes from."""

    VISIT = "visit"
    HAND = "hand"


class Seen(StrEnum):
    """Whether somebody was seen; what nobody looked at is not `none`."""

    NONE = "none"
    SOME = "some"
    UNKNOWN = "unknown"


class Answer(StrEnum):
    """Where people go when beds are emptied (G22: the re-housing question)."""

    RESERVE = "reserve"
    PROVIDER = "provider"
    OWN_HOME = "own_home"
    NOBODY_LEAVES = "nobody_leaves"
    NOBODY_SLEEPS = "nobody_sleeps"


class Told(StrEnum):
    """How people are told."""

    IN_PERSON = "in_person"
    INTERPRETER = "interpreter"
    TELEPHONE = "telephone"
    LETTER = "letter"


ANSWERS: Final = {
    Answer.RESERVE: msgid("in rooms that the municipality holds for them"),
    Answer.PROVIDER: msgid("in another place of who housed them"),
    Answer.OWN_HOME: msgid("each to a home of their own"),
    Answer.NOBODY_LEAVES: msgid("nobody has to leave"),
    Answer.NOBODY_SLEEPS: msgid("nobody sleeps there"),
}
TOLD: Final = {
    Told.IN_PERSON: msgid("in person, in their own language"),
    Told.INTERPRETER: msgid("in person, with an interpreter"),
    Told.TELEPHONE: msgid("by telephone"),
    Told.LETTER: msgid("by letter"),
}
SEEN: Final = {
    Seen.NONE: msgid("none were seen"),
    Seen.SOME: msgid("some were seen"),
    Seen.UNKNOWN: msgid("nobody looked"),
}


@dataclass(frozen=True, slots=True)
class PeopleFirst:
    """What is known on a day of the people whom a case touches: numbers, no persons.

    Attributes:
        counted: how many sleep there; None until somebody counted.
        sure: False where that is the least of it.
        answer: where they go; None until somebody answered.
        held: places held for this case, on the fullest day from then on.
        tellings, told: in how many languages somebody is named who tells them, and in
            how many that was done.
        children, care_asked: whether children were seen, and whether care was asked.
    """

    counted: int | None = None
    sure: bool = True
    answer: Answer | None = None
    held: int = 0
    tellings: int = 0
    told: int = 0
    children: Seen = Seen.UNKNOWN
    care_asked: bool = False

    @property
    def nobody(self) -> bool:
        """Whether it is sure that nobody sleeps there."""
        return self.counted == 0 and self.sure


def people_problems(people: PeopleFirst) -> list[Text]:
    """Why an order that empties beds cannot go out yet; nothing where it can."""
    if people.counted is None:
        return [text("Count first how many people sleep there.")]
    return [*arranging_problems(people), *_problems_of_telling(people)]


def arranging_problems(people: PeopleFirst) -> list[Text]:
    """What of it is not arranged, where people were counted."""
    if people.counted is None or people.nobody:
        return []
    return [*_problems_of_answer(people), *_problems_of_care(people)]


def _problems_of_answer(people: PeopleFirst) -> Iterator[Text]:
    counted = people.counted or 0
    if people.answer is None:
        yield text(
            "Answer where the %(people)s people go who sleep there.", people=counted
        )
    if people.answer is Answer.NOBODY_SLEEPS:
        yield text(
            "%(people)s people were counted: it cannot be that nobody sleeps there.",
            people=counted,
        )
    if people.answer is Answer.RESERVE and people.held < counted:
        yield text(
            "Places are held for %(held)s of the %(people)s people.",
            held=people.held,
            people=counted,
        )


def settling_problems(people: PeopleFirst) -> list[Text]:
    """Why people first is not settled yet after an urgent measure."""
    problems = people_problems(people)
    if not problems and people.tellings and not people.told:
        return [text("Write down when the people were told.")]
    return problems


def _problems_of_telling(people: PeopleFirst) -> Iterator[Text]:
    leaves = people.answer not in (Answer.NOBODY_LEAVES, Answer.NOBODY_SLEEPS)
    if leaves and not people.nobody and not people.tellings:
        yield text("Name who tells the people, in which language and when.")


def _problems_of_care(people: PeopleFirst) -> Iterator[Text]:
    if people.children is Seen.SOME and not people.care_asked:
        yield text("Children were seen: ask a care worker to look after them.")


def urgent_by(taken_at: datetime, hours: int) -> datetime:
    """By when the same is settled after an urgent measure: by the hour, unshifted.

    >>> from datetime import UTC
    >>> urgent_by(datetime(2026, 3, 7, 23, 10, tzinfo=UTC), 24).isoformat()
    '2026-03-08T23:10:00+00:00'
    """
    return taken_at + timedelta(hours=hours)


def people_in(raw: object) -> tuple[int | None, bool]:
    """How many people the facts of a visit name, and whether that is all of them.

    The largest of what was counted for the whole, per unit and per room: who needs a
    bed is not left out because somebody else counted fewer.

    >>> rooms = [{"people": 3}, {"people": 4}]
    >>> people_in({"units": [{"rooms": rooms, "people_without_room": False}]})
    (7, True)
    >>> people_in({"units": [{"rooms": rooms}]})
    (7, False)
    >>> people_in({"people": 9, "units": [{"people": 7}, {}]})
    (9, True)
    >>> people_in({"units": [{"people": 7}, {}]})
    (7, False)
    >>> people_in({})
    (None, False)
    """
    whole = _number(raw, "people")
    units = [_of_unit(unit) for unit in _list(raw, "units")]
    summed = sum(people for people, _ in units)
    sure = bool(units) and all(all_of_it for _, all_of_it in units)
    known = whole is not None or any(people for people, _ in units) or sure
    if not known:
        return None, False
    if whole is not None and whole >= summed:
        return whole, True
    return summed, sure


def _of_unit(unit: object) -> tuple[int, bool]:
    stated = _number(unit, "people")
    rooms = [_number(room, "people") for room in _list(unit, "rooms")]
    summed = sum(filter(None, rooms))
    of_rooms = bool(rooms) and None not in rooms and _all_in_rooms(unit)
    if stated is not None and stated >= summed:
        return stated, True
    return summed, of_rooms


def _all_in_rooms(unit: object) -> bool:
    """Whether somebody said that nobody sleeps outside the rooms of the list."""
    return isinstance(unit, dict) and unit.get("people_without_room") is False


def _number(of: object, name: str) -> int | None:
    found = of.get(name) if isinstance(of, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _list(of: object, name: str) -> Collection[object]:
    found = of.get(name) if isinstance(of, dict) else None
    return found if isinstance(found, list) else []
