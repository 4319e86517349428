"""Ten thousand running cases: the nightly recount, and the list of what falls due.

The cases are written by the owner, with the triggers that ask who writes put aside;
what is measured goes through the app's own role, row security and the same functions
as at night and on the page.
"""

import json
import os
import statistics
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter, process_time
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Municipality,
    Role,
    Scope,
    User,
    actor_of,
    scope,
    scope_of,
)
from onderdak.project.demo.bulk import copy, row_security_lifted
from onderdak.rules.enforcement import shipped
from onderdak.supervision.enforcement.contract.clocks import (
    AskedWeek,
    recount,
    week_list,
)
from onderdak.supervision.enforcement.taking_in import take_in

TOWN = "GM9990"
CASES = 10_000
LAWYERS = 5
PROMISED_MS = 200
PROMISED_S = 30
TODAY = date(2026, 11, 21)
_LOOKS = 60
_TABLES = (
    "places_address",
    "enforcement_offender",
    "enforcement_case",
    "enforcement_measure",
    "enforcement_step",
    "enforcement_penaltyorder",
    "enforcement_remedy",
    "enforcement_entry",
    "enforcement_clock",
)
_PATH = "penalty_order"
# How far a measure has come: the days of its steps count from the day it began.
_STAGES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("announce", 0),),
    (("announce", 0), ("receive_views", 14), ("order", 20)),
    (("announce", 0), ("receive_views", 14), ("order", 20), ("check_kept", 55)),
    (
        ("announce", 0),
        ("receive_views", 14),
        ("order", 20),
        ("check_breach", 55),
        ("check_breach", 70),
    ),
    (
        ("announce", 0),
        ("receive_views", 14),
        ("order", 20),
        ("check_breach", 55),
        ("collect", 110),
        ("remind", 160),
    ),
)
_STAGE_OF = (0, 1, 1, 1, 2, 2, 3, 3, 4, 4)
_ORDER = {
    "mend": "No more than six people sleep there.",
    "penalty_kind": "per_unit",
    "unit": "week",
    "amount_cents": 100_000,
    "maximum_cents": 1_000_000,
    "ends_stay": False,
}


def fill() -> None:
    """A town with its lawyers, and cases as far as they come in two years."""
    lawyers = _town()
    with psycopg.connect(settings.OWNER_ADDRESS) as owner, row_security_lifted(owner):
        _triggers(owner, "DISABLE")
        for table, columns, rows in _all_rows(lawyers):
            copy(owner, table, columns, rows)
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _triggers(owner, "ENABLE")
    with psycopg.connect(settings.OWNER_ADDRESS, autocommit=True) as owner:
        for table in _TABLES:
            owner.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(table)))


def _triggers(owner: psycopg.Connection, verb: str) -> None:
    for table in ("enforcement_measure", "enforcement_step", "enforcement_case"):
        owner.execute(
            sql.SQL("ALTER TABLE {} {} TRIGGER USER").format(
                sql.Identifier(table), sql.SQL(verb)
            )
        )


def _town() -> list[int]:
    Municipality.objects.get_or_create(code=TOWN, defaults={"name": "Grootstad"})
    users = [
        User.objects.create_user(f"jurist.{n}@grootstad.example")
        for n in range(LAWYERS)
    ]
    with scope(Scope(municipalities=frozenset({TOWN}), actor=users[0].pk)):
        for user in users:
            Membership.objects.create(user=user, role=Role.LAWYER, municipality_id=TOWN)
        take_in(datetime.combine(TODAY, time(12), UTC))
    return [user.pk for user in users]


