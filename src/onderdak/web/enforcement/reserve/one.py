"""One line of the register: what is held for which case, and whom to call at night."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import check_may, may
from onderdak.kernel.errors import NotAllowed, NotFound, UserError
from onderdak.supervision.enforcement.contract import SEE_CASES
from onderdak.supervision.enforcement.contract.people import (
    HOLD_STATES,
    KEEP_RESERVE,
    LOOK_AFTER_PEOPLE,
    RESERVES,
    Contact,
    ContactOpening,
    Hold,
    HoldState,
    ReserveKind,
    ReservePlace,
    held_of,
    holds_of_place,
    open_contact,
    openings_of_place,
    reserve_place,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.pages import (
    Note,
    Part,
    Way,
    case_url,
    closed_notes,
    page,
    town,
)
from onderdak.web.enforcement.reserve.forms import OpenForm
from onderdak.web.enforcement.reserve.views import in_register
from onderdak.web.enforcement.wording import moment, names_of, word_of
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table

_TAGS = {
    HoldState.HELD: "success",
    HoldState.TO_COME: "info",
    HoldState.RELEASED: "",
    HoldState.EXPIRED: "",
}


@require_safe
@with_task
def one(request: Request, place: int) -> HttpResponse:
    """Places kept in reserve: what was agreed, and for which case they are held."""
    here = town(request)
    row = reserve_place(by=request.actor, municipality=here, key=place)
    holds = holds_of_place(by=request.actor, municipality=here, key=place)
    opened = openings_of_place(by=request.actor, municipality=here, key=place)
    sees = may(request.actor, SEE_CASES, municipality=here)
    return page(
        request,
        row.name,
        breadcrumbs=in_register((row.name, "")),
        lead=row.where,
        notes=[*closed_notes(here), *_notes(row)],
        facts=list(_facts(row)),
        ways=list(_ways(request, row)),
        parts=[
            Part(_("Held for"), table=_holds(holds, sees=sees)),
            Part(_("Who looked up whom to call"), table=_openings(opened)),
        ],
    )


def _notes(row: ReservePlace) -> Iterator[Note]:
    if row.withdrawn_on is not None and row.withdrawn_on <= localdate():
        yield Note(_("These places are no longer in the register."))


def _facts(row: ReservePlace) -> Iterator[Fact]:
    yield Fact(_("Kind"), word_of(RESERVES, ReserveKind, row.kind))
    yield Fact(_("Places"), row.places)
    yield Fact(_("Available from"), row.available_from)
    yield Fact(_("Available until"), row.available_until)
    if row.withdrawn_on is not None:
        yield Fact(_("Out of the register from"), row.withdrawn_on)
    for term, words in ((_("Agreed"), row.agreement), (_("Good to know"), row.words)):
        if words:
            yield Fact(term, words)
    yield Fact(_("Whom to call at night"), _("sealed; look it up when you need it"))


def _ways(request: Request, row: ReservePlace) -> Iterator[Way]:
    here = town(request)
    if may(request.actor, LOOK_AFTER_PEOPLE, municipality=here):
        url = reverse("enforcement_reserve_contact", args=[row.pk])
        yield Way(_("Look up whom to call"), url, "primary")
    if may(request.actor, KEEP_RESERVE, municipality=here):
        changed = reverse("enforcement_reserve_change", args=[row.pk])
        yield Way(_("Change these places"), changed)
        if row.withdrawn_on is None:
            out = reverse("enforcement_reserve_withdraw", args=[row.pk])
            yield Way(_("Take them out of the register"), out)


def _holds(holds: Sequence[Hold], *, sees: bool) -> Table:
    on = localdate()
    return Table(
        name="holds",
        caption=_("Held for a case"),
        columns=[
            Column(_("Case"), row_header=True),
            Column(_("Places"), numeric=True),
            Column(_("From")),
            Column(_("Free again on")),
            Column(_("How it stands")),
            Column(_("What came of it")),
        ],
        rows=[
            [
                Cell(each.case.number, url=case_url(each.case.number) if sees else ""),
                each.places,
                each.from_day,
                held_of(each).ends,
                hold_state(each, on),
                each.words or None,
            ]
            for each in holds
        ],
        empty=Empty(_("Nothing was held here yet.")),
    )


def hold_state(each: Hold, on: date) -> Cell:
    """How a hold stands today, in a word."""
    state = held_of(each).state_on(on)
    return Cell(_(HOLD_STATES[state]), kind=_TAGS[state] or "info")


def _openings(opened: Sequence[ContactOpening]) -> Table:
    names = names_of(each.by_id for each in opened)
    return Table(
        name="openings",
        caption=_("Looked up"),
        columns=[
            Column(_("When"), row_header=True),
            Column(_("Who")),
            Column(_("Why")),
        ],
        rows=[
            [moment(each.at), names.get(each.by_id, ""), each.reason] for each in opened
        ],
        empty=Empty(_("Nobody looked it up yet.")),
    )


@with_task
def contact(request: Request, place: int) -> HttpResponse:
    """Look up whom to call at night; shown once, and written down."""
    here = town(request)
    check_may(request.actor, LOOK_AFTER_PEOPLE, municipality=here)
    row = reserve_place(by=request.actor, municipality=here, key=place)
    form = OpenForm(request.POST or None)
    title = _("Whom to call at night")
    back = reverse("enforcement_reserve_one", args=[place])
    breadcrumbs = in_register((row.name, back), (title, ""))
    context: dict[str, object] = {
        "title": title,
        "lead": row.name,
        "breadcrumbs": breadcrumbs,
        "form": form,
        "submit": _("Look it up"),
    }
    if request.method == "POST" and form.is_valid():
        try:
            found = open_contact(
                by=request.actor,
                municipality=here,
                key=place,
                reason=form.cleaned_data["reason"],
                number=request.GET.get("case", "")[:20],
                at=now(),
            )
        except (NotAllowed, NotFound):
            raise
        except UserError as error:
            shown = {**context, "problem": error}
            return render(request, "enforcement/question.html", shown, status=400)
        return _shown(request, row, found, breadcrumbs)
    return render(request, "enforcement/question.html", context)


def _shown(
    request: Request,
    row: ReservePlace,
    found: Contact,
    breadcrumbs: Sequence[dict[str, str]],
) -> HttpResponse:
    """The contact itself; it stays on no device."""
    answer = page(
        request,
        _("Whom to call at night"),
        breadcrumbs=breadcrumbs,
        lead=row.name,
        notes=[Note(_("It is written down that you looked this up."))],
        facts=[
            Fact(_("Name"), found.name or None),
            Fact(_("Telephone number"), found.phone or None),
        ],
    )
    answer["Cache-Control"] = "no-store"
    return answer
