"""The repairs of a municipality: the list, one of them, its photos, and judging."""

from collections.abc import Sequence

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.supervision.inspections.contract.after import (
    Judged,
    RepairOn,
    RepairState,
    judge_repair,
    proof_drawn,
    repair_for,
    repairs_of_town,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.pages import Part, crumbs, in_words, page, town
from onderdak.web.inspections.repairs.forms import JudgeForm
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


def _found(request: Request, most: int) -> Sequence[RepairOn]:
    return repairs_of_town(
        by=request.actor,
        municipality=town(request),
        sought=sought_by(request),
        on=localdate(),
        most=most,
    )


@require_safe
@with_task
def town_repairs(request: Request) -> HttpResponse:
    """What owners and providers were told to mend."""
    table = repairs_table(
        "town_repairs",
        _found(request, PAGE),
        sought_by(request),
        url=lambda one: reverse("town_repair", args=[one.row.pk]),
    )
    return page(
        request,
        _("Repairs"),
        breadcrumbs=crumbs((_("Repairs"), "")),
        parts=[Part(_("The list"), table=table)],
    )


@with_task
def town_repair(request: Request, repair: int) -> HttpResponse:
    """One repair: the proof, and what the inspector says of it."""
    one = _one(request, repair)
    form = JudgeForm(request.POST or None)

    def change() -> str:
        judge_repair(
            by=request.actor,
            municipality=town(request),
            repair=repair,
            judged=Judged(form.cleaned_data["judged"]),
            why=form.cleaned_data["why"],
            at=now(),
        )
        return reverse("town_repair", args=[repair])

    photos = photos_of(one, small="town_proof_small", full="town_proof")
    context = {
        "title": in_words(one.row.title),
        "breadcrumbs": crumbs(
            (_("Repairs"), reverse("town_repairs")), (in_words(one.row.title), "")
        ),
        "facts": facts_of(one),
        "open": one.state is not RepairState.MENDED,
        "parts": [
            Part(_("Proof"), table=proofs_table(one), photos=photos),
            Part(_("Judged"), table=judgements_table(one)),
        ],
        "asked_title": _("Judge it"),
        "submit": _("Save"),
    }
    return ask(
        request,
        form,
        context,
        done=_("Your judgement is kept."),
        change=change,
        template="inspections/one.html",
    )


def _one(request: Request, repair: int) -> RepairOn:
    return repair_for(
        by=request.actor, municipality=town(request), repair=repair, on=localdate()
    )


@require_safe
@with_task
def proof_full(request: Request, repair: int, proof: int) -> HttpResponse:
    """A photo of proof as large as it is kept."""
    drawn = proof_drawn(_one(request, repair), proof, small=False)
    return as_jpeg(drawn, f"repair-{repair}-proof-{proof}")


@require_safe
@with_task
def proof_small(request: Request, repair: int, proof: int) -> HttpResponse:
    """The small copy of a photo of proof."""
    drawn = proof_drawn(_one(request, repair), proof, small=True)
    return as_jpeg(drawn, f"repair-{repair}-proof-{proof}-small")


@require_safe
@with_task
def repairs_csv(request: Request) -> HttpResponseBase:
    """The list as CSV."""
    return csv_file(lines_of(_found(request, MOST)), _name())


@require_safe
@with_task
def repairs_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook."""
    return xlsx_file(lines_of(_found(request, MOST)), _name())


def _name() -> str:
    return f"onderdak-repairs-{localdate():%Y-%m-%d}"
