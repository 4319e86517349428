"""The letters of a visit: chosen on a page, made as a PDF."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import NotAllowed, NotFound, UserError
from onderdak.supervision.inspections.contract import PLAN_VISITS, Visit
from onderdak.supervision.inspections.contract.kits import (
    LetterKind,
    VisitLetter,
    kit_texts,
    letter_of_visit,
    letters_for,
)
from onderdak.supervision.inspections.contract.planning import visit_for
from onderdak.web.account.contract import Request, with_task
from onderdak.web.inspections.kits.frame import as_file, town_of
from onderdak.web.inspections.kits.words import LETTERS
from onderdak.web.pages.choices import offer

_PDF = "application/pdf"


class LetterForm(forms.Form):
    """Which letter, in which language."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Which letter"), widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("The Dutch letter stands behind it."),
    )
    with_day = forms.BooleanField(
        label=gettext_lazy("Say the day and the hours"), required=False, initial=True
    )
    contact = forms.CharField(
        label=gettext_lazy("How people reach the team"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "For example a telephone number and an e-mail address of the team. No name"
            " of a colleague is needed."
        ),
    )


@with_task
def letters(request: Request, number: str) -> HttpResponse:
    """Choose a letter of a visit; sent, it is made and given as a PDF."""
    town = town_of(request)
    check_may(request.actor, PLAN_VISITS, municipality=town)
    visit = visit_for(by=request.actor, municipality=town, number=number)
    posted = request.method == "POST"
    form = LetterForm(
        request.POST if posted else None,
        initial={"language": next(iter(visit.languages), "nl")},
    )
    kinds = letters_for(visit)
    offer(form, "kind", [(kind.value, str(LETTERS[kind])) for kind in kinds])
    offer(
        form,
        "language",
        [(code, each.language.name) for code, each in kit_texts().items()],
    )
    context = {"form": form, "kinds": kinds, **_frame(visit)}
    if posted and form.is_valid():
        try:
            return _made(request, visit, form.cleaned_data)
        except (NotAllowed, NotFound):
            raise
        except UserError as error:
            context |= {"problem": error}
    status = 400 if posted else 200
    return render(request, "inspections/kits/letters.html", context, status=status)


def _made(request: Request, visit: Visit, given: dict[str, str]) -> HttpResponse:
    letter = VisitLetter(
        kind=LetterKind(given["kind"]),
        language=given["language"],
        with_day=bool(given["with_day"]),
        contact=given["contact"],
    )
    made = letter_of_visit(
        by=request.actor, visit=visit, letter=letter, today=localdate()
    )
    name = f"{visit.number}-{letter.kind.value}-{letter.language}.pdf"
    return as_file(made.pdf, name, _PDF)


def _frame(visit: Visit) -> dict[str, object]:
    title = _("Letters of visit %(number)s") % {"number": visit.number}
    start = {"label": _("Start"), "url": reverse("home")}
    one = {"label": visit.number, "url": reverse("visit", args=[visit.number])}
    return {"title": title, "breadcrumbs": [start, one, {"label": title}]}
