"""Handing in a file, page by page: upload, look, confirm, done."""

from typing import Any

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from onderdak.kernel.errors import Invalid, NotAllowed
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    Declaration,
    Location,
    location_for,
    own_locations,
)
from onderdak.register.nights.contract.files import (
    LEAVING,
    FileOutcome,
    check_confirmed,
    column_names,
    declare_file,
    keeping,
    likely,
    note_declared,
    own_hand_ins,
    receive_file,
    remember_columns,
    template_xlsx,
)
from onderdak.register.nights.contract.supervising import (
    extra_fields,
)
from onderdak.web.account.contract import Request, pages_of, with_task
from onderdak.web.nights.declaring import pending as waiting_room
from onderdak.web.nights.declaring import showing
from onderdak.web.nights.declaring.forms import ColumnsForm, UploadForm
from onderdak.web.nights.declaring.pending import Pending
from onderdak.web.nights.declaring.showing import XLSX, Shown, frame
from onderdak.web.nights.looking.told import at_entry


@with_task
def upload(request: Request) -> HttpResponse:
    """Choose a location and send a file."""
    provider = provider_of(request)
    everywhere = own_locations(by=request.actor, provider=provider, on=localdate())
    form = UploadForm(
        everywhere.order_by("name", "id"),
        request.POST or None,
        request.FILES or None,
        initial={"location": request.GET.get("location", "")},
    )
    if request.method == "POST" and form.is_valid():
        return _received(request, form)
    earlier = own_hand_ins(by=request.actor, provider=provider).exists()
    place = request.GET.get("location", "")
    context = frame(1, form=form, earlier=earlier, place=place)
    return render(request, "nights/declare/upload.html", context)


def _received(request: Request, form: UploadForm) -> HttpResponse:
    """A small file is shown at once; a large one is worked on in the background."""
    file = form.cleaned_data["file"]
    place = int(form.cleaned_data["location"])
    if (file.size or 0) <= settings.LARGE_FILE_BYTES:
        waiting_room.begin(
            request.session, file.read(), file.name, place, form.complete
        )
        return redirect("declare_preview")
    received = receive_file(
        by=request.actor,
        location=location_for(by=request.actor, location=place, on=localdate()),
        content=file.read(),
        filename=file.name,
        mapping={},
        complete=form.complete,
        on=localdate(),
    )
    return redirect("hand_in", pk=received.pk)


def provider_of(request: Request) -> int:
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
    """An empty list to fill in, with what the by-law at the location asks besides."""
    provider_of(request)
    place = request.GET.get("location", "")
    is_number = place.isdecimal() and len(place) < 19
    extras = _extras(request, int(place)) if is_number else ()
    return HttpResponse(
        template_xlsx(extras),
        content_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="onderdak.xlsx"'},
    )


@require_GET
@with_task
def preview(request: Request) -> HttpResponse:
    """What the file would change, with every error, before anything is recorded."""
    kept = kept_file(request)
    if kept is None:
        return gone_page(request)
    waiting, content = kept
    location = location_of(request, waiting)
    try:
        outcome = declared(request, waiting, content, location, preview=True)
    except Invalid as error:
        return _ask_columns(request, waiting, content, error)
    if outcome.declared.rows > settings.LARGE_FILE_ROWS:
        return _into_background(request, waiting, content, location)
    return showing.page(request, _shown(waiting, location, outcome))


def _into_background(
    request: Request, waiting: Pending, content: bytes, location: Location
) -> HttpResponse:
    received = receive_file(
        by=request.actor,
        location=location,
        content=content,
        filename=waiting.filename,
        mapping=waiting.mapping,
        complete=waiting.period,
        on=localdate(),
    )
    waiting_room.forget(request.session)
    return redirect("hand_in", pk=received.pk)


def _shown(waiting: Pending, location: Location, outcome: FileOutcome) -> Shown:
    return Shown(
        filename=waiting.filename,
        location=location,
        told=outcome.declared,
        rows=outcome.rows,
        columns=outcome.columns,
        ignored_columns=outcome.ignored_columns,
        notes=outcome.notes,
        is_remembered=bool(outcome.remembered),
        is_complete=waiting.complete is not None,
        guests_before=outcome.guests_before,
        urls={
            "errors": reverse("declare_errors"),
            "rows_csv": reverse("declare_rows_csv"),
            "rows_xlsx": reverse("declare_rows_xlsx"),
            "mended": reverse("declare_mended"),
            "columns": reverse("declare_columns"),
            "confirm": reverse("declare_confirm"),
            "cancel": reverse("declare_cancel"),
        },
    )


