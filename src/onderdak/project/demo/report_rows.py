"""Rows of the report desk: what people reported, and the answers, by seed.

All of it is invented and nobody has a name. What happened before a day does not depend
on the day of loading: only how far a report is does.
"""

import hmac
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import count
from random import Random
from typing import Final

from onderdak.foundation.privacy.contract import wrap
from onderdak.kernel.calendar import working_days_after
from onderdak.kernel.ranges import add_months
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import ARNHEM, NIJMEGEN, PLACES, TOWN
from onderdak.project.demo.plan import DAY_ONE, AddressPlan, World
from onderdak.project.demo.report_texts import OUTCOMES, QUESTION, TEXTS
from onderdak.project.demo.standing_rows import Row, Table
from onderdak.supervision.desk.catalogue import (
    FirstCategory,
    first_categories,
    questions,
)

CODE: Final = "2026112120261121"
"""The code with which a visitor of the demo may follow a report in Polish."""

_A_MONTH: Final = {ARNHEM: 3, NIJMEGEN: 2, TOWN.code: 1}
_WEIGHTS: Final = {
    "bad_letting": 6,
    "overcrowding": 4,
    "exploitation": 1,
    "unsafe": 3,
    "nuisance": 6,
    "waste": 5,
    "other": 1,
}
_CHANNELS: Final = (*("public",) * 7, "phone", "phone", "partner")
_PARTNERS: Final = (
    ("police", "Politie (demo)"),
    ("corporation", "Woningcorporatie (demo)"),
    ("waste_team", "Afvalteam (demo)"),
)
_WITHOUT_ADDRESS: Final = 0.25
_IN_TIME: Final = 0.8
_ASKED: Final = 0.2
_AGAIN: Final = 0.12
_HASH_KEY: Final = bytes(range(32))  # opens nothing but the demo
_KEY_ID: Final = 900_001
_HOLDER: Final = "installation:desk-report"


@dataclass(frozen=True, slots=True)
class _Planned:
    """One report with its whole life, of which a day shows the part before it."""

    town: str
    category: FirstCategory
    language: str
    text: str
    address: AddressPlan | None
    channel: str
    received: date
    due: date
    accepted: date
    asked: date | None
    answered: date
    outcome: str
    like: int | None
    answers: dict[str, list[str]]


def reports(world: World, on: date) -> Iterator[Table]:
    """Categories everywhere, and the reports of three municipalities."""
    numbers = {
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
                *(numbers[place.code, each.key], place.code, each.key, each.kind),
                *(json.dumps(dict(each.names)), each.ground, each.term_working_days),
                *(each.leaves_nothing, True, position),
            )
            for place in PLACES
            for position, each in enumerate(first_categories(), 1)
        ),
    )
    known = [one for one in _planned(world, on) if one.received <= on]
    yield from _report_tables(known, numbers, on)
    key = wrap(_HOLDER, "hash", 1, _HASH_KEY)
    yield (
        "privacy_datakey",
        "id holder use version wrapped created_at",
        iter([(_KEY_ID, _HOLDER, "hash", 1, key, instant(on, 8))]),
    )


def _planned(world: World, on: date) -> list[_Planned]:
    """All reports from the first month on, in order of receipt."""
    made: list[_Planned] = []
    month = DAY_ONE
    while month <= on:
        for town, most in _A_MONTH.items():
            dice = Random(f"{world.seed}-reports-{town}-{month}")
            places = [a for a in world.addresses if a.municipality == town]
            for _ in range(most):
                made.append(_one(dice, town, places, month, made))
        month = add_months(month, 1)
    return sorted(made, key=lambda one: one.received)


def _one(
    dice: Random,
    town: str,
    places: list[AddressPlan],
    month: date,
    before: list[_Planned],
) -> _Planned:
    categories = {each.key: each for each in first_categories()}
    category = categories[dice.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]]
    language, text = dice.choice(TEXTS[category.key])
    address = dice.choice(places) if dice.random() > _WITHOUT_ADDRESS else None
    received = month + timedelta(days=dice.randrange(28))
    like = None
    earlier = [one for one in before[-8:] if one.town == town and one.address]
    if earlier and dice.random() < _AGAIN:
        category, address = earlier[-1].category, earlier[-1].address
        language, text = dice.choice(TEXTS[category.key])
        received = max(received, earlier[-1].received + timedelta(days=1))
        like = 1
    term = category.term_working_days
    late = dice.random() > _IN_TIME
    days = term + dice.randrange(2, 9) if late else dice.randrange(2, term + 1)
    asked = received + timedelta(days=2) if dice.random() < _ASKED else None
    return _Planned(
        town=town,
        category=category,
        language=language,
        text=text,
        address=address,
        channel=dice.choice(_CHANNELS),
        received=received,
        due=working_days_after(received, term),
        accepted=working_days_after(received, 1),
        asked=asked,
        answered=working_days_after(received, days),
        outcome=dice.choice(list(OUTCOMES)),
        like=like,
        answers={
            each.key: [dice.choice(each.options)] for each in questions()[category.kind]
        },
    )


