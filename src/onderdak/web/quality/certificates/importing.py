"""Reading a register in: look at what would change, record it, match the rest."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.identity.contract import check_may
from onderdak.housing.quality.contract import (
    KEEP_CERTIFICATES,
    Fate,
    RegisterImport,
    Scheme,
    as_read,
    bad_lines_of,
    leave_register,
    leave_row,
    match_row,
    open_rows,
    planned_of,
    receive_register,
    record_register,
    register_for,
    registers_of,
    row_for,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Fact
from onderdak.web.pages.values import number
from onderdak.web.quality.certificates.forms import PlaceForm, RegisterForm
from onderdak.web.quality.certificates.lists import crumbs
from onderdak.web.quality.certificates.recording import (
    locations_of,
    posted,
    providers_of,
)
from onderdak.web.quality.certificates.register_tables import (
    MOST_SHOWN,
    bad_table,
    earlier_table,
    open_table,
    planned_table,
    shown_lines,
)
from onderdak.web.quality.certificates.words import (
    FATES,
    SCHEMES,
)


def _crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    registers = {"label": _("Registers"), "url": reverse("quality_registers")}
    return [*crumbs(), registers, *more]


@with_task
def registers(request: Request) -> HttpResponse:
    """The registers that were read in, and reading in another one."""
    on, town = localdate(), request.actor.grants[0].municipality or ""
    check_may(request.actor, KEEP_CERTIFICATES, municipality=town)
    form = RegisterForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        initial={"on": on, "whole_list": True},
    )

    def change() -> str:
        given = form.cleaned_data
        made = receive_register(
            by=request.actor,
            municipality=town,
            scheme=Scheme(given["scheme"]),
            data=given["file"].read(),
            filename=given["file"].name,
            on=given["on"],
            whole_list=given["whole_list"],
            today=on,
        )
        return reverse("quality_register", args=[made.pk])

    earlier = registers_of(by=request.actor, municipality=town, on=on)
    waiting = open_rows(by=request.actor, municipality=town, on=on)
    context = {
        "breadcrumbs": [*crumbs(), {"label": _("Registers")}],
        "waiting": open_table(list(waiting[:MOST_SHOWN])),
        "earlier": earlier_table(list(earlier[:50])),
    }
    return ask(
        request,
        form,
        context,
        done=_("The list is read. Nothing is recorded yet."),
        change=change,
        template="quality/certificates/registers.html",
    )


@require_safe
@with_task
def register(request: Request, pk: int) -> HttpResponse:
    """What recording a register would do, line by line."""
    found = register_for(by=request.actor, register=pk)
    if found.state != RegisterImport.State.WAITING:
        return HttpResponseRedirect(reverse("quality_registers"))
    return _preview(request, found)


def _preview(request: Request, found: RegisterImport) -> HttpResponse:
    planned, bad = planned_of(found), bad_lines_of(found)
    counts = {fate: sum(one.fate is fate for one in planned) for fate in Fate}
    context = {
        "breadcrumbs": _crumbs({"label": found.filename}),
        "register": found,
        "scheme": SCHEMES[Scheme(found.scheme)],
        "facts": [
            *(Fact(str(FATES[fate]), count) for fate, count in counts.items()),
            Fact(_("cannot be read"), len({one.line for one in bad})),
        ],
        "bad": bad_table(bad) if bad else None,
        "planned": planned_table(planned),
        "more": max(0, len(shown_lines(planned)) - MOST_SHOWN),
    }
    return render(request, "quality/certificates/register.html", context)


@require_POST
@with_task
def record(request: Request, pk: int) -> HttpResponse:
    """Record a register that was looked at."""
    found = register_for(by=request.actor, register=pk)
    counts = record_register(
        by=request.actor,
        register=found,
        today=localdate(),
        without_bad=request.POST.get("without_bad") == "yes",
    )
    messages.success(
        request,
        _("The register is recorded: %(new)s new, %(changed)s changed.")
        % {
            "new": number(counts.get("new", 0)),
            "changed": number(counts.get("changed", 0)),
        },
    )
    by_hand = counts.get(Fate.BY_HAND.value, 0)
    return HttpResponseRedirect(
        reverse("quality_registers" if by_hand else "quality_certificates")
    )


@require_POST
@with_task
def leave(request: Request, pk: int) -> HttpResponse:
    """Leave a register: nothing of it is recorded."""
    found = register_for(by=request.actor, register=pk)
    leave_register(by=request.actor, register=found)
    messages.success(request, _("The list is left. Nothing of it is recorded."))
    return HttpResponseRedirect(reverse("quality_registers"))


@with_task
def line(request: Request, pk: int) -> HttpResponse:
    """Say by hand of which location a line is, or leave it."""
    row = row_for(by=request.actor, row=pk)
    known = as_read(row.said)
    form = PlaceForm(
        posted(request),
        locations=locations_of(request.actor),
        providers=providers_of(request.actor),
    )

    def change() -> str:
        match_row(
            by=request.actor,
            row=row,
            location=form.location,
            provider=form.provider,
            on=localdate(),
        )
        return reverse("quality_registers")

    return ask(
        request,
        form,
        {
            "breadcrumbs": _crumbs({"label": _("Match a line")}),
            "title": _("Of which location is this line?"),
            "lead": _("A later register recognises the line by what you choose."),
            "facts": [
                Fact(_("Company"), known.holder),
                Fact(_("KvK number"), known.kvk or None),
                Fact(_("Address"), known.address or None),
                Fact(_("Beds"), known.beds),
            ],
            "submit": _("Record this"),
            "removals": [
                {
                    "label": _("Leave this line"),
                    "url": reverse("quality_register_row_leave", args=[pk]),
                    "gone": _(
                        "It is of no location here. Later registers leave it too."
                    ),
                }
            ],
        },
        done=_("The line is matched."),
        change=change,
    )


@require_POST
@with_task
def leave_line(request: Request, pk: int) -> HttpResponse:
    """Leave a line that is of no location here."""
    leave_row(by=request.actor, row=row_for(by=request.actor, row=pk), on=localdate())
    messages.success(request, _("The line is left."))
    return HttpResponseRedirect(reverse("quality_registers"))
