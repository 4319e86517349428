"""Putting right what was filed wrong: category, danger, place, and a photo wiped."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.desk.contract.clerk import (
    Report,
    ReportPhoto,
    categories_of,
    change_danger,
    place_report,
    recategorise_report,
    wipe_photo,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.desk.clerk.act import Act, common, crumbs_of, posted, report_of
from onderdak.web.desk.clerk.forms import ReasonForm
from onderdak.web.desk.clerk.words import category_name, place_of
from onderdak.web.desk.places import found_addresses
from onderdak.web.pages.choices import offer
from onderdak.web.pages.shapes import Fact, Search

_MOST_SOUGHT = 120


class CategoryForm(ReasonForm):
    """Under which category a report belongs."""

    category = forms.ChoiceField(label=gettext_lazy("Category"))
    field_order = ("category", "reason")

    def __init__(
        self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "category", choices)


class DangerForm(ReasonForm):
    """Whether somebody is in danger."""

    danger = forms.ChoiceField(
        label=gettext_lazy("Is somebody in danger now?"),
        choices=[("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))],
        widget=forms.RadioSelect,
    )
    field_order = ("danger", "reason")


class PlaceForm(forms.Form):
    """Where a report is about."""

    address = forms.ChoiceField(
        label=gettext_lazy("Address"), widget=forms.RadioSelect, required=False
    )
    place = forms.CharField(
        label=gettext_lazy("In words"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Where there is no address, or to say more."),
    )

    def __init__(
        self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "address", [*choices, ("", _("no known address"))])

    @property
    def chosen(self) -> int | None:
        """The number of the address, or None."""
        given = self.cleaned_data["address"]
        return int(given) if given else None


def _categories(request: Request, report: Report) -> CategoryForm:
    others = [
        (each.key, category_name(each))
        for each in categories_of(report.municipality_id)
        if each.pk != report.category_id
    ]
    return CategoryForm(posted(request), choices=others)


ACTS = {
    "category": Act(
        gettext_lazy("Another category"),
        gettext_lazy("File it under this category"),
        gettext_lazy("The report is filed under the other category."),
        _categories,
        lambda request, report, form: recategorise_report(
            **common(request, report),
            category=form.cleaned_data["category"],
            reason=form.cleaned_data["reason"],
        ),
        gettext_lazy(
            "With the category change the last day for an answer, how long the report"
            " is kept, and who gets it, unless somebody took it in hand already."
        ),
    ),
    "danger": Act(
        gettext_lazy("Danger"),
        gettext_lazy("Keep"),
        gettext_lazy("This is kept."),
        lambda request, report: DangerForm(
            posted(request), initial={"danger": "yes" if report.danger else "no"}
        ),
        lambda request, report, form: change_danger(
            **common(request, report),
            danger=form.cleaned_data["danger"] == "yes",
            reason=form.cleaned_data["reason"],
        ),
        gettext_lazy("Is somebody in danger now? Call 112 first."),
    ),
}


@with_task
def place(request: Request, number: str) -> HttpResponse:
    """Say where a report is about: sought as in the public form."""
    report = report_of(request, number)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:_MOST_SOUGHT]
    choices = _choices(report, words)
    form = PlaceForm(
        posted(request),
        choices=choices,
        initial={
            "address": str(report.address_id or ""),
            "place": report.place_text,
        },
    )

    def change() -> str:
        place_report(
            **common(request, report),
            address=form.chosen,
            place_text=form.cleaned_data["place"],
        )
        return reverse("desk_report", args=[number])

    context = {
        "title": _("Where is it?"),
        "lead": _(
            "With an address the report counts in its neighbourhood and stands in the"
            " picture of the address."
        ),
        "submit": _("Keep the place"),
        "breadcrumbs": crumbs_of(number),
        "facts": [Fact(_("Place"), place_of(report))],
        "search": Search(
            label=_("Search an address"),
            hint=_("Street and number, or postcode and number."),
            value=words,
        ),
        "found": len(choices),
    }
    done = _("The place is kept.")
    return ask(
        request,
        form,
        context,
        done=done,
        change=change,
        template="desk/clerk/place.html",
    )


def _choices(report: Report, words: str) -> list[tuple[str, str]]:
    """What it is now, and what was found."""
    known = {str(report.address_id): str(report.address)} if report.address else {}
    for each in found_addresses(report.municipality_id, words):
        known.setdefault(str(each.id), each.label)
    return list(known.items())


@with_task
def wipe(request: Request, number: str, pk: int) -> HttpResponse:
    """Wipe one photo, with a reason."""
    report = report_of(request, number)
    there = ReportPhoto.objects.filter(report=report, pk=pk, removed_at__isnull=True)
    if not there.exists():
        raise Http404
    form = ReasonForm(posted(request))

    def change() -> str:
        wipe_photo(
            **common(request, report), photo=pk, reason=form.cleaned_data["reason"]
        )
        return reverse("desk_report", args=[number])

    context = {
        "title": _("Wipe the photo"),
        "lead": _(
            "The photo goes for ever. That it was there, who wiped it and why stays in"
            " the history."
        ),
        "submit": _("Wipe the photo"),
        "breadcrumbs": crumbs_of(number),
    }
    done = _("The photo is wiped.")
    return ask(request, form, context, done=done, change=change)
