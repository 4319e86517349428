"""Files as providers really send them: each with a fault of another kind.

Usage: python scripts/dirty_files.py FOLDER

Every kind says what must come of it: the list is read rightly, some cells are named
with what is wrong and how to mend it, or the file as a whole is refused with the cure.
"""

import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from scripts.dirty_formats import (
    HEAD,
    claiming,
    compound,
    csv_text,
    ods,
    ods_cell,
    ods_row,
    old_workbook,
    package,
    with_part,
    workbook,
)

ON = date(2026, 11, 21)
ANNA: list[Any] = ["1", "Anna Voorbeeld", "Voorbeeldowo", "paspoort", "01-09-2026", ""]
PIOTR: list[Any] = ["2", "Piotr Voorbeeld", "Łódź", "ID-kaart", "02-09-2026", ""]
LARGE = 100_000
_AFTERNOON = datetime.combine(date(2026, 9, 1), time(14, 30))


@dataclass(frozen=True)
class Dirty:
    """One kind of fault, the file that shows it, and what must come of it.

    Attributes:
        name: of the kind, and of the file.
        suffix: of the file; what is inside may be something else.
        about: the kind in words, for the reference.
        make: makes the file.
        rows: how many stays are read rightly; None when the file is refused.
        wrong: line and column of each wrong cell, with words of its message.
        says: words of a note, or of the refusal.
        has: what the first stay must hold.
    """

    name: str
    suffix: str
    about: str
    make: Callable[[], bytes]
    rows: int | None = 2
    wrong: Mapping[tuple[int, str], str] = field(default_factory=dict)
    says: str = ""
    has: Mapping[str, object] = field(default_factory=dict)


def _rows(*rows: list[Any]) -> list[list[Any]]:
    return [HEAD, *rows]


def _csv(*rows: list[Any], encoding: str = "utf-8", separator: str = ";") -> bytes:
    return csv_text(_rows(*rows), separator).encode(encoding)


def _changed(row: list[Any], **cells: Any) -> list[Any]:
    at = {"ref": 0, "name": 1, "residence": 2, "document": 3, "arrival": 4, "gone": 5}
    made = list(row)
    for cell, value in cells.items():
        made[at[cell]] = value
    return made


def _one(**cells: Any) -> Callable[[], bytes]:
    """A CSV of two guests; the second has these cells."""
    return lambda: _csv(ANNA, _changed(PIOTR, **cells))


def _book(*rows: list[Any], **more: Any) -> bytes:
    return workbook(_rows(*rows), **more)


FIRST = {"name": "Anna Voorbeeld", "arrival": date(2026, 9, 1)}
SECOND_NAME = {"name": "Piotr Voorbeeld", "residence": "Łódź"}

_OLD = "Not read: Oud"


def _dated(name: str, about: str, arrival: str) -> Dirty:
    """A CSV whose first guest arrived on a day that is written another way."""
    first = _changed(ANNA, arrival=arrival)
    return Dirty(name, "csv", about, lambda: _csv(first, PIOTR), has=FIRST)


def _told_of(
    name: str, about: str, change: Callable[[Any, Any], None], says: str
) -> Dirty:
    """A workbook that is read, with a note of what lies beside its rows."""
    make = partial(_book, ANNA, PIOTR, change=change)
    return Dirty(name, "xlsx", about, make, says=says, has=FIRST)


def _mixed() -> bytes:
    lines = csv_text(_rows(PIOTR, _changed(ANNA, residence="Besançon"))).splitlines()
    return b"".join(
        line.encode("cp1252" if "Besan" in line else "utf-8") + b"\r\n"
        for line in lines
    )


def _merged(book: Any, sheet: Any) -> None:
    style = book.add_format({"bold": True})
    sheet.merge_range(0, 0, 0, 3, "Gast", style)
    sheet.merge_range(0, 4, 0, 5, "Verblijf", style)


