"""How a desk works, and the texts that its answers begin with."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.identity.contract import may
from onderdak.kernel.languages import LANGUAGES
from onderdak.supervision.desk.contract.clerk import (
    SEE_REPORTS,
    DeskSetting,
    categories_of,
    owner_gone,
    put_template_away,
    routing_owners,
    set_way_of_working,
    templates_of,
    way_of_working,
    write_template,
)
from onderdak.supervision.desk.contract.public import desk_texts
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.desk.clerk.words import category_name
from onderdak.web.pages.choices import offer
from onderdak.web.pages.shapes import Fact


def _crumbs(last: str) -> list[dict[str, str]]:
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Reports"), "url": reverse("reports")},
        {"label": last},
    ]


class SettingForm(forms.Form):
    """The way of working of a desk."""

    mode = forms.ChoiceField(
        label=gettext_lazy("Way of working"),
        choices=[
            ("simple", gettext_lazy("simple: every report goes to one person")),
            ("full", gettext_lazy("full: rules say where a report goes")),
        ],
        widget=forms.RadioSelect,
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Who gets every report"),
        required=False,
        help_text=gettext_lazy("Needed for the simple way of working."),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        offer(self, "owner", [("", _("nobody")), *people])


@with_task
def setting(request: Request) -> HttpResponse:
    """Choose between one owner for everything and rules of routing."""
    town = request.actor.grants[0].municipality or ""
    found = way_of_working(by=request.actor, municipality=town)
    people = routing_owners(by=request.actor, municipality=town)
    form = SettingForm(
        request.POST if request.method == "POST" else None,
        people=[(str(pk), name) for pk, name in people.items()],
        initial={
            "mode": found.mode if found else "full",
            "owner": str(found.owner_id or "") if found else "",
        },
    )

    def change() -> str:
        chosen = form.cleaned_data["owner"]
        set_way_of_working(
            by=request.actor,
            municipality=town,
            simple=form.cleaned_data["mode"] == "simple",
            owner=int(chosen) if chosen else None,
            at=now(),
        )
        return reverse(
            "reports" if may(request.actor, SEE_REPORTS, municipality=town) else "home"
        )

    context = {
        "title": _("How this desk works"),
        "lead": _("This counts for reports that come in from now on."),
        "facts": list(_standing(found)),
        "submit": _("Keep"),
        "breadcrumbs": _crumbs(_("How this desk works")),
    }
    done = _("The way of working is kept.")
    return ask(request, form, context, done=done, change=change)


def _standing(found: DeskSetting | None) -> Iterator[Fact]:
    if found is None:
        return
    if owner_gone(found):
        yield Fact(
            _("Who gets every report"),
            _("nobody"),
            _("Whoever it was no longer works here. Choose somebody else."),
        )
    if found.intended:
        yield Fact(
            _("Invited"),
            found.intended,
            _("Gets every report as soon as the invitation is accepted."),
        )


class TextForm(forms.Form):
    """A text to begin with, in the languages of the desk."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=80)
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)

    def __init__(self, *args: Any, town: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(each.key, category_name(each)) for each in categories_of(town)]
        offer(self, "category", [("", _("Every category")), *known])
        for code in desk_texts():
            self.fields[f"text_{code}"] = forms.CharField(
                label=LANGUAGES[code].name,
                max_length=4000,
                required=code == "nl",
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
            )

    @property
    def texts(self) -> dict[str, str]:
        """What was written in each language."""
        return {code: self.cleaned_data[f"text_{code}"] for code in desk_texts()}


@require_safe
@with_task
def texts(request: Request) -> HttpResponse:
    """The texts that answers can begin with."""
    town = request.actor.grants[0].municipality or ""
    found = templates_of(by=request.actor, municipality=town)
    context = {
        "breadcrumbs": _crumbs(_("Texts for answers")),
        "texts": [
            {
                "pk": each.pk,
                "title": each.title,
                "facts": [
                    Fact(
                        _("Category"),
                        category_name(each.category)
                        if each.category
                        else _("Every category"),
                    ),
                    *(
                        Fact(LANGUAGES[code].name, words)
                        for code, words in each.texts.items()
                    ),
                ],
            }
            for each in found
        ],
    }
    return render(request, "desk/clerk/texts.html", context)


@with_task
def new_text(request: Request) -> HttpResponse:
    """Write a text that answers can begin with."""
    town = request.actor.grants[0].municipality or ""
    templates_of(by=request.actor, municipality=town)
    form = TextForm(request.POST if request.method == "POST" else None, town=town)

    def change() -> str:
        write_template(
            by=request.actor,
            municipality=town,
            title=form.cleaned_data["title"],
            category=form.cleaned_data["category"],
            texts=form.texts,
            at=now(),
        )
        return reverse("desk_texts")

    context = {
        "title": _("A text for answers"),
        "lead": _("No names of people: the text is there before there is a report."),
        "submit": _("Keep the text"),
        "breadcrumbs": _crumbs(_("A text for answers")),
    }
    return ask(request, form, context, done=_("The text is kept."), change=change)


@require_POST
@with_task
def away(request: Request, pk: int) -> HttpResponse:
    """Put a text away."""
    town = request.actor.grants[0].municipality or ""
    put_template_away(by=request.actor, municipality=town, template=pk, at=now())
    messages.success(request, _("The text is put away."))
    return HttpResponseRedirect(reverse("desk_texts"))
