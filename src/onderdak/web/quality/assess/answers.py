"""Answers of one side, and the facts file that they make."""

from collections.abc import Mapping

from onderdak.housing.quality.contract import ROOMS
from onderdak.web.quality.assess.task import Task

# How many sleep somewhere differs for each unit, and is never taken over.
_PEOPLE = "unit.people"


def file_of_answers(answers: Mapping[str, object], place: str) -> dict[str, object]:
    """Answers as a facts file: those of a unit under its name."""
    file: dict[str, object] = {}
    unit: dict[str, object] = {"name": place} if place else {}
    for path, value in answers.items():
        if path.startswith("unit."):
            unit |= _deeper(unit, path.split(".")[1:], value)
        else:
            file |= _deeper(file, path.split("."), value)
    return {**file, "units": [unit]} if unit.keys() - {"name"} else file


def _deeper(
    into: Mapping[str, object], keys: list[str], value: object
) -> dict[str, object]:
    if len(keys) == 1:
        return {**into, keys[0]: value}
    below = into.get(keys[0])
    there = below if isinstance(below, Mapping) else {}
    return {**into, keys[0]: _deeper(there, keys[1:], value)}


def answers_of(task: Task, place: str) -> dict[str, object]:
    """What this side itself stated of a unit, by path; not what other rooms know."""
    return {
        said.path: said.value
        for one in task.file.known
        for said in (one.counts, *one.differs)
        if said.place == place
        and said.source is task.source
        and said.id is not None
        and said.path.startswith("unit.")
    }


def to_take_over(answers: Mapping[str, object]) -> dict[str, object]:
    """The answers that may hold for another unit too: all but who sleeps there."""
    return {
        path: _without_people(value) if path == ROOMS else value
        for path, value in answers.items()
        if path != _PEOPLE
    }


def _without_people(rooms: object) -> object:
    if not isinstance(rooms, list):
        return rooms
    return [
        {key: value for key, value in room.items() if key != "people"}
        for room in rooms
        if isinstance(room, dict)
    ]


def answered_before(task: Task, unit: int) -> int | None:
    """The nearest unit before this one with answers that may be taken over."""
    answered = {
        number
        for number, place in enumerate(task.units[: unit - 1], 1)
        if to_take_over(answers_of(task, place))
    }
    return max(answered, default=None)
