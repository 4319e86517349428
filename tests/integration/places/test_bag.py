"""A delivery of the BAG is taken in whole, once, and never twice."""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from lxml import etree
from lxml.etree import _Element
from typer.testing import CliRunner

from onderdak.connections.bag import names
from onderdak.connections.bag.fake import (
    AddressXml,
    BuildingXml,
    DwellingXml,
    delivery,
    stand,
)
from onderdak.connections.bag.mapping import relation_of
from onderdak.foundation.identity.contract import scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.places.contract import (
    Address,
    Area,
    Building,
    DwellingObject,
    NewAddress,
    RegisterLoad,
    find_addresses,
    record_address,
)
from onderdak.foundation.places.contract.register import Kind, Taken, load_bag
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.project.commands import app
from tests.world import Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db

TOWN = "GM9903"
HOUSE, SHED = "9903100000000001", "9903100000000002"
FRONT, SIDE = "9903200000000001", "9903200000000002"
FLAT = "9903010000000001"
ADDRESSES = (
    AddressXml(FRONT, "12", letter="A", suffix="2"),
    AddressXml(SIDE, "14", postcode=""),
)
DWELLINGS = (
    DwellingXml(
        FLAT,
        FRONT,
        sides=(SIDE,),
        buildings=(HOUSE,),
        uses=("woonfunctie", "bijeenkomstfunctie"),
    ),
)
BUILDINGS = (
    BuildingXml(HOUSE, superseded=2),
    BuildingXml(SHED, x=205_100, year="9999"),
)
CROSSING = (
    "205000 446000 0 205010 446010 0 205010 446000 0 205000 446010 0 205000 446000 0"
)


@pytest.fixture
def town() -> Town:
    return make_town(TOWN, "Teststad")


@pytest.fixture
def inside(town: Town) -> Iterator[Town]:
    with scope(acting(town.officer)):
        yield town


def _file(tmp_path: Path, content: bytes, name: str = "levering.zip") -> Path:
    file = tmp_path / name
    file.write_bytes(content)
    return file


def _whole(tmp_path: Path, **other: Any) -> Path:
    parts: dict[str, Any] = {
        "addresses": ADDRESSES,
        "dwellings": DWELLINGS,
        "buildings": BUILDINGS,
        **other,
    }
    return _file(tmp_path, delivery(**parts))


def _load(town: Town, file: Path, *, sure: bool = False) -> Taken:
    return load_bag(by=town.officer, file=file, sure=sure)


def test_what_holds_now_is_recorded_with_its_ties(inside: Town, tmp_path: Path) -> None:
    taken = _load(inside, _whole(tmp_path))
    assert taken.read[Kind.BUILDING] == 4
    assert taken.current[Kind.BUILDING] == 2
    address = Address.objects.get(bag_id=FRONT)
    assert str(address) == "Dorpsstraat 12A-2, Teststad"
    assert address.postcode == "6981AB"
    assert (address.rd_x, address.rd_y) == (205_000, 446_000)
    assert address.longitude == pytest.approx(6.1154, abs=1e-3)
    assert address.latitude == pytest.approx(52.0002, abs=1e-3)
    flat = DwellingObject.objects.get(bag_id=FLAT)
    assert flat.address == address
    assert flat.uses == ["woonfunctie", "bijeenkomstfunctie"]
    assert flat.floor_area == 85
    assert flat.status == "Verblijfsobject in gebruik"
    assert [each.bag_id for each in flat.buildings.all()] == [HOUSE]
    assert [each.bag_id for each in flat.side_addresses.all()] == [SIDE]
    house, shed = Building.objects.order_by("bag_id")
    assert house.year == 1975
    assert house.footprint == 50
    assert shed.year is None


def test_the_same_delivery_again_changes_nothing(inside: Town, tmp_path: Path) -> None:
    file = _whole(tmp_path)
    assert _load(inside, file).changes == 7 - 2
    before = _everything()
    again = _load(inside, file)
    assert again.changes == 0
    assert again.written[TOWN]["buildings"].unchanged == 2
    assert _everything() == before


