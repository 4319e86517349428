"""Makes a file of indicators from the open inspection data of Chicago.

    python build.py FOLDER --since 2012-01-01 --until 2013-12-31 -o indicators.csv

FOLDER holds the three files that the README names. Only the standard library is used.

A year is cut into three periods of four months. What is said of a place is what was
known on the first day of the period in which it was inspected: a list for a period can
only be made with that. Of the inspection itself only its day and its outcome are taken,
and the class of the kitchen and the licence, which a place has before anybody comes.
Who inspected, and what of a complaint was known later, is not read.
"""

import argparse
import csv
import gzip
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

FEATURES = "features_2011-09_2014-04.csv.gz"
INSPECTIONS = "inspections_2011-09_2014-08.csv.gz"
COMPLAINTS = "sanitation_complaints_2010_2014-08.csv.gz"
COLUMNS = (
    "inspection",
    "inspected_on",
    "critical_times",
    "serious_last",
    "minor_last",
    "not_seen",
    "days_since",
    "risk_class",
    "drinks_on_premises",
    "reports_address_12m",
    "found",
)
_CLASSES = {"Risk 1 (High)": 3, "Risk 2 (Medium)": 2, "Risk 3 (Low)": 1}


class Inspection(NamedTuple):
    """An inspection of the past, with what it found."""

    on: date
    critical: int
    serious: int
    minor: int


class Place(NamedTuple):
    """What a place is, apart from what was found there."""

    licence: str
    address: str
    risk_class: int | None


class Known(NamedTuple):
    """Everything that the files say, by licence and by address."""

    places: dict[str, Place]
    history: dict[str, list[Inspection]]
    complaints: dict[str, list[date]]


def main() -> None:
    """Read the folder, and write the rows of a period."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--since", type=date.fromisoformat, required=True)
    parser.add_argument("--until", type=date.fromisoformat, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args()
    rows = list(build(asked.folder, asked.since, asked.until))
    with asked.output.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"{len(rows)} inspections from {asked.since} to {asked.until}")


def build(folder: Path, since: date, until: date) -> Iterator[tuple[object, ...]]:
    """Give the rows of the inspections from a day to a day, in order of the file."""
    known = read_known(folder, until)
    for row in _rows(folder / FEATURES):
        on = date.fromisoformat(row["Inspection_Date"])
        if since <= on <= until:
            yield _row(row, on, known)


def read_known(folder: Path, until: date) -> Known:
    """Read what happened up to a day, and nothing after it."""
    places: dict[str, Place] = {}
    history: dict[str, list[Inspection]] = {}
    for row in _rows(folder / INSPECTIONS):
        on = date.fromisoformat(row["Inspection_Date"])
        if on > until:
            continue
        licence = _licence(row["License"])
        places[row["Inspection_ID"]] = Place(
            licence, _address(row["Address"]), _CLASSES.get(row["Risk"].strip())
        )
        history.setdefault(licence, []).append(
            Inspection(
                on,
                _whole(row["criticalCount"]),
                _whole(row["seriousCount"]),
                _whole(row["minorCount"]),
            )
        )
    for inspections in history.values():
        inspections.sort()
    return Known(places, history, _complaints(folder, until))


def _complaints(folder: Path, until: date) -> dict[str, list[date]]:
    """The days with a complaint, by address; several on a day are one."""
    found: dict[str, set[date]] = {}
    for row in _rows(folder / COMPLAINTS):
        on = date.fromisoformat(row["Creation_Date"][:10])
        address = _address(row["Street_Address"])
        if on <= until and address:
            found.setdefault(address, set()).add(on)
    return {address: sorted(days) for address, days in found.items()}


def _row(row: dict[str, str], on: date, known: Known) -> tuple[object, ...]:
    first = first_of_period(on)
    place = known.places[row["Inspection_ID"]]
    before = [one for one in known.history[place.licence] if one.on < first]
    last = before[-1] if before else None
    days = known.complaints.get(place.address, [])
    year_before = date(first.year - 1, first.month, first.day)
    reports = bisect_left(days, first) - bisect_left(days, year_before)
    return (
        row["Inspection_ID"],
        on,
        sum(one.critical > 0 for one in before) if before else "",
        last.serious if last else "",
        last.minor if last else "",
        int(last is None),
        (first - last.on).days if last else "",
        place.risk_class or "",
        _whole(row["consumption_on_premises_incidental_activity"]),
        reports,
        _whole(row["criticalFound"]),
    )


def first_of_period(on: date) -> date:
    """The first day of the four months in which a day falls."""
    return date(on.year, (on.month - 1) // 4 * 4 + 1, 1)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _licence(written: str) -> str:
    return written.removesuffix(".0")


def _address(written: str) -> str:
    return " ".join(written.upper().split())


def _whole(written: str) -> int:
    return int(float(written or 0))


if __name__ == "__main__":
    main()
