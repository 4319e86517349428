"""The page of an address with a million signals, and the list of addresses.

One client, one page after the other, each another address, over the app's own role, row
security and the log of looks; the page as the server makes it, without the network.
"""

import statistics
from datetime import date
from time import perf_counter
from typing import Any

import psycopg
from django.conf import settings
from django.test import Client
from django.urls import reverse

from onderdak.foundation.identity.contract import User
from onderdak.project.demo import load_demo
from onderdak.project.demo.facts import ARNHEM

SIGNALS = 1_000_000
ADDRESSES = 50_000
PAGES = 300
PROMISED_MS = 300
TODAY = date(2026, 11, 21)
_OWNER = f"""
    SELECT set_config('onderdak.scope', 'set', true),
           set_config('onderdak.municipalities', '{{{ARNHEM}}}', true)
"""
_ADDRESSES = """
    INSERT INTO places_address (municipality_id, bag_id, street, number, addition,
        postcode, town)
    SELECT %(town)s, '020220' || lpad((5000000 + n)::text, 10, '0'),
        'Straat ' || n %% 900, n / 900 + 1, '', '6811AA', 'Arnhem'
    FROM generate_series(1, %(count)s) AS n
"""
_OBJECTS = """
    INSERT INTO places_dwellingobject (municipality_id, address_id, bag_id, status,
        uses, floor_area)
    SELECT municipality_id, id, '020201' || substr(bag_id, 7), '', '{woonfunctie}', 60
    FROM places_address WHERE bag_id LIKE '0202200005%%' AND municipality_id = %(town)s
"""
_SIGNALS = """
    INSERT INTO picture_signal (municipality_id, address_id, source, kind, key, value,
        on_date, ground, source_reference, delivery_id, match_level, recorded_at)
    SELECT a.municipality_id, a.id, s.source, s.kind,
        s.kind || ':' || n || '@' || a.id,
        to_jsonb(CASE WHEN a.id %% 200 = 0 THEN 9 ELSE (a.id + n) %% 5 END),
        %(on)s::date - n * 40, 'ground', '',
        (SELECT min(id) FROM picture_delivery WHERE municipality_id = %(town)s),
        'bag_id', now()
    FROM places_address a
    CROSS JOIN (VALUES
        ('brp', 'registrations'), ('woz', 'woz_value'),
        ('laa', 'laa_signals'), ('tmv', 'tmv_reports')) AS s(source, kind)
    CROSS JOIN generate_series(1, 5) AS n
    WHERE a.bag_id LIKE '0202200005%%' AND a.municipality_id = %(town)s
"""

# A source that says something of a few addresses only.
_FEW = """
    INSERT INTO picture_signal (municipality_id, address_id, source, kind, key, value,
        on_date, ground, source_reference, delivery_id, match_level, recorded_at)
    SELECT a.municipality_id, a.id, 'inspections', 'inspection',
        'inspection:few-' || a.id || '@' || a.id, '"bezocht"', %(on)s::date, '',
        'few-' || a.id,
        (SELECT min(id) FROM picture_delivery WHERE municipality_id = %(town)s),
        'bag_id', now()
    FROM places_address a
    WHERE a.bag_id LIKE '0202200005%%' AND a.municipality_id = %(town)s
        AND a.id %% 1000 = 0
"""


def fill() -> int:
    """The demo, and a large town of signals in it; returns how many there are."""
    load_demo(on=TODAY, progress=lambda step, share: None)
    known = {"town": ARNHEM, "count": ADDRESSES, "on": TODAY}
    with psycopg.connect(settings.OWNER_ADDRESS) as owner:
        owner.execute(_OWNER)
        for statement in (_ADDRESSES, _OBJECTS, _SIGNALS, _FEW):
            owner.execute(statement, known)
        found = owner.execute("SELECT count(*) FROM picture_signal").fetchone()
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE places_address, picture_signal")
        owner.execute("VACUUM ANALYZE places_dwellingobject")
    return int(found[0]) if found else 0


def _addresses() -> list[int]:
    """Every other address is a location of the demo: those have the fullest pages."""
    with psycopg.connect(settings.OWNER_ADDRESS) as owner:
        owner.execute(_OWNER)
        housed = owner.execute(
            "SELECT DISTINCT address_id FROM nights_location"
            " WHERE municipality_id = %s",
            [ARNHEM],
        ).fetchall()
        plain = owner.execute(
            "SELECT id FROM places_address WHERE bag_id LIKE '0202200005%%'"
            " AND municipality_id = %s ORDER BY bag_id LIMIT %s",
            [ARNHEM, PAGES],
        ).fetchall()
    pairs = [(housed[place % len(housed)], one) for place, one in enumerate(plain)]
    return [pk for pair in pairs for (pk,) in pair][:PAGES]


def _client(email: str) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(email=email), backend=settings.AUTHENTICATION_BACKENDS[0]
    )
    return client


def _measured(client: Client, urls: list[str]) -> dict[str, float]:
    spent = []
    for url in urls:
        begin = perf_counter()
        answer = client.get(url)
        spent.append(1000 * (perf_counter() - begin))
        if answer.status_code != 200:
            raise RuntimeError(f"{url}: {answer.status_code}")
    marks = statistics.quantiles(spent, n=100)
    return {"p50_ms": marks[49], "p95_ms": marks[94], "worst_ms": max(spent)}


def run() -> dict[str, Any]:
    """Waiting times of the page of an address and of the list, per role."""
    signals = fill()
    urls = [reverse("picture", args=[pk]) for pk in _addresses()]
    listing = reverse("picture_addresses")
    found: dict[str, Any] = {}
    for role, name, few in (
        ("supervisor", "toezicht", "inspections"),
        ("registry clerk", "burgerzaken", "vacancy"),
    ):
        client = _client(f"{name}@demo.onderdak.example")
        _measured(client, urls[:5])  # warm
        found[f"address, {role}"] = _measured(client, urls)
        found[f"list, {role}"] = _measured(client, [listing] * 20)
        found[f"search, {role}"] = _measured(client, [listing + "?q=straat 1"] * 20)
        found[f"few, {role}"] = _measured(client, [listing + f"?source={few}"] * 20)
        found[f"prompts, {role}"] = _measured(client, [listing + "?prompts=yes"] * 20)
    return {"signals": signals, "measured": found}


def lines(measured: dict[str, Any]) -> list[str]:
    """The table of the report."""
    return [
        "| page | p50 | p95 | worst |",
        "| --- | ---: | ---: | ---: |",
        *[
            f"| {page} | {m['p50_ms']:.0f} ms | {m['p95_ms']:.0f} ms"
            f" | {m['worst_ms']:.0f} ms |"
            for page, m in measured["measured"].items()
        ],
    ]


if __name__ == "__main__":
    print("\n".join(lines(run())))
