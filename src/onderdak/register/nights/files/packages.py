"""Looks inside XLSX and ODS packages before and beside the fast reader.

The fast reader shows a cell with an error (#REF!) as an empty one, and an empty
departure means 'still here'. So errors are searched for in the package itself. A
package that would swell beyond bounds is refused before it is opened.
"""

import io
import posixpath
import re
import zipfile
import zlib

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.register.nights.files.plain_text import not_a_spreadsheet
from onderdak.register.nights.files.sheets import UNCALCULATED

LARGEST_UNPACKED = 1_000_000_000
LARGEST_AREA = 20_000_000

# What `zipfile` raises while it unpacks. A password is a RuntimeError to it, and so is
# a way of packing that it does not know.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    EOFError,
    OSError,
    RuntimeError,
)

Faults = dict[tuple[int, int], str]

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:-]+)\s*=\s*"([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ROW = re.compile(rb"<(?:\w+:)?row ([^>]*)>")
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_NEAR_ROW = 99_999
_FAR_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{6,})"')
_WIDE_COLUMN = re.compile(rb'<(?:\w+:)?c r="([A-Z]{2,3})\d')
_FILLED = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d+)"[^>/]*>')
_FAULTY = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>(?:(?!</(?:\w+:)?c>).)*?'
    rb"<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
_UNCALCULATED = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]+)(\d+)"(?:(?!\bt="str")[^>/])*><(?:\w+:)?f\b'
    rb"(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_ODS_TAG = re.compile(
    rb"<(table:table|table:table-row|table:table-cell|table:covered-table-cell)"
    rb"(?=[\s/>])((?:[^\">]|\"[^\"]*\")*)>"
)
_ODS_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="(\d{4,})"')


