"""Rows of what enforcement needs beside its cases: a matrix, amounts, reserve rooms.

Only the invented town has a matrix and amounts, and each line says that it is invented:
a real municipality fills its own from the strategy that it adopted.
"""

import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from onderdak.foundation.privacy.contract import wrap
from onderdak.foundation.privacy.town_seal import sealed_with, town_holder
from onderdak.project.demo.accounts import STREETS_SUPERVISOR
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import ARNHEM, TOWN
from onderdak.project.demo.plan import DAY_ONE, World
from onderdak.project.demo.report_told import account
from onderdak.project.demo.standing_rows import Table
from onderdak.supervision.enforcement.reserve_sealing import USE, bound_to

_SOURCE: Final = "Verzonnen voor de demo; deze gemeente bestaat niet"
_WORDS: Final = "Verzonnen voor de demo."
_KEY_ID: Final = 900_302
# From light to heavy; a cell advises what stands at its sum, and what is before it.
_LADDER: Final = (
    ("inform", "address"),
    ("address", "warn"),
    ("warn", "tighter_supervision"),
    ("warn", "penalty_order"),
    ("penalty_order", "fine"),
    ("penalty_order", "coercion", "fine"),
    ("coercion", "withdraw", "report_offence"),
)


class _Amount(NamedTuple):
    amount_of: str
    rule: str
    per: str
    cents: int
    most: int | None


_AMOUNTS: Final = (
    _Amount("penalty", "", "week", 1_000_00, 10_000_00),
    _Amount("penalty", "A01", "week", 2_500_00, 25_000_00),
    _Amount("fine", "A01", "once", 5_000_00, None),
    _Amount("fine_repeat", "A01", "once", 10_000_00, None),
)


class _Rooms(NamedTuple):
    kind: str
    name: str
    where: str
    words: str
    places: int
    days: int
    contact: str
    phone: str


_ROOMS: Final = (
    _Rooms(
        "corporation",
        "Noodwoningen van een corporatie",
        "Arnhem-Zuid",
        "Twee woningen op de begane grond. Ook voor gezinnen.",
        12,
        300,
        "Piket van de corporatie",
        "026 000 01 01",
    ),
    _Rooms(
        "agency",
        "Reservebedden van een uitzendbureau",
        "Arnhem-Noord",
        "Afgesproken in de prestatieafspraken; de eerste twee weken zonder kosten.",
        20,
        200,
        "Locatiebeheerder van dienst",
        "026 000 02 02",
    ),
    _Rooms(
        "shelter",
        "Nachtopvang",
        "Binnenstad",
        "Alleen als niets anders kan; geen kinderen.",
        4,
        500,
        "Nachtportier",
        "026 000 03 03",
    ),
    _Rooms(
        "return_help",
        "Hulp bij terugkeer",
        "",
        "Kaartje en begeleiding voor wie zelf naar huis wil.",
        6,
        400,
        "Vrijwilliger van dienst",
        "026 000 04 04",
    ),
)


def enforcement_settings(world: World, on: date) -> Iterator[Table]:
    """What the invented town set, and the reserve rooms of Arnhem."""
    del world
    by = account(STREETS_SUPERVISOR)
    at = instant(DAY_ONE, 9)
    yield _matrix(by)
    yield (
        "enforcement_localamount",
        "id municipality_id valid_from source invented by_id at amount_of rule per"
        " cents most_cents article ended",
        (
            (
                *(n, TOWN.code, DAY_ONE, _SOURCE, True, by, at),
                *(one.amount_of, one.rule, one.per, one.cents, one.most),
                *("Beleidsregel verzonnen voor de demo, artikel 4", False),
            )
            for n, one in enumerate(_AMOUNTS, 1)
        ),
    )
    yield from _reserve(on)


def _matrix(by: int) -> Table:
    cells = [(b, c) for b in range(4) for c in range(4)]
    return (
        "enforcement_matrixcell",
        "id municipality_id valid_from source invented by_id at behaviour consequence"
        " advised words",
        (
            (
                *(n, TOWN.code, DAY_ONE, _SOURCE, True, by, instant(DAY_ONE, 9)),
                *("ABCD"[b], str(c + 1), json.dumps(_LADDER[b + c]), _WORDS),
            )
            for n, (b, c) in enumerate(cells, 1)
        ),
    )


def _reserve(on: date) -> Iterator[Table]:
    key, holder = os.urandom(32), town_holder(ARNHEM, USE)
    yield (
        "privacy_datakey",
        "id holder use version wrapped created_at",
        iter([(_KEY_ID, holder, "seal", 1, wrap(holder, "seal", 1, key), _at(on))]),
    )
    yield (
        "enforcement_reserveplace",
        "id municipality_id uid kind name where words agreement places available_from"
        " available_until sealed row_key key_version withdrawn_on changed_by_id"
        " changed_at",
        (_rooms(n, one, key, on) for n, one in enumerate(_ROOMS, 1)),
    )


def _rooms(n: int, one: _Rooms, key: bytes, on: date) -> tuple[object, ...]:
    uid = UUID(int=0x5E5E_0000 + n)
    words = {"name": one.contact, "phone": one.phone}
    sealed = sealed_with(key, 1, bound_to(uid), words)
    return (
        *(n, ARNHEM, uid, one.kind, one.name, one.where, one.words),
        *("Verzonnen voor de demo", one.places, DAY_ONE),
        *(on + timedelta(days=one.days), sealed.sealed, sealed.row_key, 1, None),
        *(account("jurist"), _at(on)),
    )


def _at(on: date) -> object:
    return instant(on - timedelta(days=40), 9)
