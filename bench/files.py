"""A large XLSX from upload to committed, against the fast reader's own time."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import python_calamine as calamine
import xlsxwriter
from tests.world import House, acting, make_house, make_town

from bench.declaring import furnish
from onderdak.foundation.identity.contract import scope
from onderdak.register.nights.contract import (
    HandIn,
    declare_stays,
)
from onderdak.register.nights.contract.files import (
    confirm_hand_in,
    declare_read,
    hand_in_for,
    read_file,
    receive_file,
)
from onderdak.register.nights.working import go_on

SIZES = (10_000, 100_000)
TODAY = date(2026, 11, 21)
_HEAD = (
    *("Personeelsnr", "Naam", "Woonplaats", "Document", "Aankomst", "Vertrek"),
    *("Kamer", "Bed", "BRP"),
)


def workbook(count: int) -> bytes:
    """As a large agency's system writes it: text, real dates, a status."""
    first = date(2026, 9, 1)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, _HEAD)
        for number in range(count):
            row = number + 1
            sheet.write_string(row, 0, f"P{number:07d}")
            sheet.write_string(row, 1, f"Gast{number % 9973} Voorbeeld{number % 811}")
            sheet.write_string(row, 2, f"Voorbeeldowo {number % 4001}")
            sheet.write_string(row, 3, ("paspoort", "ID-kaart")[number % 2])
            sheet.write_datetime(row, 4, first + timedelta(days=number % 60), day)
            if number % 3:
                left = first + timedelta(days=80 + number % 30)
                sheet.write_datetime(row, 5, left, day)
            sheet.write_string(row, 6, f"{number // 4}")
            sheet.write_string(row, 7, f"{number % 4}")
            sheet.write_string(row, 8, ("nee", "RNI", "")[number % 3])
    return buffer.getvalue()


@contextmanager
def _timed(spent: dict[str, float], name: str) -> Iterator[None]:
    begin = perf_counter()
    yield
    spent[name] = perf_counter() - begin


def _calamine(content: bytes) -> float:
    """Seconds of the yardstick: open, and read every cell of the sheet."""
    begin = perf_counter()
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return perf_counter() - begin


def _at_once(house: House, content: bytes, spent: dict[str, float]) -> None:
    """The command's way for a file that is not shown first: read, declare, commit."""
    with _timed(spent, "direct_s"), scope(acting(house.manager)):
        with _timed(spent, "read_s"):
            file = read_file(
                by=house.manager,
                location=house.location,
                source=content,
                filename="list.xlsx",
                mapping=None,
                on=TODAY,
            )
        done = declare_read(
            by=house.manager,
            location=house.location,
            file=file,
            filename="list.xlsx",
            on=TODAY,
            channel="file",
        )
    assert done.declared.recorded


def _declaration(house: House, content: bytes, spent: dict[str, float]) -> None:
    """The declaration alone, of rows that are read already."""
    with scope(acting(house.manager)):
        file = read_file(
            by=house.manager,
            location=house.location,
            source=content,
            filename="list.xlsx",
            mapping=None,
            on=TODAY,
        )
        furnish(house, list(file.rows))
    with _timed(spent, "declare_s"), scope(acting(house.manager)):
        declare_stays(
            by=house.manager,
            location=house.location,
            rows=file.rows,
            on=TODAY,
            channel="file",
        )


def _in_background(house: House, content: bytes, spent: dict[str, float]) -> None:
    """The page's way: received, checked, confirmed, recorded in chunks."""
    with _timed(spent, "receive_s"), scope(acting(house.manager)):
        sent = receive_file(
            by=house.manager,
            location=house.location,
            content=content,
            filename="list.xlsx",
            mapping={},
            complete=None,
            on=TODAY,
        )
    who = {
        "hand_in": sent.pk,
        "provider": house.provider,
        "user": house.manager.user_id,
    }
    with _timed(spent, "check_s"):
        go_on(**who)
    with _timed(spent, "confirm_s"), scope(acting(house.manager)):
        confirm_hand_in(by=house.manager, provider=house.provider, hand_in=sent.pk)
    with _timed(spent, "record_s"):
        go_on(**who)
    with scope(acting(house.manager)):
        found = hand_in_for(by=house.manager, provider=house.provider, hand_in=sent.pk)
    assert found.state == HandIn.State.DONE, found.problem


def run(sizes: tuple[int, ...] = SIZES) -> list[dict[str, Any]]:
    """All sizes, each way for a provider of its own."""
    town = make_town("GM9003", "Bestandstad")
    measured = []
    for size in sizes:
        content = workbook(size)
        spent: dict[str, float] = {
            "rows": size,
            "bytes": len(content),
            "calamine_s": min(_calamine(content) for _ in range(3)),
        }
        _declaration(make_house(town, f"Declared {size}"), content, spent)
        direct = make_house(town, f"Direct {size}")
        _furnished(direct, content)
        _at_once(direct, content, spent)
        slow = make_house(town, f"Background {size}")
        _furnished(slow, content)
        _in_background(slow, content, spent)
        allowed = 4 * spent["calamine_s"] + spent["declare_s"]
        shown = sum(
            spent[f"{name}_s"] for name in ("receive", "check", "confirm", "record")
        )
        spent["background_s"] = shown
        spent["direct_ratio"] = spent["direct_s"] / allowed
        spent["background_ratio"] = shown / allowed
        measured.append(spent)
    return measured


def _furnished(house: House, content: bytes) -> None:
    with scope(acting(house.manager)):
        file = read_file(
            by=house.manager,
            location=house.location,
            source=content,
            filename="list.xlsx",
            mapping=None,
            on=TODAY,
        )
    furnish(house, list(file.rows))


def lines(measured: list[dict[str, Any]]) -> list[str]:
    """The table of the report."""
    return [
        "| rows | calamine | read | declare | allowed | at once | of allowed"
        " | check, then record in chunks | of allowed |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *[
            f"| {m['rows']:,} | {m['calamine_s']:.2f} s | {m['read_s']:.2f} s"
            f" | {m['declare_s']:.2f} s"
            f" | {4 * m['calamine_s'] + m['declare_s']:.2f} s"
            f" | {m['direct_s']:.2f} s | {m['direct_ratio']:.2f}"
            f" | {m['background_s']:.2f} s ({m['check_s']:.2f} + {m['record_s']:.2f})"
            f" | {m['background_ratio']:.2f} |"
            for m in measured
        ],
    ]
