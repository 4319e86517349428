"""Loads the demo, as the owner, in one transaction: all of it or nothing.

The processing log stays empty: it says what people did with data, and nobody has done
anything yet.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

import psycopg
from django.apps import apps
from django.conf import settings
from psycopg import Connection

from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.project.demo.account_rows import people
from onderdak.project.demo.accounts import OPERATOR
from onderdak.project.demo.agreement_rows import agreements
from onderdak.project.demo.bulk import (
    analyze,
    copy,
    empty,
    row_security_lifted,
    without_constraints,
)
from onderdak.project.demo.care_rows import care
from onderdak.project.demo.certificate_rows import certificates
from onderdak.project.demo.clock import instant
from onderdak.project.demo.enforcement_settings import enforcement_settings
from onderdak.project.demo.facts import REGION
from onderdak.project.demo.marker import LOADED, OPERATOR_ID, detail, read_marker
from onderdak.project.demo.neighbourhood_rows import neighbourhoods
from onderdak.project.demo.night_rows import nights
from onderdak.project.demo.plan import World
from onderdak.project.demo.quality_rows import quality
from onderdak.project.demo.ranking_rows import ranking
from onderdak.project.demo.regional_rows import regional
from onderdak.project.demo.register import Register, register_on
from onderdak.project.demo.report_rows import reports
from onderdak.project.demo.scheme_rows import schemes
from onderdak.project.demo.sealed_rows import sealed
from onderdak.project.demo.signal_rows import signals
from onderdak.project.demo.standing_rows import (
    Row,
    Table,
    investigations,
    parts,
    standing,
)
from onderdak.project.demo.supervision_rows import supervision
from onderdak.project.demo.visit_report_rows import visit_reports
from onderdak.project.demo.visit_rows import visits
from onderdak.project.demo.visit_setting_rows import visit_settings
from onderdak.project.demo.waiting_rows import to_confirm
from onderdak.project.demo.world import build_world

SEED: Final = 20250101
Progress = Callable[[str, float], None]

# Rooms that the demo shares with the packages it signs in with.
_OTHER_APPS: Final = ("account", "mfa", "sessions")
_PREPARED, _FILLED = 0.25, 0.85


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What was loaded; `fresh` is false when it was there already."""

    on: date
    seed: int
    fresh: bool
    counts: dict[str, int]
    guests_tonight: int


def is_loaded() -> tuple[date, int] | None:
    """Day and seed of the demo in the database, if this very code has loaded it."""
    with psycopg.connect(settings.OWNER_ADDRESS) as connection:
        return read_marker(connection)


def load_demo(*, on: date, seed: int = SEED, progress: Progress) -> DemoSummary:
    """Fill the database with the demo region as it is known on the evening of a day.

    Args:
        on: the day of loading; what happened before it does not depend on it.
        seed: another seed gives another region.
        progress: is told what is being done, and which part is ready (0 to 1).

    Raises:
        Conflict: the database holds something that is not the demo.
    """
    with psycopg.connect(settings.OWNER_ADDRESS) as connection:
        _refuse_real_data(connection)
        if read_marker(connection) == (on, seed):
            progress("demo", 1.0)
            return DemoSummary(on, seed, False, {}, _tonight(connection, on))
        progress("world", 0.0)
        world = build_world(seed)
        register = register_on(world, on)
        progress("register", _PREPARED)
        counts = _fill(connection, world, register, progress)
    progress("demo", 1.0)
    return DemoSummary(on, seed, True, counts, len(register.sleeping(on)))


def _refuse_real_data(connection: Connection) -> None:
    found = connection.execute(
        "SELECT EXISTS (SELECT FROM identity_user)"
        " OR EXISTS (SELECT FROM identity_municipality),"
        " EXISTS (SELECT FROM identity_user WHERE email = %s)"
        " AND EXISTS (SELECT FROM identity_region WHERE code = %s)",
        [OPERATOR, REGION],
    ).fetchone()
    if found and found[0] and not found[1]:
        raise Conflict(
            text("The demo was not loaded: this database holds other data."),
            why=text("Loading the demo would erase them."),
            next_step=text("Use an empty database for the demo."),
        )


def _tonight(connection: Connection, on: date) -> int:
    """How many sleep in the demo's locations on the day of loading."""
    connection.execute(
        "SELECT set_config('onderdak.scope', 'set', true),"
        " set_config('onderdak.municipalities',"
        " (SELECT array_agg(code::text)::text FROM identity_municipality), true)"
    )
    found = connection.execute(
        "SELECT count(*) FROM nights_stay WHERE arrival <= %s AND ends > %s", [on, on]
    ).fetchone()
    return int(found[0]) if found else 0


def _tables() -> list[str]:
    """Every table of this software, and those with accounts and sessions."""
    configs = [
        config
        for config in apps.get_app_configs()
        if config.name.startswith("onderdak.") or config.label in _OTHER_APPS
    ]
    return sorted(
        model._meta.db_table
        for config in configs
        for model in config.get_models(include_auto_created=True)
        if model._meta.managed
    )


def _fill(
    connection: Connection, world: World, register: Register, progress: Progress
) -> dict[str, int]:
    """Empty the tables and fill them; the caller's transaction holds it together."""
    counts: dict[str, int] = {}
    tables = list(_rows(world, register))
    empty(connection, _tables())
    with row_security_lifted(connection), without_constraints(connection):
        for number, (table, columns, rows) in enumerate(tables):
            ready = _PREPARED + (_FILLED - _PREPARED) * number / len(tables)
            progress(table, ready)
            copied = copy(connection, table, columns, rows)
            counts[table] = counts.get(table, 0) + copied
        progress("constraints", _FILLED)
    analyze(connection, counts)
    return counts


def _rows(world: World, register: Register) -> Iterator[Table]:
    return chain(
        standing(world),
        people(world, register.on),
        parts(world),
        agreements(world, register.on),
        certificates(world, register.on),
        schemes(world, register.on),
        to_confirm(world, register.on),
        nights(world, register, declared_by=OPERATOR_ID),
        supervision(world, register, by=OPERATOR_ID),
        quality(world, register.on),
        regional(world, register.on),
        sealed(world, register),
        investigations(world, register.on),
        signals(world, register.on),
        neighbourhoods(world, register.on),
        reports(world, register.on),
        care(world, register.on),
        ranking(world, register.on),
        visits(world, register.on),
        visit_reports(world, register.on),
        visit_settings(register.on),
        enforcement_settings(world, register.on),
        [_marker(world, register.on)],
    )


def _marker(world: World, on: date) -> Table:
    row: Row = (
        1,
        instant(on, 20),
        OPERATOR_ID,
        LOADED,
        "demo",
        json.dumps(detail(on, world.seed)),
    )
    return "identity_auditevent", "id at actor_id action object detail", iter([row])
