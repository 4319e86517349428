"""The worker as processes: places for each queue, and what survives a sudden death."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.outbox.contract import Message, enqueue, health, send_mail
from tests.mail_server import Postbox, postbox

pytestmark = pytest.mark.django_db(transaction=True)

TOWN = Scope(municipalities=frozenset({"GM9001"}))
_PATIENCE_SECONDS = 90


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as one:
        yield one


@pytest.fixture
def keeper(box: Postbox) -> Iterator[subprocess.Popen[bytes]]:
    """The worker of the test database, with its mail server."""
    process = subprocess.Popen(
        [sys.executable, "-m", "onderdak.project.working.keeper", str(os.getpid())],
        env={
            **os.environ,
            "ONDERDAK_DATABASE": connection.settings_dict["NAME"],
            "ONDERDAK_MAIL_URL": f"smtp+plain://127.0.0.1:{box.port}",
        },
    )
    yield process
    box.let_go.set()
    process.terminate()
    assert process.wait(_PATIENCE_SECONDS) in {0, -signal.SIGKILL}


def write(to: str, queue: str) -> int:
    with scope(TOWN):
        return send_mail(
            to=f"{to}@test.example",
            subject="Onderwerp",
            body="Tekst",
            kind="test",
            queue=queue,
            municipality="GM9001",
        )


def state_of(number: int) -> str:
    with scope(TOWN):
        return Message.objects.get(pk=number).state


def wait_for(happened: Callable[[], object]) -> None:
    """Look until it happened; the end of patience is a failure."""
    for _ in range(_PATIENCE_SECONDS * 10):
        if happened():
            return
        time.sleep(0.1)
    pytest.fail("it did not happen in time")


def lanes_of(keeper: subprocess.Popen[bytes]) -> list[int]:
    children = Path(f"/proc/{keeper.pid}/task/{keeper.pid}/children")
    return [int(number) for number in children.read_text().split()]


def is_running(process: int) -> bool:
    """Whether a process does something still; one that nobody buried does not."""
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def pretend_that_time_passed() -> None:
    """The dead are noticed after half a minute; and looked for each minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers"
            " SET last_heartbeat = last_heartbeat - interval '1 hour'"
        )
    enqueue("outbox.pick_up", queue="urgent", timestamp=0)


def test_urgent_mail_does_not_wait_for_a_mailing(
    box: Postbox, keeper: subprocess.Popen[bytes]
) -> None:
    slow = write("slow", "bulk")
    wait_for(box.holding.is_set)
    urgent = write("spoed", "urgent")
    wait_for(lambda: state_of(urgent) == "sent")
    assert state_of(slow) == "waiting"
    assert health().worker_runs


def test_a_mail_in_the_hands_of_a_worker_that_dies_is_sent_by_the_next(
    box: Postbox, keeper: subprocess.Popen[bytes]
) -> None:
    number = write("slow", "normal")
    wait_for(box.holding.is_set)
    dead = lanes_of(keeper)
    for lane in dead:
        os.kill(lane, signal.SIGKILL)
    box.let_go.set()
    assert state_of(number) == "waiting"
    wait_for(lambda: len(set(lanes_of(keeper)) - set(dead)) == 2)
    pretend_that_time_passed()
    wait_for(lambda: state_of(number) == "sent")
    assert box.to("slow") == 1


def test_a_worker_whose_keeper_dies_stops_too(
    box: Postbox, keeper: subprocess.Popen[bytes]
) -> None:
    wait_for(lambda: len(lanes_of(keeper)) == 2)
    lanes = lanes_of(keeper)
    wait_for(lambda: health().worker_runs)
    assert all(is_running(lane) for lane in lanes)
    keeper.kill()
    keeper.wait(_PATIENCE_SECONDS)
    wait_for(lambda: not any(is_running(lane) for lane in lanes))
