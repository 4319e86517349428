"""What a file would change, as it is shown before anything is recorded."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from onderdak.register.nights.contract import (
    Declared,
    HandIn,
)
from onderdak.register.nights.contract.files import (
    Fate,
    PreviewRow,
)
from onderdak.web.nights.declaring.forms import FIELD_NAMES
from onderdak.web.pages.shapes import Column, Export, Fact, Table
from onderdak.web.pages.values import number, said

_MOST = 200


def counts(told: Declared | HandIn) -> list[Fact]:
    """What happens to the rows of the file."""
    facts = [
        Fact(_("Rows in the file"), told.rows),
        Fact(_("New stays"), told.new),
        Fact(_("Corrected stays"), told.corrected),
        Fact(_("Unchanged"), told.unchanged),
        Fact(_("Rows with an error"), told.rejected),
    ]
    if told.ended or told.withdrawn:
        facts += [
            Fact(_("Stays that end"), told.ended),
            Fact(_("Stays that are withdrawn"), told.withdrawn),
        ]
    return facts


def errors(rows: Sequence[PreviewRow], csv_url: str) -> Table | None:
    """Every error by line and column; many are cut, and wholly in the download."""
    found = list(_errors(rows))
    if not found:
        return None
    return Table(
        name="errors",
        caption=_("What is wrong in the file"),
        note=_first(min(len(found), _MOST), len(found)),
        columns=_error_columns(),
        rows=found[:_MOST],
        export=Export(csv_url=csv_url),
    )


def error_lines(rows: Sequence[PreviewRow]) -> Iterator[list[object]]:
    """All errors as the lines of a file."""
    yield [column.label for column in _error_columns()]
    yield from _errors(rows)


def _error_columns() -> list[Column]:
    return [
        Column(_("Line"), row_header=True),
        Column(_("Column")),
        Column(_("In the file")),
        Column(_("What is wrong")),
    ]


def _errors(rows: Sequence[PreviewRow]) -> Iterator[list[object]]:
    for row in rows:
        if row.fate is Fate.BAD:
            for fault in row.faults:
                named = FIELD_NAMES.get(fault.column) or fault.column
                yield [row.line, str(named), fault.value, said(fault.message)]


def _first(shown: int, total: int) -> str:
    if shown >= total:
        return ""
    return _("the first %(shown)s of %(total)s") % {
        "shown": number(shown),
        "total": number(total),
    }
