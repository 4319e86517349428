"""Rows of the report desk: what people reported, and the answers, by seed.

All of it is invented and nobody has a name.
"""

import hmac
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import count
from typing import Final

from onderdak.foundation.privacy.contract import wrap
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import PLACES
from onderdak.project.demo.marker import OPERATOR_ID
from onderdak.project.demo.plan import World
from onderdak.project.demo.report_plan import ordinary
from onderdak.project.demo.report_shared import share_tables
from onderdak.project.demo.report_stories import stories
from onderdak.project.demo.report_told import SOMEWHERE, Happened, Told
from onderdak.project.demo.standing_rows import Row, Table
from onderdak.supervision.desk.catalogue import first_categories
from onderdak.supervision.desk.domain.states import OPEN_STATES, State

_HASH_KEY: Final = bytes(range(32))  # opens nothing but the demo
_KEY_ID: Final = 900_001
_HOLDERS: Final = ("installation:desk-report", "installation:desk-forward")
_DAYS_TO_READ: Final = 42


@dataclass(frozen=True, slots=True)
class Numbered:
    """A report with the numbers that it has as a row and for people."""

    id: int
    number: str
    told: Told


def reports(world: World, on: date) -> Iterator[Table]:
    """Categories everywhere, and the reports of three municipalities."""
    categories = {
        (place.code, each.key): number
        for number, (place, each) in enumerate(
            ((p, c) for p in PLACES for c in first_categories()), 1
        )
    }
    yield (
        "desk_category",
        "id municipality_id key kind names ground term_working_days leaves_nothing"
        " active position",
        (
            (
                *(categories[place.code, each.key], place.code, each.key, each.kind),
                *(json.dumps(dict(each.names)), each.ground, each.term_working_days),
                *(each.leaves_nothing, True, position),
            )
            for place in PLACES
            for position, each in enumerate(first_categories(), 1)
        ),
    )
    rows = numbered_reports(world, on)
    yield from _report_tables(rows, categories)
    yield from share_tables(
        [(each.id, each.number, each.told) for each in rows], _hashed
    )
    yield (
        "privacy_datakey",
        "id holder use version wrapped created_at",
        (
            (id_, holder, "hash", 1, wrap(holder, "hash", 1, _HASH_KEY), instant(on, 8))
            for id_, holder in enumerate(_HOLDERS, _KEY_ID)
        ),
    )


def numbered_reports(world: World, on: date) -> list[Numbered]:
    """All reports in order of receipt, numbered as a desk numbers them."""
    told = [*ordinary(world, on), *stories(world, on)]
    given: Counter[tuple[str, int]] = Counter()
    made = []
    for id_, one in enumerate(sorted(told, key=lambda one: one.received), 1):
        year = one.received.year
        given[one.town, year] += 1
        made.append(Numbered(id_, f"{year}-{given[one.town, year]:05}", one))
    return made


def _report_tables(
    rows: list[Numbered], categories: dict[tuple[str, str], int]
) -> Iterator[Table]:
    by_key = {each.told.key: each for each in rows if each.told.key}
    yield (
        "desk_report",
        "id municipality_id number category_id channel language address_id place_text"
        " neighbourhood_id text answers danger state priority received_at due_on"
        " owner_id team partner_kind partner_name partner_reference signal code_hash"
        " answered_at closed_at outcome outcome_reason reopened_count dossier"
        " result_until merged_into_id",
        (_report_row(each, categories, by_key) for each in rows),
    )
    yield (
        "desk_numbergiven",
        "id municipality_id year last",
        (
            (id_, town, year, last)
            for id_, ((town, year), last) in enumerate(_last(rows).items(), 1)
        ),
    )
    yield (
        "desk_reportstep",
        "id municipality_id report_id what from_state to_state at reason by_id",
        _step_rows(rows, by_key),
    )
    yield (
        "desk_message",
        "id municipality_id report_id kind text language at by_id read_at",
        _message_rows(rows),
    )
    yield (
        "desk_reportlink",
        "id municipality_id report_id other_id kind state at by_id",
        _link_rows(rows, by_key),
    )


def _report_row(
    each: Numbered,
    categories: dict[tuple[str, str], int],
    by_key: dict[str, Numbered],
) -> Row:
    one, place = each.told, each.told.address
    answered, closed = one.moment(State.ANSWERED), one.moment(State.CLOSED)
    by_partner = any(one.partner)
    until = closed.day + timedelta(days=_DAYS_TO_READ) if closed else None
    return (
        *(each.id, one.town, each.number, categories[one.town, one.category.key]),
        *(one.channel, one.language, place.id if place else None),
        "" if place else SOMEWHERE,
        place.neighbourhood if place else None,
        *(one.text, json.dumps(one.answers), one.danger, one.state, one.priority),
        *(instant(one.received, one.history[0].hour), one.due, one.owner, ""),
        *(*one.partner, f"DEMO-{each.id}" if by_partner else ""),
        json.dumps(one.signal),
        None if by_partner else _hashed(one.code or f"demo {each.id}"),
        _at(answered),
        _at(closed),
        *(one.outcome, one.reason),
        sum(line.what == "reopen" for line in one.history),
        False,
        None if by_partner else until,
        by_key[one.into].id if one.into else None,
    )


def _at(line: Happened | None) -> object:
    return instant(line.day, line.hour) if line else None


def _hashed(code: str) -> bytes:
    return hmac.digest(_HASH_KEY, code.encode(), sha256)


def _last(rows: Iterable[Numbered]) -> dict[tuple[str, int], int]:
    return {
        (each.told.town, each.told.received.year): int(each.number.partition("-")[2])
        for each in rows
    }


def _step_rows(rows: list[Numbered], by_key: dict[str, Numbered]) -> Iterator[Row]:
    numbers = count(1)
    for each in rows:
        for line in each.told.history:
            other = by_key.get(line.reason)
            yield (
                *(next(numbers), each.told.town, each.id, line.what, line.before),
                *(line.to, _at(line), other.number if other else line.reason, line.by),
            )


def _message_rows(rows: list[Numbered]) -> Iterator[Row]:
    numbers = count(1)
    for each in rows:
        for line in each.told.history:
            said = line.said
            if said is not None:
                yield (
                    *(next(numbers), each.told.town, each.id, said.kind, said.text),
                    *(said.language, _at(line), line.by),
                    _at(line) if said.read else None,
                )


def _link_rows(rows: list[Numbered], by_key: dict[str, Numbered]) -> Iterator[Row]:
    """What looks like an earlier report of the same address, and what was merged."""
    numbers = count(1)
    before: dict[int, Numbered] = {}
    for each in rows:
        one, place = each.told, each.told.address
        at = instant(one.received, 11)
        first = before.get(place.id) if place else None
        if one.into:
            main = by_key[one.into].id
            yield (
                *(next(numbers), one.town, each.id, main, "same_address", "merged"),
                *(instant(one.history[-1].day, 11), one.history[-1].by or OPERATOR_ID),
            )
        elif one.like and first and one.state in OPEN_STATES:
            pair = (each.id, first.id, "same_address", "proposed")
            yield next(numbers), one.town, *pair, at, None
        if place:
            before[place.id] = each
