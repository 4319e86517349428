"""Choosing the instrument for a case: the cell it falls in, what, and why."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.supervision.enforcement.contract import HANDLE_CASES
from onderdak.supervision.enforcement.contract.cases import CaseOn, rules_of
from onderdak.supervision.enforcement.contract.choices import (
    WAIT,
    CellRead,
    choice_of,
    choose_instrument,
    matrix_of,
    paths_for,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.enforcement.cases.gathering import case_here
from onderdak.web.enforcement.pages import (
    Note,
    case_url,
    in_words,
    of_case,
    town,
)
from onderdak.web.enforcement.people.choosing_forms import AxesForm, ChoiceForm
from onderdak.web.enforcement.setup.tables import (
    advised_of,
    behaviour_of,
    consequence_of,
    matrix_table,
    place_of,
)
from onderdak.web.pages.shapes import Fact

TEMPLATE = "enforcement/choose.html"
# What a request or the ladder of the night register asks is no instrument to choose.
_NO_INSTRUMENT = frozenset({"request"})
# The lightest first: who reads from the top looks at a light one before a heavy one.
_LIGHT_TO_HEAVY = (
    *("self_repair", "warning", "tolerance", "register_ladder", "penalty_order"),
    *("fine", "publication", "permit_withdrawal", "coercion", "takeover"),
    "urgent_coercion",
)


@with_task
def choose(request: Request, number: str) -> HttpResponse:
    """First the axes, then what the cell says, then what is chosen and why."""
    here, on = town(request), localdate()
    check_may(request.actor, HANDLE_CASES, municipality=here)
    case = case_here(request, number)
    matrix = matrix_of(by=request.actor, municipality=here, on=on)
    axes = _axes(request, number)
    cell = matrix.cells[axes.place] if axes.is_bound and axes.is_valid() else None
    form = ChoiceForm(
        request.POST if request.method == "POST" and cell else None,
        instruments=_instruments(case),
        first=_first(case, cell),
    )

    def change() -> str:
        if cell is not None:
            choose_instrument(
                by=request.actor,
                municipality=here,
                number=number,
                chosen=form.choice(cell),
                at=now(),
            )
        return case_url(number)

    title = _("Choose the instrument")
    context = {
        "title": title,
        "lead": str(case.case.address),
        "breadcrumbs": of_case(number, (title, "")),
        "axes": axes,
        "cell": list(_facts(cell)) if cell else [],
        "notes": list(_notes(cell)) if cell else [],
        "matrix": matrix_table(
            matrix, lambda each: _look_at(number, each), _("look at it")
        ),
        "submit": _("Keep this choice"),
    }
    done = _("The choice is kept, with the cell as it reads today.")
    return ask(request, form, context, done=done, change=change, template=TEMPLATE)


def _axes(request: Request, number: str) -> AxesForm:
    """The axes as the address bar has them, or as they were chosen before."""
    if "behaviour" in request.GET or "consequence" in request.GET:
        return AxesForm(request.GET)
    before = choice_of(by=request.actor, municipality=town(request), number=number)
    if before is None:
        return AxesForm()
    return AxesForm(
        initial={"behaviour": before.behaviour, "consequence": before.consequence}
    )


def _look_at(number: str, cell: CellRead) -> str:
    here = reverse("enforcement_choose", args=[number])
    return f"{here}?behaviour={cell.behaviour}&consequence={cell.consequence}#choose"


def _instruments(case: CaseOn) -> list[tuple[str, str]]:
    known = rules_of(case.case.ruleset_id).paths
    places = {key: nth for nth, key in enumerate(_LIGHT_TO_HEAVY)}
    order = sorted(known.values(), key=lambda path: places.get(path.key, len(places)))
    paths = [
        (path.key, in_words(path.title))
        for path in order
        if path.key not in _NO_INSTRUMENT
    ]
    return [*paths, (WAIT, _("nothing yet: look again later"))]


def _first(case: CaseOn, cell: CellRead | None) -> str:
    """What the cell proposes, where it proposes one thing that a path carries out."""
    paths = rules_of(case.case.ruleset_id).paths
    fitting = paths_for(cell.advised) & set(paths) if cell else set()
    return next(iter(fitting)) if len(fitting) == 1 else ""


def _facts(cell: CellRead) -> Iterator[Fact]:
    yield Fact(_("Behaviour"), behaviour_of(cell.behaviour))
    yield Fact(_("What it leads to"), consequence_of(cell.consequence))
    said = ", ".join(advised_of(cell)) or _("not filled")
    yield Fact(_("Cell %(cell)s says") % {"cell": place_of(cell)}, said)
    if cell.words:
        yield Fact(_("To mind here"), cell.words)
    if cell.source:
        yield Fact(_("Stands in"), cell.source)
    if cell.valid_from:
        yield Fact(_("Holds from"), cell.valid_from)


def _notes(cell: CellRead) -> Iterator[Note]:
    if not cell.filled:
        yield Note(
            _("Your municipality did not fill this cell."),
            "warning",
            _("Nothing is proposed: weigh it yourself, and write down why."),
        )
    elif cell.invented:
        yield Note(
            _("This cell is invented, for a municipality that does not exist."),
        )
