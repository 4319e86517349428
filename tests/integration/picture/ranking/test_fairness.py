"""A list is held against groups of neighbourhoods, by figures it is never made of."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from onderdak.engines.ranking import Unreadable, load_catalogue, read_points
from onderdak.foundation.identity.contract import Role
from onderdak.foundation.places.contract import Address, Area
from onderdak.kernel.errors import Invalid, NotAllowed
from onderdak.supervision.picture import ranking as package
from onderdak.supervision.picture.contract.ranking import (
    Evaluation,
    Grouping,
    RankingRun,
    Result,
    TakenShares,
    evaluation_of,
    load_area_shares,
)
from onderdak.supervision.picture.models import AreaShare
from onderdak.supervision.picture.ranking.domain.area_shares import SHARES
from tests.integration.picture.conftest import ON
from tests.integration.picture.ranking.conftest import Ranking, points_text

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 15)
_OUTLINE = [[[6, 52], [6.1, 52], [6.1, 52.1], [6, 52]]]
_AREAS = 5


def _code(ranking: Ranking, number: int) -> str:
    return f"BU{ranking.town[2:]}{number:04d}"


def _neighbourhoods(ranking: Ranking) -> None:
    with ranking.open():
        for number in range(_AREAS):
            Area.objects.create(
                code=_code(ranking, number),
                kind=Area.Kind.NEIGHBOURHOOD,
                name=f"Buurt {number}",
                municipality_id=ranking.town,
                inhabitants=1000 + number,
                outline=_OUTLINE,
                source="test",
            )


def _placed(ranking: Ranking, made: list[Address]) -> list[Address]:
    """As many addresses in each neighbourhood, in their order."""
    with ranking.open():
        for number, one in enumerate(made):
            one.neighbourhood_id = _code(ranking, number * _AREAS // len(made))
            one.save()
    return made


def _figures(ranking: Ranking, folder: Path, share: str = "{number}0.0") -> Path:
    """Key figures as StatLine gives them; the share of homes goes down by number."""
    file = folder / "kwb.csv"
    lines = [
        "Codering_3;AantalInwoners_5;EuropaExclusiefNederland_18;BuitenEuropa_19;"
        "EuropaExclusiefNederland_21;HuurwoningenTotaal_48",
        f"{ranking.town};5000;500;500;400;30",
        *(
            f"{_code(ranking, number)};1000;{number}00;50;9;"
            + share.format(number=_AREAS - number)
            for number in range(_AREAS)
        ),
        "BU99990000;1000;1;1;1;10",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def _load(
    ranking: Ranking, file: Path, role: Role = Role.MUNICIPAL_ADMIN
) -> TakenShares:
    with ranking.open(role) as by:
        return load_area_shares(by=by, file=file, year=2024)


def _evaluated(ranking: Ranking, run: RankingRun) -> Evaluation:
    with ranking.open(Role.PRIVACY_OFFICER) as by:
        return evaluation_of(by=by, run=run, on=ON)


def _grouping(found: Evaluation, key: str) -> Grouping:
    return next(one for one in found.groupings if one.key == key)


def _struck(ranking: Ranking, *keys: str) -> RankingRun:
    """The last neighbourhood is chosen four times as often as each of the others."""
    ranking.use(*keys, capacity=20)
    _neighbourhoods(ranking)
    made = _placed(ranking, ranking.addresses(250))
    with ranking.open():
        Address.objects.filter(municipality_id=ranking.town, neighbourhood=None).update(
            neighbourhood=_code(ranking, 0)
        )
    for number in range(_AREAS):
        there = made[number * 50 : number * 50 + 50]
        for one in there[: 40 if number == _AREAS - 1 else 10]:
            ranking.outcome(one, Result.BREACH, date(2025, 6, 1))
    run = ranking.run(on_day=DAY)
    for number, one in enumerate(made):
        result = Result.BREACH if number % 2 else Result.IN_ORDER
        ranking.outcome(one, result, DAY + timedelta(days=1 + number % 90))
    return run


def test_neighbourhoods_are_grouped_by_published_shares(
    ranking: Ranking, tmp_path: Path
) -> None:
    run = _struck(ranking, "violations_5y")
    taken = _load(ranking, _figures(ranking, tmp_path))
    assert (taken.taken, taken.elsewhere) == (2 * _AREAS, 2)
    found = _evaluated(ranking, run)
    abroad = {
        one.rates.name: one.rates for one in _grouping(found, "origin_abroad").groups
    }
    rented = {one.rates.name: one.rates for one in _grouping(found, "rented").groups}
    # The neighbourhood with the largest share of one has the smallest of the other.
    for highest in (abroad["5"], rented["1"]):
        assert highest.selection_ratio is not None
        assert highest.selection_ratio.ratio == pytest.approx(40 / 50 / (80 / 253))
        assert highest.certain
    assert (abroad["5"].visits, abroad["5"].hits) == (50, 25)
    assert abroad["5"].false_visit_rate == 0.5
    assert _grouping(found, "rented").year == 2024
    assert "low_income" not in {one.key for one in found.groupings}


def test_a_fact_that_strikes_one_group_is_found_by_leaving_it_out(
    ranking: Ranking,
) -> None:
    run = _struck(ranking, "violations_5y")
    parted = _grouping(_evaluated(ranking, run), "areas")
    (dropped,) = parted.dropped
    assert dropped.key == "violations_5y"
    # Without the only fact nobody is chosen, and nothing can be said of a ratio.
    assert all(one.after is None for one in dropped.groups)
    assert any(one.before is not None for one in dropped.groups)


def test_a_share_that_is_not_published_is_a_group_of_its_own(
    ranking: Ranking, tmp_path: Path
) -> None:
    run = _struck(ranking, "violations_5y")
    file = _figures(ranking, tmp_path)
    file.write_text(file.read_text().replace(";10.0", ";."))
    assert _load(ranking, file).not_published == 1
    names = {
        str(one.name) for one in _grouping(_evaluated(ranking, run), "rented").groups
    }
    assert "share not published" in names


def test_figures_of_another_year_take_the_place_of_those_before(
    ranking: Ranking, tmp_path: Path
) -> None:
    _neighbourhoods(ranking)
    _load(ranking, _figures(ranking, tmp_path))
    _load(ranking, _figures(ranking, tmp_path, share="50"))
    with ranking.open():
        rented = AreaShare.objects.filter(key="rented")
        assert set(rented.values_list("per_thousand", flat=True)) == {500}


def test_all_bad_lines_are_told_and_nothing_is_taken_in(
    ranking: Ranking, tmp_path: Path
) -> None:
    _neighbourhoods(ranking)
    taken = _load(ranking, _figures(ranking, tmp_path, share="veel"))
    assert [one.line for one in taken.faults] == [3, 4, 5, 6, 7]
    with ranking.open():
        assert not AreaShare.objects.exists()


def test_the_json_of_the_service_is_read_too(ranking: Ranking, tmp_path: Path) -> None:
    _neighbourhoods(ranking)
    row = {"Codering_3": f"{_code(ranking, 0)} ", "PercentageMeergezinswoning_45": 40}
    file = tmp_path / "kwb.json"
    file.write_text(json.dumps({"value": [row]}))
    assert _load(ranking, file).taken == 1


@pytest.mark.parametrize("written", ["Codering_3;Naam\nBU99030001;Centrum", "[]", "x"])
def test_what_has_no_shares_is_refused(
    ranking: Ranking, tmp_path: Path, written: str
) -> None:
    file = tmp_path / "kwb.csv"
    file.write_text(written)
    with pytest.raises(Invalid):
        _load(ranking, file)


def test_only_who_loads_registers_loads_shares(
    ranking: Ranking, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed):
        _load(ranking, _figures(ranking, tmp_path), Role.SUPERVISOR)


@pytest.mark.parametrize("key", SHARES)
def test_a_share_of_a_neighbourhood_is_never_made_into_points(key: str) -> None:
    """No indicator of the catalogue is one, and points that name one are refused."""
    catalogue = load_catalogue("addresses")
    assert key not in catalogue
    wrong = points_text("violations_5y").replace("key: violations_5y", f"key: {key}")
    with pytest.raises(Unreadable):
        read_points(wrong, catalogue)


def test_only_the_evaluation_reads_shares_of_neighbourhoods() -> None:
    """What gathers facts and gives points has no way to them."""
    folder = Path(package.__file__).parent
    readers = {
        file.name
        for file in folder.glob("*.py")
        if "AreaShare" in file.read_text() or "area_shares" in file.read_text()
    }
    assert readers == {"area_shares.py", "evidence_groups.py"}
    for file in folder.glob("*quer*.py"):
        assert "picture_areashare" not in file.read_text()


_METADATA = Path(__file__).parents[5] / "shared/data/cbs_kwb2024"


@pytest.mark.skipif(not _METADATA.is_dir(), reason="the data folder is absent")
def test_the_columns_are_those_that_statistics_netherlands_publishes() -> None:
    fields = json.loads((_METADATA / "kwb2024_DataProperties.json").read_text())
    names = [one["Key"].rpartition("_")[0].lower() for one in fields if one["Key"]]
    for column in ("huishoudensmeteenlaaginkomen", "huurwoningentotaal"):
        assert names.count(column) == 1
    for column in ("inbezitoverigeverhuurders", "percentagemeergezinswoning"):
        assert names.count(column) == 1
    # The first of these is of everybody; later ones are of who was born here or not.
    assert names.index("europaexclusiefnederland") < names.index("huishoudenstotaal")
