"""Counting for first pages, out of the way of who looks at them.

To judge all locations of a municipality takes seconds: the worker does it each night
and a moment after something changed. Nights that are declared wait for the night.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    Grant,
    Role,
    Scope,
    rooms_on,
    scope,
)
from onderdak.foundation.outbox.contract import Queue, enqueue
from onderdak.housing.quality.certificate_queries import ROOM, certificate_overview
from onderdak.housing.quality.domain.growth import PlanState, StepState
from onderdak.housing.quality.domain.regional import State
from onderdak.housing.quality.domain.tallies import Counted, count_gaps
from onderdak.housing.quality.growth_queries import growth_list
from onderdak.housing.quality.list_queries import judged_lines
from onderdak.housing.quality.models import QualityTally
from onderdak.housing.quality.regional_queries import applications_seen, regional_files
from onderdak.rules import Kind

TASK: Final = "quality.count"
_WAIT: Final = timedelta(minutes=1)
_SOON: Final = timedelta(days=30)
_NAME: Final = "counting"

Payload = Mapping[str, str | int | None]


def count_town(municipality: str, on: date) -> None:
    """Count what a municipality sees of quality; nothing where it uses no register."""
    grant = Grant(0, Role.SUPERVISOR, municipality=municipality)
    with scope(Scope(municipalities=frozenset({municipality}))):
        if ROOM in rooms_on(municipality):
            _keep(grant, on)


def count_provider(provider: int, on: date) -> None:
    """Count what a provider sees of the quality of its own locations."""
    grant = Grant(0, Role.PROVIDER_MANAGER, provider=provider)
    with scope(Scope(providers=frozenset({provider}))):
        _keep(grant, on)


def _keep(grant: Grant, on: date) -> None:
    by = Actor(0, _NAME, (grant,))
    QualityTally.objects.update_or_create(
        municipality_id=grant.municipality,
        provider_id=grant.provider,
        defaults={"counted_on": on, "counts": _count(by, on).as_kept},
    )


def _count(by: Actor, on: date) -> Counted:
    town, provider = by.grants[0].municipality, by.grants[0].provider
    lines = judged_lines(by=by, on=on, municipality=town, provider=provider)
    overview = certificate_overview(by=by, on=on, municipality=town, provider=provider)
    return Counted(
        locations=len(lines),
        **{
            kind.value: sum(bool(line.counts.breaches[kind]) for line in lines)
            for kind in Kind
        },
        unstated=sum(not line.stated for line in lines),
        **count_gaps(overview.gaps),
        **_applications(by, on),
        **_steps(by, on),
    )


def _applications(by: Actor, on: date) -> dict[str, int]:
    states = [one.state for one in regional_files(applications_seen(by=by), on)]
    return {
        "to_assess": states.count(State.WAITS),
        "to_decide": states.count(State.PROPOSED),
    }


def _steps(by: Actor, on: date) -> dict[str, int]:
    """Steps that are late, and that are due soon, of plans that both sides agreed on.

    A step of a proposal binds nobody yet.
    """
    agreed = growth_list(by=by, on=on, state=PlanState.AGREED)
    steps = [one for plan in agreed for one in plan.steps]
    return {
        "steps_late": sum(one.state is StepState.LATE for one in steps),
        "steps_due": sum(
            one.state is StepState.TO_DO and one.step.due_on <= on + _SOON
            for one in steps
        ),
    }


def count_again(event: Payload) -> None:
    """Something changed: count again for its municipality and its provider, once."""
    soon = timezone.now() + _WAIT
    if town := event.get("municipality"):
        once = f"{TASK}:{town}"
        enqueue(TASK, queue=Queue.BULK, at=soon, once=once, municipality=town)
    if provider := event.get("provider"):
        once = f"{TASK}:provider {provider}"
        enqueue(TASK, queue=Queue.BULK, at=soon, once=once, provider=provider)


def count_now(municipality: str | None, provider: int | None) -> None:
    """Count for one municipality or one provider as of today."""
    if municipality is not None:
        count_town(municipality, localdate())
    if provider is not None:
        count_provider(provider, localdate())
