"""The matrix of a municipality and its amounts, as tables."""

from collections.abc import Callable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from onderdak.supervision.enforcement.contract.choices import (
    AMOUNTS,
    BEHAVIOURS,
    CONSEQUENCES,
    INTERVENTIONS,
    PERS,
    AmountOf,
    Behaviour,
    CellRead,
    Consequence,
    LocalAmount,
    Matrix,
    Per,
)
from onderdak.web.enforcement.wording import word_of
from onderdak.web.pages.shapes import Cell, Column, Empty, Money, Table


def matrix_table(matrix: Matrix, url: Callable[[CellRead], str], act: str) -> Table:
    """The four by four, each cell filled or marked as not filled.

    Args:
        url: where a cell leads to; empty for whoever may not go there.
        act: what one does there with a cell that is empty.
    """
    return Table(
        name="matrix",
        caption=_("Matrix of interventions"),
        note=_("Behaviour from left to right, what it leads to from top to bottom."),
        columns=[
            Column(_("What it leads to"), row_header=True),
            *(Column(behaviour_of(each)) for each in Behaviour),
        ],
        rows=[
            [
                consequence_of(each),
                *(_shown(matrix.cells[one, each], url, act) for one in Behaviour),
            ]
            for each in Consequence
        ],
    )


def _shown(cell: CellRead, url: Callable[[CellRead], str], act: str) -> Cell:
    where = url(cell)
    if not where:
        return Cell(_told(cell))
    return Cell(
        format_html(
            '{}{}<span class="visually-hidden"> ({})</span>',
            _told(cell),
            "" if cell.filled else f" {act}",
            place_of(cell),
        ),
        url=where,
    )


def _told(cell: CellRead) -> SafeString:
    if not cell.filled:
        return format_html('<span class="tag tag--warning">{}</span>', _("not filled"))
    said = format_html_join(", ", "{}", ((each,) for each in advised_of(cell)))
    if cell.invented:
        return format_html('{} <span class="tag">{}</span>', said, _("invented"))
    return said


def advised_of(cell: CellRead) -> list[str]:
    """What a cell advises, in words."""
    return [_(INTERVENTIONS[each]) for each in cell.advised]


def place_of(cell: CellRead) -> str:
    """Which cell of the matrix it is, as people name it."""
    return f"{cell.behaviour.value}{cell.consequence.value}"


def behaviour_of(each: Behaviour) -> str:
    """A behaviour with its letter."""
    return f"{each.value}: {_(BEHAVIOURS[each])}"


def consequence_of(each: Consequence) -> str:
    """A consequence with its number."""
    return f"{each.value}: {_(CONSEQUENCES[each])}"


def amounts_table(
    amounts: Sequence[LocalAmount], url: Callable[[LocalAmount], str]
) -> Table:
    """The amounts that a municipality set, with the article and the decision of each.

    Args:
        url: where an amount is ended; empty for whoever may not.
    """
    return Table(
        name="amounts",
        caption=_("Local amounts"),
        columns=[
            Column(_("For what"), row_header=True),
            Column(_("Norm")),
            Column(_("Counts")),
            Column(_("Amount"), numeric=True),
            Column(_("At most"), numeric=True),
            Column(_("Rests on")),
            Column(_("Holds from")),
            Column(_("End it")),
        ],
        rows=[_amount(each, url(each)) for each in amounts],
        empty=Empty(
            _("Your municipality set no amounts yet."),
            _("Without them the lawyer weighs each amount, and writes down why."),
        ),
    )


def _amount(one: LocalAmount, url: str) -> Sequence[object]:
    name = word_of(AMOUNTS, AmountOf, one.amount_of)
    rests = ", ".join(filter(None, [one.article, one.source]))
    if one.invented:
        rests = _("%(source)s (invented)") % {"source": rests}
    return [
        name,
        one.rule or _("every norm without an amount of its own"),
        word_of(PERS, Per, one.per),
        Money(one.cents),
        Money(one.most_cents) if one.most_cents else None,
        rests,
        one.valid_from,
        Cell(_("End this amount"), url=url) if url else "",
    ]
