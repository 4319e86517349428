"""One version of a checklist: what it asks, its history, and what can be done."""

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.identity.contract import may
from onderdak.kernel.errors import UserError
from onderdak.supervision.inspections.contract.kits import (
    USE_CHECKLIST,
    Checklist,
    ChecklistState,
    asked_in,
    checklist_for,
    checklist_in_use,
    checklist_of,
    is_behind,
    makers_of,
    use_checklist,
    withdraw_checklist,
    xlsform_of,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.kits.frame import as_file, crumbs
from onderdak.web.inspections.kits.tables import differences, section_shown
from onderdak.web.inspections.kits.words import STATE_TAGS, STATES, name_of
from onderdak.web.pages.shapes import Fact, Table
from onderdak.web.pages.values import said


@require_safe
@with_task
def checklist(request: Request, pk: int) -> HttpResponse:
    """One version: what it asks and how it came to be."""
    found = checklist_for(by=request.actor, number=pk, on=localdate())
    asked = asked_in(found)
    state = ChecklistState(found.state)
    context = {
        "breadcrumbs": crumbs(last=name_of(found)),
        "title": name_of(found),
        "state": {"label": STATES[state], "kind": STATE_TAGS[state]},
        "facts": list(_history(found)),
        "sections": [section_shown(section) for section in asked.sections],
        "differences": _compared(found),
        "behind": state != ChecklistState.WITHDRAWN and is_behind(found),
        **_acts(request, found),
    }
    return render(request, "inspections/kits/one.html", context)


def _history(found: Checklist) -> Iterator[Fact]:
    people = makers_of(found)
    yield Fact(_("Made on"), localdate(found.made_at), people.get(found.made_by_id, ""))
    yield Fact(_("Why"), found.why)
    if found.used_from is not None:
        by = people.get(found.used_by_id or 0, "")
        yield Fact(_("In use from"), found.used_from, by)
    if found.withdrawn_on is not None:
        by = people.get(found.withdrawn_by_id or 0, "")
        yield Fact(_("Withdrawn on"), found.withdrawn_on, by)
        yield Fact(_("Withdrawn because"), found.withdrawn_because)
    yield Fact(
        _("Fingerprint"),
        found.digest[:16],
        _("By this a visit shows which version it began with."),
    )


def _compared(found: Checklist) -> Table | None:
    if found.state != ChecklistState.DRAFT:
        return None
    used = checklist_in_use(found.municipality_id, found.kind, localdate())
    return differences(checklist_of(used.body), asked_in(found))


def _acts(request: Request, found: Checklist) -> dict[str, object]:
    town, actor = found.municipality_id, request.actor
    xlsx = reverse("checklist_xlsx", args=[found.pk])
    links = [{"label": _("As a spreadsheet (XLSForm)"), "url": xlsx}]
    uses = may(actor, USE_CHECKLIST, municipality=town)
    draft = found.state == ChecklistState.DRAFT
    own = found.made_by_id == actor.user_id
    if uses and found.state != ChecklistState.WITHDRAWN:
        url = reverse("checklist_withdraw", args=[found.pk])
        links.append({"label": _("Withdraw it"), "url": url})
    return {
        "links": links,
        "use_url": reverse("checklist_use", args=[found.pk])
        if uses and draft and not own
        else "",
        "waits": uses and draft and own,
    }


@require_safe
@with_task
def xlsx(request: Request, pk: int) -> HttpResponse:
    """The version as a spreadsheet."""
    found = checklist_for(by=request.actor, number=pk, on=localdate())
    made = xlsform_of(asked_in(found), str(found.version))
    return as_file(made, f"checklist-{found.kind}-{found.version}.xlsx")


@require_POST
@with_task
def use(request: Request, pk: int) -> HttpResponse:
    """Put a draft of somebody else in use."""
    found = checklist_for(by=request.actor, number=pk, on=localdate())
    try:
        use_checklist(by=request.actor, checklist=found, today=localdate())
    except UserError as error:
        messages.error(request, " ".join(said(each) for each in error.texts))
    else:
        messages.success(request, _("Visits that begin from now on work with it."))
    return HttpResponseRedirect(reverse("checklist", args=[pk]))


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@with_task
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Use a version no longer, with the reason."""
    found = checklist_for(by=request.actor, number=pk, on=localdate())
    form = WhyForm(request.POST if request.method == "POST" else None)

    def change() -> str:
        withdraw_checklist(
            by=request.actor,
            checklist=found,
            why=form.cleaned_data["why"],
            today=localdate(),
        )
        return reverse("checklist", args=[pk])

    context = {
        "title": _("Withdraw %(checklist)s") % {"checklist": name_of(found)},
        "lead": _(
            "Visits that have begun keep it. New visits work with the checklist as it"
            " is shipped, until another is put in use."
        ),
        "submit": _("Withdraw"),
        "breadcrumbs": crumbs(last=name_of(found)),
    }
    done = _("The checklist is withdrawn.")
    return ask(request, form, context, done=done, change=change)
