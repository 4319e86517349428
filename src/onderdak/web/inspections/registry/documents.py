"""What was handed over at a door: taken up, opened and finished by a clerk."""

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.identity.contract import check_may, may
from onderdak.supervision.inspections.contract.handing_over import (
    KEPT,
    SET_UP_REGISTRY,
    TAKE_UP_DOCUMENTS,
    RegistryDocument,
    box_of,
    close_box,
    documents_waiting,
    finish_document,
    give_back_document,
    is_held_long,
    open_box,
    read_document,
    take_up_document,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.pages import Way, crumbs, town
from onderdak.web.pages.shapes import Cell, Column, Empty, Table, Todo

_KINDS = ((b"%PDF", "pdf"), (b"\xff\xd8", "jpg"), (b"\x89PNG", "png"))


class BoxForm(forms.Form):
    """How the registry is called on the phone of an inspector."""

    name = forms.CharField(
        label=gettext_lazy("Name of your registry"),
        min_length=3,
        max_length=80,
        help_text=gettext_lazy("An inspector reads this before handing over."),
    )


class CloseForm(forms.Form):
    """That the box is to be closed, said with a tick."""

    sure = forms.BooleanField(label=gettext_lazy("Yes, close the box"))


@require_safe
@with_task
def documents(request: Request) -> HttpResponse:
    """What waits, the oldest first, and how it is taken up."""
    here, actor = town(request), request.actor
    waits = documents_waiting(by=actor, municipality=here)
    context = {
        "title": _("Documents from the door"),
        "lead": _(
            "People gave these to an inspector for your registry. Only you can open"
            " them. They go from here when you have them, and after %(days)s days."
        )
        % {"days": KEPT.days},
        "breadcrumbs": crumbs((_("Documents from the door"), "")),
        "table": _table(waits),
        "mine": [
            {
                "label": _named(one),
                "open": reverse("registry_open", args=[one.pk]),
                "done": reverse("registry_done", args=[one.pk]),
                "back": reverse("registry_give_back", args=[one.pk]),
            }
            for one in waits
            if one.taken_by_id == actor.user_id
        ],
        "free": [
            {"label": _named(one), "take": reverse("registry_take_up", args=[one.pk])}
            for one in waits
            if one.taken_by_id is None
        ],
        "held": [
            {"label": _named(one), "back": reverse("registry_give_back", args=[one.pk])}
            for one in waits
            if one.taken_by_id not in (None, actor.user_id) and is_held_long(one, now())
        ],
        "ways": _ways(request),
    }
    return render(request, "inspections/registry.html", context)


def _ways(request: Request) -> list[Way]:
    here = town(request)
    if not may(request.actor, SET_UP_REGISTRY, municipality=here):
        return []
    if box_of(here):
        return [Way(_("Close the box"), reverse("registry_box"), "secondary")]
    return [Way(_("Open a box"), reverse("registry_box"), "primary")]


def _named(one: RegistryDocument) -> str:
    return _("Document of visit %(number)s, %(when)s") % {
        "number": one.visit.number,
        "when": date_format(localtime(one.received_at), "j F Y H:i"),
    }


def _table(waits: list[RegistryDocument]) -> Table:
    return Table(
        name="documents",
        caption=_("Documents handed over at the door"),
        note=_("oldest first"),
        columns=[
            Column(_("Visit"), row_header=True),
            Column(_("Handed over")),
            Column(_("State")),
        ],
        rows=[
            [
                one.visit.number,
                date_format(localtime(one.received_at), "j F Y H:i"),
                Cell(_("taken up"), kind="info")
                if one.taken_by_id
                else Cell(_("waits"), kind="warning"),
            ]
            for one in waits
        ],
        empty=Empty(_("Nothing waits.")),
    )


@require_POST
@with_task
def take_up(request: Request, pk: int) -> HttpResponse:
    """Take a document up; from now on no colleague opens it."""
    take_up_document(
        by=request.actor, municipality=town(request), document=pk, at=now()
    )
    messages.success(request, _("You have it. Open it, and say when you are done."))
    return HttpResponseRedirect(reverse("registry_documents"))


@require_POST
@with_task
def give_back(request: Request, pk: int) -> HttpResponse:
    """Let a document wait again, for whichever colleague takes it up."""
    give_back_document(
        by=request.actor, municipality=town(request), document=pk, at=now()
    )
    messages.success(request, _("It waits again. A colleague can take it up."))
    return HttpResponseRedirect(reverse("registry_documents"))


@require_POST
@with_task
def opened(request: Request, pk: int) -> HttpResponse:
    """The document itself, as a file; that it was opened is logged."""
    content = read_document(
        by=request.actor, municipality=town(request), document=pk, at=now()
    )
    kind = next((kind for first, kind in _KINDS if content.startswith(first)), "bin")
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="document-{pk}.{kind}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


@require_POST
@with_task
def done(request: Request, pk: int) -> HttpResponse:
    """Say that the registry has it; what was in it goes from here."""
    finish_document(by=request.actor, municipality=town(request), document=pk, at=now())
    messages.success(request, _("The document is gone from here."))
    return HttpResponseRedirect(reverse("registry_documents"))


@with_task
def box(request: Request) -> HttpResponse:
    """Open the box, so that inspectors can hand documents over; or close it."""
    here = town(request)
    check_may(request.actor, SET_UP_REGISTRY, municipality=here)
    return _closing(request, here) if box_of(here) else _opening(request, here)


def _after(request: Request, here: str) -> str:
    clerk = may(request.actor, TAKE_UP_DOCUMENTS, municipality=here)
    return reverse("registry_documents" if clerk else "home")


def _opening(request: Request, here: str) -> HttpResponse:
    form = BoxForm(request.POST or None)

    def change() -> str:
        open_box(
            by=request.actor,
            municipality=here,
            name=form.cleaned_data["name"],
            at=now(),
        )
        return _after(request, here)

    title = _("A box for your registry")
    context = {
        "title": title,
        "lead": _(
            "Inspectors can then hand a document over at the door, encrypted for your"
            " registry alone. A clerk takes it up here."
        ),
        "breadcrumbs": crumbs((title, "")),
        "submit": _("Open the box"),
    }
    return ask(
        request,
        form,
        context,
        done=_("The box is open. Phones get its key with their next visits."),
        change=change,
        template="inspections/question.html",
    )


def _closing(request: Request, here: str) -> HttpResponse:
    form = CloseForm(request.POST or None)

    def change() -> str:
        close_box(by=request.actor, municipality=here, at=now())
        return _after(request, here)

    title = _("Close the box of your registry")
    context = {
        "title": title,
        "lead": _(
            "Inspectors can then hand nothing over. What waits stays until you take"
            " it up. A new box has a new key: do this when you do not trust this one."
        ),
        "breadcrumbs": crumbs((title, "")),
        "submit": _("Close the box"),
    }
    return ask(
        request,
        form,
        context,
        done=_("The box is closed."),
        change=change,
        template="inspections/question.html",
    )


def registry_todos(request: Request) -> Iterator[Todo]:
    """What waits in the box, on the first page of a clerk."""
    here = town(request)
    if not may(request.actor, TAKE_UP_DOCUMENTS, municipality=here):
        return
    for one in documents_waiting(by=request.actor, municipality=here):
        if one.taken_by_id in (None, request.actor.user_id):
            yield Todo(
                _named(one),
                reverse("registry_documents"),
                due=_("until %(day)s")
                % {"day": date_format(localtime(one.received_at + KEPT), "j F Y")},
                tag=_("registry"),
            )
