"""Rows of supervision: who confirms each night, who went silent, and what was done.

Nijmegen asks for a confirmation each night in the demo. One small provider there handed
in a list every week and stopped five weeks ago; it was reminded two weeks ago. Another
forgot a few nights. All others are in order.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import NIJMEGEN
from onderdak.project.demo.plan import DAY_ONE, LocationPlan, StayRow, World
from onderdak.project.demo.register import Register
from onderdak.project.demo.standing_rows import Row, Table

_SILENT_FOR: Final = timedelta(days=35)
_REMINDED: Final = timedelta(days=14)
_NIGHTS: Final = 45
_WEEKS: Final = 40
_FORGETS_EVERY: Final = 7
_WEEKLY_FROM: Final = 1_000_000
"""Numbers of weekly lists: far above those of the months."""


def _here(register: Register) -> list[StayRow]:
    """The stays of Nijmegen."""
    return [
        stay
        for stay in register.stays
        if stay.visit.chain.location.municipality == NIJMEGEN
    ]


def _asleep(stays: list[StayRow], night: date) -> Iterator[LocationPlan]:
    """Where somebody sleeps in a night, once for each guest."""
    for stay in stays:
        if stay.visit.arrival <= night and (
            stay.departure is None or stay.departure > night
        ):
            yield stay.visit.chain.location


def silent_provider(world: World, register: Register) -> int:
    """The provider of Nijmegen that stopped: the one with the fewest new guests since.

    What it declared later in the plan of the demo counts as said before it stopped.
    """
    stopped = stopped_on(register.on)
    since = Counter(
        stay.visit.chain.location.provider
        for stay in _here(register)
        if stay.visit.arrival > stopped
    )
    named = {world.largest, world.pension, world.widow}
    there = {p for p, town in world.pairs if town == NIJMEGEN} - named
    return min(there, key=lambda provider: (since[provider], provider))


def stopped_on(on: date) -> date:
    """The day of its last declaration."""
    return max(DAY_ONE, on - _SILENT_FOR)


def weekly_lists(world: World, register: Register, by: int) -> Iterator[Row]:
    """The lists without news that the silent provider handed in, week after week."""
    provider = silent_provider(world, register)
    last, stays = stopped_on(register.on), _here(register)
    for week in range(_WEEKS):
        day = last - timedelta(weeks=week)
        if day < DAY_ONE:
            return
        guests = sum(spot.provider == provider for spot in _asleep(stays, day))
        yield (
            _WEEKLY_FROM + _WEEKS - week,
            NIJMEGEN,
            provider,
            by,
            instant(day, 20),
            "page",
            "",
            uuid5(NAMESPACE_URL, f"demo:{world.seed}:weekly:{day}"),
            guests,
            0,
            0,
            guests,
            0,
        )


def supervision(world: World, register: Register, by: int) -> Iterator[Table]:
    """Confirmed nights and the steps that were taken."""
    silent = silent_provider(world, register)
    yield (
        "nights_nightconfirmation",
        "id municipality_id provider_id location_id night guests channel"
        " confirmed_by_id confirmed_at",
        _confirmations(world, register, silent, by),
    )
    yield (
        "nights_compliancestep",
        "id municipality_id provider_id step concern on respond_by why"
        " skipped_because outcome taken_by_id taken_at",
        _steps(world, register, silent, by),
    )


def _confirmations(
    world: World, register: Register, silent: int, by: int
) -> Iterator[Row]:
    there = [w for w in world.locations if w.municipality == NIJMEGEN]
    forgetful, stays = _forgetful(world, silent), _here(register)
    number = 0
    for back in range(_NIGHTS, 0, -1):
        night = register.on - timedelta(days=back)
        guests = Counter(spot.id for spot in _asleep(stays, night))
        for spot in there:
            if not _confirms(spot, night, silent, forgetful, register.on):
                continue
            number += 1
            yield (
                number,
                NIJMEGEN,
                spot.provider,
                spot.id,
                night,
                guests[spot.id],
                "page",
                by,
                instant(night, 22),
            )


def _confirms(
    spot: LocationPlan, night: date, silent: int, forgetful: int, on: date
) -> bool:
    """Whether the list of a night was confirmed that evening."""
    if night < max(spot.opened_on, DAY_ONE):
        return False
    if spot.provider == silent:
        return night <= stopped_on(on)
    return spot.provider != forgetful or night.toordinal() % _FORGETS_EVERY != 0


def _forgetful(world: World, silent: int) -> int:
    """The provider that forgets a night a week: the last small one in the list."""
    named = {world.largest, world.pension, world.widow, silent}
    there = {p for p, town in world.pairs if town == NIJMEGEN} - named
    return max(there)


def _steps(world: World, register: Register, silent: int, by: int) -> Iterator[Row]:
    on = register.on
    reminded, helped = on - _REMINDED, on - timedelta(days=75)
    if helped < DAY_ONE:
        return  # the demo of an early day: nothing has gone wrong yet
    yield (
        1,
        NIJMEGEN,
        _forgetful(world, silent),
        "reminder",
        "missed",
        helped,
        helped + _REMINDED,
        "Op vier avonden was de lijst niet bevestigd. Lukt het met de telefoon?",
        "",
        "De beheerder had een nieuwe telefoon; samen ingesteld.",
        by,
        instant(helped, 10),
    )
    yield (
        2,
        NIJMEGEN,
        silent,
        "reminder",
        "silent",
        reminded,
        reminded + _REMINDED,
        "Wij zagen drie weken geen nieuwe lijst. Kunnen wij helpen?",
        "",
        "",
        by,
        instant(reminded, 10),
    )
