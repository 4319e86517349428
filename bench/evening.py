"""The page of an evening at the largest and a usual house, with a region of stays.

First as it is met: twenty site managers who each look again every other second. Then as
for the first pages: a closed loop of twenty clients without think time.
"""

import os
import random
import statistics
import subprocess
import sys
import threading
from time import perf_counter, sleep
from typing import Any

import requests
from django.conf import settings
from django.db.models import Count

from bench.homes import PORT, TODAY, _wait_for_server, cookie_for, fill
from onderdak.foundation.identity.contract import User, actor_of, scope, scope_of
from onderdak.register.nights.contract import (
    Stay,
)

CLIENTS = 20
LOADS = {"a look every 2 s": 2.0, "no think time": 0.0}
SECONDS = 12
MANAGER = "agency@demo.onderdak.example"


def _houses() -> dict[str, int]:
    """The largest house of the agency, and one in the middle."""
    actor = actor_of(User.objects.get(email=MANAGER))
    with scope(scope_of(actor)):
        sizes = list(
            Stay.objects.filter(
                provider_id__in=actor.providers, arrival__lte=TODAY, ends__gt=TODAY
            )
            .values_list("location_id")
            .annotate(guests=Count("pk"))
            .order_by("-guests")
        )
    largest, middle = sizes[0], sizes[len(sizes) // 2]
    return {f"{guests} guests": place for place, guests in (largest, middle)}


def _client(
    address: str, cookie: str, until: float, pause: float, spent: list[float]
) -> None:
    drawn = random.Random(threading.get_ident())
    sleep(drawn.random() * pause)
    while perf_counter() < until:
        begin = perf_counter()
        answer = requests.get(
            address,
            headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"},
            timeout=30,
            allow_redirects=False,
        )
        spent.append(perf_counter() - begin)
        if answer.status_code != 200:  # a page of signing in would be fast too
            raise RuntimeError(f"not the page of an evening: {answer.status_code}")
        sleep(drawn.random() * 2 * pause)


def _load(place: int, pause: float, cookie: str) -> dict[str, Any]:
    address = f"http://127.0.0.1:{PORT}/locations/{place}/tonight/?night={TODAY}"
    spent: list[float] = []
    _client(address, cookie, perf_counter() + 1, 0, [])  # warm
    until = perf_counter() + SECONDS
    threads = [
        threading.Thread(target=_client, args=(address, cookie, until, pause, spent))
        for _ in range(CLIENTS)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    marks = statistics.quantiles(spent, n=100)
    return {
        "pages_per_s": len(spent) / SECONDS,
        "p50_ms": 1000 * marks[49],
        "p95_ms": 1000 * marks[94],
        "worst_ms": 1000 * max(spent),
    }


def run(*, filled: bool = False) -> list[dict[str, Any]]:
    """Pages a second and waiting times, per house and load."""
    if not filled:
        fill()
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", "127.0.0.1", "--port", str(PORT), "--workers", "2"),
            *("--no-ws", "--log-level", "error", "onderdak.project.wsgi:application"),
        ],
        env={**os.environ, "ONDERDAK_POOL": "1"},
    )
    try:
        _wait_for_server()
        cookie = cookie_for(MANAGER)
        return [
            {"house": name, "load": load, **_load(place, pause, cookie)}
            for name, place in _houses().items()
            for load, pause in LOADS.items()
        ]
    finally:
        server.terminate()
        server.wait()
