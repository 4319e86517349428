"""Makes the empty list that a provider may download and fill in."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import xlsxwriter

from onderdak.register.nights.files.cells import KNOWN_DOCUMENTS
from onderdak.register.nights.files.headers import FIELDS, LABELS, REQUIRED
from onderdak.register.nights.files.lines import EXAMPLE

_EXAMPLE_ROW: Final = {
    "reference": "VOORBEELD-1",
    "name": EXAMPLE,
    "residence": "Voorbeeldstad",
    "document_kind": "ID-kaart",
    "arrival": "21-11-2026",
    "departure": "",
    "expected_departure": "21-02-2027",
    "room": "01",
    "bed": "A",
    "registration": "nee",
    "brp_municipality": "",
    "registered_since": "",
    "work_municipality": "Voorbeeldstad",
}

_EXPLANATION: Final = {
    "reference": (
        "Uw eigen nummer voor deze gast. Geen BSN.",
        "Your own number for this guest. Not the BSN.",
    ),
    "name": (
        "De naam van één persoon. Elke gast krijgt een eigen regel.",
        "The name of one person. Every guest has a line of their own.",
    ),
    "residence": (
        "De plaats waar de gast woont.",
        "The place where the guest lives.",
    ),
    "document_kind": (
        f"Alleen de soort: {KNOWN_DOCUMENTS}. Geen nummer.",
        f"Only the kind: {KNOWN_DOCUMENTS}. No number.",
    ),
    "arrival": (
        "De dag van aankomst, zoals 21-11-2026.",
        "The day of arrival, such as 21-11-2026.",
    ),
    "departure": (
        "De dag van vertrek. Leeg als de gast er nog is.",
        "The day of departure. Empty while the guest is still there.",
    ),
    "expected_departure": (
        "De dag waarop u denkt dat de gast vertrekt.",
        "The day on which you think the guest will leave.",
    ),
    "room": ("De kamer of het huisje.", "The room or the unit."),
    "bed": ("Het bed in de kamer.", "The bed in the room."),
    "registration": (
        "Staat de gast ingeschreven? ja, nee of RNI. Leeg als u het niet weet.",
        "Is the guest registered? ja, nee or RNI. Empty if you do not know.",
    ),
    "brp_municipality": (
        "De gemeente waar de gast in de BRP staat.",
        "The municipality where the guest is in the BRP.",
    ),
    "registered_since": (
        "De dag van inschrijving.",
        "The day of registration.",
    ),
    "work_municipality": (
        "De gemeente waar de gast werkt, als u dat weet. De verordening vraagt dit.",
        "The municipality where the guest works, if you know. The by-law asks for it.",
    ),
}

_WIDTH = 22
_ROWS_OF_TEXT = 5_000


def template_xlsx(extras: Sequence[str] = ()) -> bytes:
    """Give an empty list as a workbook, with an example line and an explanation.

    All columns are text, so that no leading zero is lost and no room becomes a date.

    Args:
        extras: the fields beyond the law that a by-law asks for (`EXTRA_FIELDS`).
    """
    fields = (*FIELDS, *extras)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        _stays_sheet(book, fields)
        _explanation_sheet(book, fields)
    return buffer.getvalue()


def list_xlsx(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Give a filled list as a workbook: the columns of the empty one, all as text."""
    buffer = io.BytesIO()
    options = {"constant_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet("Verblijven")
        as_text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        sheet.set_column(0, len(FIELDS) - 1, _WIDTH, as_text)
        sheet.freeze_panes(1, 0)
        for column, field in enumerate(FIELDS):
            sheet.write_string(0, column, LABELS[field], head)
        for number, row in enumerate(rows, start=1):
            for column, field in enumerate(FIELDS):
                if row[field]:
                    sheet.write_string(number, column, row[field], as_text)
    return buffer.getvalue()


def _stays_sheet(book: xlsxwriter.Workbook, fields: Sequence[str]) -> None:
    sheet = book.add_worksheet("Verblijven")
    as_text = book.add_format({"num_format": "@"})
    head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    example = book.add_format({"italic": True, "font_color": "#767676"})
    sheet.set_column(0, len(fields) - 1, _WIDTH, as_text)
    for column, field in enumerate(fields):
        sheet.write_string(0, column, LABELS[field], head)
        sheet.write_string(1, column, _EXAMPLE_ROW[field], example)
    sheet.freeze_panes(1, 0)
    kinds = KNOWN_DOCUMENTS.split(", ")
    column = fields.index("document_kind")
    sheet.data_validation(
        2, column, _ROWS_OF_TEXT, column, {"validate": "list", "source": kinds}
    )


def _explanation_sheet(book: xlsxwriter.Workbook, fields: Sequence[str]) -> None:
    sheet = book.add_worksheet("Uitleg")
    head = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 1, _WIDTH * 1.5, wrap)
    sheet.set_column(2, 3, 60, wrap)
    sheet.write_row(0, 0, ("Kolom", "Verplicht", "Uitleg", "Explanation"), head)
    for row, field in enumerate(fields, start=1):
        needed = "ja / yes" if field in REQUIRED else "nee / no"
        sheet.write_row(row, 0, (LABELS[field], needed, *_EXPLANATION[field]), wrap)
    sheet.write_string(
        len(fields) + 2,
        0,
        "Artikel 438 van het Wetboek van Strafrecht vraagt naam, woonplaats, soort "
        "document, dag van aankomst en dag van vertrek.",
        wrap,
    )
