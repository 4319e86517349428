"""What is done with a set of points: handed in, used, withdrawn, fetched as a file."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from onderdak.kernel.errors import NotAllowed, NotFound, UserError
from onderdak.kernel.text import text
from onderdak.supervision.picture.contract.ranking import (
    PointSet,
    PointSetState,
    assessments_of,
    point_set_for,
    put_in_use,
    start_ranking,
    submit_point_set,
    switch_indicator,
    switches_of,
    withdraw_point_set,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.choices import offer
from onderdak.web.picture.ranking.frame import crumbs, to_points, town_of
from onderdak.web.picture.ranking.point_set import read_or_none
from onderdak.web.picture.ranking.points import name_of, problem_words
from onderdak.web.picture.ranking.points_tables import title_of


def _at_once(
    request: Request, pk: int, act: Callable[[PointSet], None], done: str
) -> HttpResponse:
    """Do it and go back to the set; what is refused is said there."""
    found = point_set_for(by=request.actor, number=pk, on=localdate())
    try:
        act(found)
    except (NotAllowed, NotFound):
        raise
    except UserError as error:
        messages.error(request, problem_words(error))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("ranking_point_set", args=[pk]))


@require_POST
@with_task
def submit(request: Request, pk: int) -> HttpResponse:
    """Hand a draft to the privacy officer."""

    def act(found: PointSet) -> None:
        submit_point_set(by=request.actor, point_set=found, today=localdate())

    done = _("The privacy officer sees it on the first page.")
    return _at_once(request, pk, act, done)


@require_POST
@with_task
def use(request: Request, pk: int) -> HttpResponse:
    """Use an approved set from now on."""

    def act(found: PointSet) -> None:
        put_in_use(by=request.actor, point_set=found, today=localdate())

    done = _("New lists are made with this set from now on.")
    return _at_once(request, pk, act, done)


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@with_task
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Use a set no longer, with the reason."""
    found = point_set_for(by=request.actor, number=pk, on=localdate())
    form = WhyForm(request.POST if request.method == "POST" else None)

    def change() -> str:
        withdraw_point_set(
            by=request.actor,
            point_set=found,
            why=form.cleaned_data["why"],
            today=localdate(),
        )
        return reverse("ranking_point_set", args=[pk])

    in_use = found.state == PointSetState.IN_USE
    context = {
        "title": _("Withdraw %(set)s") % {"set": name_of(found)},
        "lead": _("It is in use: after this no list can be made until another set is.")
        if in_use
        else _("It cannot be used any more after this. It stays to be read."),
        "submit": _("Withdraw"),
        "breadcrumbs": crumbs(to_points(), last=name_of(found)),
    }
    return ask(request, form, context, done=_("The set is withdrawn."), change=change)


class FactSwitchForm(WhyForm):
    """Which fact is switched, and why."""

    field_order = ("key", "on", "why")
    key = forms.ChoiceField(label=gettext_lazy("Fact"))
    on = forms.ChoiceField(
        label=gettext_lazy("From now on"),
        choices=[
            ("off", gettext_lazy("off: it gives no points")),
            ("on", gettext_lazy("on: it counts again")),
        ],
        widget=forms.RadioSelect,
    )


@with_task
def fact(request: Request, pk: int) -> HttpResponse:
    """Switch one fact off or on, at once, with the reason."""
    on, town = localdate(), town_of(request)
    found = point_set_for(by=request.actor, number=pk, on=on)
    points = read_or_none(found)
    off = {
        each.key: each
        for each in switches_of(by=request.actor, municipality=town, on=on)
        if not each.on
    }
    form = FactSwitchForm(request.POST if request.method == "POST" else None)
    known = points.indicators if points else ()
    offer(form, "key", [(one.key, _labelled(one.key, one.key in off)) for one in known])

    def change() -> str:
        switch_indicator(
            by=request.actor,
            municipality=town,
            key=form.cleaned_data["key"],
            on=form.cleaned_data["on"] == "on",
            why=form.cleaned_data["why"],
            today=on,
        )
        return reverse("ranking_point_set", args=[pk])

    context = {
        "title": _("Switch a fact off or on"),
        "lead": _("It counts at once, for lists made from now on."),
        "submit": _("Keep this"),
        "breadcrumbs": crumbs(to_points(), last=name_of(found)),
    }
    return ask(request, form, context, done=_("That is kept."), change=change)


def _labelled(key: str, is_off: bool) -> str:
    title = title_of(key)
    return _("%(fact)s (is off)") % {"fact": title} if is_off else title


@require_POST
@with_task
def trial(request: Request, pk: int) -> HttpResponse:
    """Try a set that is not in use: what would it change, in counts."""
    on = localdate()
    found = point_set_for(by=request.actor, number=pk, on=on)
    try:
        made = start_ranking(
            by=request.actor,
            municipality=found.municipality_id,
            on_day=on,
            today=on,
            point_set=found,
        )
    except (NotAllowed, NotFound):
        raise
    except UserError as error:
        messages.error(request, problem_words(error))
        return HttpResponseRedirect(reverse("ranking_point_set", args=[pk]))
    return HttpResponseRedirect(reverse("ranking_run", args=[made.pk]))


@require_safe
@with_task
def file(request: Request, pk: int) -> HttpResponse:
    """The set as the YAML that it is."""
    found = point_set_for(by=request.actor, number=pk, on=localdate())
    return HttpResponse(
        found.body,
        content_type="application/yaml; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="points-{found.pk}.yaml"'
        },
    )


@require_safe
@with_task
def assessment(request: Request, pk: int, number: int) -> HttpResponse:
    """The file of an assessment, as it was handed in."""
    on = localdate()
    found = point_set_for(by=request.actor, number=pk, on=on)
    given = assessments_of(by=request.actor, point_set=found, on=on)
    one = next((each for each in given if each.pk == number), None)
    if one is None:
        raise NotFound(text("There is no such assessment."))
    # Never shown in the page's own place: it came from somebody's disk.
    given_back = content_disposition_header(True, one.file_name) or "attachment"
    return HttpResponse(
        bytes(one.file),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": given_back,
            "X-Content-Type-Options": "nosniff",
        },
    )
