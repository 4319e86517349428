"""What can be reported in a municipality, how it is called, and by when it answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from onderdak.kernel.languages import LANGUAGES
from onderdak.supervision.desk.contract.clerk import (
    MOST_DAYS,
    Category,
    CategoryFacts,
    Kind,
    add_category,
    all_categories,
    change_category,
)
from onderdak.supervision.desk.contract.public import desk_texts
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.desk.clerk.words import KINDS, category_name, kind_name
from onderdak.web.pages.shapes import Cell, Column, Table


class CategoryForm(forms.Form):
    """How a category is called, and its term."""

    term = forms.IntegerField(
        label=gettext_lazy("Term for an answer, in working days"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=gettext_lazy(
            "For reports that come in from now on. Those that are there keep the last"
            " day that their reporters were told."
        ),
    )
    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("The article that gives the municipality this task."),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Place in the form"),
        min_value=0,
        max_value=999,
        required=False,
    )
    active = forms.BooleanField(
        label=gettext_lazy("Can be reported"),
        required=False,
        help_text=gettext_lazy("Without this nobody can choose it; reports stay."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [f"name_{code}" for code in desk_texts()]
        for code, name in zip(desk_texts(), names, strict=True):
            self.fields[name] = forms.CharField(
                label=_("Name in %(language)s") % {"language": LANGUAGES[code].name},
                max_length=80,
                required=code == "nl",
                widget=forms.TextInput(attrs={"lang": code}),
            )
        self.order_fields(["key", "kind", *names])

    @property
    def facts(self) -> CategoryFacts:
        """What was filled in."""
        given = self.cleaned_data
        return CategoryFacts(
            names={code: given[f"name_{code}"] for code in desk_texts()},
            term_working_days=given["term"],
            ground=given["ground"],
            active=given["active"],
            position=given["position"],
        )


class NewCategoryForm(CategoryForm):
    """A category that was not there: its kind is chosen once."""

    key = forms.CharField(
        label=gettext_lazy("Short name"),
        max_length=40,
        validators=[validate_slug],
        help_text=gettext_lazy("Small letters and dashes, for files and rules."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(each.value, KINDS[each]) for each in Kind],
        help_text=gettext_lazy(
            "Says which questions, which safety and which term of keeping go with it."
            " It cannot be changed later."
        ),
    )


def _town(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


def _crumbs(last: str = "") -> list[dict[str, str]]:
    here = {"label": _("Categories and terms")}
    way = [{"label": _("Start"), "url": reverse("home")}]
    if not last:
        return [*way, here]
    return [*way, here | {"url": reverse("desk_categories")}, {"label": last}]


@require_safe
@with_task
def categories(request: Request) -> HttpResponse:
    """All categories of this desk."""
    found = list(all_categories(by=request.actor, municipality=_town(request)))
    context = {"breadcrumbs": _crumbs(), "table": _table(found)}
    return render(request, "desk/clerk/categories.html", context)


def _table(found: Sequence[Category]) -> Table:
    return Table(
        name="categories",
        caption=_("Categories"),
        note=_("in the order of the form"),
        columns=[
            Column(_("Category"), row_header=True),
            Column(_("Kind")),
            Column(_("Working days"), numeric=True),
            Column(_("Languages")),
            Column(_("Ground")),
            Column(_("State")),
        ],
        rows=[
            [
                Cell(category_name(each), reverse("desk_category", args=[each.key])),
                kind_name(Kind(each.kind)),
                each.term_working_days,
                ", ".join(code for code in desk_texts() if each.names.get(code)),
                each.ground or "–",
                Cell(_("can be reported"), kind="success")
                if each.active
                else Cell(_("not offered"), kind="warning"),
            ]
            for each in found
        ],
    )


@with_task
def new_category(request: Request) -> HttpResponse:
    """Offer something more that can be reported."""
    town = _town(request)
    all_categories(by=request.actor, municipality=town)
    form = NewCategoryForm(
        request.POST if request.method == "POST" else None, initial={"active": True}
    )

    def change() -> str:
        add_category(
            by=request.actor,
            municipality=town,
            key=form.cleaned_data["key"],
            kind=Kind(form.cleaned_data["kind"]),
            facts=form.facts,
        )
        return reverse("desk_categories")

    title = _("Add a category")
    context = {"title": title, "submit": title, "breadcrumbs": _crumbs(title)}
    return ask(request, form, context, done=_("The category is kept."), change=change)


@with_task
def category(request: Request, key: str) -> HttpResponse:
    """Change how a category is called, its term, or offer it no more."""
    town = _town(request)
    one = all_categories(by=request.actor, municipality=town).filter(key=key).first()
    if one is None:
        raise Http404
    form = CategoryForm(
        request.POST if request.method == "POST" else None,
        initial={
            "term": one.term_working_days,
            "ground": one.ground,
            "position": one.position,
            "active": one.active,
            **{f"name_{code}": name for code, name in one.names.items()},
        },
    )

    def change() -> str:
        change_category(
            by=request.actor, municipality=town, key=one.key, facts=form.facts
        )
        return reverse("desk_categories")

    context = {
        "title": category_name(one),
        "lead": kind_name(Kind(one.kind)),
        "submit": _("Keep"),
        "breadcrumbs": _crumbs(category_name(one)),
    }
    return ask(request, form, context, done=_("The category is kept."), change=change)