def _everything() -> list[object]:
    with connection.cursor() as cursor:
        found: list[object] = []
        for table in (
            *("address", "building", "dwellingobject", "partofbuilding"),
            "sideaddress",
        ):
            cursor.execute(f"SELECT xmin::text, t.* FROM places_{table} t ORDER BY id")
            found += cursor.fetchall()
    return found


def test_a_newer_delivery_updates_and_marks_what_is_gone(
    inside: Town, tmp_path: Path
) -> None:
    _load(inside, _whole(tmp_path))
    newer = _whole(
        tmp_path,
        as_of="2026-12-08",
        addresses=ADDRESSES,
        dwellings=(DwellingXml(FLAT, FRONT, area="110", buildings=(SHED,)),),
        buildings=(BuildingXml(SHED, x=205_100, status="Pand buiten gebruik"),),
    )
    taken = _load(inside, newer, sure=True)
    assert taken.written[TOWN]["buildings"].gone == 1
    assert str(Building.objects.get(bag_id=HOUSE).gone_on) == "2026-12-08"
    assert Building.objects.get(bag_id=SHED).status == "Pand buiten gebruik"
    flat = DwellingObject.objects.get(bag_id=FLAT)
    assert flat.floor_area == 110
    assert [each.bag_id for each in flat.buildings.all()] == [SHED]
    assert list(flat.side_addresses.all()) == []


def test_what_comes_back_is_no_longer_gone(inside: Town, tmp_path: Path) -> None:
    _load(inside, _whole(tmp_path))
    _load(inside, _whole(tmp_path, as_of="2026-12-08", buildings=()), sure=True)
    # Of a kind that is not in the file at all, nothing is said.
    assert Building.objects.filter(gone_on=None).count() == 2
    only_shed = _whole(tmp_path, as_of="2026-12-09", buildings=BUILDINGS[1:])
    _load(inside, only_shed, sure=True)
    assert Building.objects.get(gone_on=None).bag_id == SHED
    _load(inside, _whole(tmp_path, as_of="2026-12-10"))
    assert Building.objects.filter(gone_on=None).count() == 2


def test_one_file_out_of_a_delivery_marks_nothing_as_gone(
    inside: Town, tmp_path: Path
) -> None:
    _load(inside, _whole(tmp_path))
    xml = stand(
        list(BuildingXml(SHED, year="1990").xml()),
        municipality="9903",
        as_of="2026-12-08",
    )
    _load(inside, _file(tmp_path, xml, "9903PND.xml"))
    assert Building.objects.get(bag_id=SHED).year == 1990
    assert Building.objects.get(bag_id=HOUSE).gone_on is None


def test_an_older_delivery_is_refused(inside: Town, tmp_path: Path) -> None:
    _load(inside, _whole(tmp_path))
    with pytest.raises(Conflict, match="newer"):
        _load(inside, _whole(tmp_path, as_of="2026-01-08"))


def test_losing_much_asks_first(inside: Town, tmp_path: Path) -> None:
    many = [BuildingXml(f"990310{n:010d}", x=205_000 + 20 * n) for n in range(30)]
    _load(inside, _whole(tmp_path, buildings=many))
    with pytest.raises(Conflict, match="29 of 30"):
        _load(inside, _whole(tmp_path, as_of="2026-12-08", buildings=many[:1]))
    assert Building.objects.filter(gone_on=None).count() == 30


@pytest.mark.parametrize(
    "by_hand",
    [
        NewAddress("dorpsstraat", 12, "TESTSTAD", "a2"),
        NewAddress("Dorps-straat", 12, "Elders", "A 2", "6981 AB"),
    ],
)
def test_an_address_recorded_by_hand_is_completed_not_doubled(
    inside: Town, tmp_path: Path, by_hand: NewAddress
) -> None:
    own = record_address(municipality=TOWN, address=by_hand)
    taken = _load(inside, _whole(tmp_path))
    assert taken.written[TOWN]["addresses"].adopted == 1
    own.refresh_from_db()
    assert own.bag_id == FRONT
    assert own.street == "Dorpsstraat"
    assert own.rd_x == 205_000
    assert Address.objects.filter(number=12).count() == 1


