"""Of each number: from where it comes, of which day, and how far it reaches."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from onderdak.supervision.picture.contract import Measure, Neighbourhoods, Standing
from onderdak.web.pages.shapes import Column, LeftOut, Table
from onderdak.web.pages.values import said
from onderdak.web.picture.neighbourhoods.asking import shown
from onderdak.web.picture.neighbourhoods.words import MEASURES, STANDINGS
from onderdak.web.picture.words import in_words


def counted(found: Neighbourhoods) -> list[Measure]:
    """The numbers that can be given here, to this person."""
    return [
        each for each in Measure if found.measures[each].standing is Standing.COUNTED
    ]


def sources_of(found: Neighbourhoods) -> Table:
    """Of each number: from where it comes, of which day, and how far it reaches."""
    return Table(
        name="sources",
        caption=_("Where the numbers come from"),
        columns=[
            Column(_("What is counted"), row_header=True),
            Column(_("Source")),
            Column(_("Up to")),
            Column(_("Coverage")),
        ],
        rows=[
            [
                str(MEASURES[measure]),
                in_words(counts.source),
                counts.on if counts.standing is Standing.COUNTED else "",
                said(counts.coverage) or str(STANDINGS.get(counts.standing, "")),
            ]
            for measure, counts in found.measures.items()
        ],
    )


def in_file(measure: Measure | None, value: int | None) -> object:
    """A number in a file, or in words that it is left out."""
    cell = shown(measure, value)
    return _("left out") if isinstance(cell, LeftOut) else cell


def provenance(found: Neighbourhoods) -> Iterator[list[object]]:
    """Below the numbers of a file: from where each comes and of which day."""
    yield []
    table = sources_of(found)
    yield [column.label for column in table.columns]
    for row in table.rows:
        yield list(row)
