"""Whom inspectors telephone when something cannot wait."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from onderdak.supervision.inspections.contract.setting_up import (
    MOST_PHONES,
    national_phones,
    phones_set,
    read_phones,
    set_phones,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.pages import crumbs, town
from onderdak.web.pages.shapes import Fact

_LONGEST = 1_500


class PhonesForm(forms.Form):
    """The numbers of the municipality, one on each line."""

    phones = forms.CharField(
        label=gettext_lazy("Numbers of your municipality"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "On each line: the name of the service, a colon and the number. For"
            " instance: Night desk: 026-1234567"
        ),
    )


@with_task
def phones(request: Request) -> HttpResponse:
    """The numbers on the screen *act now* of a phone; they go along with each visit."""
    here = phones_set(by=request.actor, municipality=town(request))
    lines = "\n".join(f"{one.name}: {one.number}" for one in here)
    form = PhonesForm(request.POST or None, initial={"phones": lines})

    def change() -> str:
        set_phones(
            by=request.actor,
            municipality=town(request),
            phones=read_phones(form.cleaned_data["phones"]),
        )
        return reverse("visit_phones")

    return ask(
        request,
        form,
        _shown(),
        done=_("The numbers are kept. Phones get them with their next visits."),
        change=change,
        template="inspections/question.html",
    )


def _shown() -> dict[str, Any]:
    language = (get_language() or "nl")[:2]
    return {
        "title": _("Telephone numbers for what cannot wait"),
        "lead": _(
            "Inspectors tap these numbers at the door, without a network too. At most"
            " %(most)s."
        )
        % {"most": MOST_PHONES},
        "breadcrumbs": crumbs(
            (_("Visits"), reverse("visits")), (_("Telephone numbers"), "")
        ),
        "facts": [
            Fact(one.names.get(language, one.names["nl"]), one.number)
            for one in national_phones()
        ],
        "submit": _("Keep the numbers"),
    }
