"""Opens a provider's file, whatever it is, and gives its sheets of raw cells."""

import io
from dataclasses import dataclass
from pathlib import Path

import python_calamine as calamine

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text
from onderdak.register.nights.files.packages import Faults, Package, damaged, protected
from onderdak.register.nights.files.plain_text import (
    not_a_spreadsheet,
    read_plain_text,
)
from onderdak.register.nights.files.sheets import Sheet

MAX_BYTES = 50_000_000

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
    (b"RIFF", "WEBP"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "GZIP"),
)


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file, and what there is to say about how it was read."""

    sheets: list[Sheet]
    notes: list[Text]


def read_book(
    source: bytes | Path, *, filename: str, max_bytes: int = MAX_BYTES
) -> Book:
    """Open a file and give its sheets, with lines numbered as the user sees them.

    Args:
        source: the file itself, or where it lies.
        filename: the name that the user gave the file, for the messages.
        max_bytes: a larger file is refused unread.

    Raises:
        Invalid: the file is empty, too large, locked, damaged or no spreadsheet.
    """
    data = _bytes(source, filename, max_bytes)
    if not data.strip(b"\x00 \t\r\n"):
        raise _empty(filename)
    if data.startswith(_ZIP):
        package = Package(data)
        sheets = _workbook(data, package.faults())
        hidden = package.hidden_lines()
        for sheet in sheets:
            sheet.hidden_lines = hidden.get(sheet.name, ())
        return Book(sheets, [])
    if data.startswith(_OLE):
        return Book(_old_workbook(data), [])
    _refuse_other_kinds(data, filename)
    sheet, notes = read_plain_text(data)
    return Book([sheet], notes)


def _bytes(source: bytes | Path, filename: str, max_bytes: int) -> bytes:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > max_bytes:
        raise Invalid(
            text("The file %(name)s is too large.", name=filename),
            text(
                "It has %(size)s MB; the most we read is %(limit)s MB.",
                size=-(-size // 1_000_000),
                limit=max_bytes // 1_000_000,
            ),
            text("Send the list in parts, without pictures and other sheets."),
        )
    return source if isinstance(source, bytes) else source.read_bytes()


def _empty(filename: str) -> Invalid:
    return Invalid(
        text("The file %(name)s is empty.", name=filename),
        None,
        text("Check that you saved the list, and send it again."),
    )


def _refuse_other_kinds(data: bytes, filename: str) -> None:
    kind = next((kind for start, kind in _OTHER_KINDS if _starts(data, start)), None)
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        kind = "HTML/XML"
    if kind is None:
        return
    raise Invalid(
        text(
            "The file %(name)s is not a spreadsheet but %(kind)s.",
            name=filename,
            kind=kind,
        ),
        text("We can read XLSX, ODS, XLS and CSV."),
        text("Open the list in your spreadsheet program, save it as XLSX, send that."),
    )


def _starts(data: bytes, start: bytes) -> bool:
    # 'BM' and 'RIFF' may also begin a plain text; a picture has zeros close by.
    return data.startswith(start) and (len(start) > 4 or _is_binary(data, start))


def _is_binary(data: bytes, start: bytes) -> bool:
    return start not in {b"BM", b"RIFF"} or b"\x00" in data[:64]


def _old_workbook(data: bytes) -> list[Sheet]:
    if _ENCRYPTED in data:
        raise protected()
    try:
        return _workbook(data, {})
    except Invalid as error:
        raise Invalid(
            text("This old Excel file (.xls) cannot be read."),
            text("It is damaged, locked, or not a workbook."),
            text("Open it in your spreadsheet program, save it as XLSX and send that."),
        ) from error


def _workbook(data: bytes, faults: dict[str, Faults]) -> list[Sheet]:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                _sheet(book, about, faults.get(about.name, {}))
                for about in book.sheets_metadata
                if about.typ is calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError as error:
        raise protected() from error
    except (calamine.CalamineError, OSError) as error:
        raise _broken(data) from error


def _broken(data: bytes) -> Invalid:
    return damaged() if data.startswith(_ZIP) else not_a_spreadsheet()


def _sheet(
    book: calamine.CalamineWorkbook, about: calamine.SheetMetadata, faults: Faults
) -> Sheet:
    cells = book.get_sheet_by_name(about.name)
    rows = cells.to_python(skip_empty_area=False)
    for (row, column), shown in faults.items():
        # A row or column of nothing but faults lies outside what the reader gives.
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = shown
    hidden = about.visible is not calamine.SheetVisibleEnum.Visible
    return Sheet(about.name, rows, hidden=hidden, ragged=bool(faults))
