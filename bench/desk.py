"""The public form of the report desk: fifty requests a second, come what may.

An open loop: a request goes out on its moment, whether or not the one before it was
answered; waiting counts from that moment. Each comes from another connection. Clients,
server and database share the same cores.
"""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter, sleep
from typing import Any

import requests

from bench.homes import PORT, _wait_for_server, fill
from onderdak.web.desk.public.filled import Filled

A_SECOND = 50
SECONDS = 20
PROMISED_MS = 200
TOWN, SLUG = "GM0202", "arnhem"
_ADDRESS = f"http://127.0.0.1:{PORT}/report/{SLUG}/"
_SESSIONS = threading.local()


def _ask(number: int, sent: dict[str, str] | None) -> str:
    # One connection for each of the loop's hands; the visitor behind it differs.
    web = getattr(_SESSIONS, "web", None) or requests.Session()
    _SESSIONS.web = web
    visitor = {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.1"}
    answer = (
        web.post(_ADDRESS, data=sent, headers=visitor, timeout=30)
        if sent
        else web.get(_ADDRESS, headers=visitor, timeout=30)
    )
    if answer.status_code != 200:
        raise RuntimeError(f"not the form: {answer.status_code}")
    return answer.text


def _first(number: int) -> None:
    if "bad_letting" not in _ask(number, None):
        raise RuntimeError("not the first step")


def _filled() -> Filled:
    return Filled(
        category="bad_letting",
        danger="no",
        answers={"letting_what": ["deposit", "costs"]},
        text="De borg is ingehouden en niemand zegt waarom. " * 10,
        place="Het hoekhuis bij de brug",
    )


def _step(number: int) -> None:
    state = _filled().sealed(TOWN, int(time.time()))
    sent = {"state": state, "step": "place", "place": "Daar", "do": "next"}
    if 'data-step="contact"' not in _ask(number, sent):
        raise RuntimeError("not the next step")


def _send(number: int) -> None:
    state = _filled().sealed(TOWN, int(time.time()))
    if 'id="code"' not in _ask(number, {"state": state, "step": "check"}):
        raise RuntimeError("not sent")


KINDS: dict[str, Callable[[int], None]] = {
    "first step": _first,
    "a next step": _step,
    "sending": _send,
}


def _timed(one: Callable[[int], None], number: int, due: float) -> float:
    one(number)
    return perf_counter() - due


def _load(one: Callable[[int], None]) -> dict[str, float]:
    for number in range(40):
        one(256 * number)  # warm
    begin = perf_counter() + 0.5
    asked = []
    with ThreadPoolExecutor(64) as hands:
        for number in range(A_SECOND * SECONDS):
            due = begin + number / A_SECOND
            sleep(max(0.0, due - perf_counter()))
            asked.append(hands.submit(_timed, one, 256 * number, due))
        spent = [each.result() for each in asked]
    marks = statistics.quantiles(spent, n=100)
    return {
        "p50_ms": 1000 * marks[49],
        "p95_ms": 1000 * marks[94],
        "worst_ms": 1000 * max(spent),
    }


def lines(measured: list[dict[str, Any]]) -> list[str]:
    """The waiting times as a table."""
    return [
        "| request | p50 | p95 | worst |",
        "| --- | ---: | ---: | ---: |",
        *[
            f"| {m['request']} | {m['p50_ms']:.0f} ms | {m['p95_ms']:.0f} ms"
            f" | {m['worst_ms']:.0f} ms |"
            for m in measured
        ],
    ]


def run(*, filled: bool = False) -> list[dict[str, Any]]:
    """Waiting times of each kind of request, at fifty a second."""
    if not filled:
        fill()
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", "127.0.0.1", "--port", str(PORT), "--workers", "2"),
            *("--no-ws", "--log-level", "error", "onderdak.project.wsgi:application"),
        ],
        env={**os.environ, "ONDERDAK_POOL": "1", "ONDERDAK_BEHIND_PROXY": "1"},
    )
    try:
        _wait_for_server()
        return [{"request": name, **_load(one)} for name, one in KINDS.items()]
    finally:
        server.terminate()
        server.wait()
