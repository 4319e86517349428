"""The questions behind the list of addresses, from where there is least to read.

A source that says little is found from its own rows; one that says something nearly
everywhere is sought along the streets, where the first page is full soon. So is a
reason to look: at each address only its latest count is read.
"""

from typing import Any, Final

from django.db import connection

from onderdak.supervision.picture.look import PLANNED

_SPARSE: Final = 5_000
_HEAD: Final = """
    SELECT a.id FROM places_address a
    WHERE a.municipality_id = %(municipality)s AND a.gone_on IS NULL
      AND a.proposed_by_id IS NULL
      {beyond}
      AND {wanted}
    ORDER BY {order} LIMIT %(most)s
"""
_KEY: Final = ("a.street_key", "a.number", "a.addition_key", "a.id")
_BEYOND: Final = """
      AND (a.street_key, a.number, a.addition_key, a.id) {sign}
          (%(street)s, %(number)s, %(addition)s, %(id)s)
"""
_ALONG_THE_STREETS: Final = """EXISTS (SELECT FROM picture_signal s
          WHERE s.municipality_id = a.municipality_id AND s.address_id = a.id
            AND s.replaced_at IS NULL AND s.source = ANY (%(sources)s))"""
_FOUND_BEFORE: Final = "a.id = ANY (%(ids)s)"
_FEW: Final = """
    SELECT DISTINCT address_id FROM (
        SELECT s.address_id FROM picture_signal s
        WHERE s.municipality_id = %(municipality)s AND s.source = ANY (%(sources)s)
          AND s.replaced_at IS NULL
        LIMIT %(most)s) AS told
"""
_HOW_MANY: Final = """
    SELECT count(*) FROM (
        SELECT FROM picture_signal s
        WHERE s.municipality_id = %(municipality)s AND s.source = ANY (%(sources)s)
          AND s.replaced_at IS NULL
        LIMIT %(most)s) AS told
"""
# The latest count of registrations is more than the floor area allows: as the page of
# an address weighs it, so dwellings only, main and side addresses, and nothing planned.
# What somebody explained is no reason to look again until the count changes.
_PROMPTED: Final = """EXISTS (
    SELECT FROM (
        SELECT s.value::int AS number, s.on_date FROM picture_signal s
        WHERE s.municipality_id = %(municipality)s AND s.source = 'brp'
          AND s.address_id = a.id AND s.kind = 'registrations'
          AND s.replaced_at IS NULL AND s.on_date <= %(on)s
        ORDER BY s.on_date DESC LIMIT 1
    ) AS counted
    WHERE counted.number > 0 AND counted.on_date >= %(oldest)s
      AND counted.number > (
        SELECT sum(stands.floor_area / %(area)s) FROM (
            SELECT o.uses, o.floor_area FROM places_dwellingobject o
            WHERE o.address_id = a.id AND o.gone_on IS NULL AND o.status <> %(planned)s
            UNION ALL
            SELECT o.uses, o.floor_area FROM places_sideaddress b
            JOIN places_dwellingobject o ON o.id = b.dwelling_object_id
              AND o.address_id <> b.address_id
            WHERE b.address_id = a.id AND o.gone_on IS NULL AND o.status <> %(planned)s
        ) AS stands
        HAVING bool_and(stands.floor_area IS NOT NULL
            AND cardinality(stands.uses) = 1
            AND lower(stands.uses[1]) = 'woonfunctie'))
      AND NOT EXISTS (SELECT FROM picture_explained e
        WHERE e.municipality_id = %(municipality)s AND e.address_id = a.id
          AND e.registrations = counted.number))"""
LATEST: Final = """
    SELECT s.address_id, count(*), max(s.on_date), array_agg(DISTINCT s.source)
    FROM picture_signal s
    WHERE s.municipality_id = %(municipality)s AND s.address_id = ANY (%(ids)s)
      AND s.replaced_at IS NULL AND s.source = ANY (%(sources)s)
    GROUP BY s.address_id
"""


def few_addresses(known: dict[str, Any]) -> list[int] | None:
    """The addresses of sources that say little; None where they say much."""
    known = {**known, "most": _SPARSE + 1}
    with connection.cursor() as cursor:
        cursor.execute(_HOW_MANY, known)
        (number,) = cursor.fetchone() or (0,)
        if number > _SPARSE:
            return None
        cursor.execute(_FEW, known)
        return [pk for (pk,) in cursor.fetchall()]


def page_of(
    known: dict[str, Any], *, prompts: bool, after: bool, backward: bool
) -> list[int]:
    """A page of addresses in the order of the streets."""
    ids = None if prompts else few_addresses(known)
    order = ", ".join(f"{each} DESC" if backward else each for each in _KEY)
    sign = "<" if backward else ">"
    statement = _HEAD.format(
        beyond=_BEYOND.format(sign=sign) if after else "",
        wanted=_wanted(ids, prompts=prompts),
        order=order,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**known, "ids": ids, "planned": PLANNED})
        found = [pk for (pk,) in cursor.fetchall()]
    return found[::-1] if backward else found


def _wanted(ids: list[int] | None, *, prompts: bool) -> str:
    if prompts:
        return _PROMPTED
    return _ALONG_THE_STREETS if ids is None else _FOUND_BEFORE
