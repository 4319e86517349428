"""Builders of files as providers send them: workbooks, packages, old formats."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

HEAD = ["Referentie", "Naam", "Woonplaats", "Document", "Aankomst", "Vertrek"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Cells = Sequence[Sequence[Any]]
Change = Callable[[Any, Any], None]


def csv_text(rows: Cells, separator: str = ";") -> str:
    """Rows as plain text, unquoted."""
    return "".join(separator.join(map(str, row)) + "\r\n" for row in rows)


def workbook(rows: Cells, change: Change | None = None, name: str = "Blad1") -> bytes:
    """Rows as XLSX; `change` gets the book and its sheet."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(name)
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(at, column, value, moment)
                elif isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif value is not None:
                    sheet.write(at, column, value)
        if change:
            change(book, sheet)
    return buffer.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    """A zip package of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def with_part(book: bytes, name: str, content: bytes) -> bytes:
    """The same workbook with one more part."""
    with zipfile.ZipFile(io.BytesIO(book)) as read:
        parts = {each: read.read(each) for each in read.namelist()}
    return package({**parts, name: content})


def claiming(size: int) -> bytes:
    """A small package whose table of contents claims a part of this size."""
    made = bytearray(package({"xl/worksheets/sheet1.xml": b"<worksheet/>"}))
    entry = made.rindex(b"PK\x01\x02")
    struct.pack_into("<I", made, entry + 24, size)
    return bytes(made)


_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def ods_cell(value: str, more: str = "") -> str:
    """One cell of text in an OpenDocument sheet."""
    return (
        f'<table:table-cell office:value-type="string"{more}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def ods_row(*cells: str, more: str = "") -> str:
    """One row of an OpenDocument sheet."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def ods(rows: str) -> bytes:
    """The smallest OpenDocument workbook that opens."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return package(
        {
            "mimetype": kind.encode(),
            "META-INF/manifest.xml": (
                f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" '
                f'm:media-type="{kind}"/></m:manifest>'
            ).encode(),
            "content.xml": (
                f"<office:document-content {_NAMESPACES}><office:body>"
                f'<office:spreadsheet><table:table table:name="Blad1">{rows}'
                "</table:table></office:spreadsheet></office:body>"
                "</office:document-content>"
            ).encode(),
        }
    )


# --- the old Excel format: BIFF8 records in a compound file


def old_workbook(rows: Cells) -> bytes:
    """Rows as XLS (Excel 97): texts and numbers."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    wide = max(map(len, rows))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, wide, 0))
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet += _record(0x0203, struct.pack("<HHHd", at, column, 0, value))
            elif value:
                text = str(value)
                sheet += _record(
                    0x0204,
                    struct.pack("<HHHHB", at, column, 0, len(text), 1)
                    + text.encode("utf-16-le"),
                )
    sheet += _record(0x000A, b"")
    name = b"Blad1"
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    begin += _record(0x0042, struct.pack("<H", 1200))
    bound_length = 4 + 6 + 2 + len(name)
    offset = len(begin) + bound_length + 4
    bound = struct.pack("<IHBB", offset, 0, len(name), 0) + name
    return compound(
        "Workbook", begin + _record(0x0085, bound) + _record(10, b"") + sheet
    )


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def compound(stream: str, content: bytes) -> bytes:
    """A compound file with one stream, large enough to need no small sectors."""
    content += bytes(-len(content) % _SECTOR)
    content += bytes(max(0, 4096 - len(content)))
    sectors = len(content) // _SECTOR
    fat = [_FAT, _END, *range(3, 2 + sectors), _END]
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    header = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIII", 0, 1, 1, 0)
    header += struct.pack("<IIIII", 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    directory = _entry("Root Entry", 5, 1, _END, 0)
    directory += _entry(stream, 2, _FREE, 2, len(content))
    directory += _entry("", 0, _FREE, 0, 0) * 2
    return header + struct.pack("<128I", *fat) + directory + content


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le") if name else b""
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBB", len(written), kind, 1)
        + struct.pack("<III", _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
