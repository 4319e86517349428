"""A list as a file: CSV in a stream, or a workbook; no cell becomes a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse

Row = Sequence[object]
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers and days stay theirs.

    >>> harmless("=1+1")
    "'=1+1"
    """
    match value:
        case None:
            return ""
        case bool() | int():
            return value
        case date():
            return value.isoformat()
    written = str(value)
    return f"'{written}" if written.startswith(_FORMULA) else written


class _Echo:
    """Gives each line of the CSV writer back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a CSV file; with the mark by which Excel knows UTF-8."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([harmless(value) for value in row])


def csv_file(rows: Iterable[Row], name: str) -> StreamingHttpResponse:
    """A CSV file that is made while it is sent."""
    return StreamingHttpResponse(
        csv_lines(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def xlsx_file(rows: Iterable[Row], name: str) -> FileResponse:
    """A workbook with one sheet, its header in bold."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    _write_book(file, rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")


def _write_book(file: IO[bytes], rows: Iterable[Row]) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                _write_cell(sheet, number, column, value, bold if not number else None)


def _write_cell(sheet: Any, row: int, column: int, value: object, style: Any) -> None:
    written = harmless(value)
    if isinstance(written, int):
        sheet.write_number(row, column, written, style)
    else:
        sheet.write_string(row, column, str(written), style)