def kept_file(request: Request) -> tuple[Pending, bytes] | None:
    """The file that waits, if it can still be read."""
    waiting = waiting_room.pending(request.session)
    content = keeping.fetch(waiting.number) if waiting else None
    return (waiting, content) if waiting and content is not None else None


def gone_page(request: HttpRequest) -> HttpResponse:
    waiting_room.forget(request.session)
    return render(request, "nights/declare/gone.html", frame(1), status=410)


def location_of(request: Request, waiting: Pending) -> Location:
    provider_of(request)
    return location_for(by=request.actor, location=waiting.location, on=localdate())


def declared(
    request: Request,
    waiting: Pending,
    content: bytes,
    location: Location,
    *,
    accept_good: bool = False,
    leave_renamed: bool = False,
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
        leave_renamed=leave_renamed,
        preview=preview,
        complete=waiting.period,
    )


def _ask_columns(
    request: Request,
    waiting: Pending,
    content: bytes,
    error: Invalid | None,
    form: ColumnsForm | None = None,
) -> HttpResponse:
    """Say what is the matter, and ask which column holds what where that can help."""
    names = column_names(content, waiting.filename)
    form = form or ColumnsForm(
        names,
        initial=likely(names) | dict(waiting.mapping),
        extras=_extras(request, waiting.location),
    )
    context = frame(
        1,
        error=error,
        form=form if names else None,
        filename=waiting.filename,
        columns_url=reverse("declare_columns"),
        cancel_url=reverse("declare_cancel"),
    )
    status = 422 if error or form.errors else 200
    return render(request, "nights/declare/columns.html", context, status=status)


def _extras(request: Request, place: int) -> tuple[str, ...]:
    """The columns that the by-law at a location asks for besides."""
    location = location_for(by=request.actor, location=place, on=localdate())
    return extra_fields(location.municipality_id, localdate())


@with_task
def columns(request: Request) -> HttpResponse:
    """Ask which column holds what, and remember it for this header."""
    kept = kept_file(request)
    if kept is None:
        return gone_page(request)
    waiting, content = kept
    provider = provider_of(request)
    if request.method != "POST":
        return _ask_columns(request, waiting, content, None)
    names = column_names(content, waiting.filename)
    extras = _extras(request, waiting.location)
    form = ColumnsForm(names, request.POST, extras=extras)
    if not form.is_valid():
        return _ask_columns(request, waiting, content, None, form)
    waiting_room.map_columns(request.session, waiting, form.mapping)
    remember_columns(
        by=request.actor, provider=provider, names=names, mapping=form.mapping
    )
    return redirect("declare_preview")


@require_POST
@with_task
def confirm(request: Request) -> HttpResponse:
    """Record the file; sent twice, the second time finds nothing to do."""
    kept = kept_file(request)
    if kept is None:
        already = waiting_room.done(request.session)
        return redirect("declare_done") if already else gone_page(request)
    waiting, content = kept
    location = location_of(request, waiting)
    accept_good = request.POST.get("accept_good") == "yes"
    leave_renamed = request.POST.get("renamed") == "leave"
    if waiting.complete:
        looked = declared(request, waiting, content, location, preview=True)
        try:
            _check_complete(request, looked)
        except Invalid as error:
            return showing.page(request, _shown(waiting, location, looked), error)
    outcome = declared(
        request,
        waiting,
        content,
        location,
        accept_good=accept_good,
        leave_renamed=leave_renamed,
    )
    if not outcome.declared.recorded:
        return redirect("declare_preview")
    note_declared(
        by=request.actor,
        location=location,
        filename=waiting.filename,
        size=len(content),
        channel=Declaration.Channel.FILE,
        outcome=outcome,
        complete=waiting.period,
        on=localdate(),
    )
    waiting_room.finish(request.session, _told(outcome, waiting, location))
    return redirect("declare_done")


def _check_complete(request: Request, looked: FileOutcome) -> None:
    """Whether somebody said twice that many guests have left."""
    check_confirmed(
        rejected=0,
        leaving=len({row.reference for row in looked.rows if row.fate in LEAVING}),
        before=looked.guests_before,
        accept_good=True,
        sure=request.POST.get("sure") == "yes",
    )


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
        "declaration": told.declaration,
        "ended": told.ended,
        "withdrawn": told.withdrawn,
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
    looking = at_entry(request.actor, provider_of(request), told, localdate())
    context = frame(3, told=told, looking=looking)
    return render(request, "nights/declare/done.html", context)
