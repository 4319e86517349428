"""Taking in a spreadsheet as a checklist: looked at first, then kept as a draft."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import Invalid, NotAllowed, UserError
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract.kits import (
    MAKE_CHECKLIST,
    AskedChecklist,
    Kind,
    TakenIn,
    checklist_in_use,
    checklist_of,
    draft_checklist,
    published,
    take_in,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.inspections.kits.frame import crumbs, town_of
from onderdak.web.inspections.kits.tables import differences, section_shown
from onderdak.web.inspections.kits.words import KINDS, fault_words
from onderdak.web.pages.values import said

_SALT = "onderdak.checklist"
_MOST_BYTES = 2_000_000


class FileForm(forms.Form):
    """The file, for which kind of visit, and why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("For which kind of visit"),
        choices=lambda: [(each.value, str(KINDS[each])) for each in Kind],
    )
    file = forms.FileField(
        label=gettext_lazy("The spreadsheet (XLSForm, XLSX)"),
        help_text=gettext_lazy(
            "At most 2 MB. Nothing is kept before you have seen it."
        ),
    )
    why = forms.CharField(
        label=gettext_lazy("Why this checklist is made"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_file(self) -> Any:
        """A file that is not too large."""
        given = self.cleaned_data["file"]
        if given.size > _MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 2 MB."))
        return given


@with_task
def new(request: Request) -> HttpResponse:
    """Take in a file, show what it asks, and keep it when somebody says so."""
    check_may(request.actor, MAKE_CHECKLIST, municipality=town_of(request))
    if request.method == "POST" and "looked" in request.POST:
        return _keep(request)
    posted = request.method == "POST"
    form = FileForm(request.POST if posted else None, request.FILES if posted else None)
    context: dict[str, object] = {
        "breadcrumbs": crumbs(last=_("Take in a checklist")),
        "form": form,
    }
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            found = take_in(given["file"].read(), Kind(given["kind"]))
        except Invalid as error:
            return _shown(request, {**context, "problem": error}, status=400)
        if found.checklist is not None:
            return _preview(request, found, found.checklist, given["why"])
        faults = [
            {"where": fault.where, "says": fault_words(fault)} for fault in found.faults
        ]
        return _shown(request, {**context, "faults": faults}, status=400)
    return _shown(request, context)


def _shown(
    request: Request, context: dict[str, object], status: int = 200
) -> HttpResponse:
    return render(request, "inspections/kits/new.html", context, status=status)


def _preview(
    request: Request, found: TakenIn, asked: AskedChecklist, why: str
) -> HttpResponse:
    used = checklist_in_use(town_of(request), asked.kind, localdate())
    context = {
        "breadcrumbs": crumbs(last=_("Take in a checklist")),
        "title": KINDS[asked.kind],
        "notes": [said(note) for note in found.notes],
        "differences": differences(checklist_of(used.body), asked),
        "sections": [section_shown(section) for section in asked.sections],
        "looked": signing.dumps(
            {"body": published(asked), "why": why}, salt=_SALT, compress=True
        ),
    }
    return render(request, "inspections/kits/preview.html", context)


def _keep(request: Request) -> HttpResponse:
    try:
        seen = signing.loads(request.POST["looked"], salt=_SALT, max_age=86_400)
        made = draft_checklist(
            by=request.actor,
            municipality=town_of(request),
            checklist=checklist_of(seen["body"]),
            why=seen["why"],
            today=localdate(),
        )
    except NotAllowed:
        raise
    except signing.BadSignature:
        problem = Invalid(
            text("This file was looked at too long ago."),
            next_step=text("Take it in again."),
        )
        return _again(request, problem)
    except UserError as error:
        return _again(request, error)
    messages.success(
        request, _("It is kept as a draft. A colleague can put it in use.")
    )
    return HttpResponseRedirect(reverse("checklist", args=[made.pk]))


def _again(request: Request, problem: UserError) -> HttpResponse:
    context = {
        "breadcrumbs": crumbs(last=_("Take in a checklist")),
        "form": FileForm(),
        "problem": problem,
    }
    return _shown(request, context, status=400)
