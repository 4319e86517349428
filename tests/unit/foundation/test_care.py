"""What a care task must say, and what can happen with it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from onderdak.foundation.care.domain.permissions import LOOK_AFTER, OPEN_CARE
from onderdak.foundation.care.domain.tasks import (
    MOST_TEXT,
    About,
    NewTask,
    check_new,
    check_open,
)
from onderdak.foundation.identity.domain.permissions import Role
from onderdak.kernel.errors import Conflict, Invalid

ON = date(2026, 11, 20)
GOOD = NewTask(About.CHILD, "Een kind slaapt in de gang.", due_on=ON)


def test_a_task_that_says_something_and_is_due_from_today_on_is_good() -> None:
    assert _is_accepted(GOOD)
    assert _is_accepted(replace(GOOD, due_on=None))
    assert not _is_accepted(replace(GOOD, due_on=ON - timedelta(days=1)))


def _is_accepted(task: NewTask) -> bool:
    try:
        check_new(task, ON)
    except Invalid:
        return False
    return True


@pytest.mark.parametrize(
    "change",
    [
        {"words": "  "},
        {"words": "x" * (MOST_TEXT + 1)},
        {"due_on": ON - timedelta(days=1)},
        {"place": "x" * 201},
        {"origin": "x" * 61},
    ],
)
def test_a_task_that_cannot_be_done_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        check_new(replace(GOOD, **change), ON)


def test_nothing_happens_with_a_closed_task() -> None:
    check_open(closed=False)
    with pytest.raises(Conflict):
        check_open(closed=True)


def test_care_work_is_for_care_workers_alone() -> None:
    assert LOOK_AFTER.roles == {Role.CARE_WORKER}
    assert not OPEN_CARE.roles & {Role.MUNICIPAL_ADMIN, Role.PRIVACY_OFFICER}
