"""The examples hold what their pages say, and are made the same way every time."""

import gzip
import re
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from onderdak.engines.ranking import (
    Catalogue,
    PointSet,
    Unit,
    catalogue_named,
    load_catalogue,
    read_catalogue,
    read_points,
)

EXAMPLES = Path(__file__).parents[3] / "examples" / "ranking"
BEFORE_THE_CHECK = "b1fccc149dd2a9229782f5e31c459dffd17e0459c7a168e1505608f7a0cff59c"
FOOD, ADDRESSES = EXAMPLES / "chicago_food", EXAMPLES / "addresses"


def example(folder: Path) -> tuple[PointSet, Catalogue]:
    written = (folder / "points.yaml").read_text(encoding="utf-8")
    named = catalogue_named(written)
    beside = folder / named
    catalogue = (
        read_catalogue(beside.read_text(encoding="utf-8"))
        if beside.suffix
        else load_catalogue(named)
    )
    return read_points(written, catalogue), catalogue


@pytest.mark.parametrize("folder", [FOOD, ADDRESSES], ids=lambda folder: folder.name)
def test_the_points_are_read_and_count(folder: Path) -> None:
    point_set, catalogue = example(folder)
    assert point_set.catalogue == catalogue.key
    assert point_set.most > 0
    assert all(one.reason and one.ground for one in point_set.indicators)


def test_the_points_are_those_of_before_the_check() -> None:
    """Who changes them afterwards has fitted them to what was checked."""
    digest = sha256((FOOD / "points.yaml").read_bytes()).hexdigest()
    assert digest == BEFORE_THE_CHECK
    assert digest in (FOOD / "README.md").read_text(encoding="utf-8")


def test_the_addresses_use_every_indicator_and_say_the_points_they_give() -> None:
    point_set, catalogue = example(ADDRESSES)
    assert set(point_set.by_key) == set(catalogue.indicators)
    page = (ADDRESSES / "README.md").read_text(encoding="utf-8")
    said = re.findall(r"^\| [^|]+ \| (\d+|uit) \|", page, re.MULTILINE)
    given = [str(one.most) if one.on else "uit" for one in point_set.indicators]
    assert sorted(said) == sorted(given)


def test_reports_are_capped_and_without_a_ground_mail_is_off() -> None:
    point_set, catalogue = example(ADDRESSES)
    counted = [
        one
        for one in point_set.indicators
        if catalogue[one.key].source == "reports"
        and catalogue[one.key].unit is Unit.COUNT
    ]
    assert len(counted) == 2
    assert all(one.at_most for one in counted)
    assert not point_set.by_key["return_mail"].on


def write(path: Path, header: str, *rows: str) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join([header, *rows, ""]))


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """One kitchen seen in 2012 and in 2013, another seen in 2013 only."""
    write(
        tmp_path / "features_2011-09_2014-04.csv.gz",
        "Inspection_Date,Inspection_ID,criticalFound,Inspector_Assigned,"
        "consumption_on_premises_incidental_activity",
        "2012-06-01,1,1.0,green,0.0",
        "2013-03-01,2,0.0,blue,1.0",
        "2013-03-02,3,1.0,blue,0.0",
    )
    write(
        tmp_path / "inspections_2011-09_2014-08.csv.gz",
        "Inspection_ID,License,Address,Risk,Inspection_Date,criticalCount,"
        "seriousCount,minorCount",
        "2,7.0,1 N STATE ST ,Risk 1 (High),2013-03-01,0.0,0.0,1.0",
        "1,7.0,1 N STATE ST ,Risk 1 (High),2012-06-01,2.0,1.0,4.0",
        "3,8.0,2 S LAKE ST,Risk 3 (Low),2013-03-02,1.0,1.0,1.0",
        "4,8.0,2 S LAKE ST,Risk 3 (Low),2013-02-01,1.0,2.0,9.0",
    )
    write(
        tmp_path / "sanitation_complaints_2010_2014-08.csv.gz",
        "Creation_Date,Status,Completion_Date,Street_Address",
        "2011-12-31,Completed,2012-01-02,1 N STATE ST",
        "2012-01-01,Completed,2012-01-02,1 N  STATE ST",
        "2012-12-31,Completed,2013-05-01,1 n state st",
        "2012-12-31,Open - Dup,2013-05-01,1 N STATE ST",
        "2013-01-01,Completed,2013-05-01,1 N STATE ST",
    )
    return tmp_path


def build(city: Path, since: str, until: str) -> list[str]:
    out = city / "out.csv"
    subprocess.run(
        [
            *(sys.executable, str(FOOD / "build.py"), str(city)),
            *("--since", since, "--until", until, "-o", str(out)),
        ],
        check=True,
        capture_output=True,
    )
    return out.read_text(encoding="utf-8").splitlines()


def test_only_what_was_known_on_the_first_day_of_the_period_is_used(city: Path) -> None:
    """Of the second kitchen the visit of February is left out, though it was earlier;
    of complaints those of the year before the first of January."""
    assert build(city, "2013-01-01", "2013-04-30")[1:] == [
        "2,2013-03-01,1,1,4,0,214,3,1,2,0",
        "3,2013-03-02,,,,1,,1,0,0,1",
    ]
    assert (date(2013, 1, 1) - date(2012, 6, 1)).days == 214


def test_the_same_data_make_the_same_file(city: Path) -> None:
    once = build(city, "2012-01-01", "2013-12-31")
    assert once == build(city, "2012-01-01", "2013-12-31")
    assert len(once) == 4


def test_what_the_builder_writes_is_what_the_points_ask_for(city: Path) -> None:
    point_set, _ = example(FOOD)
    header = build(city, "2012-01-01", "2013-12-31")[0].split(",")
    asked = [point_set.identifier, *point_set.context, *point_set.by_key]
    assert sorted(header) == sorted(asked)
    assert not [name for name in header if "inspector" in name]
