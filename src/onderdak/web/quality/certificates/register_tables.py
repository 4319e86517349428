"""The tables of registers: what would be recorded, what waits, what was read in."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onderdak.housing.quality.contract import (
    BadKept,
    Fate,
    Planned,
    RegisterImport,
    RegisterRow,
    Scheme,
    as_read,
)
from onderdak.web.pages.shapes import Cell, Column, Empty, Table
from onderdak.web.pages.values import said
from onderdak.web.quality.certificates.words import (
    FATE_TAGS,
    FATES,
    FIELDS,
    SHORT,
    STATES,
)

MOST_SHOWN = 500


def shown_lines(planned: Sequence[Planned]) -> list[Planned]:
    """The lines that concern this municipality."""
    return [one for one in planned if one.fate is not Fate.ELSEWHERE]


def planned_table(planned: Sequence[Planned]) -> Table:
    """What recording a register would do, line by line."""
    return Table(
        name="lines",
        caption=_("What would be recorded"),
        columns=[
            Column(_("Line"), numeric=True),
            Column(_("Company"), row_header=True),
            Column(_("Address")),
            Column(_("Location here")),
            Column(_("What happens")),
            Column(_("In words")),
        ],
        rows=[
            [
                one.line.line,
                one.line.holder,
                one.line.address,
                one.location.name if one.location else "",
                Cell(str(FATES[one.fate]), kind=FATE_TAGS[one.fate]),
                _words(one),
            ]
            for one in shown_lines(planned)[:MOST_SHOWN]
        ],
        empty=Empty(
            _("No line of this list is about this municipality."),
            _("Lines of other towns are not kept."),
        ),
    )


def _words(one: Planned) -> str:
    if one.why is not None:
        return said(one.why)
    return "; ".join(
        _("%(field)s: %(was)s → %(becomes)s")
        % {
            "field": FIELDS[each.field],
            "was": _value(each.field, each.was),
            "becomes": _value(each.field, each.becomes),
        }
        for each in one.differences
    )


def _value(field: str, value: object) -> str:
    if value is None:
        return "–"
    if field == "state":
        return str(next(words for one, words in STATES.items() if one.value == value))
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)


def bad_table(bad: Sequence[BadKept]) -> Table:
    """Every cell that cannot be read."""
    return Table(
        name="bad",
        caption=_("What cannot be read"),
        columns=[
            Column(_("Line"), numeric=True, row_header=True),
            Column(_("Column")),
            Column(_("What is wrong")),
        ],
        rows=[[one.line, one.column, said(one.what)] for one in bad],
    )


def open_table(rows: Sequence[RegisterRow]) -> Table:
    """Lines that nobody has recognised yet."""
    lines = [(row, as_read(row.said)) for row in rows]
    return Table(
        name="open",
        caption=_("Lines to match by hand"),
        columns=[
            Column(_("Company"), row_header=True),
            Column(_("Address")),
            Column(_("Beds"), numeric=True),
            Column(_("Scheme")),
            Column(_("What you can do")),
        ],
        rows=[
            [
                known.holder,
                known.address or _("not known"),
                known.beds,
                str(SHORT[Scheme(row.register.scheme)]),
                Cell(
                    _("Match line %(line)s") % {"line": row.line},
                    reverse("quality_register_row", args=[row.pk]),
                ),
            ]
            for row, known in lines
        ],
        empty=Empty(_("Every line is matched."), ""),
    )


def earlier_table(rows: Sequence[RegisterImport]) -> Table:
    """The registers that were read in."""
    return Table(
        name="registers",
        caption=_("Registers that were read in"),
        note=_("newest first"),
        columns=[
            Column(_("List"), row_header=True),
            Column(_("Scheme")),
            Column(_("Register of")),
            Column(_("New"), numeric=True),
            Column(_("Changed"), numeric=True),
            Column(_("State")),
        ],
        rows=[
            [
                _name(row),
                str(SHORT[Scheme(row.scheme)]),
                row.on,
                row.counts.get("new", 0),
                row.counts.get("changed", 0),
                _("recorded") if row.state == "recorded" else _("waits for you"),
            ]
            for row in rows
        ],
        empty=Empty(
            _("No register was read in yet."),
            _("A list of the keeper of a scheme, or of a covenant, goes in as it is."),
        ),
    )


def _name(row: RegisterImport) -> Cell:
    waits = row.state == RegisterImport.State.WAITING
    return Cell(
        row.filename, reverse("quality_register", args=[row.pk]) if waits else ""
    )
