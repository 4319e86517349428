"""Rows of the list of addresses of the invented town: points, what is known, outcomes.

Who visits where in the demo follows complaints, turns and chance; what is found follows
hidden facts of the houses with noise. The points know neither.
"""

import hmac
import json
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Final

from onderdak.kernel.ranges import add_months
from onderdak.project.demo.accounts import STREETS_PRIVACY, STREETS_SUPERVISOR, kinds
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import PLACES, TOWN
from onderdak.project.demo.marker import OPERATOR_ID
from onderdak.project.demo.plan import AddressPlan, World
from onderdak.project.demo.ranking_papers import (
    Said,
    area_shares,
    fire_defects,
    papers_of,
)
from onderdak.project.demo.ranking_visits import (
    COMPANIES,
    FIRST_VISIT,
    House,
    Visit,
    houses_of,
    visits_to,
)
from onderdak.project.demo.standing_rows import Row, Table
from onderdak.supervision.desk.catalogue import first_categories
from onderdak.supervision.picture.contract import BY_KEY

_POINTS: Final = Path(__file__).with_name("ranking_points.yaml")
_ASSESSMENT: Final = "Verzonnen beoordeling voor de demo; niemand heeft haar gemaakt."
_PER_PERSON: Final = 12  # only to make some houses stand out
_QUARTERS: Final = 8
# Far above the numbers that other rows of the demo take.
_SIGNALS, _DELIVERIES, _REPORTS = 10_000_000, 1_000_000, 1_000_000
_PARTIES, _REPORT_NUMBERS = 1_000_000, 50_000
_A_WEEK: Final = 5
_RECENT_DAYS: Final = 200
_SOURCES: Final = (
    *("brp", "certificates", "inspections", "landlords", "mail", "permits"),
    "vacancy",
)


def ranking(world: World, on: date) -> Iterator[Table]:
    """Points and their approval, what is known of the houses, and 300 outcomes."""
    houses = houses_of(world)
    visits = [one for one in visits_to(world, houses) if one.on <= on]
    yield from _points(on)
    yield from _signals(world, houses, visits, on)
    yield area_shares(world, on)
    yield from _parties(houses)
    yield from _reports(houses, on)
    yield (
        "picture_outcome",
        "id municipality_id address_id on_date result source reference chosen_by"
        " recorded_at",
        (
            (
                *(one.number, TOWN.code, one.house.id, one.on, one.result, "file"),
                *(f"DEMO-{one.number}", one.chosen_by, instant(one.on, 16)),
            )
            for one in visits
        ),
    )


def _user(name: str) -> int:
    return next(n for n, kind in enumerate(kinds(), 1) if kind.name == name)


def _points(on: date) -> Iterator[Table]:
    """Version 1 is in use; version 2 waits for the privacy officer."""
    body = _POINTS.read_text(encoding="utf-8")
    later = body.replace("\nversion: 1\n", "\nversion: 2\n")
    maker, officer = _user(STREETS_SUPERVISOR), _user(STREETS_PRIVACY)
    used = on - timedelta(days=30)
    name = "Adressen Voorbeeldstad"
    why = "Verzonnen voor de demo"
    yield (
        "picture_pointset",
        "id municipality_id name version body digest state why approved_on used_from"
        " made_by_id made_at changed_at",
        iter(
            [
                (
                    *(1, TOWN.code, name, 1, body, _digest(body), "in_use", why),
                    *(used, used, maker, instant(used, 9), instant(used, 15)),
                ),
                (
                    *(2, TOWN.code, name, 2, later, _digest(later), "waiting", why),
                    *(None, None, maker, instant(on, 9), instant(on, 10)),
                ),
            ]
        ),
    )
    yield (
        "picture_assessment",
        "id municipality_id point_set_id verdict on_date words file_name file_digest"
        " file by_id at",
        iter(
            [
                (
                    *(1, TOWN.code, 1, "approved", used, "Akkoord (demo)."),
                    *("beoordeling-demo.txt", _digest(_ASSESSMENT)),
                    *(_ASSESSMENT.encode(), officer, instant(used, 14)),
                )
            ]
        ),
    )
    yield (
        "picture_rankingsetting",
        "id municipality_id on why random_share capacity by_id at",
        iter([(1, TOWN.code, True, why, 200, _A_WEEK, maker, instant(used, 15))]),
    )


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def _signals(
    world: World, houses: tuple[House, ...], visits: list[Visit], on: date
) -> Iterator[Table]:
    said = [
        one
        for one in (
            *_of_houses(world, houses, on),
            *_of_visits(world, visits, on),
            *papers_of(world, houses, on),
            *fire_defects(world, visits, on),
        )
        if one.on <= on
    ]
    number_of = {key: _DELIVERIES + n for n, key in enumerate(_SOURCES, 1)}
    yield (
        "picture_delivery",
        "id municipality_id filename digest sources state counts received_at settled_at"
        " by_id",
        (
            (
                *(number_of[key], TOWN.code, f"{key}.csv", "0" * 64),
                *("{" + key + "}", "recorded", json.dumps({})),
                *(instant(on, 7), instant(on, 7), OPERATOR_ID),
            )
            for key in _SOURCES
        ),
    )
    yield (
        "picture_signal",
        "id municipality_id address_id source kind key value on_date ground"
        " source_reference delivery_id match_level recorded_at until condition",
        (
            _signal_row(_SIGNALS + n, one, number_of[one.source], on)
            for n, one in enumerate(said, 1)
        ),
    )