def _two_heads() -> bytes:
    upper = [None, None, None, None, "Verblijf", None]
    lower = ["Referentie", "Naam", "Woonplaats", "Document", "van", "tot"]
    rows = [upper, lower, ANNA, PIOTR]
    return workbook(rows, change=_merged)


def _formulas(shown: Any) -> Callable[[Any, Any], None]:
    def change(_: Any, sheet: Any) -> None:
        sheet.write_formula(2, 4, "=E2+1", None, shown)

    return change


def _sheets(book: Any, sheet: Any) -> None:
    other = book.add_worksheet("Oud")
    for at, row in enumerate(_rows(ANNA)):
        other.write_row(at, 0, row)


def _hidden_sheet(book: Any, sheet: Any) -> None:
    _sheets(book, sheet)
    book.get_worksheet_by_name("Oud").hide()


def _hide_row(_: Any, sheet: Any) -> None:
    sheet.set_row(2, None, None, {"hidden": True})


def _far(_: Any, sheet: Any) -> None:
    sheet.write_string(1048575, 16383, "x")


def _large() -> bytes:
    rows = [
        [f"{n:06}", f"Gast{n} Voorbeeld", "Voorbeeldowo", "paspoort", "01-09-2026", ""]
        for n in range(LARGE)
    ]
    for n in (10, 50_000, 99_999):
        rows[n] = _changed(rows[n], arrival="31-09-2026")
    return _csv(*rows)


def _noise(start: bytes, size: int = 4000) -> bytes:
    return start + random.Random(7).randbytes(size)  # noqa: S311 - no secret


def _repeated_ods() -> bytes:
    blank = "<table:table-cell/>"
    return ods(
        ods_row(*map(ods_cell, HEAD))
        + ods_row(*map(ods_cell, ANNA[:5]))
        + ods_row(blank, more=' table:number-rows-repeated="1048570"')
    )


def _encrypted_ods() -> bytes:
    manifest = b"<m:manifest><m:encryption-data/></m:manifest>"
    return package({"content.xml": b"\x01\x02\x03", "META-INF/manifest.xml": manifest})


