"""The steps of a growth plan: added, followed, postponed and dropped."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.housing.quality.contract import (
    RECORD_GROWTH,
    PlannedStep,
    Quality,
    Said,
    drop_step,
    growth_step,
    plan_step,
    postpone_step,
    quality_of,
    record_progress,
)
from onderdak.register.nights.contract import Location
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Fact
from onderdak.web.quality.file.views import crumbs
from onderdak.web.quality.file.words import in_words
from onderdak.web.quality.growth.forms import (
    PostponeForm,
    ProgressForm,
    ReasonForm,
    StepForm,
)
from onderdak.web.quality.growth.views import check_may_plan, may_plan, plan_at


def _findings(found: Quality) -> dict[str, tuple[str, str, str, str]]:
    """The breaches that a step may be about: key, and rule, part, place, title."""
    return {
        f"{one.norm.id}@{one.place or ''}": (
            one.rule,
            one.part or "",
            one.place or "",
            in_words(one.norm.title),
        )
        for one in found.breaches
    }


@with_task
def new_step(request: Request, pk: int) -> HttpResponse:
    """Add a step to the plan."""
    location, found = plan_at(request, pk)
    by, on = request.actor, localdate()
    check_may_plan(by, location)
    about = _findings(quality_of(by=by, location=location, on=on))
    names = [
        (key, f"{place}: {title} ({rule})" if place else f"{title} ({rule})")
        for key, (rule, _part, place, title) in about.items()
    ]
    form = StepForm(names, request.POST or None)

    def change() -> str:
        given = form.cleaned_data
        rule, part, place, _title = about.get(given["finding"], ("", "", "", ""))
        plan_step(
            by=by,
            plan=found.plan,
            step=PlannedStep(
                what=given["what"],
                due_on=given["due_on"],
                rule=rule,
                part=part,
                place=place,
                measure_from=given["measure_from"],
                measure_to=given["measure_to"],
            ),
            on=on,
        )
        return reverse("quality_growth", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": crumbs(location, _("Add a step")),
            "title": _("Add a step"),
            "lead": _("The other side agrees again after a change."),
            "submit": _("Add the step"),
        },
        done=_("The step is added."),
        change=change,
    )


@with_task
def step(request: Request, pk: int, step: int) -> HttpResponse:
    """Say how far a step is, or that it is done."""
    location, _found = plan_at(request, pk)
    by, on = request.actor, localdate()
    found = growth_step(by=by, location=location, step=step)
    check_may(
        by,
        RECORD_GROWTH,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    form = ProgressForm(request.POST or None)

    def change() -> str:
        given = form.cleaned_data
        record_progress(
            by=by,
            step=found,
            said=Said(on, given["words"], given["proof"]),
            done=given["done"],
        )
        return reverse("quality_growth", args=[pk])

    links = []
    if may_plan(by, location):
        links = [
            Fact(_("Done by"), found.due_on),
            *([Fact(_("Norm"), found.rule)] if found.rule else []),
        ]
    return ask(
        request,
        form,
        {
            "breadcrumbs": crumbs(location, _("Step")),
            "title": found.what,
            "facts": links,
            "submit": _("Save"),
            "postpone_url": reverse("quality_growth_postpone", args=[pk, step])
            if links
            else "",
            "drop_url": reverse("quality_growth_drop", args=[pk, step])
            if links
            else "",
        },
        done=_("This is recorded."),
        change=change,
        template="quality/growth_step.html",
    )


def _about_step(
    request: Request,
    pk: int,
    form: PostponeForm | ReasonForm,
    title: str,
    location: Location,
    done: str,
    change: Callable[[], object],
) -> HttpResponse:
    def changed() -> str:
        change()
        return reverse("quality_growth", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": crumbs(location, title),
            "title": title,
            "lead": _("The other side agrees again after a change."),
            "submit": title,
        },
        done=done,
        change=changed,
    )


@with_task
def postpone(request: Request, pk: int, step: int) -> HttpResponse:
    """Give a step a later day."""
    location, _found = plan_at(request, pk)
    by, on = request.actor, localdate()
    check_may_plan(by, location)
    found = growth_step(by=by, location=location, step=step)
    form = PostponeForm(request.POST or None, initial={"due_on": found.due_on})
    return _about_step(
        request,
        pk,
        form,
        _("Postpone this step"),
        location,
        _("The step is postponed."),
        lambda: postpone_step(by=by, step=found, on=on, **form.cleaned_data),
    )


@with_task
def drop(request: Request, pk: int, step: int) -> HttpResponse:
    """Take a step out of the plan."""
    location, _found = plan_at(request, pk)
    by, on = request.actor, localdate()
    check_may_plan(by, location)
    found = growth_step(by=by, location=location, step=step)
    form = ReasonForm(request.POST or None)
    return _about_step(
        request,
        pk,
        form,
        _("Drop this step"),
        location,
        _("The step is dropped."),
        lambda: drop_step(by=by, step=found, on=on, **form.cleaned_data),
    )