def test_what_may_be_another_address_is_left_alone(
    inside: Town, tmp_path: Path
) -> None:
    own = record_address(
        municipality=TOWN, address=NewAddress("Dorpsstraat", 12, "Elders", "A2")
    )
    _load(inside, _whole(tmp_path))
    own.refresh_from_db()
    assert own.bag_id is None
    assert Address.objects.filter(number=12).count() == 2


def test_a_withdrawn_address_is_not_found_any_more(
    inside: Town, tmp_path: Path
) -> None:
    _load(inside, _whole(tmp_path))
    withdrawn = AddressXml(SIDE, "14", status="Naamgeving ingetrokken")
    newer = _whole(tmp_path, as_of="2026-12-08", addresses=(ADDRESSES[0], withdrawn))
    _load(inside, newer)
    assert Address.objects.get(bag_id=SIDE).gone_on is not None
    found = find_addresses(municipality=TOWN, words="Dorpsstraat")
    assert [each.label for each in found] == ["Dorpsstraat 12A-2, 6981AB Teststad"]


@pytest.mark.parametrize(
    ("positions", "why"),
    [
        (CROSSING, "crosses itself"),
        ("205000 446000 0 205010 446010 0 205000 446000 0", "fewer than four"),
        (
            "205000 446000 0 205010 446000 0 205010 446010 0 205000 446010 0",
            "does not close",
        ),
        ("205000 446000 0 x", "numbers"),
        ("205000 446000", "numbers"),
        ("", "numbers"),
        ("nan nan nan", "numbers"),
        ("1 1 0 2 1 0 2 2 0 1 1 0", "outside the Netherlands"),
    ],
)
def test_broken_gml_is_told_and_skipped(
    inside: Town, tmp_path: Path, positions: str, why: str
) -> None:
    broken = BuildingXml(HOUSE, positions=positions)
    taken = _load(inside, _whole(tmp_path, buildings=(broken, BUILDINGS[1])))
    (fault,) = taken.faults
    assert fault.object == HOUSE
    assert fault.file.startswith("9903PND")
    assert why in str(fault.why)
    assert [each.bag_id for each in Building.objects.all()] == [SHED]


def test_what_is_known_stays_when_its_new_form_is_broken(
    inside: Town, tmp_path: Path
) -> None:
    _load(inside, _whole(tmp_path))
    broken = BuildingXml(HOUSE, positions=CROSSING)
    newer = _whole(tmp_path, as_of="2026-12-08", buildings=(broken, BUILDINGS[1]))
    _load(inside, newer)
    assert Building.objects.get(bag_id=HOUSE).gone_on is None


@pytest.mark.parametrize(
    "broken",
    [
        {"buildings": (BuildingXml("123"), BUILDINGS[0])},
        {"buildings": (BuildingXml(SHED, year="oud"), BUILDINGS[0])},
        {"buildings": (BuildingXml(SHED, since="ooit"), BUILDINGS[0])},
        {"addresses": (AddressXml(SIDE, "x"), ADDRESSES[0])},
        {"dwellings": (DwellingXml(FLAT, FRONT, area="-3"),)},
    ],
)
def test_what_cannot_be_meant_is_told_and_skipped(
    inside: Town, tmp_path: Path, broken: dict[str, object]
) -> None:
    taken = _load(inside, _whole(tmp_path, **broken))
    assert taken.broken == 1
    assert "is missing or cannot be meant" in str(taken.faults[0].why)


@pytest.mark.parametrize(
    "ended",
    [
        *("eindGeldigheid", "eindRegistratie", "tijdstipInactief", "tijdstipNietBag"),
        *("tijdstipEindRegistratieLV", "tijdstipInactiefLV", "tijdstipNietBagLV"),
    ],
)
def test_an_occurrence_that_ended_in_any_way_is_not_taken_in(
    inside: Town, tmp_path: Path, ended: str
) -> None:
    taken = _load(
        inside, _whole(tmp_path, buildings=(BuildingXml(HOUSE, ended=ended),))
    )
    assert taken.read[Kind.BUILDING] == 1
    assert taken.current[Kind.BUILDING] == 0
    assert not Building.objects.exists()


