"""Large files that are worked on in the background, and the list of all files."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    HandIn,
)
from onderdak.register.nights.contract.files import (
    Plan,
    column_names,
    confirm_hand_in,
    discard_hand_in,
    hand_in_for,
    keeping,
    likely,
    plan_of,
    remember_columns,
    resume_hand_in,
    stands_still,
    stop_hand_in,
    unpack_text,
)
from onderdak.register.nights.contract.supervising import (
    extra_fields,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.declaring import showing, tables
from onderdak.web.nights.declaring.forms import ColumnsForm
from onderdak.web.nights.declaring.hand_in_list import STATES
from onderdak.web.nights.declaring.showing import Shown, frame
from onderdak.web.nights.declaring.views import provider_of
from onderdak.web.pages.shapes import Progress
from onderdak.web.pages.values import number, said

State = HandIn.State


def _found(request: Request, pk: int) -> HandIn:
    return hand_in_for(by=request.actor, provider=provider_of(request), hand_in=pk)


@require_GET
@with_task
def hand_in(request: Request, pk: int) -> HttpResponse:
    """Where a file stands: at work, to be confirmed, or done."""
    return _page(request, _found(request, pk))


def _page(
    request: Request, found: HandIn, error: Invalid | None = None
) -> HttpResponse:
    plan = plan_of(found) if found.state == State.WAITING else None
    if plan is not None:
        return showing.page(request, _shown(found, plan), error)
    return render(request, "nights/declare/hand_in.html", _context(found))


def _context(found: HandIn, form: ColumnsForm | None = None) -> dict[str, Any]:
    still = stands_still(found, timezone.now())
    halted = found.state in {State.STOPPED, State.FAILED, State.WAITING}
    return frame(
        3 if found.state == State.DONE else 2,
        hand_in=found,
        state=STATES[State(found.state)],
        work=_progress(found) if found.is_at_work and not still else None,
        stands_still=still,
        problem=[said(unpack_text(sentence)) for sentence in found.problem],
        stopped_at=_stopped_at(found) if halted and found.total else "",
        counts=tables.counts(found),
        form=form or (_columns_form(found) if found.state == State.FAILED else None),
        may_resume=bool(found.kept) and (halted or still),
        may_discard=bool(found.kept) and (halted or still),
        is_done=found.state == State.DONE,
    )


def _stopped_at(found: HandIn) -> str:
    return _("%(done)s of %(total)s rows are recorded; the rest is not.") % {
        "done": number(found.done),
        "total": number(found.total),
    }


def _progress(found: HandIn) -> Progress:
    recording = found.state == State.RECORDING
    return Progress(
        name="hand-in-progress",
        label=str(STATES[State(found.state)]),
        done=found.done,
        total=found.total if recording else None,
        url=reverse("hand_in_progress", args=[found.pk]),
        stop_url="" if found.stop_asked else reverse("hand_in_stop", args=[found.pk]),
        text=_("It stops after these rows.") if found.stop_asked else "",
    )


@require_GET
@with_task
def progress(request: Request, pk: int) -> HttpResponse:
    """How far it is, for a page that asks again and again."""
    found = _found(request, pk)
    if not found.is_at_work or stands_still(found, timezone.now()):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "nights/declare/progress.html", {"work": _progress(found)})


def _shown(found: HandIn, plan: Plan) -> Shown:
    def url(name: str) -> str:
        return reverse(name, args=[found.pk])

    return Shown(
        filename=found.filename,
        location=found.location,
        told=found,
        rows=plan.rows,
        columns=plan.columns,
        ignored_columns=plan.ignored_columns,
        notes=plan.notes,
        is_remembered=bool(plan.remembered),
        is_complete=found.complete_from is not None,
        guests_before=plan.guests_before,
        urls={
            "errors": url("hand_in_errors"),
            "rows_csv": url("hand_in_rows_csv"),
            "rows_xlsx": url("hand_in_rows_xlsx"),
            "mended": url("hand_in_mended"),
            "columns": url("hand_in_columns"),
            "confirm": url("hand_in_confirm"),
            "cancel": url("hand_in_discard"),
        },
    )


def _plan(request: Request, pk: int) -> tuple[HandIn, Plan]:
    found = _found(request, pk)
    plan = plan_of(found)
    if plan is None:
        raise Conflict(
            text("The check of this file is no longer here."),
            next_step=text("Send it again; what is recorded is not recorded twice."),
        )
    return found, plan


@require_GET
@with_task
def errors_csv(request: Request, pk: int) -> HttpResponseBase:
    """Every error of the file."""
    return showing.errors_csv(_plan(request, pk)[1].rows)


@require_GET
@with_task
def rows_csv(request: Request, pk: int) -> HttpResponseBase:
    """The rows that are shown, as CSV."""
    return showing.rows_csv(request, _plan(request, pk)[1].rows)


@require_GET
@with_task
def rows_xlsx(request: Request, pk: int) -> HttpResponseBase:
    """The rows that are shown, as a workbook."""
    return showing.rows_xlsx(request, _plan(request, pk)[1].rows)


@require_GET
@with_task
def mended(request: Request, pk: int) -> HttpResponse:
    """The file itself as a workbook, with every wrong cell marked."""
    found, plan = _plan(request, pk)
    return showing.mended(
        request,
        provider=found.provider_id,
        content=_content(found),
        filename=found.filename,
        mapping=found.mapping,
        rows=plan.rows,
    )


def _content(found: HandIn) -> bytes:
    content = keeping.fetch(found.kept, keeping.LONG)
    if content is None:
        raise Conflict(
            text("The file is no longer here."),
            why=text("A file is kept for two days at most."),
            next_step=text("Send it again; what is recorded is not recorded twice."),
        )
    return content


def _columns_form(found: HandIn, data: Any = None) -> ColumnsForm | None:
    content = keeping.fetch(found.kept, keeping.LONG)
    names = column_names(content, found.filename) if content else []
    if not names:
        return None
    extras = extra_fields(found.location.municipality_id, timezone.localdate())
    initial = likely(names) | dict(found.mapping)
    return ColumnsForm(names, data, initial=initial, extras=extras)


@with_task
def columns(request: Request, pk: int) -> HttpResponse:
    """Choose other columns; the file is read anew with them."""
    found = _found(request, pk)
    form = _columns_form(found, request.POST or None)
    if form is None or found.state not in {State.FAILED, State.WAITING, State.STOPPED}:
        return redirect("hand_in", pk=pk)
    if request.method != "POST" or not form.is_valid():
        context = _context(found, form)
        status = 422 if request.method == "POST" else 200
        return render(request, "nights/declare/hand_in.html", context, status=status)
    provider = provider_of(request)
    remember_columns(
        by=request.actor,
        provider=provider,
        names=column_names(_content(found), found.filename),
        mapping=form.mapping,
    )
    chosen = {key: name for key, name in form.mapping.items() if name}
    resume_hand_in(by=request.actor, provider=provider, hand_in=pk, mapping=chosen)
    return redirect("hand_in", pk=pk)


@require_POST
@with_task
def confirm(request: Request, pk: int) -> HttpResponse:
    """Record it in the background; twice is once."""
    try:
        confirm_hand_in(
            by=request.actor,
            provider=provider_of(request),
            hand_in=pk,
            accept_good=request.POST.get("accept_good") == "yes",
            leave_renamed=request.POST.get("renamed") == "leave",
            sure=request.POST.get("sure") == "yes",
        )
    except Invalid as error:
        return _page(request, _found(request, pk), error)
    return redirect("hand_in", pk=pk)


@require_POST
@with_task
def stop(request: Request, pk: int) -> HttpResponseRedirect:
    """Stop after the rows that are being recorded."""
    stop_hand_in(by=request.actor, provider=provider_of(request), hand_in=pk)
    return redirect("hand_in", pk=pk)


@require_POST
@with_task
def resume(request: Request, pk: int) -> HttpResponseRedirect:
    """Go on where it stopped."""
    resume_hand_in(by=request.actor, provider=provider_of(request), hand_in=pk)
    return redirect("hand_in", pk=pk)


@require_POST
@with_task
def discard(request: Request, pk: int) -> HttpResponseRedirect:
    """Delete the file; what was recorded stays."""
    discard_hand_in(by=request.actor, provider=provider_of(request), hand_in=pk)
    return redirect("hand_ins")
