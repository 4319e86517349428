"""The first page of each role, with about a million stays, under twenty clients.

Closed loop without think time: each client asks again as soon as it is answered, and
clients, server and database share the same cores. The past of the demo is repeated
further back, so that tonight is a real evening of the region.
"""

import os
import statistics
import subprocess
import sys
import threading
import time
from datetime import date
from importlib import import_module
from time import perf_counter
from typing import Any

import psycopg
import requests
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from onderdak.foundation.identity.contract import User
from onderdak.project.demo import load_demo

CLIENTS = 20
SECONDS = 12
PORT = 8765
TODAY = date(2026, 11, 21)
REPEATS = 14
_DAYS = 730

ROLES = {
    "provider (4,000 beds)": "agency@demo.onderdak.example",
    "provider (one house)": "pension@demo.onderdak.example",
    "municipality": "toezicht@demo.onderdak.example",
    "region": "regio@demo.onderdak.example",
}


def fill() -> int:
    """Load the demo and repeat its past; returns the number of stays."""
    load_demo(on=TODAY, progress=lambda step, share: None)
    with psycopg.connect(settings.OWNER_ADDRESS) as owner:
        owner.execute("ALTER TABLE nights_stay DISABLE TRIGGER USER")
        owner.execute("ALTER TABLE nights_stay NO FORCE ROW LEVEL SECURITY")
        owner.execute(
            "INSERT INTO nights_stay (municipality_id, provider_id, location_id,"
            " guest_id, arrival, departure, room_id, bed_id, declaration_id)"
            " SELECT municipality_id, provider_id, location_id, guest_id,"
            " arrival - %(days)s * n, least(departure, %(today)s) - %(days)s * n,"
            " room_id, bed_id, declaration_id"
            " FROM nights_stay, generate_series(1, %(repeats)s) AS n"
            " WHERE departure IS NOT NULL AND arrival < %(today)s",
            {"days": _DAYS, "today": TODAY, "repeats": REPEATS},
        )
        count = owner.execute("SELECT count(*) FROM nights_stay").fetchone()
        owner.execute("ALTER TABLE nights_stay FORCE ROW LEVEL SECURITY")
        owner.execute("ALTER TABLE nights_stay ENABLE TRIGGER USER")
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE nights_stay")
    assert count
    return int(count[0])


def cookie_for(email: str) -> str:
    """A session as sign-in makes it."""
    user = User.objects.get(email=email)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _client(cookie: str, until: float, spent: list[float], faults: list[int]) -> None:
    with requests.Session() as web:
        web.cookies.set(settings.SESSION_COOKIE_NAME, cookie, domain="localhost.local")
        while perf_counter() < until:
            begin = perf_counter()
            answer = web.get(
                f"http://127.0.0.1:{PORT}/",
                headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"},
                timeout=30,
                allow_redirects=False,
            )
            spent.append(perf_counter() - begin)
            if answer.status_code != 200:
                faults.append(answer.status_code)


def _load(email: str) -> dict[str, Any]:
    spent: list[float] = []
    faults: list[int] = []
    cookie = cookie_for(email)
    _client(cookie, perf_counter() + 1, [], faults)  # warm
    until = perf_counter() + SECONDS
    clients = [
        threading.Thread(target=_client, args=(cookie, until, spent, faults))
        for _ in range(CLIENTS)
    ]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    assert not faults, faults[:3]
    marks = statistics.quantiles(spent, n=100)
    return {
        "pages_per_s": len(spent) / SECONDS,
        "p50_ms": 1000 * marks[49],
        "p95_ms": 1000 * marks[94],
        "worst_ms": 1000 * max(spent),
    }


def _wait_for_server() -> None:
    for _ in range(100):
        try:
            requests.get(f"http://127.0.0.1:{PORT}/health/", timeout=2)
        except requests.ConnectionError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not start")


def run() -> dict[str, Any]:
    """Pages a second and waiting times, per role."""
    stays = fill()
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
        return {"stays": stays, **{role: _load(mail) for role, mail in ROLES.items()}}
    finally:
        server.terminate()
        server.wait()
