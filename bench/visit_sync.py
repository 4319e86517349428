"""A house of thirty rooms: putting it together on both sides, and sending it.

`python -m bench.visit_sync` measures this alone.
"""

import json
import random
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

if __name__ == "__main__":
    from bench import database

    database.make_anew()

from django.utils import timezone
from tests.integration.inspections.visiting import make_visit_town

from onderdak.engines.merge import Json, Operation, merged, read_operation, replaced_at
from onderdak.foundation.identity.contract import fact_catalogue
from onderdak.supervision.inspections.contract.syncing import (
    facts_in,
    keep_operations,
    operations_since,
)

ROOMS, PHOTOS, OPERATIONS = 30, 60, 2_000
BATCH = 100  # as a phone sends them
DEVICES = 2
TIMES = 15
_RUNNER = Path(__file__).parent / "visit_sync.mjs"


def house(seed: int = 20261121) -> list[dict[str, Any]]:
    """What two phones typed: rooms with facts and photos, much of it more than once."""
    drawn = random.Random(seed)

    def name() -> str:
        return str(UUID(int=drawn.getrandbits(128)))

    devices = [name() for _ in range(DEVICES)]
    rooms, photos = [name() for _ in range(ROOMS)], [name() for _ in range(PHOTOS)]
    paths = [f"photo/{photo}" for photo in photos]
    fields = ("kind", "floor_area", "beds", "people", "name", "consent", "seen")
    paths += [f"room/{room}/{field}" for room in rooms for field in fields]
    made: list[Operation] = []
    state: dict[str, Any] = {}
    for number in range(OPERATIONS):
        path = paths[number] if number < len(paths) else drawn.choice(paths)
        one = Operation(
            id=name(),
            device=drawn.choice(devices),
            n=number,
            path=path,
            typed=_typed(path, drawn),
            replaces=replaced_at(state, path) if drawn.random() < 0.95 else (),
            at=f"2026-03-10T19:{number // 60 % 60:02}:{number % 60:02}.000Z",
        )
        made.append(one)
        known = state[path].history if path in state else ()
        state |= merged([*known, one])
    return [one.as_dict() for one in made]


def _typed(path: str, drawn: random.Random) -> Json:
    if path.startswith("photo/"):
        return {"item": "room/x/beds", "sha256": "0" * 64, "place": None, "words": ""}
    words: dict[str, Json] = {"kind": "bedroom", "consent": "given", "seen": ["damp"]}
    field = path.rpartition("/")[2]
    return words.get(field, f"{drawn.randint(4, 20)},5" if "area" in field else "3")


def _median_ms(spent: list[float]) -> float:
    return 1000 * statistics.median(spent)


def _timed(work: Any) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def in_python(raw: list[dict[str, Any]]) -> dict[str, float]:
    """Reading, merging and taking the facts out, on the server."""
    read = [each for each in map(read_operation, raw) if isinstance(each, Operation)]
    state, catalogue = merged(read), fact_catalogue()
    return {
        "merge_ms": _median_ms([_timed(lambda: merged(read)) for _ in range(TIMES)]),
        "facts_ms": _median_ms(
            [_timed(lambda: facts_in(state, catalogue)) for _ in range(TIMES)]
        ),
    }


def in_node(raw: list[dict[str, Any]]) -> dict[str, float]:
    """The same in the modules of the phone; a phone is some ten times slower."""
    node = shutil.which("node")
    if node is None:
        raise RuntimeError("this needs Node 20 or newer")
    facts = [
        {
            "path": fact.path,
            "of": fact.of.value,
            "keys": list(fact.keys),
            "type": fact.type.value,
            "unit": fact.unit,
            "words": dict(fact.words),
        }
        for fact in fact_catalogue().facts
    ]
    units = {
        "m2": {"type": "area", "scale": 10_000},
        "m": {"type": "length", "scale": 1_000},
    }
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "house.json"
        content = {"operations": raw, "facts": facts, "units": units, "times": TIMES}
        written.write_text(json.dumps(content), encoding="utf-8")
        told = subprocess.run(
            [node, str(_RUNNER), str(written)], capture_output=True, check=True
        ).stdout
    found: dict[str, float] = json.loads(told)
    return found


def sending(raw: list[dict[str, Any]]) -> dict[str, float]:
    """Batch after batch through the action, with findings and the answer; and again."""
    town = make_visit_town("GM9801", "Proefstad")
    visit = town.begun()

    def sent(batch: list[dict[str, Any]]) -> None:
        with town.seen_by(town.lead):
            done = keep_operations(
                by=town.lead,
                visit=visit.pk,
                operations=batch,
                at=timezone.now(),
                more=batch is not batches[-1],
            )
            operations_since(visit, 0, without=done.kept)
            if len(done.kept) != len(batch):
                raise RuntimeError(f"refused: {done.refused[:3]}")

    batches = [raw[at : at + BATCH] for at in range(0, len(raw), BATCH)]
    first = [_timed(lambda one=each: sent(one)) for each in batches]
    again = [_timed(lambda one=each: sent(one)) for each in batches]
    return {
        "whole_ms": 1000 * sum(first),
        "batch_ms": _median_ms(first),
        "last_ms": 1000 * first[-1],
        "again_ms": _median_ms(again),
    }


def run() -> dict[str, Any]:
    """All three."""
    raw = house()
    return {"python": in_python(raw), "node": in_node(raw), "sync": sending(raw)}


def lines(measured: dict[str, Any]) -> list[str]:
    """What was measured, as a table."""
    python, node, sync = (measured[name] for name in ("python", "node", "sync"))
    return [
        "| what | ms |",
        "| --- | ---: |",
        f"| state of all, Python | {python['merge_ms']:.0f} |",
        f"| state of all, Node | {node['merge_ms']:.1f} |",
        f"| facts of it, Python | {python['facts_ms']:.0f} |",
        f"| facts of it, Node | {node['facts_ms']:.1f} |",
        f"| one more operation on the phone, Node | {node['one_ms']:.3f} |",
        f"| a batch of {BATCH} kept (median) | {sync['batch_ms']:.0f} |",
        f"| the last batch, and findings | {sync['last_ms']:.0f} |",
        f"| a batch that was kept already | {sync['again_ms']:.0f} |",
        f"| all {OPERATIONS:,} | {sync['whole_ms']:.0f} |",
    ]


if __name__ == "__main__":
    print("\n".join(lines(run())))
    database.drop()
