"""Taxable nights against a plain sum of the nights of the same stays."""

from datetime import date
from time import perf_counter
from typing import Any

from django.db import connection
from tests.world import acting

from onderdak.foundation.identity.contract import Actor, scope
from onderdak.register.levy.contract import taxable_nights

_PLAIN = """
    SELECT sum(least(s.ends, '2026-11-22') - greatest(s.arrival, '2026-01-01'))
    FROM nights_stay s
    WHERE s.municipality_id = %s AND s.arrival < '2026-11-22' AND s.ends > '2026-01-01'
"""


def measure(officer: Actor, municipality: str, on: date) -> dict[str, Any]:
    """Best of five of each, in turn, under the app's own role and scope."""
    plain, levied, result = [], [], None
    with scope(acting(officer)), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM nights_stay WHERE municipality_id = %s",
            [municipality],
        )
        stays = cursor.fetchone()[0]
        for _ in range(5):
            begin = perf_counter()
            cursor.execute(_PLAIN, [municipality])
            cursor.fetchone()
            plain.append(perf_counter() - begin)
            begin = perf_counter()
            result = taxable_nights(
                by=officer, municipality=municipality, year=2026, on=on
            )
            levied.append(perf_counter() - begin)
    assert result is not None
    assert result["total_nights"] + result["without_rate_nights"] > 0
    return {
        "stays": stays,
        "plain_s": min(plain),
        "levy_s": min(levied),
        "ratio": min(levied) / min(plain),
    }
