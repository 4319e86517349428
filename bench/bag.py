"""Loading the buildings of a town, against reading their XML and nothing else."""

import gc
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connection
from lxml import etree
from psycopg import connect

from onderdak.connections.bag.fake import BuildingXml, delivery
from onderdak.foundation.identity.contract import (
    Actor,
    Grant,
    Membership,
    Role,
    Scope,
    User,
    scope,
)
from onderdak.foundation.places.contract.register import Taken, load_bag

OCCURRENCES = 13_098
CURRENT = 7_797
PROMISED = 3
TOWN = "GM9903"
_RUNS = 5
_LEFT_ALONE = ("Inactief", "Leveringsdocument", "__MACOSX")
_STAND = "{http://www.kadaster.nl/schemas/standlevering-generiek/1.0}stand"


def _invented(file: Path) -> None:
    """A town as large as a real one of 11,000 people, its outlines as long."""
    by_chance = random.Random(20261121)
    buildings = []
    for number in range(CURRENT):
        history = 1 if number < OCCURRENCES - CURRENT else 0
        x, y = by_chance.uniform(203_000, 208_000), by_chance.uniform(444_000, 449_000)
        buildings.append(
            BuildingXml(
                f"990310{number:010d}",
                x=round(x, 3),
                y=round(y, 3),
                corners=by_chance.randint(4, 14),
                superseded=history,
            )
        )
    file.write_bytes(
        delivery(municipality="9903", town="Benchstad", buildings=buildings)
    )


def _town() -> Actor:
    with connect(settings.OWNER_ADDRESS) as owner:
        owner.execute("SELECT set_config('onderdak.scope', 'set', true)")
        owner.execute(
            "INSERT INTO identity_municipality (code, name) VALUES (%s, 'Benchstad')"
            " ON CONFLICT DO NOTHING",
            [TOWN],
        )
    with scope(Scope(municipalities=frozenset({TOWN}))):
        user = User.objects.create_user("bag@bench.example", "", name="Bench")
        member = Membership.objects.create(
            user=user, role=Role.MUNICIPAL_ADMIN, municipality_id=TOWN
        )
    grant = Grant(member.pk, Role.MUNICIPAL_ADMIN, municipality=TOWN)
    return Actor(user.pk, user.email, (grant,))


def _parse(file: Path) -> int:
    """Unpack and walk through every element, as any reader of it must."""
    seen = 0
    for stream in _xml(zipfile.ZipFile(file)):
        for _, element in etree.iterparse(stream, events=("end",)):
            seen += 1
            if element.tag == _STAND:
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    return seen


def _xml(archive: zipfile.ZipFile) -> Any:
    for name in archive.namelist():
        if any(word in name for word in _LEFT_ALONE):
            continue
        if name.endswith(".zip"):
            yield from _xml(zipfile.ZipFile(io.BytesIO(archive.read(name))))
        else:
            with archive.open(name) as stream:
                yield stream


def _timed(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


def _load(by: Actor, file: Path) -> Taken:
    with scope(Scope(municipalities=frozenset({TOWN}))):
        return load_bag(by=by, file=file)


def _empty() -> None:
    with scope(Scope(municipalities=frozenset({TOWN}))), connection.cursor() as cursor:
        cursor.execute("DELETE FROM places_building")


def run(file: Path | None = None) -> dict[str, Any]:
    """Seconds to parse, to load, and to load the same again; best of some runs."""
    by = _town()
    gc.freeze()  # as the command does
    with TemporaryDirectory() as folder:
        chosen = file or Path(folder) / "delivery.zip"
        if file is None:
            _invented(chosen)
        parsed, loaded, again = [], [], []
        taken = _load(by, chosen)
        for _ in range(_RUNS):
            _empty()
            parsed.append(_timed(lambda: _parse(chosen)))
            loaded.append(_timed(lambda: _load(by, chosen)))
            again.append(_timed(lambda: _load(by, chosen)))
        read, current = taken.read.total(), taken.current.total()
        size = chosen.stat().st_size
    gc.unfreeze()
    return {
        "occurrences": read,
        "current": current,
        "zip_mb": size / 1e6,
        "parse_s": min(parsed),
        "load_s": min(loaded),
        "again_s": min(again),
        "ratio": min(loaded) / min(parsed),
    }


if __name__ == "__main__":
    print(run())
