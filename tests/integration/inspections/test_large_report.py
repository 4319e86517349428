"""The report of a house of thirty rooms with sixty photos: all of it, in seconds."""

import random
import re
from io import BytesIO
from time import process_time
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image, ImageDraw

from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.planning import close_visit
from onderdak.supervision.inspections.contract.reports import read_report
from onderdak.supervision.inspections.contract.syncing import keep_photo
from tests.integration.documents.reading import letters_of
from tests.integration.inspections.reporting import (
    LATER,
    MAIN,
    confirm,
    made,
    record,
)
from tests.integration.inspections.visiting import NOW, VisitTown, make_visit_town

pytestmark = pytest.mark.django_db
ROOMS, PHOTOS = 30, 60
SECONDS = 30  # of work of this process; measured: a tenth of that


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def a_view(number: int) -> bytes:
    """A photo as a phone keeps it: large, and no two the same."""
    chance = random.Random(number)  # a picture, no secret
    small = Image.new("RGB", (160, 120), (200, 190, 170))
    drawing = ImageDraw.Draw(small)
    for _ in range(60):
        x, y = chance.randrange(160), chance.randrange(120)
        colour = tuple(chance.randrange(256) for _ in range(3))
        drawing.rectangle((x, y, x + 30, y + 20), fill=colour)
    file = BytesIO()
    small.resize((1600, 1200)).save(file, "JPEG", quality=85)
    return file.getvalue()


def large(town: VisitTown) -> Visit:
    visit = town.begun()
    rooms = [str(UUID(int=number)) for number in range(1, ROOMS + 1)]
    typed: dict[str, Any] = {
        f"room/{room}/{name}": value
        for number, room in enumerate(rooms, start=1)
        for name, value in {
            "name": f"Kamer {number} boven",
            "kind": "bedroom",
            "floor_area": "11,5",
            "beds": 2,
            "people": 2,
            "consent": "given",
        }.items()
    }
    record(town, visit, {**typed, "unit/main/people": "60", **_unit()})
    shown = {}
    for number in range(PHOTOS):
        photo = uuid4()
        with town.seen_by(town.lead):
            keep_photo(
                by=town.lead, visit=visit.pk, photo=photo, file=a_view(number), at=NOW
            )
        shown[f"photo/{photo}"] = {
            "item": f"room/{rooms[number % ROOMS]}/photo",
            "taken_at": "2026-03-10T19:15:00+01:00",
            "words": f"Het raam {number + 1} links",
        }
    record(town, visit, shown)
    with town.seen_by(town.lead):
        return close_visit(
            by=town.lead, municipality=town.code, number=visit.number, at=LATER
        )


def _unit() -> dict[str, Any]:
    return {path: said for path, said in MAIN.items() if path.startswith("unit/")} | {
        "unit/main/people": "60"
    }


def test_each_room_and_photo_stands_in_it_and_it_is_made_in_seconds(
    town: VisitTown,
) -> None:
    visit = large(town)
    confirm(town, visit)
    began = process_time()
    report = made(town, visit)
    took = process_time() - began
    with town.seen_by(town.lead):
        _, pdf = read_report(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            report=report.uid,
        )
    print(f"own work {took:.1f} s, {len(pdf) / 1e6:.1f} MB")
    said = letters_of(pdf)
    assert _numbers(r"Kamer(\d+)boven", said) == set(range(1, ROOMS + 1))
    assert _numbers(r"raam(\d+)links", said) == set(range(1, PHOTOS + 1))
    assert took < SECONDS


def _numbers(pattern: str, said: str) -> set[int]:
    return {int(one) for one in re.findall(pattern, said)}
