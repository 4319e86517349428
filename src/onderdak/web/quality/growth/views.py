"""The growth plan of a location, and what both sides do about it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.identity.contract import Actor, check_may, may
from onderdak.housing.quality.contract import (
    PLAN_GROWTH,
    RECORD_GROWTH,
    GrowthPlan,
    PlannedStep,
    PlanOn,
    PlanState,
    Quality,
    Said,
    agree_growth_plan,
    consent_to_growth_plan,
    drop_step,
    end_growth_plan,
    growth_of,
    growth_step,
    lines_of_plan,
    plan_step,
    postpone_step,
    quality_of,
    record_progress,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location, location_for
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Fact
from onderdak.web.quality.file.views import crumbs
from onderdak.web.quality.file.words import in_words
from onderdak.web.quality.growth.forms import (
    PlanForm,
    PostponeForm,
    ProgressForm,
    ReasonForm,
    StepForm,
)
from onderdak.web.quality.growth.showing import (
    PLAN_STATES,
    PLAN_TAGS,
    facts_of,
    history_table,
    steps_table,
)


def _there(request: Request, pk: int) -> tuple[Location, PlanOn | None]:
    on, by = localdate(), request.actor
    location = location_for(by=by, location=pk, on=on)
    return location, growth_of(by=by, location=location, on=on)


def _plan(request: Request, pk: int) -> tuple[Location, PlanOn]:
    location, found = _there(request, pk)
    if found is None:
        raise NotFound(text("There is no growth plan for this location."))
    return location, found


def _plans(by: Actor, location: Location) -> bool:
    return may(
        by,
        PLAN_GROWTH,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )


@require_safe
@with_task
def growth(request: Request, pk: int) -> HttpResponse:
    """The latest plan of a location with its steps, or the way to make one."""
    location, found = _there(request, pk)
    by = request.actor
    records = may(
        by,
        RECORD_GROWTH,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    is_open = found is not None and found.state is not PlanState.ENDED
    context = {
        "breadcrumbs": crumbs(location, _("Growth plan")),
        "location": location,
        "found": found,
        "plans": _plans(by, location),
        "is_open": is_open,
        "ends": is_open and may(by, PLAN_GROWTH, municipality=location.municipality_id),
    }
    if found is not None:
        lines = lines_of_plan(by=by, plan=found.plan)
        context |= {
            "state": PLAN_STATES[found.state],
            "state_tag": PLAN_TAGS[found.state],
            "facts": facts_of(found.plan),
            "awaits_me": is_open and _awaits(by, found.plan),
            "steps": steps_table(location, found, linked=is_open and records),
            "history": history_table(lines),
            "last_line": lines[0].pk if lines else 0,
        }
    return render(request, "quality/growth.html", context)


def _awaits(by: Actor, plan: GrowthPlan) -> bool:
    """Whether this person's side has yet to agree."""
    if may(by, PLAN_GROWTH, municipality=plan.municipality_id):
        return plan.municipality_agreed_on is None
    if may(by, PLAN_GROWTH, provider=plan.provider_id):
        return plan.provider_agreed_on is None
    return False


@with_task
def new_plan(request: Request, pk: int) -> HttpResponse:
    """Propose a plan."""
    location, _found = _there(request, pk)
    by, on = request.actor, localdate()
    _check_plans(by, location)
    form = PlanForm(request.POST or None)

    def change() -> str:
        given = form.cleaned_data
        agree_growth_plan(by=by, location=location, on=on, **given)
        return reverse("quality_growth_plan_step", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": crumbs(location, _("Make a growth plan")),
            "title": _("Make a growth plan"),
            "lead": _("It holds once both sides agree. Add the steps next."),
            "submit": _("Propose this plan"),
        },
        done=_("The plan is proposed. Add its steps now."),
        change=change,
    )


def _check_plans(by: Actor, location: Location) -> None:
    check_may(
        by,
        PLAN_GROWTH,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )


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
    location, found = _plan(request, pk)
    by, on = request.actor, localdate()
    _check_plans(by, location)
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


@require_POST
@with_task
def consent(request: Request, pk: int) -> HttpResponse:
    """Agree with the plan as it stands."""
    _location, found = _plan(request, pk)
    consent_to_growth_plan(
        by=request.actor,
        plan=found.plan,
        on=localdate(),
        seen=whole_number(request.POST.get("seen", "")) or 0,
    )
    messages.success(request, _("You agreed with the plan."))
    return HttpResponseRedirect(reverse("quality_growth", args=[pk]))


@with_task
def end(request: Request, pk: int) -> HttpResponse:
    """End the plan, saying why."""
    location, found = _plan(request, pk)
    check_may(request.actor, PLAN_GROWTH, municipality=location.municipality_id)
    form = ReasonForm(request.POST or None)

    def change() -> str:
        reason = form.cleaned_data["reason"]
        end_growth_plan(
            by=request.actor, plan=found.plan, reason=reason, on=localdate()
        )
        return reverse("quality_growth", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": crumbs(location, _("End the plan")),
            "title": _("End the plan"),
            "lead": _("Reached, or given up: the reason says which."),
            "submit": _("End the plan"),
        },
        done=_("The plan has ended."),
        change=change,
    )


@with_task
def step(request: Request, pk: int, step: int) -> HttpResponse:
    """Say how far a step is, or that it is done."""
    location, _found = _plan(request, pk)
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
    if _plans(by, location):
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
    location, _found = _plan(request, pk)
    by, on = request.actor, localdate()
    _check_plans(by, location)
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
    location, _found = _plan(request, pk)
    by, on = request.actor, localdate()
    _check_plans(by, location)
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
