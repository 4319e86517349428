"""Which neighbourhood an address lies in, by its place and this year's outlines."""

from typing import Final

from django.db import connection
from django.db.models import Q

from onderdak.foundation.places.models import Address, Area
from onderdak.foundation.places.register.readers import area_reader

_SET: Final = """
    UPDATE places_address a SET neighbourhood_id = f.code
    FROM unnest(%(ids)s::bigint[], %(codes)s::text[]) AS f (id, code)
    WHERE a.id = f.id AND a.municipality_id = %(here)s
        AND a.neighbourhood_id IS DISTINCT FROM f.code
"""
_AT_ONCE: Final = 50_000


def place_addresses(here: str, *, anew: bool = False) -> int:
    """Give addresses the neighbourhood they lie in; returns how many got another.

    Neighbourhoods are drawn anew every year, and the BAG corrects places: only the
    outlines that hold now count.

    Args:
        anew: all of them, not only those that have none yet or an old one.
    """
    in_force = Area.objects.filter(
        municipality_id=here, kind=Area.Kind.NEIGHBOURHOOD, until_year=None
    )
    outlines = dict(in_force.values_list("code", "outline"))
    if not outlines:
        return 0
    waiting = Address.objects.filter(
        municipality_id=here, longitude__isnull=False, latitude__isnull=False
    )
    if not anew:
        waiting = waiting.filter(
            Q(neighbourhood=None) | Q(neighbourhood__until_year__isnull=False)
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
