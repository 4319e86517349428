"""Handing in a file, page by page: upload, look, confirm, done."""

from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from onderdak.kernel.errors import Invalid, NotAllowed
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    FileOutcome,
    Location,
    column_names,
    declare_file,
    likely,
    location_for,
    own_locations,
    template_xlsx,
)
from onderdak.web.account.contract import Request, pages_of, with_task
from onderdak.web.nights.declaring import keeping, tables
from onderdak.web.nights.declaring import pending as waiting_room
from onderdak.web.nights.declaring.forms import ColumnsForm, UploadForm
from onderdak.web.nights.declaring.pending import Pending
from onderdak.web.nights.export import csv_file

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _frame(step: int, **more: object) -> dict[str, object]:
    crumbs = [{"label": _("Start"), "url": "/"}, {"label": _("Hand in a file")}]
    steps = [_("File"), _("Check"), _("Done")]
    return {"breadcrumbs": crumbs, "steps": steps, "step": step, **more}


@with_task
def upload(request: Request) -> HttpResponse:
    """Choose a location and send a file."""
    provider = _provider(request)
    everywhere = own_locations(by=request.actor, provider=provider, on=localdate())
    form = UploadForm(
        everywhere.order_by("name", "id"),
        request.POST or None,
        request.FILES or None,
        initial={"location": request.GET.get("location", "")},
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        place = int(form.cleaned_data["location"])
        waiting_room.begin(request.session, file.read(), file.name, place)
        return redirect("declare_preview")
    return render(request, "nights/declare/upload.html", _frame(1, form=form))


def _provider(request: Request) -> int:
    """The provider for which someone acts."""
    grant = request.actor.grants[0] if request.actor.grants else None
    if grant is None or grant.provider is None or pages_of(request.actor) != "provider":
        raise NotAllowed(
            text("Only a provider hands in a file."),
            next_step=text("Choose the provider you work for at the top of the page."),
        )
    return grant.provider


@require_GET
@with_task
def template(request: Request) -> HttpResponse:
    """An empty list to fill in."""
    _provider(request)
    return HttpResponse(
        template_xlsx(),
        content_type=_XLSX,
        headers={"Content-Disposition": 'attachment; filename="onderdak.xlsx"'},
    )


@require_GET
@with_task
def preview(request: Request) -> HttpResponse:
    """What the file would change, with every error, before anything is recorded."""
    kept = _kept(request)
    if kept is None:
        return _gone(request)
    waiting, content = kept
    location = _location(request, waiting)
    try:
        outcome = _declared(request, waiting, content, location, preview=True)
    except Invalid as error:
        return _ask_columns(request, waiting, content, error)
    context = _frame(
        2,
        outcome=outcome,
        counts=tables.counts(outcome),
        good=outcome.declared.new + outcome.declared.corrected,
        corrections=tables.corrections(outcome),
        errors=tables.errors(outcome),
        filename=waiting.filename,
        location=location,
    )
    return render(request, "nights/declare/preview.html", context)


def _kept(request: Request) -> tuple[Pending, bytes] | None:
    """The file that waits, if it can still be read."""
    waiting = waiting_room.pending(request.session)
    content = keeping.fetch(waiting.number) if waiting else None
    return (waiting, content) if waiting and content is not None else None


def _gone(request: HttpRequest) -> HttpResponse:
    waiting_room.forget(request.session)
    return render(request, "nights/declare/gone.html", _frame(1), status=410)


def _location(request: Request, waiting: Pending) -> Location:
    _provider(request)
    return location_for(by=request.actor, location=waiting.location, on=localdate())


def _declared(
    request: Request,
    waiting: Pending,
    content: bytes,
    location: Location,
    *,
    accept_good: bool = False,
    preview: bool = False,
) -> FileOutcome:
    return declare_file(
        by=request.actor,
        location=location,
        source=content,
        filename=waiting.filename,
        mapping=waiting.mapping,
        on=localdate(),
        accept_good=accept_good,
        preview=preview,
    )


def _ask_columns(
    request: Request,
    waiting: Pending,
    content: bytes,
    error: Invalid,
    form: ColumnsForm | None = None,
) -> HttpResponse:
    """Say what is the matter, and ask which column holds what where that can help."""
    names = column_names(content, waiting.filename)
    form = form or ColumnsForm(names, initial=likely(names) | dict(waiting.mapping))
    context = _frame(
        1, error=error, form=form if names else None, filename=waiting.filename
    )
    return render(request, "nights/declare/columns.html", context, status=422)


@require_POST
@with_task
def columns(request: Request) -> HttpResponse:
    """Take in which column holds what."""
    kept = _kept(request)
    if kept is None:
        return _gone(request)
    waiting, content = kept
    form = ColumnsForm(column_names(content, waiting.filename), request.POST)
    if form.is_valid():
        waiting_room.map_columns(request.session, waiting, form.mapping)
        return redirect("declare_preview")
    context = _frame(1, form=form, filename=waiting.filename)
    return render(request, "nights/declare/columns.html", context, status=422)


@require_GET
@with_task
def errors_csv(request: Request) -> HttpResponseBase:
    """Every error of the file, for mending them in a spreadsheet."""
    kept = _kept(request)
    if kept is None:
        return _gone(request)
    waiting, content = kept
    location = _location(request, waiting)
    outcome = _declared(request, waiting, content, location, preview=True)
    return csv_file(list(tables.error_lines(outcome)), "onderdak-errors")


@require_POST
@with_task
def confirm(request: Request) -> HttpResponse:
    """Record the file; sent twice, the second time finds nothing to do."""
    kept = _kept(request)
    if kept is None:
        already = waiting_room.done(request.session)
        return redirect("declare_done") if already else _gone(request)
    waiting, content = kept
    location = _location(request, waiting)
    outcome = _declared(
        request,
        waiting,
        content,
        location,
        accept_good=request.POST.get("accept_good") == "yes",
    )
    if not outcome.declared.recorded:
        return redirect("declare_preview")
    waiting_room.finish(request.session, _told(outcome, waiting, location))
    return redirect("declare_done")


def _told(outcome: FileOutcome, waiting: Pending, location: Location) -> dict[str, Any]:
    told = outcome.declared
    return {
        "filename": waiting.filename,
        "location": location.pk,
        "name": location.name,
        "new": told.new,
        "corrected": told.corrected,
        "unchanged": told.unchanged,
        "rejected": told.rejected,
        "double_let": told.double_let,
    }


@require_POST
@with_task
def cancel(request: Request) -> HttpResponseRedirect:
    """Forget the file; nothing was recorded."""
    waiting_room.forget(request.session)
    return HttpResponseRedirect("/declare/")


@require_GET
@with_task
def done(request: Request) -> HttpResponse:
    """What became of the file, and what comes next."""
    told = waiting_room.done(request.session)
    if told is None:
        return redirect("declare")
    return render(request, "nights/declare/done.html", _frame(3, told=told))
