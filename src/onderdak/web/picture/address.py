"""The page of an address: one lawful picture for one purpose."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.identity.contract import may, rooms_on
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.contract import SEE_CASES
from onderdak.supervision.inspections.contract import PLAN_VISITS
from onderdak.supervision.picture.contract import (
    EXPLAIN,
    Explanation,
    Fits,
    Picture,
    State,
    View,
    explain_prompt,
    look_at,
    purposes_here,
    roles_in,
    taken_in_by,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.export import csv_file
from onderdak.web.pages.shapes import Export
from onderdak.web.picture.address_tables import (
    file_lines,
    gaps_table,
    hint_why,
    hint_words,
    source_table,
    time_line,
)
from onderdak.web.picture.purpose import other_purposes, purpose_asked
from onderdak.web.picture.words import (
    EXPLANATIONS,
    head_of_file,
    in_words,
    purpose_name,
)


class ExplainForm(forms.Form):
    """What else explains that many registrations."""

    explanation = forms.ChoiceField(
        label=gettext_lazy("What else explains it"),
        choices=lambda: [(one.value, str(EXPLANATIONS[one])) for one in Explanation],
    )


@require_safe
@with_task
def address(request: Request, pk: int) -> HttpResponse:
    """Everything that may be known of an address for this purpose."""
    picture = look_at(
        by=request.actor,
        address=pk,
        purpose=purpose_asked(request),
        on=localdate(),
        how=View.How.PAGE,
    )
    return render(request, "picture/address.html", _context(request, picture))


def _context(request: Request, picture: Picture) -> dict[str, object]:
    told = [one for one in picture.sections if one.known]
    hint = picture.hint
    possible = purposes_here(request.actor, picture.municipality)
    own = taken_in_by(roles_in(request.actor, picture.municipality))
    prompt = bool(hint and hint.fits is Fits.PROMPT and not picture.explained_now)
    return {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Addresses"), "url": reverse("picture_addresses")},
            {"label": picture.in_full},
        ],
        "picture": picture,
        "purpose": purpose_name(picture.purpose),
        "others": other_purposes(picture.purpose, possible),
        "sources": [source_table(one, own) for one in told],
        "gaps": gaps_table([one for one in picture.sections if not one.known]),
        "any_gap": any(one.state is not State.KNOWN for one in picture.sections),
        "time_line": time_line(picture),
        "closed": [in_words(one.title) for one in picture.closed],
        "hint": hint_words(hint) if hint else "",
        "hint_kind": "warning" if prompt else "info",
        "why": hint_why(hint) if hint else None,
        "explained": [
            {"words": EXPLANATIONS[one.explanation], "one": one}
            for one in picture.explained
        ],
        "explain": ExplainForm()
        if prompt and may(request.actor, EXPLAIN, municipality=picture.municipality)
        else None,
        "plan_url": _plan_url(request, picture),
        "cases_url": _cases_url(request, picture),
        "export": Export(csv_url=reverse("picture_csv", args=[picture.address])),
    }


def _plan_url(request: Request, picture: Picture) -> str:
    """Where a visit to this address is planned; '' for who plans none here."""
    town = picture.municipality
    if not may(request.actor, PLAN_VISITS, municipality=town):
        return ""
    if "inspections" not in rooms_on(town):
        return ""
    return f"{reverse('visit_new')}?address={picture.address}"


def _cases_url(request: Request, picture: Picture) -> str:
    """Where the cases of this address are; '' for who sees none here."""
    town = picture.municipality
    if not may(request.actor, SEE_CASES, municipality=town):
        return ""
    if "enforcement" not in rooms_on(town):
        return ""
    return f"{reverse('enforcement_cases')}?state=all&address={picture.address}"


@require_safe
@with_task
def address_csv(request: Request, pk: int) -> HttpResponseBase:
    """The picture as a file: exactly what the page shows; that is a look of its own."""
    picture = look_at(
        by=request.actor,
        address=pk,
        purpose=purpose_asked(request),
        on=localdate(),
        how=View.How.FILE,
    )
    head = head_of_file(request.actor, purpose_name(picture.purpose))
    lines = [head, *file_lines(picture)]
    return csv_file(lines, f"onderdak-address-{localdate():%Y-%m-%d}")


@require_POST
@with_task
def explain(request: Request, pk: int) -> HttpResponse:
    """Write down what else explains that many registrations."""
    form = ExplainForm(request.POST)
    if not form.is_valid():
        raise Invalid(text("Choose one of the explanations."))
    explain_prompt(
        by=request.actor,
        address=pk,
        explanation=Explanation(form.cleaned_data["explanation"]),
        on=localdate(),
    )
    messages.success(request, _("The explanation is kept with the address."))
    return HttpResponseRedirect(reverse("picture", args=[pk]))