READ: list[Dirty] = [
    Dirty(
        "comma-instead-of-semicolon",
        "csv",
        "commas between the cells",
        lambda: _csv(ANNA, PIOTR, separator=","),
        has=FIRST,
    ),
    Dirty(
        "tabs",
        "csv",
        "tabs between the cells",
        lambda: _csv(ANNA, PIOTR, separator="\t"),
        has=FIRST,
    ),
    Dirty(
        "pipes",
        "txt",
        "upright strokes between the cells",
        lambda: _csv(ANNA, PIOTR, separator="|"),
        has=FIRST,
    ),
    Dirty(
        "separator-line",
        "csv",
        "a first line 'sep=;' that Excel understands",
        lambda: b"sep=;\r\n" + _csv(ANNA, PIOTR),
        has=FIRST,
    ),
    Dirty(
        "byte-order-mark",
        "csv",
        "UTF-8 with a mark in front",
        lambda: _csv(PIOTR, ANNA, encoding="utf-8-sig"),
        has=SECOND_NAME,
    ),
    Dirty(
        "utf-16",
        "csv",
        "UTF-16 ('Unicode text' of Excel)",
        lambda: _csv(PIOTR, ANNA, encoding="utf-16"),
        has=SECOND_NAME,
    ),
    Dirty(
        "utf-16-without-mark",
        "csv",
        "UTF-16 without a mark in front",
        lambda: _csv(PIOTR, ANNA, encoding="utf-16-le"),
        has=SECOND_NAME,
    ),
    Dirty(
        "windows-1252",
        "csv",
        "the old western set of letters",
        lambda: _csv(_changed(ANNA, residence="Besançon"), encoding="cp1252"),
        rows=1,
        says="old set of letters",
        has={"residence": "Besançon"},
    ),
    Dirty(
        "windows-1250",
        "csv",
        "the old eastern set of letters",
        lambda: _csv(_changed(PIOTR, residence="Białystok"), encoding="cp1250"),
        rows=1,
        says="old set of letters",
        has={"residence": "Białystok"},
    ),
    Dirty(
        "mixed-encodings",
        "csv",
        "two sets of letters in one file (lists pasted together)",
        _mixed,
        says="line 3",
        has=SECOND_NAME,
    ),
    Dirty(
        "decimal-commas",
        "csv",
        "another column with decimal commas beside semicolons",
        lambda: csv_text(
            [[*HEAD, "Huur"], [*ANNA, "112,50"], [*PIOTR, "98,75"]]
        ).encode(),
        has=FIRST,
    ),
    Dirty(
        "line-break-in-cell",
        "csv",
        "a line break inside a cell",
        lambda: csv_text(
            [[*HEAD, "Opmerking"], [*ANNA, '"laat\nbinnen"'], [*PIOTR, ""]]
        ).encode(),
        has=FIRST,
    ),
    Dirty(
        "merged-header",
        "xlsx",
        "merged cells above the header, two rows of headings",
        _two_heads,
        has=FIRST,
    ),
    Dirty(
        "two-header-rows",
        "csv",
        "a heading in two rows",
        lambda: csv_text(
            [
                ["", "", "", "", "Verblijf", ""],
                [*HEAD[:4], "van", "tot"],
                ANNA,
                PIOTR,
            ]
        ).encode(),
        has=FIRST,
    ),
    Dirty(
        "header-in-row-12",
        "xlsx",
        "titles and a logo; the header stands in row 12",
        lambda: workbook([["Bewonerslijst"], *[[]] * 10, *_rows(ANNA, PIOTR)]),
        has={**FIRST, "line": 13},
    ),
    Dirty(
        "serial-dates",
        "xlsx",
        "dates as Excel's own numbers",
        lambda: _book(_changed(ANNA, arrival=46266), _changed(PIOTR, arrival=46267)),
        has=FIRST,
    ),
    _dated("dutch-month-names", "months written out in Dutch", "1 september 2026"),
    _dated("polish-month-names", "months written out in Polish", "1 września 2026 r."),
    _dated("two-digit-years", "years of two digits", "1-9-26"),
    Dirty(
        "date-with-time",
        "xlsx",
        "a time of day behind the date",
        lambda: _book(_changed(ANNA, arrival=_AFTERNOON), PIOTR),
        has=FIRST,
    ),
    Dirty(
        "formulas",
        "xlsx",
        "formulas with their outcome",
        lambda: _book(
            _changed(ANNA, arrival=date(2026, 9, 1)), PIOTR, change=_formulas(46267)
        ),
        has=FIRST,
    ),
    _told_of("hidden-rows", "rows that a filter hides", _hide_row, "hidden"),
    _told_of("hidden-sheet", "a hidden sheet with an old list", _hidden_sheet, _OLD),
    _told_of("two-sheets", "two sheets with a list", _sheets, _OLD),
    Dirty(
        "total-row",
        "csv",
        "a line of totals at the bottom",
        lambda: _csv(ANNA, PIOTR, ["Totaal", "2", "", "", "", ""]),
        says="as a total: line 4",
        has=FIRST,
    ),
    Dirty(
        "empty-columns",
        "xlsx",
        "empty columns before and between",
        lambda: workbook(
            [[None, row[0], None, *row[1:]] for row in _rows(ANNA, PIOTR)]
        ),
        has=FIRST,
    ),
    Dirty(
        "empty-rows",
        "csv",
        "empty lines between the guests",
        lambda: csv_text([HEAD, ANNA, [""] * 6, [], PIOTR]).encode(),
        has=FIRST,
    ),
    Dirty(
        "repeated-header",
        "csv",
        "the header again on every printed page",
        lambda: _csv(ANNA, HEAD, PIOTR),
        says="repeated header: line 3",
        has=FIRST,
    ),
    Dirty(
        "trailing-spaces",
        "csv",
        "spaces before and behind",
        lambda: _csv([f"  {cell} " for cell in ANNA], PIOTR),
        has={**FIRST, "reference": "1"},
    ),
    Dirty(
        "hard-spaces",
        "csv",
        "hard spaces inside and behind",
        lambda: _csv(_changed(ANNA, name="Anna\u00a0Voorbeeld\u00a0"), PIOTR),
        has=FIRST,
    ),
    Dirty(
        "zero-width-letters",
        "csv",
        "letters that take no room",
        lambda: _csv(_changed(ANNA, name="\u200bAnna Voor\u00adbeeld\ufeff"), PIOTR),
        has=FIRST,
    ),
    Dirty(
        "emoji",
        "csv",
        "pictures beside a name",
        lambda: _csv(_changed(ANNA, name="Anna Voorbeeld 🙂"), PIOTR),
        has={"name": "Anna Voorbeeld 🙂"},
    ),
    Dirty(
        "old-excel",
        "xls",
        "the old Excel format",
        lambda: old_workbook(_rows(ANNA, PIOTR)),
        has=FIRST,
    ),
    Dirty(
        "macros",
        "xlsm",
        "a workbook with macros; nothing of them is run",
        lambda: with_part(_book(ANNA, PIOTR), "xl/vbaProject.bin", b"\x01\x02"),
        has=FIRST,
    ),
    Dirty(
        "repeated-rows",
        "ods",
        "a million repeated empty rows, as LibreOffice writes them",
        _repeated_ods,
        rows=1,
        has=FIRST,
    ),
    Dirty(
        "leading-zeros",
        "xlsx",
        "references as text with zeros in front",
        lambda: _book(_changed(ANNA, ref="00071"), PIOTR),
        has={"reference": "00071"},
    ),
    Dirty(
        "numbers-as-references",
        "xlsx",
        "references as numbers",
        lambda: _book(_changed(ANNA, ref=71.0), PIOTR),
        has={"reference": "71"},
    ),
    Dirty(
        "formula-in-text",
        "csv",
        "text that a spreadsheet would take for a formula",
        lambda: _csv(_changed(ANNA, ref="=1+1"), PIOTR),
        has={"reference": "=1+1"},
    ),
    Dirty(
        "more-than-the-law-asks",
        "csv",
        "a column with the BSN",
        lambda: csv_text([[*HEAD, "BSN"], [*ANNA, "123456782"], [*PIOTR, ""]]).encode(),
        says="hold more than the law asks: BSN",
        has=FIRST,
    ),
]

