"""What a file would change, as it is shown before anything is recorded."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onderdak.register.nights.contract import Correction, FileOutcome, RowError
from onderdak.web.nights.declaring.forms import FIELD_NAMES
from onderdak.web.pages.shapes import Column, Export, Fact, Table
from onderdak.web.pages.values import number, said

_MOST = 200


def counts(outcome: FileOutcome) -> list[Fact]:
    """What happens to the rows of the file."""
    told = outcome.declared
    return [
        Fact(_("Rows in the file"), told.rows),
        Fact(_("New stays"), told.new),
        Fact(_("Corrected stays"), told.corrected),
        Fact(_("Unchanged"), told.unchanged),
        Fact(_("Rows with an error"), told.rejected),
    ]


def corrections(outcome: FileOutcome) -> Table | None:
    """The first corrections: what stands there, and what comes instead."""
    found = outcome.declared.corrections
    if not found:
        return None
    return Table(
        name="corrections",
        caption=_("Stays that change"),
        note=_first(len(found), outcome.declared.corrected),
        columns=[
            Column(_("Line"), numeric=True),
            Column(_("Reference"), row_header=True),
            Column(_("It was")),
            Column(_("It becomes")),
        ],
        rows=[[each.line, each.reference, *_change(each)] for each in found],
    )


def _change(each: Correction) -> tuple[str, str]:
    was = _span(each, was=True)
    becomes = _span(each, was=False)
    if was == becomes:
        return was, _("same nights, other details")
    return was, becomes


def _span(each: Correction, *, was: bool) -> str:
    arrival = each.was_arrival if was else each.arrival
    departure = each.was_departure if was else each.departure
    until = date_format(departure, "j F Y") if departure else _("still here")
    return f"{date_format(arrival, 'j F Y')} – {until}"


def errors(outcome: FileOutcome) -> Table | None:
    """Every error by line and column; many are cut, and wholly in the download."""
    found = outcome.declared.errors
    if not found:
        return None
    return Table(
        name="errors",
        caption=_("What is wrong in the file"),
        note=_first(min(len(found), _MOST), len(found)),
        columns=_error_columns(),
        rows=[_error(outcome, each) for each in found[:_MOST]],
        export=Export(csv_url=reverse("declare_errors")),
    )


def error_lines(outcome: FileOutcome) -> Iterator[list[object]]:
    """All errors as the lines of a file."""
    yield [column.label for column in _error_columns()]
    for each in outcome.declared.errors:
        yield _error(outcome, each)


def _error_columns() -> list[Column]:
    return [
        Column(_("Line"), row_header=True),
        Column(_("Column")),
        Column(_("In the file")),
        Column(_("What is wrong")),
    ]


def _error(outcome: FileOutcome, each: RowError) -> list[object]:
    column = outcome.column(each.field)
    named = FIELD_NAMES.get(column)
    return [each.line, str(named or column), each.value, said(each.message)]


def _first(shown: int, total: int) -> str:
    if shown >= total:
        return ""
    return _("the first %(shown)s of %(total)s") % {
        "shown": number(shown),
        "total": number(total),
    }
