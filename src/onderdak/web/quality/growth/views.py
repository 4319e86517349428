"""The growth plan of a location, and what both sides do about it."""

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
    PlanOn,
    PlanState,
    agree_growth_plan,
    consent_to_growth_plan,
    end_growth_plan,
    growth_of,
    is_own_proposal,
    lines_of_plan,
    withdraw_growth_plan,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location, location_for
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.quality.file.views import crumbs
from onderdak.web.quality.growth.forms import (
    PlanForm,
    ReasonForm,
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


def plan_at(request: Request, pk: int) -> tuple[Location, PlanOn]:
    """A location with its latest plan, or the message that it has none."""
    location, found = _there(request, pk)
    if found is None:
        raise NotFound(text("There is no growth plan for this location."))
    return location, found


def may_plan(by: Actor, location: Location) -> bool:
    """Whether somebody makes and changes plans here, for either side."""
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
        "plans": may_plan(by, location),
        "is_open": is_open,
        "ends": is_open and may(by, PLAN_GROWTH, municipality=location.municipality_id),
    }
    if found is not None:
        own = may(by, PLAN_GROWTH, provider=location.provider_id)
        lines = lines_of_plan(by=by, plan=found.plan)
        context |= {
            "state": PLAN_STATES[found.state],
            "state_tag": PLAN_TAGS[found.state],
            "facts": facts_of(found.plan),
            "withdraws": is_open and own and is_own_proposal(found.plan),
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
    check_may_plan(by, location)
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


def check_may_plan(by: Actor, location: Location) -> None:
    """Refuse who makes no plans here."""
    check_may(
        by,
        PLAN_GROWTH,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )


@require_POST
@with_task
def consent(request: Request, pk: int) -> HttpResponse:
    """Agree with the plan as it stands."""
    _location, found = plan_at(request, pk)
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
    location, found = plan_at(request, pk)
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
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a proposal of one's own, saying why."""
    location, found = plan_at(request, pk)
    by, title = request.actor, _("Withdraw this proposal")
    check_may(by, PLAN_GROWTH, provider=location.provider_id)
    form = ReasonForm(request.POST or None)

    def change() -> str:
        reason = form.cleaned_data["reason"]
        withdraw_growth_plan(by=by, plan=found.plan, reason=reason, on=localdate())
        return reverse("quality_growth", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": crumbs(location, title),
            "title": title,
            "lead": _("The municipality has not agreed yet. You can propose again."),
            "submit": title,
        },
        done=_("The proposal is withdrawn."),
        change=change,
    )
