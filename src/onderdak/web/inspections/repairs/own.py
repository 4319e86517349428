"""What a provider must mend: its own list, one of them, and handing in proof."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract.after import (
    RepairOn,
    RepairState,
    Sought,
    hand_in_proof,
    own_repair,
    proof_drawn,
)
from onderdak.supervision.inspections.contract.after import own_repairs as of_provider
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.pages import Part, crumbs, in_words, page
from onderdak.web.inspections.repairs.forms import ProofForm
from onderdak.web.inspections.repairs.listing import (
    MOST,
    PAGE,
    facts_of,
    judgements_table,
    lines_of,
    photos_of,
    proofs_table,
    repairs_table,
    sought_by,
)
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.photos import as_jpeg
from onderdak.web.pages.shapes import Todo


def _provider(request: Request) -> int:
    provider = request.actor.grants[0].provider
    if provider is None:
        raise NotFound(text("These pages are for a provider of houses."))
    return provider


def _found(request: Request, most: int) -> Sequence[RepairOn]:
    return of_provider(
        by=request.actor,
        provider=_provider(request),
        sought=sought_by(request),
        on=localdate(),
        most=most,
    )


def repair_todos(actor: Actor, on: date) -> list[Todo]:
    """What a provider must mend and handed in nothing of yet, for its first page."""
    provider = actor.grants[0].provider
    if provider is None:
        return []
    waiting = of_provider(by=actor, provider=provider, sought=Sought(), on=on, most=20)
    return [
        Todo(
            _("Mend: %(what)s, %(where)s")
            % {"what": in_words(one.row.title), "where": one.row.where},
            reverse("own_repair", args=[one.row.pk]),
            due=date_format(one.row.last_day, "j F Y"),
            kind="error" if one.state is RepairState.LATE else "warning",
        )
        for one in waiting
        if one.state in (RepairState.OPEN, RepairState.LATE)
    ]


@require_safe
@with_task
def own_list(request: Request) -> HttpResponse:
    """What was found at the houses of this provider and must be mended."""
    table = repairs_table(
        "own_repairs",
        _found(request, PAGE),
        sought_by(request),
        url=lambda one: reverse("own_repair", args=[one.row.pk]),
    )
    return page(
        request,
        _("Repairs"),
        breadcrumbs=crumbs((_("Repairs"), "")),
        lead=_("What the municipality found at your locations and asks you to mend."),
        parts=[Part(_("The list"), table=table)],
    )


@with_task
def own_one(request: Request, repair: int) -> HttpResponse:
    """One thing to mend, and where its proof is handed in."""
    one = _one(request, repair)
    form = ProofForm(request.POST or None, request.FILES or None)

    def change() -> str:
        hand_in_proof(
            by=request.actor,
            repair=repair,
            picture=form.picture,
            words=form.cleaned_data["words"],
            at=now(),
        )
        return reverse("own_repair", args=[repair])

    photos = photos_of(one, small="own_proof_small", full="own_proof")
    context = {
        "title": in_words(one.row.title),
        "breadcrumbs": crumbs(
            (_("Repairs"), reverse("own_repairs")), (in_words(one.row.title), "")
        ),
        "facts": facts_of(one),
        "open": one.state is not RepairState.MENDED,
        "parts": [
            Part(_("Proof"), table=proofs_table(one), photos=photos),
            Part(_("Judged"), table=judgements_table(one)),
        ],
        "asked_title": _("Hand in proof"),
        "submit": _("Hand it in"),
    }
    return ask(
        request,
        form,
        context,
        done=_("Your proof is handed in. The municipality looks at it."),
        change=change,
        template="inspections/one.html",
    )


def _one(request: Request, repair: int) -> RepairOn:
    return own_repair(
        by=request.actor, provider=_provider(request), repair=repair, on=localdate()
    )


@require_safe
@with_task
def own_proof(request: Request, repair: int, proof: int) -> HttpResponse:
    """A photo of proof as large as it is kept."""
    drawn = proof_drawn(_one(request, repair), proof, small=False)
    return as_jpeg(drawn, f"repair-{repair}-proof-{proof}")


@require_safe
@with_task
def own_proof_small(request: Request, repair: int, proof: int) -> HttpResponse:
    """The small copy of a photo of proof."""
    drawn = proof_drawn(_one(request, repair), proof, small=True)
    return as_jpeg(drawn, f"repair-{repair}-proof-{proof}-small")


@require_safe
@with_task
def own_csv(request: Request) -> HttpResponseBase:
    """The list as CSV."""
    return csv_file(lines_of(_found(request, MOST)), "onderdak-repairs")


@require_safe
@with_task
def own_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook."""
    return xlsx_file(lines_of(_found(request, MOST)), "onderdak-repairs")
