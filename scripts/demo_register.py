"""Writes a register of certificates as the keeper of a scheme might publish it.

Made of the demo's own invented locations, with what such lists hold in practice: an
address in one cell, dates by hand, a line that nobody can place, and lines of other
towns. Nothing in it is of anybody::

    python scripts/demo_register.py register.csv
"""

import csv
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.checkout import ROOT  # first: sets up what is read

from onderdak.project.demo.facts import ARNHEM
from onderdak.project.demo.loader import SEED
from onderdak.project.demo.world import build_world

HEADER = [
    *("Bedrijf", "KvK-nummer", "Certificaatnummer", "Adres", "Postcode", "Plaats"),
    *("Bedden", "Geïnspecteerd op", "Geldig tot", "Status"),
]
_YEARS = timedelta(days=730)


def rows(on: date) -> list[list[object]]:
    """The lines of the list: those of Arnhem, one to place by hand, some elsewhere."""
    world = build_world(SEED)
    addresses = {one.id: one for one in world.addresses}
    companies = {one.id: one for one in world.providers if one.kvk_number}
    found: list[list[object]] = []
    for number, spot in enumerate(
        one for one in world.locations if one.provider in companies
    ):
        here, holder = addresses[spot.address], companies[spot.provider]
        inspected = on - timedelta(days=30 + number % 300)
        found.append(
            [
                *(holder.name, holder.kvk_number, f"DEMO-SNF-{spot.id:04d}"),
                *(f"{here.street} {here.number}", here.postcode, here.town),
                *(spot.factual or spot.permitted or "", f"{inspected:%d-%m-%Y}"),
                f"{inspected + _YEARS:%d-%m-%Y}",
                "geschorst" if number == 4 else "geldig",
            ]
        )
    town = next(one.town for one in world.addresses if one.municipality == ARNHEM)
    until = f"{on + _YEARS:%d-%m-%Y}"
    odd = ["Voorbeeld Wonen", "99999999", "DEMO-SNF-9999", "Onbekendelaan 99", ""]
    return [*found, [*odd, town, 6, "", until, ""]]


def main(target: Path, on: date) -> None:
    """Write the list as CSV, as a Dutch spreadsheet program saves it."""
    with target.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(rows(on))


if __name__ == "__main__":
    wanted = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "var" / "register.csv"
    main(wanted, date(2026, 11, 21))