def test_the_town_says_in_which_municipality_an_address_lies(
    inside: Town, tmp_path: Path
) -> None:
    merged = AddressXml("0001200000000001", "3")  # a number of a former municipality
    building = BuildingXml("0001100000000001")
    flat = DwellingXml(
        "0001010000000001", "0001200000000001", buildings=("0001100000000001",)
    )
    file = _whole(
        tmp_path,
        national=True,
        addresses=(merged,),
        dwellings=(flat,),
        buildings=(building,),
    )
    _load(inside, file)
    assert Address.objects.get().municipality_id == TOWN
    assert Building.objects.get().municipality_id == TOWN


def test_of_the_whole_country_only_ones_own_is_taken(
    inside: Town, tmp_path: Path
) -> None:
    theirs = [BuildingXml("9904100000000001"), BuildingXml("9904100000000002")]
    file = _whole(tmp_path, municipality="9904", national=True, buildings=theirs)
    taken = _load(inside, file)
    assert taken.written == {}
    assert taken.elsewhere == (2, 2)
    assert not Address.objects.exists()


def test_a_delivery_of_another_municipality_is_refused(tmp_path: Path) -> None:
    mine, other = make_town(TOWN, "Teststad"), make_town("GM9904", "Overstad")
    file = _whole(tmp_path, municipality="9904")
    with scope(acting(mine.officer)):
        with pytest.raises(NotAllowed):
            _load(mine, file)
    unknown = _whole(tmp_path, municipality="9905")
    with scope(acting(other.officer)):
        with pytest.raises(Invalid, match="GM9905"):
            _load(other, unknown)


def test_a_provider_loads_no_register(town: Town, tmp_path: Path) -> None:
    house = make_house(town, "Huis")
    with scope(acting(house.manager)):
        with pytest.raises(NotAllowed):
            load_bag(by=house.manager, file=_whole(tmp_path))


def test_a_load_is_remembered_and_logged(inside: Town, tmp_path: Path) -> None:
    _load(inside, _whole(tmp_path))
    load = RegisterLoad.objects.get()
    assert str(load.as_of) == "2026-11-08"
    assert load.counts["buildings"]["new"] == 2
    event = AuditEvent.objects.get(action="places.load_register")
    assert event.municipality == TOWN


def test_new_addresses_get_the_neighbourhood_they_lie_in(
    inside: Town, tmp_path: Path
) -> None:
    square = [[[6.0, 51.9], [6.2, 51.9], [6.2, 52.1], [6.0, 52.1], [6.0, 51.9]]]
    Area.objects.create(
        code="BU99030001",
        kind=Area.Kind.NEIGHBOURHOOD,
        name="Centrum",
        municipality_id=TOWN,
        outline=square,
        source="test",
    )
    assert _load(inside, _whole(tmp_path)).placed == 2
    assert Address.objects.get(bag_id=FRONT).neighbourhood_id == "BU99030001"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("slip", [KeyboardInterrupt, RuntimeError])
def test_stopped_halfway_nothing_is_left(
    town: Town, tmp_path: Path, slip: type[BaseException]
) -> None:
    def stop(_step: str, share: float) -> None:
        if share > 0.9:
            raise slip

    file = _whole(tmp_path)
    with pytest.raises(slip), scope(acting(town.officer)):
        load_bag(by=town.officer, file=file, progress=stop)
    with scope(acting(town.officer)):
        assert not Address.objects.exists()
        assert not RegisterLoad.objects.exists()


