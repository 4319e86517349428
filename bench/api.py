"""A full house of 400 guests through the API, over HTTP, with about a million stays.

One request after the other, as an agency's system does at night. The first night
every guest is new: 400 identities are sealed. Later nights name whoever is known by
reference, or state everything again; each night 20 have left and 20 have come.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import requests
from django.utils import timezone

from bench import homes
from onderdak.foundation.identity.contract import (
    TokenScope,
    actor_by_email,
    make_token,
    scope,
    scope_of,
)
from onderdak.register.nights.contract import (
    Location,
)

BEDS = 400
NIGHTS = 12
MANAGER = "agency@demo.onderdak.example"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@contextmanager
def _serving() -> Iterator[None]:
    """The server as `onderdak serve` starts it."""
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", "127.0.0.1", "--port", str(homes.PORT), "--workers", "2"),
            *("--no-ws", "--log-level", "error", "onderdak.project.wsgi:application"),
        ],
        env={**os.environ, "ONDERDAK_POOL": "1"},
    )
    try:
        homes._wait_for_server()
        yield
    finally:
        server.terminate()
        server.wait()


def _system() -> tuple[str, int]:
    """A token of the largest provider, and one of its houses."""
    manager = actor_by_email(MANAGER)
    (provider,) = manager.providers
    with scope(scope_of(manager)):
        _, secret = make_token(
            by=manager,
            provider=provider,
            label="bench",
            scopes=list(TokenScope),
            months=1,
        )
        house = Location.objects.filter(provider_id=provider).order_by("-id")[0]
        return secret, house.pk


def _name(number: int) -> str:
    return "".join(_LETTERS[int(digit)] for digit in f"{number:06}").title()


def _guest(number: int, *, named: bool) -> dict[str, object]:
    guest: dict[str, object] = {
        "reference": f"B-{number}",
        "room": str(number % BEDS // 4),
        "bed": str(number % BEDS),
    }
    if named:
        guest |= {
            "name": f"Gast {_name(number)}",
            "residence": "Voorbeeldowo",
            "documentKind": "passport",
        }
    return guest


def _put(
    web: requests.Session, house: int, night: date, guests: list[dict[str, object]]
) -> float:
    address = f"http://127.0.0.1:{homes.PORT}/api/v1/locations/{house}/nights/{night}"
    body = json.dumps({"guests": guests})
    begin = perf_counter()
    answer = web.put(address, data=body, timeout=60)
    spent = perf_counter() - begin
    assert answer.status_code == 200, answer.text[:500]
    assert answer.json()["guests"] == len(guests)
    return 1000 * spent


def _in(night: int, *, all_named: bool) -> list[dict[str, object]]:
    """Who is there on a night: twenty are new, and must be named."""
    first = 20 * night
    known = range(first, first + BEDS - 20)
    new = range(first + BEDS - 20, first + BEDS)
    return [
        *[_guest(number, named=all_named) for number in known],
        *[_guest(number, named=True) for number in new],
    ]


def _summary(spent: list[float]) -> dict[str, float]:
    return {"p50_ms": statistics.median(spent), "worst_ms": max(spent)}


def run() -> dict[str, Any]:
    """Milliseconds for a full house: the first, by reference, in full, and again."""
    secret, house = _system()
    today = timezone.localdate()
    nights = [today - timedelta(days=ago) for ago in range(2 * NIGHTS, -1, -1)]
    with _serving(), requests.Session() as web:
        web.headers["Authorization"] = f"Bearer {secret}"
        web.headers["Content-Type"] = "application/json"
        for _ in range(8):  # both processes have been asked before
            web.get(f"http://127.0.0.1:{homes.PORT}/api/v1/locations", timeout=60)
        _put(web, house, nights[0], [])
        everyone = [_guest(number, named=True) for number in range(BEDS)]
        first = _put(web, house, nights[0], everyone)
        by_reference = [
            _put(web, house, nights[n], _in(n, all_named=False))
            for n in range(1, NIGHTS + 1)
        ]
        in_full = [
            _put(web, house, nights[n], _in(n, all_named=True))
            for n in range(NIGHTS + 1, 2 * NIGHTS + 1)
        ]
        last = _in(2 * NIGHTS, all_named=True)
        again = [_put(web, house, nights[-1], last) for _ in range(NIGHTS)]
    return {
        "first": _summary([first]),
        "by reference": _summary(by_reference),
        "in full": _summary(in_full),
        "the same again": _summary(again),
    }
