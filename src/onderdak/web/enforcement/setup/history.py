"""How a cell of the matrix read before: each version, from when, by whom, and why."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.contract import SET_UP_ENFORCEMENT
from onderdak.supervision.enforcement.contract.choices import (
    INTERVENTIONS,
    Behaviour,
    CellRead,
    Consequence,
    Intervention,
    MatrixCell,
    cell_history,
    matrix_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.pages import Part, Way, crumbs, page, town
from onderdak.web.enforcement.setup.tables import (
    behaviour_of,
    consequence_of,
    place_of,
)
from onderdak.web.enforcement.wording import moment, names_of, word_of
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table


def cell_here(request: Request, behaviour: str, consequence: str) -> CellRead:
    """A cell of the matrix as it reads today.

    Raises:
        NotAllowed: this person does not work with the matrix here.
        NotFound: the matrix has no such cell.
    """
    here, on = town(request), localdate()
    matrix = matrix_of(by=request.actor, municipality=here, on=on)
    if behaviour not in set(Behaviour) or consequence not in set(Consequence):
        raise NotFound(text("There is no such cell."))
    return matrix.cells[Behaviour(behaviour), Consequence(consequence)]


@require_safe
@with_task
def history(request: Request, behaviour: str, consequence: str) -> HttpResponse:
    """Every version of a cell, the newest first."""
    now_ = cell_here(request, behaviour, consequence)
    rows = cell_history(
        by=request.actor,
        municipality=town(request),
        behaviour=now_.behaviour,
        consequence=now_.consequence,
    )
    title = _("Cell %(cell)s of the matrix, in the course of time") % {
        "cell": place_of(now_)
    }
    sets_up = may(request.actor, SET_UP_ENFORCEMENT, municipality=town(request))
    return page(
        request,
        title,
        breadcrumbs=crumbs(
            (_("Matrix and amounts"), reverse("enforcement_setup")), (title, "")
        ),
        lead=_("A choice that was made keeps the cell as it read on its day."),
        facts=[
            Fact(_("Behaviour"), behaviour_of(now_.behaviour)),
            Fact(_("What it leads to"), consequence_of(now_.consequence)),
        ],
        ways=[Way(_("Change this cell"), cell_url(now_))] if sets_up else [],
        parts=[Part(_("The versions"), table=_table(rows, now_))],
    )


def _table(rows: Sequence[MatrixCell], now_: CellRead) -> Table:
    names = names_of(one.by_id for one in rows)
    return Table(
        name="cell-history",
        caption=_("Versions of this cell"),
        columns=[
            Column(_("Holds from"), row_header=True),
            Column(_("What your municipality does here")),
            Column(_("To mind here")),
            Column(_("In which decision this stands")),
            Column(_("Written by")),
            Column(_("Written on")),
            Column(_("How it stands")),
        ],
        rows=[_row(one, names, now_) for one in rows],
        empty=Empty(_("Nobody filled in this cell yet.")),
    )


def _row(one: MatrixCell, names: Mapping[int, str], now_: CellRead) -> list[object]:
    said = (word_of(INTERVENTIONS, Intervention, each) for each in one.advised)
    source = one.source
    if one.invented:
        source = _("%(source)s (invented)") % {"source": source}
    return [
        one.valid_from,
        ", ".join(said),
        one.words or None,
        source,
        names.get(one.by_id, ""),
        moment(one.at),
        _standing(one, now_),
    ]


def _standing(one: MatrixCell, now_: CellRead) -> Cell:
    if one.pk == now_.version:
        return Cell(_("holds now"), kind="success")
    if one.valid_from > localdate():
        return Cell(_("will hold"), kind="info")
    return Cell(_("held before"))


def cell_url(cell: CellRead) -> str:
    """Where a cell is filled in."""
    return reverse("enforcement_cell", args=[*_place(cell)])


def history_url(cell: CellRead) -> str:
    """Where is read how a cell changed."""
    return reverse("enforcement_cell_history", args=[*_place(cell)])


def _place(cell: CellRead) -> tuple[str, str]:
    return cell.behaviour.value, cell.consequence.value