def test_the_command_tells_all_counts(town: Town, tmp_path: Path) -> None:
    file = _whole(
        tmp_path, buildings=(*BUILDINGS, BuildingXml(HOUSE[:-1] + "9", positions="x"))
    )
    call = ["load", "bag", str(file), "--as", town.officer.email]
    told = json.loads(CliRunner().invoke(app, [*call, "--json"]).stdout)
    assert told["objects"]["PND"] == {
        "read": 5,
        "current": 3,
        "superseded": 2,
        "broken": 1,
    }
    assert told["municipalities"][TOWN]["buildings"]["new"] == 2
    again = CliRunner().invoke(app, call)
    assert again.exit_code == 0
    assert "Nothing has changed" in again.stdout


def _shared() -> Path | None:
    """Real files, where they stand beside the project or where the environment says."""
    beside = Path(__file__).parents[4] / "shared"
    folder = Path(os.environ.get("ONDERDAK_SHARED", beside))
    found = folder / "data" / "bag_extract" / "lvbag_0221_doesburg"
    return found if found.is_dir() else None


@pytest.mark.skipif(_shared() is None, reason="the real files are not at hand")
def test_the_real_buildings_of_doesburg(tmp_path: Path) -> None:
    folder = _shared()
    assert folder is not None
    doesburg = make_town("GM0221", "Doesburg")
    with scope(acting(doesburg.officer)):
        taken = _load(doesburg, folder / "0221PND15092020_volledig.zip")
        assert taken.read[Kind.BUILDING] == 13_098
        assert taken.current[Kind.BUILDING] == 7_797
        assert taken.broken == 0
        assert Building.objects.count() == 7_797
        assert Building.objects.filter(status="Pand in gebruik").count() == 7_204
        again = _load(doesburg, folder / "0221PND15092020_volledig.zip")
        assert again.changes == 0
        small = _load(doesburg, folder / "BAGNLDL-15092020-small.zip", sure=True)
        assert small.current[Kind.STREET] == 198
        assert DwellingObject.objects.count() == 6
        bad = _load(doesburg, folder / "pand-gml-bad.xml")
        assert [fault.object for fault in bad.faults] == ["0147100000016964"]


@pytest.mark.parametrize("dimension", ["1", "0", "-2", "drie", "4"])
def test_a_shape_in_no_dimension_we_know_is_told_and_skipped(
    inside: Town, tmp_path: Path, dimension: str
) -> None:
    """The rest of the file is taken in."""
    broken = BuildingXml(HOUSE, dimension=dimension)
    taken = _load(inside, _whole(tmp_path, buildings=(broken, BUILDINGS[1])))
    (fault,) = taken.faults
    assert fault.object == HOUSE
    assert [each.bag_id for each in Building.objects.all()] == [SHED]


def test_an_address_that_stands_with_another_municipality_is_told(
    town: Town, tmp_path: Path
) -> None:
    """After a merger: it is neither taken away from the other nor passed over."""
    other = make_town("GM9904", "Buurstad")
    with scope(acting(other.officer)):
        Address.objects.create(
            municipality_id="GM9904",
            bag_id=FRONT,
            street="Dorpsstraat",
            number=12,
            town="Teststad",
        )
    with scope(acting(town.officer)):
        taken = _load(town, _whole(tmp_path))
    assert taken.held_elsewhere == {TOWN: {"GM9904": 1}}
    assert Address.objects.get(bag_id=FRONT).municipality_id == "GM9904"


@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [
        ("2010-07-23", "", True),
        ("2010-07-23", "2027-01-01", True),  # a merger that stands in it already
        ("2027-01-01", "", False),
        ("2010-07-23", "2020-01-01", False),
    ],
)
def test_a_relation_holds_from_its_day(begins: str, ends: str, holds: bool) -> None:
    row = relation_of(relation(begins, ends), date(2026, 11, 8))
    assert (row is not None) == holds


def relation(begins: str, ends: str) -> _Element:
    """A relation between a town and a municipality, in its period."""
    element = etree.Element("relatie")
    for name, day in (
        (names.RELATION_PERIOD_BEGINS, begins),
        (names.RELATION_PERIOD_ENDS, ends),
    ):
        if day:
            etree.SubElement(element, name.removeprefix(".//")).text = day
    return element
