"""The main job, once, on a file as a provider would send it.

A workbook with title rows, merged headers, Dutch dates and a total below is written to
the state folder and declared by its provider; then the three answers are asked. A
second run finds the same rows unchanged.
"""

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

import xlsxwriter
from django.conf import settings

from onderdak.cli.frame import acting, console
from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.money import Cents, euros
from onderdak.kernel.ranges import DateRange
from onderdak.project.paths import state_folder
from onderdak.register.duty.contract import duty_counts
from onderdak.register.levy.contract import taxable_nights
from onderdak.register.nights.contract import (
    Location,
    count_nights,
)
from onderdak.register.nights.contract.files import (
    declare_file,
)

_ROWS = 24
_FIRST = ("Anna", "Piotr", "Ioana", "Dimitar", "Oksana", "Marek", "Elena", "Tomasz")
_LAST = ("Voorbeeld", "Proef", "Testman", "Monster")
_KINDS = ("paspoort", "ID-kaart", "dowód osobisty")


def write_workbook(path: Path, *, on: date) -> None:
    """A night list as people keep it, for guests who arrived before a day."""
    chance = random.Random(on.toordinal())
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Nachtlijst")
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.write(0, 0, f"Nachtlijst (verzonnen), {on:%d-%m-%Y}", bold)
    sheet.merge_range(2, 4, 2, 5, "Verblijf", bold)
    headers = ["Pers.nr", "Naam gast", "Woonplaats", "Document", "van", "tot", "Kamer"]
    sheet.write_row(3, 0, [*headers, "Ingeschreven"], bold)
    for number in range(_ROWS):
        row = 4 + number
        arrival = on - timedelta(days=chance.randrange(3, 200))
        sheet.write(row, 0, 70_000 + number)
        sheet.write(row, 1, f"{chance.choice(_FIRST)} {_LAST[number % len(_LAST)]}")
        sheet.write(row, 2, "Voorbeeldowo")
        sheet.write(row, 3, _KINDS[number % len(_KINDS)])
        if number % 3:
            sheet.write_datetime(row, 4, _midnight(arrival), day)
        else:
            sheet.write(row, 4, f"{arrival.day}-{arrival.month}-{arrival:%y}")
        sheet.write(row, 5, "heden" if number % 4 else "")
        sheet.write(row, 6, 1 + number // 2)
        sheet.write(row, 7, "ja" if number % 5 == 0 else "nee")
    sheet.write(4 + _ROWS, 0, "Totaal")
    sheet.write(4 + _ROWS, 1, f"{_ROWS} gasten")
    book.close()


def _midnight(day: date) -> datetime:
    """The beginning of a day without a zone: a cell knows none."""
    return datetime.combine(day, time.min)


def show(*, on: date) -> None:
    """Hand in the workbook, then ask the three questions about its municipality."""
    folder = state_folder() / "demo"
    folder.mkdir(exist_ok=True)
    path = folder / f"nachtlijst-{on}.xlsx"
    if not path.exists():
        write_workbook(path, on=on)
    with acting(settings.OPERATOR) as actor:
        location = Location.objects.filter(
            municipality_id="GM0202", kind=Location.Kind.COMPLEX
        ).order_by("id")[0]
        outcome = declare_file(
            by=actor,
            location=location,
            source=path,
            filename=path.name,
            mapping=None,
            on=on,
        ).declared
        console.rule("The main job, on a provider's own workbook")
        console.print(
            f"{path.name} -> {location.name}: {outcome.rows} rows, {outcome.new} new,"
            f" {outcome.corrected} corrected, {outcome.unchanged} unchanged,"
            f" {outcome.rejected} rejected",
            highlight=False,
        )
        _show_answers(actor, location, on)


def _show_answers(actor: Actor, location: Location, on: date) -> None:
    town = location.municipality_id
    month = DateRange(on.replace(day=1), on + timedelta(days=1))
    counted = count_nights(by=actor, municipality=town, period=month, on=on)
    due = duty_counts(by=actor, municipality=town, on=on)["totals"]
    levy = taxable_nights(by=actor, municipality=town, year=on.year, on=on)
    console.print(
        f"{town}, this month: {counted['nights']} nights in"
        f" {len(counted['locations'])} locations\n"
        f"BRP registration: {due['due']} due, {due['overdue']} overdue,"
        f" {due['approaching']} approaching, {due['registered']} registered\n"
        f"Stay tax {on.year} until today: {levy['total_nights']} taxable nights,"
        f" {euros(Cents(levy['total_cents']))} euro",
        highlight=False,
    )
