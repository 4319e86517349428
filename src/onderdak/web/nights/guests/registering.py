"""A municipality's own words on registering, per language, with their review."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract.guests import (
    guest_texts,
    registering_texts,
    write_registering,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.pages.shapes import Cell, Column, Table


class WordsForm(forms.Form):
    """The text in one language, and who of that language has read it."""

    words = forms.CharField(
        label=gettext_lazy("What you say about registering"),
        help_text=gettext_lazy(
            "Where, when, what to bring. Short sentences. Leave it empty to take the"
            " text away."
        ),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    reviewed_by = forms.CharField(
        label=gettext_lazy("Reviewed by"),
        help_text=gettext_lazy(
            "A native speaker who read this text: a function or organisation. Guests"
            " see it. Left empty, guests are told that nobody has."
        ),
        max_length=120,
        required=False,
    )


def _town(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


@with_task
def texts(request: Request) -> HttpResponse:
    """All languages, with what there is and whether it was reviewed."""
    known = registering_texts(by=request.actor, municipality=_town(request))
    rows = []
    for code, each in guest_texts().items():
        own = known.get(code)
        reviewed = own is not None and bool(own.reviewed_by)
        rows.append(
            [
                Cell(each.language.name, reverse("registering", args=[code])),
                own.written_on if own else _("no text yet"),
                Cell(_("reviewed"), kind="success")
                if reviewed
                else Cell(_("not reviewed"), kind="warning")
                if own
                else "–",
                own.reviewed_by if own and reviewed else "–",
            ]
        )
    table = Table(
        name="registering",
        caption=_("Your texts on registering"),
        columns=[
            Column(_("Language"), row_header=True),
            Column(_("Written on")),
            Column(_("Review")),
            Column(_("Reviewed by")),
        ],
        rows=rows,
    )
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Texts for guests")},
        ],
        "texts": table,
    }
    return render(request, "guests/registering.html", context)


@with_task
def one_text(request: Request, language: str) -> HttpResponse:
    """Write the text of one language."""
    known = registering_texts(by=request.actor, municipality=_town(request))
    if language not in guest_texts():
        raise NotFound(text("Guests are not spoken to in '%(code)s'.", code=language))
    own = known.get(language)
    start = {"words": own.text, "reviewed_by": own.reviewed_by} if own else {}
    form = WordsForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        write_registering(
            by=request.actor,
            municipality=_town(request),
            language=language,
            words=form.cleaned_data["words"],
            reviewed_by=form.cleaned_data["reviewed_by"],
            on=localdate(),
        )
        messages.success(request, _("The text is kept. Guests read it from now on."))
        return HttpResponseRedirect(reverse("registering_texts"))
    spoken = guest_texts()[language].language
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Texts for guests"), "url": reverse("registering_texts")},
            {"label": spoken.name},
        ],
        "spoken": spoken,
        "form": form,
        "dutch": known.get("nl") if language != "nl" else None,
    }
    return render(request, "guests/registering_one.html", context)