def _signal_row(number: int, one: Said, delivery: int, on: date) -> Row:
    key = f"{one.kind}:{one.mark or one.on.isoformat()}@{one.house.id}"
    return (
        *(number, TOWN.code, one.house.id, one.source, one.kind, key),
        *(json.dumps(one.value), one.on),
        *(one.ground or BY_KEY[one.source].ground, one.mark),
        *(delivery, "bag_id", instant(on, 7), one.until, one.condition),
    )


def _of_houses(world: World, houses: tuple[House, ...], on: date) -> Iterator[Said]:
    month = on.replace(day=1)
    for house in houses:
        dice = Random(f"{world.seed}:said:{house.plan.id}")
        yield from _registrations(house, dice, month)
        if dice.random() < 0.02:
            day = FIRST_VISIT + timedelta(days=dice.randrange(600))
            yield Said(house.plan, "vacancy", "vacant", "owner_reported", day)
        if house.let_by is None:
            continue
        bad = house.true.crowded or house.true.neglected
        if dice.random() < (0.35 if bad else 0.8):
            day, mark = FIRST_VISIT, f"DEMO-V-{house.plan.id}"
            yield Said(house.plan, "permits", "permit", "kamerverhuur", day, mark)
        if dice.random() < 0.6:
            until = FIRST_VISIT + timedelta(
                days=dice.randint(100, 500 if bad else 1_400)
            )
            mark = f"DEMO-S-{house.plan.id}"
            day = FIRST_VISIT
            yield Said(
                house.plan, "certificates", "snf", "geldig", day, mark, until=until
            )


def _registrations(house: House, dice: Random, month: date) -> Iterator[Said]:
    """Who is too full has its people registered, or not; some have a large family."""
    fits = max(1, house.plan.floor_area // _PER_PERSON)
    registered = dice.randint(0, min(fits, 5))
    if house.true.crowded and dice.random() < 0.6:
        registered = fits + dice.randint(1, 7)
    elif dice.random() < 0.03:
        registered = fits + dice.randint(1, 3)
    for quarter in range(_QUARTERS):
        day = add_months(month, -3 * quarter)
        yield Said(house.plan, "brp", "registrations", registered, day)


def _of_visits(world: World, visits: list[Visit], on: date) -> Iterator[Said]:
    """Half of the breaches were written down as findings; old ones are mended."""
    for visit in visits:
        dice = Random(f"{world.seed}:finding:{visit.number}")
        if visit.result != "breach" or dice.random() < 0.5:
            continue
        fresh = (on - visit.on).days < _RECENT_DAYS and dice.random() < 0.7
        yield Said(
            *(visit.house, "inspections", "finding", "gebrek (verzonnen)", visit.on),
            mark=f"DEMO-B-{visit.number}",
            condition="open" if fresh else "mended",
        )


def _parties(houses: tuple[House, ...]) -> Iterator[Table]:
    """Companies that are known to house people, each at several addresses."""
    yield (
        "parties_party",
        "id municipality_id name kind kvk_number",
        (
            (_PARTIES + n, TOWN.code, f"Voorbeeld Verhuur {n} B.V.", "company", "")
            for n in range(1, COMPANIES + 1)
        ),
    )
    yield (
        "parties_partataddress",
        "id address_id municipality_id party_id part since evidence evidence_reference"
        " disputed",
        (
            (
                *(_PARTIES + n, one.plan.id, TOWN.code, _PARTIES + 1 + one.let_by),
                *("provider", FIRST_VISIT, "own_statement", "DEMO", False),
            )
            for n, one in enumerate(houses, 1)
            if one.let_by is not None
        ),
    )


def _reports(houses: tuple[House, ...], on: date) -> Iterator[Table]:
    categories = {
        (place.code, each.key): number
        for number, (place, each) in enumerate(
            ((p, c) for p in PLACES for c in first_categories()), 1
        )
    }
    heard = [
        (one.plan, *each) for one in houses for each in one.reports if each[0] <= on
    ]
    yield (
        "desk_report",
        "id municipality_id number category_id channel language address_id place_text"
        " neighbourhood_id text answers danger state priority received_at due_on team"
        " partner_kind partner_name partner_reference code_hash answered_at closed_at"
        " outcome outcome_reason reopened_count dossier",
        (
            _report_row(n, plan, day, categories[TOWN.code, category], outcome, on)
            for n, (plan, day, category, outcome) in enumerate(heard, 1)
        ),
    )


def _report_row(
    n: int, plan: AddressPlan, day: date, category: int, outcome: str, on: date
) -> Row:
    """Closed three weeks later; a report of the last weeks is still open."""
    closed = day + timedelta(days=21)
    done = closed <= on
    return (
        *(_REPORTS + n, TOWN.code, f"{day.year}-{_REPORT_NUMBERS + n:05}", category),
        *("public", "nl", plan.id, "", plan.neighbourhood),
        *("Verzonnen melding voor de demo.", json.dumps({}), False),
        *("closed" if done else "accepted", "normal", instant(day, 10), closed, ""),
        *("", "", "", hmac.digest(b"demo streets", str(n).encode(), sha256)),
        *((instant(closed, 9), instant(closed, 9)) if done else (None, None)),
        *(outcome if done else "", "Verzonnen voor de demo." if done else "", 0, False),
    )
