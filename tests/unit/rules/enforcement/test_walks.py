"""Each path can be walked by dates: what a file tells is what the rules say."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.walking import begun, steps_walked, walk_files

from onderdak.rules.enforcement import Clock, shipped


@pytest.mark.parametrize("file", walk_files(), ids=lambda file: file.stem)
def test_a_walk_goes_as_it_is_told(file: Path) -> None:
    walk, steps = begun(file)
    for number, told in enumerate(steps, start=1):
        where = f"{file.stem}, step {number} ({told['step']})"
        for remedy in told.get("remedies", []):
            walk.set_against(remedy)
        found = walk.try_step(told)
        if "refused" in told:
            assert any(told["refused"] in one for one in found), f"{where}: {found}"
            continue
        assert not found, f"{where}: {found}"
        clocks = walk.clocks(told.get("as_of", told["day"]))
        for name, expected in told.get("clocks", {}).items():
            assert shown(clocks.get(name), expected) == expected, f"{where}: {name}"
        if "forfeited" in told:
            assert walk.forfeited_cents() == told["forfeited"], where


def shown(clock: Clock | None, like: object) -> object:
    """A clock in the words of the file: its last day, or what is asked of it."""
    if clock is None:
        return None
    if not isinstance(like, Mapping):
        return clock.last_day
    values: dict[str, Any] = {
        "last_day": clock.last_day,
        "state": clock.state.value,
        "stopped_by": clock.stopped_by,
        "stands_still": clock.stands_still,
        "start": clock.start,
        "alarm_on": clock.alarm_on,
    }
    return {key: values[key] for key in like}


def test_every_step_of_every_path_is_walked() -> None:
    """The published table says of each step which walk takes it."""
    all_steps = {
        (path.key, step) for path in shipped().paths.values() for step in path.steps
    }
    assert all_steps - steps_walked().keys() == set()


def test_a_walk_that_is_told_wrongly_is_found() -> None:
    """The check of clocks can fail: it compares days."""
    walk, steps = begun(walk_files()[0])
    first = next(steps)
    walk.try_step(first)
    clock = next(iter(walk.clocks(first["day"]).values()))
    assert shown(clock, date(1999, 1, 1)) != date(1999, 1, 1)
