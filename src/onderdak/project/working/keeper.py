"""Keeping the lanes of the worker alive, from one process that does no work itself."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from onderdak.project.own_process import run_module, start_module
from onderdak.project.working.lanes import LANES

_LOOK_SECONDS = 0.5
_BEFORE_RESTART_SECONDS = 1.0
_LONGEST_WAIT_SECONDS = 30.0
_HEALTHY_SECONDS = 60.0
_PATIENCE_SECONDS = 40.0
_MODULE = "onderdak.project.working.lane"


def run_once() -> int:
    """Do what waits in any queue, then stop."""
    return run_module(_MODULE, "--one-shot", str(os.getpid()))


class Lane:
    """A lane of the worker, started again when it dies; ever later if it keeps dying.

    A database that is away would otherwise have the lane started all the time.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.wait = _BEFORE_RESTART_SECONDS
        self._start()

    def _start(self) -> None:
        self.process = start_module(_MODULE, self.name, str(os.getpid()))
        self.began = time.monotonic()
        self.died: float | None = None

    def look_after(self) -> None:
        """Start it again when it has been dead for long enough."""
        if self.process.poll() is None:
            return
        now = time.monotonic()
        if self.died is None:
            self.died = now
            lived = now - self.began
            longer = min(self.wait * 2, _LONGEST_WAIT_SECONDS)
            self.wait = _BEFORE_RESTART_SECONDS if lived > _HEALTHY_SECONDS else longer
        elif now - self.died >= self.wait:
            self._start()


class Stopped(Exception):
    """Somebody told the worker to stop."""


def keep_running(*, beside: int | None = None) -> None:
    """Run all lanes until told to stop; start one again when it dies.

    Args:
        beside: the process that started this one; when it is gone, stop too.
    """
    with stopping_on_signals():
        lanes = [Lane(name) for name in LANES]
        try:
            while beside is None or os.getppid() == beside:
                time.sleep(_LOOK_SECONDS)
                for lane in lanes:
                    lane.look_after()
        except (Stopped, KeyboardInterrupt):
            pass
        finally:
            for lane in lanes:
                lane.process.terminate()
            for lane in lanes:
                stop(lane.process)


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Leave the block with `Stopped` when the process is told to end."""

    def leave(*_: object) -> None:
        raise Stopped

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def start_beside() -> subprocess.Popen[bytes]:
    """Start the worker beside another service, such as the web server."""
    return start_module("onderdak.project.working.keeper", str(os.getpid()))


def stop(process: subprocess.Popen[bytes]) -> None:
    """Tell a process to stop, and wait until it has finished what it was doing."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    keep_running(beside=int(sys.argv[1]))