def _state(one: _Planned, on: date) -> str:
    if on >= one.answered + timedelta(days=14):
        return "closed"
    if on >= one.answered:
        return "answered"
    if one.asked and on >= one.asked:
        return "waiting_for_reporter"
    return "accepted" if on >= one.accepted else "received"


def _numbered(known: list[_Planned]) -> Iterator[tuple[int, str, _Planned]]:
    given: Counter[tuple[str, int]] = Counter()
    for id_, one in enumerate(known, 1):
        year = one.received.year
        given[one.town, year] += 1
        yield id_, f"{year}-{given[one.town, year]:05}", one


def _report_tables(
    known: list[_Planned], categories: dict[tuple[str, str], int], on: date
) -> Iterator[Table]:
    rows = list(_numbered(known))
    shown = next((id_ for id_, _, one in reversed(rows) if _followed(one)), 0)
    yield (
        "desk_report",
        "id municipality_id number category_id channel language address_id place_text"
        " neighbourhood_id text answers danger state priority received_at due_on team"
        " partner_kind partner_name partner_reference code_hash answered_at closed_at"
        " outcome outcome_reason reopened_count dossier",
        (
            _report_row(id_, number, one, categories, on, shown)
            for id_, number, one in rows
        ),
    )
    yield (
        "desk_numbergiven",
        "id municipality_id year last",
        (
            (id_, town, year, last)
            for id_, ((town, year), last) in enumerate(_last_numbers(rows).items(), 1)
        ),
    )
    yield (
        "desk_reportstep",
        "id municipality_id report_id what from_state to_state at reason",
        _step_rows(rows, on),
    )
    yield (
        "desk_message",
        "id municipality_id report_id kind text language at",
        _message_rows(rows, on),
    )
    yield (
        "desk_reportlink",
        "id municipality_id report_id other_id kind state at",
        _link_rows(rows),
    )


def _followed(one: _Planned) -> bool:
    return one.language == "pl" and one.town == ARNHEM and one.channel == "public"


def _report_row(
    id_: int,
    number: str,
    one: _Planned,
    categories: dict[tuple[str, str], int],
    on: date,
    shown: int,
) -> Row:
    state = _state(one, on)
    done = state in ("answered", "closed")
    closed = one.answered + timedelta(days=14)
    partner = one.channel == "partner"
    place = one.address
    return (
        *(id_, one.town, number, categories[one.town, one.category.key]),
        *(one.channel, one.language, place.id if place else None),
        "" if place else "Bij het park, naast het speelveld (demo)",
        place.neighbourhood if place else None,
        *(one.text, json.dumps(one.answers), False, state, "normal"),
        *(instant(one.received, 10), one.due, ""),
        *(_PARTNERS[id_ % len(_PARTNERS)] if partner else ("", "")),
        f"DEMO-{id_}" if partner else "",
        None if partner else _hash(CODE if id_ == shown else f"demo {id_}"),
        instant(one.answered, 15) if done else None,
        instant(closed, 9) if state == "closed" else None,
        *(one.outcome if done else "", OUTCOMES[one.outcome]["nl"] if done else ""),
        *(0, False),
    )


def _hash(code: str) -> bytes:
    return hmac.digest(_HASH_KEY, code.encode(), sha256)


def _last_numbers(rows: list[tuple[int, str, _Planned]]) -> dict[tuple[str, int], int]:
    return {
        (one.town, one.received.year): int(number.partition("-")[2])
        for _, number, one in rows
    }


def _step_rows(rows: list[tuple[int, str, _Planned]], on: date) -> Iterator[Row]:
    numbers = count(1)
    for id_, _, one in rows:
        closed = one.answered + timedelta(days=14)
        steps = [
            ("receive", "received", one.received, 10),
            ("accept", "accepted", one.accepted, 11),
            ("answer", "answered", one.answered, 15),
            ("close", "closed", closed, 9),
        ]
        if one.asked:
            steps.insert(2, ("ask_reporter", "waiting_for_reporter", one.asked, 12))
        before = ""
        for what, to, day, hour in sorted(steps, key=lambda step: step[2]):
            if day > on:
                break
            yield next(numbers), one.town, id_, what, before, to, instant(day, hour), ""
            before = to


def _message_rows(rows: list[tuple[int, str, _Planned]], on: date) -> Iterator[Row]:
    numbers = count(1)
    for id_, _, one in rows:
        if one.asked and one.asked <= on:
            said, at = QUESTION[one.language], instant(one.asked, 12)
            yield next(numbers), one.town, id_, "question", said, one.language, at
        if one.answered <= on:
            at = instant(one.answered, 15)
            said = OUTCOMES[one.outcome][one.language]
            yield next(numbers), one.town, id_, "result", said, one.language, at


def _link_rows(rows: list[tuple[int, str, _Planned]]) -> Iterator[Row]:
    """Whatever looks like an earlier report of the same address."""
    numbers = count(1)
    for id_, _, one in rows:
        if one.like is None or one.address is None:
            continue
        same = [
            other
            for other, _, each in rows
            if other < id_ and each.address == one.address
        ]
        if same:
            at = instant(one.received, 11)
            kind = "duplicate"
            yield next(numbers), one.town, id_, same[-1], kind, "proposed", at