def _all_rows(
    lawyers: list[int],
) -> Iterator[tuple[str, str, list[tuple[object, ...]]]]:
    numbers = range(1, CASES + 1)
    digest, base = shipped().digest, 90_000_000
    at = datetime.combine(TODAY, time(12), UTC)
    yield (
        "places_address",
        "id municipality_id street number addition postcode town",
        [
            (base + n, TOWN, f"Straat {n % 900}", n // 900 + 1, "", "1234AB", "Groot")
            for n in numbers
        ],
    )
    yield (
        "enforcement_offender",
        "id municipality_id uid kind part name kvk sealed row_key key_version known_by"
        " language named_by_id named_at",
        [
            (
                base + n,
                TOWN,
                f"00000000-0000-4000-8000-{n:012}",
                "company",
                "landlord",
                f"Verhuur {n % 2000} BV",
                "",
                b"x",
                b"x",
                1,
                f"{n:064}",
                "nl",
                lawyers[0],
                at,
            )
            for n in numbers
        ],
    )
    begun = {n: TODAY - timedelta(days=5 + n * 7 % 700) for n in numbers}
    yield (
        "enforcement_case",
        "id municipality_id number address_id offender_id ruleset_id owner_id state"
        " reason opened_on opened_by_id opened_at closing closing_words",
        [
            (
                base + n,
                TOWN,
                f"H-2026-{n:05}",
                base + n,
                base + n,
                digest,
                lawyers[n % LAWYERS],
                "open",
                "",
                begun[n],
                lawyers[0],
                at,
                "",
                "",
            )
            for n in numbers
        ],
    )
    steps = [step for n in numbers for step in _steps(n, begun[n])]
    ended = {step["measure"]: step["to_state"] for step in steps}
    yield (
        "enforcement_measure",
        "id municipality_id case_id nth ruleset_id path state begun_on reason article"
        " begun_by_id begun_at",
        [
            (
                base + n,
                TOWN,
                base + n,
                1,
                digest,
                _PATH,
                ended.get(n, shipped().paths[_PATH].begins),
                begun[n],
                "",
                "",
                lawyers[0],
                at,
            )
            for n in numbers
        ],
    )
    yield (
        "enforcement_step",
        "id municipality_id measure_id n ruleset_id path step from_state to_state"
        " on_day facts reason by_id at",
        [
            (
                base + number,
                TOWN,
                base + step["measure"],
                step["n"],
                digest,
                _PATH,
                step["step"],
                step["from_state"],
                step["to_state"],
                step["on_day"],
                json.dumps(step["facts"]),
                "",
                lawyers[0],
                at,
            )
            for number, step in enumerate(steps, 1)
        ],
    )
    orders = [
        (base + number, step)
        for number, step in enumerate(steps, 1)
        if step["step"] == "order"
    ]
    yield (
        "enforcement_penaltyorder",
        "id municipality_id case_id measure_id step_id form unit cents maximum_cents"
        " comply_by",
        [
            (
                pk,
                TOWN,
                base + step["measure"],
                base + step["measure"],
                pk,
                "per_unit",
                "week",
                _ORDER["amount_cents"],
                _ORDER["maximum_cents"],
                step["facts"]["compliance_until"],
            )
            for pk, step in orders
        ],
    )
    yield (
        "enforcement_remedy",
        "id municipality_id case_id measure_id step_id kind party reference filed_on"
        " late_because committee outcome words suspends by_id at",
        [
            (
                pk,
                TOWN,
                base + step["measure"],
                base + step["measure"],
                pk,
                "objection",
                "offender",
                "",
                min(TODAY, step["on_day"] + timedelta(days=20)),
                "",
                False,
                "",
                "",
                False,
                lawyers[0],
                at,
            )
            for pk, step in orders
            if step["measure"] % 5 == 0
        ],
    )


def _steps(n: int, begun: date) -> Iterator[dict[str, Any]]:
    path, state = shipped().paths[_PATH], shipped().paths[_PATH].begins
    for number, (name, days) in enumerate(_STAGES[_STAGE_OF[n % len(_STAGE_OF)]], 1):
        day = begun + timedelta(days=days)
        if day > TODAY:
            return
        to_state = path.steps[name].to_from(state)
        if to_state is None:
            raise RuntimeError(f"{name} cannot be taken from {state}")
        yield {
            "measure": n,
            "n": number,
            "step": name,
            "from_state": state,
            "to_state": to_state,
            "on_day": day,
            "facts": _facts(name, day),
        }
        state = to_state


def _facts(step: str, day: date) -> Mapping[str, Any]:
    match step:
        case "announce":
            return _ORDER
        case "order":
            return _ORDER | {"compliance_until": str(day + timedelta(days=28))}
        case "receive_views":
            return {"received_on": str(day), "how": "written", "weighed": "None."}
        case "check_breach" | "check_kept":
            return {"checked_on": str(day), "words": "Seen."}
        case _:
            return {"amount_cents": 100_000}


def _lawyer() -> Actor:
    return actor_of(User.objects.get(email="jurist.0@grootstad.example"))


def _asked(by: Actor) -> dict[str, AskedWeek]:
    return {
        "all that runs": AskedWeek(),
        "one's own": AskedWeek(owner=by.user_id),
        "overdue": AskedWeek(overdue=True),
        "limitation only": AskedWeek(kind="limitation"),
        "one path": AskedWeek(path=_PATH),
        "words of an address and a company": AskedWeek(search="Straat 17 Verhuur"),
        "the number of a case": AskedWeek(search="H-2026-04711"),
    }


def _timed(look: Callable[[], object]) -> dict[str, float]:
    look()
    spent = []
    for _ in range(_LOOKS):
        begin = perf_counter()
        look()
        spent.append(1000 * (perf_counter() - begin))
    marks = statistics.quantiles(spent, n=20)
    return {"p50_ms": marks[9], "p95_ms": marks[18], "worst_ms": max(spent)}


def _look(by: Actor, asked: AskedWeek) -> Callable[[], object]:
    def look() -> object:
        with scope(scope_of(by)):
            return week_list(by=by, municipality=TOWN, on=TODAY, asked=asked)

    return look


def _recounted(on: date) -> dict[str, Any]:
    begin, work = perf_counter(), process_time()
    run = recount(municipality=TOWN, on=on)
    took, worked = perf_counter() - begin, process_time() - work
    if run.failed or run.done != run.total or run.total < CASES:
        raise RuntimeError(f"counted {run.done} of {run.total}, failed {run.failed}")
    return {
        "s": took,
        "cpu_s": worked,
        "forfeited": run.forfeited,
        "alarms": run.alarms,
    }


def run() -> dict[str, Any]:
    """The first night, the next night, and the list in several ways."""
    load = os.getloadavg()[0]
    fill()
    nights = {
        "the first night: every clock is new": _recounted(TODAY),
        "the same night again": _recounted(TODAY),
        "the next night": _recounted(TODAY + timedelta(days=1)),
    }
    with psycopg.connect(settings.OWNER_ADDRESS, autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE enforcement_clock")
    by = _lawyer()
    lists = {name: _timed(_look(by, asked)) for name, asked in _asked(by).items()}
    return {
        "nights": nights,
        "lists": lists,
        "load": (load, os.getloadavg()[0]),
    }


def lines(measured: dict[str, Any]) -> list[str]:
    """The tables of the report."""
    before, after = measured["load"]
    return [
        "| recount | time | own work | penalties booked | terms told of |",
        "| --- | ---: | ---: | ---: | ---: |",
        *[
            f"| {name} | {m['s']:.1f} s | {m['cpu_s']:.1f} s"
            f" | {m['forfeited']:,} | {m['alarms']:,} |"
            for name, m in measured["nights"].items()
        ],
        "",
        "| week list, first page | p50 | p95 | worst |",
        "| --- | ---: | ---: | ---: |",
        *[
            f"| {name} | {m['p50_ms']:.0f} ms | {m['p95_ms']:.0f} ms"
            f" | {m['worst_ms']:.0f} ms |"
            for name, m in measured["lists"].items()
        ],
        "",
        f"Load of the machine, two cores, before and after: {before:.1f}, {after:.1f}.",
    ]


def main() -> None:
    """This part alone, in the database of the bench."""
    print("\n".join(lines(run())))


if __name__ == "__main__":
    main()