WRONG: list[Dirty] = [
    Dirty(
        "30-february",
        "csv",
        "a day that does not exist",
        _one(arrival="30-02-2026"),
        rows=1,
        wrong={(3, "Aankomst"): "does not exist"},
    ),
    Dirty(
        "american-dates",
        "csv",
        "the month before the day",
        _one(arrival="09/28/2026"),
        rows=1,
        wrong={(3, "Aankomst"): "changed places"},
    ),
    Dirty(
        "two-persons",
        "csv",
        "two persons in one cell",
        _one(name="Piotr Voorbeeld en Maria Voorbeeld"),
        rows=1,
        wrong={(3, "Naam"): "more than one person"},
    ),
    Dirty(
        "same-guest-twice",
        "csv",
        "the same guest twice in one night",
        lambda: _csv(ANNA, PIOTR, _changed(ANNA, arrival="05-09-2026")),
        rows=2,
        wrong={(4, "Aankomst"): "already on line 2"},
    ),
    Dirty(
        "two-guests-one-reference",
        "csv",
        "one reference for two guests",
        lambda: _csv(
            _changed(ANNA, gone="02-09-2026"),
            _changed(PIOTR, ref="1", arrival="03-09-2026"),
        ),
        rows=1,
        wrong={(3, "Referentie"): "stands for another guest"},
    ),
    Dirty(
        "departure-before-arrival",
        "csv",
        "gone before arriving",
        _one(gone="01-08-2026"),
        rows=1,
        wrong={(3, "Vertrek"): "not after the arrival"},
    ),
    Dirty(
        "name-missing",
        "csv",
        "no name",
        _one(name=""),
        rows=1,
        wrong={(3, "Naam"): "must be filled in"},
    ),
    Dirty(
        "very-long-name",
        "csv",
        "a whole story in the cell of the name",
        _one(name="Piotr Voorbeeld " * 40),
        rows=1,
        wrong={(3, "Naam"): "longer than 200"},
    ),
    Dirty(
        "reference-error",
        "xlsx",
        "a formula that went wrong (#REF!)",
        lambda: _book(ANNA, PIOTR, change=_formulas("#REF!")),
        rows=1,
        wrong={(3, "Aankomst"): "#REF!"},
    ),
    Dirty(
        "formula-without-outcome",
        "xlsx",
        "a formula whose outcome was never saved",
        lambda: _book(ANNA, PIOTR, change=_formulas("")),
        rows=1,
        wrong={(3, "Aankomst"): "formula without an outcome"},
    ),
    Dirty(
        "scientific-notation",
        "csv",
        "a long reference that Excel has rounded",
        _one(ref="1,23457E+11"),
        rows=1,
        wrong={(3, "Referentie"): "has rounded"},
    ),
    Dirty(
        "too-long-number",
        "xlsx",
        "a reference of more digits than a number holds",
        lambda: _book(ANNA, _changed(PIOTR, ref=1234567890123456789)),
        rows=1,
        wrong={(3, "Referentie"): "has rounded"},
    ),
    Dirty(
        "booleans",
        "xlsx",
        "TRUE where a day belongs",
        lambda: _book(ANNA, _changed(PIOTR, arrival=True)),
        rows=1,
        wrong={(3, "Aankomst"): "not a date"},
    ),
    Dirty(
        "date-in-room",
        "xlsx",
        "a room that Excel made a date of (1-2)",
        lambda: workbook(
            [[*HEAD, "Kamer"], [*ANNA, "1-2"], [*PIOTR, date(2026, 2, 1)]]
        ),
        rows=1,
        wrong={(3, "Kamer"): "made a date or a time"},
    ),
    Dirty(
        "year-with-slip",
        "csv",
        "a slip in the year",
        _one(arrival="02-09-2062"),
        rows=1,
        wrong={(3, "Aankomst"): "more than a year ahead"},
    ),
    Dirty(
        "unknown-document",
        "csv",
        "a kind of document that does not exist",
        _one(document="bibliotheekpas"),
        rows=1,
        wrong={(3, "Document"): "not a kind of document"},
    ),
    Dirty(
        "word-for-a-date",
        "csv",
        "a word where a day belongs",
        _one(arrival="vorige week"),
        rows=1,
        wrong={(3, "Aankomst"): "not a date"},
    ),
    Dirty(
        "stray-separator",
        "csv",
        "a separator inside a text, so that the line has shifted",
        lambda: csv_text(
            [[*HEAD, "Kamer"], [*ANNA, "1"], [*PIOTR, "2; achter"]]
        ).encode(),
        rows=1,
        wrong={(3, "H"): "more cells than the header"},
    ),
    Dirty(
        "large-with-three-bad",
        "csv",
        "100,000 lines of which three are wrong",
        _large,
        rows=LARGE - 3,
        wrong={(n + 2, "Aankomst"): "does not exist" for n in (10, 50_000, 99_999)},
    ),
]

