"""Which neighbourhood an address lies in: by its place, where nobody has said so."""

from typing import Final

from django.db import connection

from onderdak.foundation.places.models import Address, Area
from onderdak.foundation.places.register.readers import area_reader

_SET: Final = """
    UPDATE places_address a SET neighbourhood_id = f.code
    FROM unnest(%(ids)s::bigint[], %(codes)s::text[]) AS f (id, code)
    WHERE a.id = f.id AND a.municipality_id = %(here)s
"""
_AT_ONCE: Final = 50_000


def place_addresses(here: str) -> int:
    """Give addresses without a neighbourhood the one they lie in; returns how many."""
    outlines = dict(
        Area.objects.filter(
            municipality_id=here, kind=Area.Kind.NEIGHBOURHOOD
        ).values_list("code", "outline")
    )
    if not outlines:
        return 0
    waiting = Address.objects.filter(
        municipality_id=here,
        neighbourhood=None,
        longitude__isnull=False,
        latitude__isnull=False,
    )
    placed, last = 0, 0
    while rows := list(
        waiting.filter(pk__gt=last)
        .order_by("pk")
        .values_list("pk", "longitude", "latitude")[:_AT_ONCE]
    ):
        last = rows[-1][0]
        points = [(float(x or 0), float(y or 0)) for _, x, y in rows]
        codes = area_reader().holding(outlines, points)
        found = [(row[0], code) for row, code in zip(rows, codes, strict=True) if code]
        placed += _set(here, found)
    return placed


def _set(here: str, found: list[tuple[int, str]]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            _SET,
            {
                "here": here,
                "ids": [number for number, _ in found],
                "codes": [code for _, code in found],
            },
        )
        return int(cursor.rowcount)
