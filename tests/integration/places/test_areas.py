"""Areas are taken in by their CBS code, with outlines that are checked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.places.contract import Address, Area
from onderdak.foundation.places.contract.register import TakenAreas, load_areas
from onderdak.kernel.errors import Invalid, NotAllowed
from onderdak.project.commands import app
from tests.world import Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db

TOWN = "GM9903"


@pytest.fixture
def town() -> Iterator[Town]:
    made = make_town(TOWN, "Teststad")
    with scope(acting(made.officer)):
        yield made


def _square(west: float = 6.0, south: float = 52.0, size: float = 0.1) -> list[Any]:
    east, north = west + size, south + size
    corners = [[west, south], [east, south], [east, north], [west, north]]
    return [[*corners, corners[0]]]


def _feature(properties: dict[str, Any], coordinates: Any = None) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": coordinates or _square()},
    }


BUURT = {
    "buurtcode": "BU99030001",
    "buurtnaam": "Centrum",
    "wijkcode": "WK990300",
    "gemeentecode": TOWN,
    "aantal_inwoners": 1200,
}
WIJK = {"wijkcode": "WK990300", "wijknaam": "Wijk 00", "gemeentecode": TOWN}
GEMEENTE = {"statcode": TOWN, "statnaam": "Teststad", "jrstatcode": f"2025{TOWN}"}
POSTCODE = {"pc4": 6981, "plaats": "Teststad", "gm_code": TOWN}


def _file(tmp_path: Path, *features: object) -> Path:
    file = tmp_path / "gebieden.geojson"
    file.write_text(
        json.dumps({"type": "FeatureCollection", "features": list(features)})
    )
    return file


def _load(town: Town, file: Path, **other: Any) -> TakenAreas:
    return load_areas(by=town.officer, file=file, **other)


def test_each_kind_of_area_is_known_by_its_code(town: Town, tmp_path: Path) -> None:
    features = [_feature(each) for each in (BUURT, WIJK, GEMEENTE, POSTCODE)]
    taken = _load(town, _file(tmp_path, *features), year=2024)
    assert taken.new == 4
    assert dict(Area.objects.values_list("code", "kind")) == {
        "BU99030001": "neighbourhood",
        "WK990300": "district",
        TOWN: "municipality",
        "PC6981": "postcode",
    }
    centre = Area.objects.get(code="BU99030001")
    assert (centre.name, centre.inhabitants, centre.year) == ("Centrum", 1200, 2024)
    assert Area.objects.get(code=TOWN).year == 2025


def test_the_same_file_again_changes_nothing(town: Town, tmp_path: Path) -> None:
    file = _file(tmp_path, _feature(BUURT))
    _load(town, file)
    again = _load(town, file)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    renamed = _load(
        town, _file(tmp_path, _feature({**BUURT, "buurtnaam": "Binnenstad"}))
    )
    assert renamed.changed == 1
    assert Area.objects.get().name == "Binnenstad"


def test_every_bad_feature_is_told_at_once_and_nothing_is_taken_in(
    town: Town, tmp_path: Path
) -> None:
    crossing = [[[6.0, 52.0], [6.1, 52.1], [6.1, 52.0], [6.0, 52.1], [6.0, 52.0]]]
    file = _file(
        tmp_path,
        _feature(BUURT),
        _feature({**BUURT, "buurtcode": "BU99030002"}, crossing),
        _feature({**BUURT, "buurtcode": "BU9903"}),
        _feature(BUURT),
        _feature({**WIJK, "wijknaam": ""}),
        _feature({**WIJK, "wijkcode": "WK990301"}, [[[6, 52], [6, 52]]]),
        _feature({**WIJK, "wijkcode": "WK990302"}, _square(west=-3.0)),
        {"type": "Feature", "properties": {**WIJK, "wijkcode": "WK990303"}},
        "no feature",
        _feature({"pc4": 6981, "plaats": "Teststad"}),
    )
    taken = _load(town, file)
    assert [(fault.feature, fault.code) for fault in taken.faults] == [
        (1, "BU99030002"),
        (2, "BU9903"),
        (3, "BU99030001"),
        (4, "WK990300"),
        (5, "WK990301"),
        (6, "WK990302"),
        (7, "WK990303"),
        (8, ""),
        (9, "PC6981"),
    ]
    assert not Area.objects.exists()
    assert _load(town, file, accept_good=True).new == 1


def test_faults_of_other_municipalities_are_not_ours(
    town: Town, tmp_path: Path
) -> None:
    crossing = [[[6.0, 52.0], [6.1, 52.1], [6.1, 52.0], [6.0, 52.1], [6.0, 52.0]]]
    file = _file(
        tmp_path,
        _feature(BUURT),
        _feature({**BUURT, "buurtcode": "BU99040001"}, crossing),
    )
    taken = _load(town, file)
    assert (taken.new, taken.elsewhere, taken.faults) == (1, 1, [])


def test_rd_metres_become_degrees(town: Town, tmp_path: Path) -> None:
    _load(town, _file(tmp_path, _feature(BUURT, _square(205_000, 446_000, 500))))
    west, south = Area.objects.get().outline[0][0]
    assert west == pytest.approx(6.1154, abs=1e-3)
    assert south == pytest.approx(52.0002, abs=1e-3)


def test_addresses_without_a_neighbourhood_get_the_one_they_lie_in(
    town: Town, tmp_path: Path
) -> None:
    def address(number: int, longitude: float | None) -> Address:
        return Address.objects.create(
            municipality_id=TOWN,
            street="Dorpsstraat",
            number=number,
            town="Teststad",
            longitude=longitude,
            latitude=None if longitude is None else 52.05,
        )

    inside, outside, nowhere = address(1, 6.05), address(2, 6.5), address(3, None)
    with_hole = [*_square(), _square(6.02, 52.04, 0.02)[0]]
    in_hole = address(4, 6.03)
    islands = _feature(BUURT)
    islands["geometry"] = {
        "type": "MultiPolygon",
        "coordinates": [with_hole, _square(6.9)],
    }
    island = address(5, 6.95)
    taken = _load(town, _file(tmp_path, islands))
    assert taken.placed == 2
    for each, there in (
        (inside, "BU99030001"),
        (island, "BU99030001"),
        (outside, None),
        (nowhere, None),
        (in_hole, None),
    ):
        each.refresh_from_db()
        assert each.neighbourhood_id == there
    assert Area.objects.get().geometry["type"] == "MultiPolygon"


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"features": 3}', "\xff"])
def test_what_is_no_geojson_is_refused(
    town: Town, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "x.geojson"
    file.write_text(content, encoding="latin-1")
    with pytest.raises(Invalid, match="GeoJSON"):
        _load(town, file)


def test_only_for_ones_own_municipality(town: Town, tmp_path: Path) -> None:
    file = _file(tmp_path, _feature(BUURT))
    with pytest.raises(NotAllowed):
        _load(town, file, municipality="GM9904")
    with pytest.raises(Invalid, match="nothing"):
        _load(town, _file(tmp_path, _feature({**WIJK, "wijkcode": "WK990400"})))


def test_a_provider_loads_no_areas(tmp_path: Path) -> None:
    other = make_town("GM9904", "Overstad")
    house = make_house(other, "Huis")
    with scope(acting(house.manager)):
        with pytest.raises(NotAllowed):
            load_areas(by=house.manager, file=_file(tmp_path, _feature(BUURT)))


def test_the_command_tells_bad_features_and_fails(town: Town, tmp_path: Path) -> None:
    file = _file(tmp_path, _feature({**BUURT, "buurtnaam": ""}))
    call = ["load", "areas", str(file), "--as", town.officer.email, "--json"]
    done = CliRunner().invoke(app, call)
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["taken_in"] is False
    assert told["faults"][0]["code"] == "BU99030001"


def test_a_new_year_is_drawn_anew_and_addresses_follow(
    town: Town, tmp_path: Path
) -> None:
    """An old neighbourhood holds no longer; who lay in it lies in a new one."""
    east = {**BUURT, "buurtcode": "BU99030002", "buurtnaam": "Oost"}
    _load(
        town,
        _file(tmp_path, _feature(BUURT), _feature(east, _square(west=6.1))),
        year=2025,
    )
    here = Address.objects.create(
        municipality_id=TOWN,
        street="Dorpsstraat",
        number=1,
        town="Teststad",
        longitude=6.15,
        latitude=52.05,
    )
    _load(
        town,
        _file(tmp_path, _feature(BUURT), _feature(east, _square(west=6.1))),
        year=2025,
    )
    whole = {**BUURT, "buurtcode": "BU99030003", "buurtnaam": "Alles"}
    taken = _load(town, _file(tmp_path, _feature(whole, _square(size=0.2))), year=2026)
    here.refresh_from_db()
    assert here.neighbourhood_id == "BU99030003"
    assert taken.ended == 2
    known = dict(Area.objects.values_list("code", "until_year"))
    assert known == {"BU99030001": 2025, "BU99030002": 2025, "BU99030003": None}


def test_an_address_moves_when_the_same_codes_are_drawn_elsewhere(
    town: Town, tmp_path: Path
) -> None:
    east = {**BUURT, "buurtcode": "BU99030002", "buurtnaam": "Oost"}
    here = Address.objects.create(
        municipality_id=TOWN,
        street="Dorpsstraat",
        number=1,
        town="Teststad",
        longitude=6.08,
        latitude=52.05,
    )
    first = [_feature(BUURT), _feature(east, _square(west=6.1))]
    _load(town, _file(tmp_path, *first), year=2025)
    here.refresh_from_db()
    assert here.neighbourhood_id == "BU99030001"
    second = [_feature(BUURT, _square(size=0.05)), _feature(east, _square(west=6.05))]
    taken = _load(town, _file(tmp_path, *second), year=2026)
    here.refresh_from_db()
    assert (here.neighbourhood_id, taken.placed, taken.ended) == ("BU99030002", 1, 0)


def test_a_postcode_of_the_neighbour_is_left_to_the_neighbour(tmp_path: Path) -> None:
    """It lies in both; it is counted once, and not as changed."""
    town, other = make_town(TOWN, "Teststad"), make_town("GM9904", "Buurstad")
    with scope(acting(other.officer)):
        theirs = {**POSTCODE, "gm_code": "GM9904"}
        _load(other, _file(tmp_path, _feature(theirs)), year=2026)
    with scope(acting(town.officer)):
        taken = _load(town, _file(tmp_path, _feature(POSTCODE)), year=2026)
    assert (taken.new, taken.changed) == (0, 0)
    assert Area.objects.get(code="PC6981").municipality_id == "GM9904"


def test_areas_of_an_earlier_year_do_not_replace_later_ones(
    town: Town, tmp_path: Path
) -> None:
    _load(town, _file(tmp_path, _feature(BUURT)), year=2025)
    older = _file(tmp_path, _feature({**BUURT, "buurtnaam": "Oud"}), _feature(WIJK))
    with pytest.raises(Invalid, match="2025"):
        _load(town, older, year=2024)
    assert list(Area.objects.values_list("name", "year")) == [("Centrum", 2025)]
    # Of another kind nothing later is known.
    assert _load(town, _file(tmp_path, _feature(WIJK)), year=2024).new == 1
