"""The first page: what needs this person now, by role."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from onderdak.foundation.identity.contract import Role
from onderdak.web.account.contract import Request, pages_of, signed_in
from onderdak.web.desk.contract import desk_home
from onderdak.web.nights import (
    municipality_home,
    other_home,
    provider_home,
    region_home,
)
from onderdak.web.picture.contract import neighbourhood_home

_SEES_COUNTS = frozenset({Role.SUPERVISOR, Role.REGISTRY_CLERK, Role.MUNICIPAL_ADMIN})


@signed_in
def home(request: Request) -> HttpResponseBase:
    """What there is to see and do for the membership one works under."""
    kind = pages_of(request.actor)
    if kind == "provider":
        return provider_home.tonight(request)
    if kind == "region":
        return region_home.region(request)
    if kind == "municipality":
        if request.actor.grants[0].role in _SEES_COUNTS:
            return municipality_home.municipality(request)
        if request.actor.grants[0].role is Role.MAYOR:
            return redirect("warrants")
        if request.actor.grants[0].role is Role.LAWYER:
            return redirect("enforcement_cases")
        if request.actor.grants[0].role is Role.CARE_WORKER:
            return redirect("care_tasks")
        if request.actor.grants[0].role is Role.DESK_CLERK:
            return desk_home(request)
        if request.actor.grants[0].role is Role.NEIGHBOURHOOD_WORKER:
            return neighbourhood_home(request)
        return other_home.other_task(request)
    return render(request, "nights/no_task.html")