REFUSED: list[Dirty] = [
    Dirty(
        "quote-that-swallows-lines",
        "csv",
        "a quotation mark in a remark, closed only lines below",
        lambda: csv_text(
            [
                [*HEAD, "Opmerking"],
                [*ANNA, '"laat'],
                [*PIOTR, ""],
                [*_changed(PIOTR, ref="3"), 'einde"'],
                [*_changed(PIOTR, ref="4"), ""],
            ]
        ).encode(),
        rows=None,
        says="On line 2 a quotation mark",
    ),
    Dirty(
        "unbalanced-quotes",
        "csv",
        "a quotation mark that never closes",
        lambda: _csv(ANNA, _changed(PIOTR, name='"Piotr')) + b"x;" * 90_000,
        rows=None,
        says="cannot be split into rows",
    ),
    Dirty(
        "password",
        "xlsx",
        "a workbook with a password",
        lambda: compound("EncryptedPackage", _noise(b"")),
        rows=None,
        says="password",
    ),
    Dirty(
        "password-ods",
        "ods",
        "an OpenDocument sheet with a password",
        _encrypted_ods,
        rows=None,
        says="password",
    ),
    Dirty(
        "zip-renamed",
        "xlsx",
        "a zip file with another name",
        lambda: package({"gasten.csv": _csv(ANNA)}),
        rows=None,
        says="not a spreadsheet",
    ),
    Dirty(
        "word-document",
        "xlsx",
        "a Word document with another name",
        lambda: package({"word/document.xml": b"<w:document/>"}),
        rows=None,
        says="not a spreadsheet",
    ),
    Dirty(
        "pdf-renamed",
        "xlsx",
        "a PDF with another name",
        lambda: _noise(b"%PDF-1.7\n"),
        rows=None,
        says="but PDF",
    ),
    Dirty(
        "image-renamed",
        "csv",
        "a picture with another name",
        lambda: _noise(b"\x89PNG\r\n\x1a\n"),
        rows=None,
        says="but PNG",
    ),
    Dirty(
        "photo-renamed",
        "xlsx",
        "a photograph of a list",
        lambda: _noise(b"\xff\xd8\xff\xe0"),
        rows=None,
        says="but JPEG",
    ),
    Dirty(
        "html-as-xls",
        "xls",
        "a web page saved as .xls",
        lambda: b"<html><table><tr><td>Naam</td></tr></table></html>",
        rows=None,
        says="but HTML/XML",
    ),
    Dirty("empty", "csv", "an empty file", lambda: b"", rows=None, says="is empty"),
    Dirty(
        "only-header",
        "csv",
        "a header and no guests",
        _csv,
        rows=None,
        says="no guest",
    ),
    Dirty(
        "claims-two-gigabyte",
        "xlsx",
        "a small file that would unpack to 2 GB",
        lambda: claiming(2_147_483_647),
        rows=None,
        says="too large once it is unpacked",
    ),
    Dirty(
        "cut-off",
        "xlsx",
        "a file that was cut off while it was sent",
        lambda: _book(ANNA, PIOTR)[:-400],
        rows=None,
        says="damaged",
    ),
    Dirty(
        "something-far-away",
        "xlsx",
        "something in the last cell of the sheet",
        lambda: _book(ANNA, change=_far),
        rows=None,
        says="stretches to row 1048576",
    ),
    Dirty(
        "no-header",
        "csv",
        "no names above the columns",
        lambda: csv_text([ANNA, PIOTR]).encode(),
        rows=None,
        says="no row with the names",
    ),
    Dirty(
        "column-missing",
        "csv",
        "no column with the kind of document",
        lambda: csv_text([[*r[:3], *r[4:]] for r in _rows(ANNA, PIOTR)]).encode(),
        rows=None,
        says="lacks",
    ),
    Dirty(
        "two-columns-alike",
        "csv",
        "two columns for the same",
        lambda: csv_text(
            [[*HEAD, "Arrival"], [*ANNA, "01-09-2026"], [*PIOTR, ""]]
        ).encode(),
        rows=None,
        says="seem to hold the same",
    ),
    Dirty(
        "binary",
        "csv",
        "a file of a program of its own",
        lambda: b"\x00\x01\x02" + _noise(b"DBF"),
        rows=None,
        says="not a spreadsheet",
    ),
]

COLLECTION: list[Dirty] = [*READ, *WRONG, *REFUSED]


def write_all(folder: Path) -> int:
    """Write every file of the collection; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in COLLECTION:
        (folder / f"{each.name}.{each.suffix}").write_bytes(each.make())
    return len(COLLECTION)


if __name__ == "__main__":
    count = write_all(Path(sys.argv[1]))
    sys.stdout.write(f"{count} files in {sys.argv[1]}\n")
