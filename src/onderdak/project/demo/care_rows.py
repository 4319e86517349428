"""Rows of care tasks: asked for after a report or a talk, and what came of them.

All are invented. Places are given in words, as in real tasks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final
from uuid import UUID

from onderdak.foundation.care.domain.tasks import About, Outcome, What
from onderdak.kernel.calendar import working_days_after
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import ARNHEM
from onderdak.project.demo.plan import World
from onderdak.project.demo.report_rows import numbered_reports
from onderdak.project.demo.report_stories import back, seen_addresses
from onderdak.project.demo.report_told import account
from onderdak.project.demo.standing_rows import Row, Table

_WORKER: Final = "zorg"
_TERM: Final = 2


@dataclass(frozen=True, slots=True)
class _Task:
    """A task opened so many working days ago by an account, and what was done.

    `after` names the life of the report that it came from.
    """

    opened: int
    by: str
    about: About
    words: str
    place: int
    after: str = ""
    done: tuple[tuple[int, What, str], ...] = ()
    outcome: Outcome | None = None


_TASKS: Final = (
    _Task(
        1,
        "meldpunt",
        About.CHILD,
        "Er woont een kind van een jaar of zes tussen twaalf volwassenen. Het was op"
        " een schooldag thuis.",
        0,
        "partner answered",
    ),
    _Task(
        4,
        "buurt",
        About.PERSON,
        "Een vrouw durft de kamer niet te verlaten als de beheerder er is.",
        6,
    ),
    _Task(
        3,
        "meldpunt",
        About.CHILD,
        "Een gezin met een baby slaapt in een schuur zonder verwarming.",
        1,
        "waits for a reporter",
        (
            (2, What.TAKEN_UP, ""),
            (1, What.NOTED, "Langs geweest. Voor deze week is er een andere kamer."),
        ),
    ),
    _Task(
        30,
        "toezicht",
        About.CHILD,
        "Bij een controle was er een kind zonder school.",
        3,
        "",
        (
            (29, What.TAKEN_UP, ""),
            (27, What.NOTED, "Gesproken met de ouders en de leerplichtambtenaar."),
            (20, What.CLOSED, "Het kind gaat sinds deze week naar school."),
        ),
        Outcome.LOOKED_AFTER,
    ),
    _Task(
        60,
        "buurt",
        About.PERSON,
        "Een man is gewond geraakt op het werk en heeft geen huisarts.",
        4,
        "",
        (
            (60, What.TAKEN_UP, ""),
            (58, What.CLOSED, "Overgedragen aan de huisartsenpost in de buurt."),
        ),
        Outcome.REFERRED,
    ),
    _Task(
        90,
        "meldpunt",
        About.PERSON,
        "Iemand die gemeld is als ziek op bed, is al weken niet gezien.",
        5,
        "",
        (
            (89, What.TAKEN_UP, ""),
            (88, What.CLOSED, "Niemand aangetroffen; de kamer is leeg."),
        ),
        Outcome.NOT_FOUND,
    ),
)


def care(world: World, on: date) -> Iterator[Table]:
    """The tasks of the care worker of one municipality, and their steps."""
    places = [f"{one.street} {one.number}" for one in seen_addresses(world)]
    numbers = {
        each.told.key: f"report {each.number}"
        for each in numbered_reports(world, on)
        if each.told.key
    }
    keyed = [
        (UUID(int=Random(f"{world.seed}:care:{n}").getrandbits(128), version=4), task)
        for n, task in enumerate(_TASKS)
    ]
    yield (
        "care_caretask",
        "municipality_id id about words place origin due_on addressee_id opened_by_id"
        " opened_at worker_id taken_up_at closed_at outcome",
        (
            _row(key, task, (places[task.place], numbers.get(task.after, "")), on)
            for key, task in keyed
        ),
    )
    yield (
        "care_carestep",
        "id municipality_id task_id what words by_id at",
        _steps(keyed, on),
    )


def _row(key: UUID, task: _Task, where: tuple[str, str], on: date) -> Row:
    opened = back(on, task.opened)
    taken = _when(task, What.TAKEN_UP, on)
    return (
        *(ARNHEM, key, task.about, task.words, *where),
        *(working_days_after(opened, _TERM), None, account(task.by)),
        *(instant(opened, 16), account(_WORKER) if taken else None, taken),
        *(_when(task, What.CLOSED, on), task.outcome or ""),
    )


def _when(task: _Task, what: What, on: date) -> object:
    days = [ago for ago, did, _words in task.done if did is what]
    return instant(back(on, days[0]), 17) if days else None


def _steps(keyed: list[tuple[UUID, _Task]], on: date) -> Iterator[Row]:
    number = 0
    for key, task in keyed:
        for ago, what, words in task.done:
            number += 1
            at = instant(back(on, ago), 17)
            yield number, ARNHEM, key, what, words, account(_WORKER), at
