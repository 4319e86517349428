"""Workbooks and texts as providers send them, made on the spot."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl

from onderdak.register.nights.files import StaysFile, read_stays

TODAY = date(2026, 11, 21)
HEADER = "Referentie;Naam;Woonplaats;Document;Aankomst;Vertrek\n"

_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
_CALCEXT = (
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns'
    ':calcext:1.0"'
)


def read(data: bytes | str, name: str = "list.csv", **how: Any) -> StaysFile:
    source = data.encode() if isinstance(data, str) else data
    return read_stays(source, filename=name, on=TODAY, **how)


def line(reference: str = "7", **cells: str) -> str:
    """Give one line below HEADER, with some cells written otherwise."""
    usual = {
        "name": "Jan Kowalski",
        "residence": "Poznań",
        "document": "paspoort",
        "arrival": "01-09-2026",
        "departure": "",
    } | cells
    return ";".join([reference, *usual.values()]) + "\n"


def xlsx(*rows: list[Any], change: Callable[[Any], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(rows: str) -> bytes:
    """Pack rows of OpenDocument XML into the smallest workbook that opens."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" '
            f'm:media-type="{kind}"/></m:manifest>',
        )
        package.writestr(
            "content.xml",
            f"<office:document-content {_NAMESPACES} {_CALCEXT}><office:body>"
            f'<office:spreadsheet><table:table table:name="Blad1">{rows}'
            "</table:table></office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return buffer.getvalue()


FULL_HEADER = ["Referentie", "Naam", "Woonplaats", "Document", "Aankomst", "Vertrek"]


def full_row(arrival: Any = date(2026, 9, 1), departure: Any = None) -> list[Any]:
    return ["7", "Jan Kowalski", "Poznań", "paspoort", arrival, departure]