class Package:
    """A zip package that holds a workbook."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise damaged() from error
        self.names = set(self._zip.namelist())
        self._hidden: dict[str, tuple[int, ...]] = {}
        unpacked = sum(entry.file_size for entry in self._zip.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise _too_large_inside()

    def part(self, name: str) -> bytes:
        """Unpack one part; its length and checksum are checked on the way."""
        try:
            return self._zip.read(name)
        except _UNREADABLE as error:
            raise damaged() from error

    def faults(self) -> dict[str, Faults]:
        """Find the cells with an error or without an outcome, by sheet name.

        Raises:
            Invalid: no workbook inside, or one that stretches beyond all reason.
        """
        if "content.xml" in self.names:
            return self._ods_faults()
        if any(name.startswith("xl/") for name in self.names):
            return self._xlsx_faults()
        raise not_a_spreadsheet()

    def hidden_lines(self) -> dict[str, tuple[int, ...]]:
        """Lines that are hidden in a workbook, by sheet; known after `faults`."""
        return {
            sheet: self._hidden[part]
            for sheet, part in self._sheet_parts().items()
            if self._hidden.get(part)
        }

    def _xlsx_faults(self) -> dict[str, Faults]:
        by_part = {
            name: self._look_into(name)
            for name in self.names
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        }
        return {
            sheet: by_part[part]
            for sheet, part in self._sheet_parts().items()
            if part in by_part
        }

    def _look_into(self, name: str) -> Faults:
        sheet = self.part(name)
        self._hidden[name] = _hidden_lines(sheet)
        return _sheet_faults(sheet)

    def _sheet_parts(self) -> dict[str, str]:
        relations = "xl/_rels/workbook.xml.rels"
        if not {"xl/workbook.xml", relations} <= self.names:
            return {}
        targets = {}
        for found in _RELATION.finditer(self.part(relations)):
            marks = _attributes(found[1])
            path = posixpath.join("/xl", marks.get("Target", ""))
            targets[marks.get("Id", "")] = posixpath.normpath(path).lstrip("/")
        sheets = map(_attributes, _SHEET.findall(self.part("xl/workbook.xml")))
        return {
            marks.get("name", ""): targets.get(marks.get("r:id", ""), "")
            for marks in sheets
        }

    def _ods_faults(self) -> dict[str, Faults]:
        content = self.part("content.xml")
        if b"office:spreadsheet" not in content:
            if b"encryption-data" in self.part("META-INF/manifest.xml"):
                raise protected()
            raise not_a_spreadsheet()
        risky = any(int(n) > 2000 for n in set(_ODS_REPEATED.findall(content)))
        if risky or b'value-type="error"' in content:
            return _walk_ods(content)
        return {}


def _attributes(source: bytes) -> dict[str, str]:
    return {
        key.decode(): _unescape(value.decode("utf-8", "replace"))
        for key, value in _ATTRIBUTE.findall(source)
    }


def _unescape(value: str) -> str:
    for mark, plain in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        value = value.replace(mark, plain)
    return value.replace("&amp;", "&")


def _sheet_faults(sheet: bytes) -> Faults:
    _check_area(sheet)
    faults: Faults = {}
    if b't="e"' in sheet:
        for column, line, shown in _FAULTY.findall(sheet):
            faults[_cell(column, line)] = shown.decode("utf-8", "replace")
    if b"<f" in sheet or b":f>" in sheet:
        for column, line in _UNCALCULATED.findall(sheet):
            faults[_cell(column, line)] = UNCALCULATED
    return faults


def _hidden_lines(sheet: bytes) -> tuple[int, ...]:
    if b'hidden="1"' not in sheet:
        return ()
    rows = _ROW.findall(sheet)
    found = (_ROW_NUMBER.search(row) for row in rows if b'hidden="1"' in row)
    return tuple(int(number[1]) for number in found if number)


def _cell(column: bytes, line: bytes) -> tuple[int, int]:
    return int(line) - 1, _column_number(column) - 1


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_area(sheet: bytes) -> None:
    """Refuse a sheet whose cells lie so far apart that it fills the memory."""
    height = max(map(int, set(_FAR_ROW.findall(sheet))), default=_NEAR_ROW)
    wide = set(_WIDE_COLUMN.findall(sheet))
    width = max(map(_column_number, wide), default=26)
    if height * width <= LARGEST_AREA:
        return
    corners = _FILLED.findall(sheet)
    height = max((int(line) for _, line in corners), default=0)
    width = max((_column_number(column) for column, _ in corners), default=0)
    if height * width > LARGEST_AREA:
        raise _too_wide(height, width)


def _walk_ods(content: bytes) -> dict[str, Faults]:
    found: dict[str, Faults] = {}
    faults: Faults = {}
    row = column = row_repeat = widest = 0
    for match in _ODS_TAG.finditer(content):
        tag, marks = match[1], _attributes(match[2])
        if tag == b"table:table":
            faults = found.setdefault(marks.get("table:name", ""), {})
            row = row_repeat = 0
        elif tag == b"table:table-row":
            row += row_repeat
            row_repeat = int(marks.get("table:number-rows-repeated", "1"))
            column = 0
        else:
            repeat = int(marks.get("table:number-columns-repeated", "1"))
            if "office:value-type" in marks:
                widest = max(widest, column + repeat)
                if (row + row_repeat) * widest > LARGEST_AREA:
                    raise _too_wide(row + row_repeat, widest)
            if marks.get("calcext:value-type") == "error":
                faults[row, column] = _ods_shown(content, match.end())
            column += repeat
    return found


def _ods_shown(content: bytes, start: int) -> str:
    shown = re.match(rb"<text:p>([^<]*)<", content[start : start + 100])
    return shown[1].decode("utf-8", "replace") if shown else "#N/A"


def damaged() -> Invalid:
    """Refuse a package that cannot be unpacked."""
    return Invalid(
        text("This file is damaged, so it cannot be opened."),
        text("It looks like a workbook, but a part is missing or broken."),
        text("Open it in your spreadsheet program, save it again and send that."),
    )


def protected() -> Invalid:
    """Refuse a workbook that asks for a password."""
    return Invalid(
        text("This file is protected with a password."),
        text("Without the password nobody can read it, and we do not ask for it."),
        text("Save a copy without a password and send that."),
    )


def _too_large_inside() -> Invalid:
    return Invalid(
        text("This file is too large once it is unpacked."),
        text("It holds more than %(limit)s MB.", limit=LARGEST_UNPACKED // 1_000_000),
        text("Send only the sheet with the stays, without pictures."),
    )


def _too_wide(height: int, width: int) -> Invalid:
    return Invalid(
        text(
            "This sheet stretches to row %(row)s and column %(column)s.",
            row=height,
            column=width,
        ),
        text("There is something in a cell far to the right or far below the list."),
        text("Copy the list to a new sheet and send that."),
    )
