"""The matrix and the local amounts of a municipality: read by all who see cases."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import check_may, may
from onderdak.supervision.enforcement.contract import SET_UP_ENFORCEMENT
from onderdak.supervision.enforcement.contract.choices import (
    CellRead,
    Intervention,
    Matrix,
    NewCell,
    amounts_of,
    fill_cell,
    matrix_of,
)
from onderdak.supervision.enforcement.contract.letters import (
    letterhead_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.pages import (
    Note,
    Part,
    Question,
    Way,
    ask_for,
    closed_notes,
    crumbs,
    page,
    town,
)
from onderdak.web.enforcement.setup.forms import CellForm
from onderdak.web.enforcement.setup.history import cell_here, cell_url, history_url
from onderdak.web.enforcement.setup.tables import (
    advised_of,
    amounts_table,
    behaviour_of,
    consequence_of,
    matrix_table,
    place_of,
)
from onderdak.web.pages.shapes import Fact


@require_safe
@with_task
def setup(request: Request) -> HttpResponse:
    """The matrix and the amounts, with what is not filled yet."""
    here, on = town(request), localdate()
    matrix = matrix_of(by=request.actor, municipality=here, on=on)
    amounts = amounts_of(by=request.actor, municipality=here, on=on)
    sets_up = may(request.actor, SET_UP_ENFORCEMENT, municipality=here)
    title = _("Matrix and amounts")
    return page(
        request,
        title,
        breadcrumbs=crumbs((title, "")),
        lead=_("What your municipality itself decided about enforcement."),
        notes=[*closed_notes(here), *_notes(matrix)],
        parts=[
            Part(
                _("Matrix"),
                _(
                    "The axes come from the national strategy. What each cell says is"
                    " decided by your municipality: Onderdak ships them empty."
                ),
                table=matrix_table(
                    matrix, cell_url if sets_up else _read_url, _("fill in")
                ),
            ),
            Part(
                _("Amounts"),
                table=amounts_table(
                    amounts,
                    lambda one: (
                        reverse("enforcement_amount_end", args=[one.pk])
                        if sets_up
                        else ""
                    ),
                ),
                ways=[Way(_("Add an amount"), reverse("enforcement_amount_new"))]
                if sets_up
                else [],
            ),
            _head(request, sets_up=sets_up),
        ],
    )


def _head(request: Request, *, sets_up: bool) -> Part:
    found = letterhead_of(by=request.actor, municipality=town(request))
    facts = (
        []
        if found is None
        else [
            Fact(_("Lines beside the name"), ", ".join(found.lines) or None),
            Fact(_("Who to call"), found.contact or None),
            Fact(_("Where an objection is sent"), found.objections_to or None),
            Fact(_("Who signs"), ", ".join(found.signed_by) or None),
        ]
    )
    way = Way(_("Change the letterhead"), reverse("enforcement_letterhead"))
    lead = "" if found else _("Nothing is set: letters say only who sends them.")
    return Part(_("Letterhead"), lead, facts=facts, ways=[way] if sets_up else [])


def _notes(matrix: Matrix) -> list[Note]:
    notes = []
    if matrix.empty:
        notes.append(
            Note(
                _("%(empty)s of the %(all)s cells are not filled.")
                % {"empty": matrix.empty, "all": len(matrix.cells)},
                "warning",
                _("Where a cell is empty nothing is proposed; a lawyer weighs it all."),
            )
        )
    if matrix.invented:
        notes.append(
            Note(_("What is marked invented is of a municipality that does not exist."))
        )
    return notes


def _read_url(cell: CellRead) -> str:
    """Where who sets nothing up reads how a cell came to be."""
    return history_url(cell) if cell.filled else ""


@with_task
def cell(request: Request, behaviour: str, consequence: str) -> HttpResponse:
    """Say what the municipality does at one behaviour and one consequence."""
    here, on = town(request), localdate()
    check_may(request.actor, SET_UP_ENFORCEMENT, municipality=here)
    now_ = cell_here(request, behaviour, consequence)
    form = CellForm(
        request.POST or None,
        initial={
            "advised": [each.value for each in now_.advised],
            "words": now_.words,
            "source": now_.source,
            "valid_from": on,
        },
    )

    def change() -> str:
        given = form.cleaned_data
        new = NewCell(
            behaviour=now_.behaviour,
            consequence=now_.consequence,
            advised=tuple(Intervention(each) for each in given["advised"]),
            words=given["words"],
            source=given["source"],
            valid_from=given["valid_from"],
        )
        fill_cell(by=request.actor, municipality=here, cell=new, at=now())
        return reverse("enforcement_setup")

    title = _("Cell %(cell)s of the matrix") % {"cell": place_of(now_)}
    question = Question(
        title,
        _("Save"),
        _("The cell is kept. Choices made before keep the cell as it read then."),
        in_setup(title),
        facts=[
            Fact(_("Behaviour"), behaviour_of(now_.behaviour)),
            Fact(_("What it leads to"), consequence_of(now_.consequence)),
            Fact(_("Says now"), ", ".join(advised_of(now_)) or _("not filled")),
        ],
        ways=[Way(_("How it read before"), history_url(now_))],
    )
    return ask_for(request, form, question, change)


def in_setup(title: str) -> list[dict[str, str]]:
    return crumbs((_("Matrix and amounts"), reverse("enforcement_setup")), (title, ""))
