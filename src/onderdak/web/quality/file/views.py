"""The quality file of a location: report by norm, what first, and every fact."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import Actor, may
from onderdak.housing.quality.contract import (
    PLAN_GROWTH,
    SEE_CERTIFICATES,
    STATE_OWN_FACTS,
    STATE_SEEN_FACTS,
    Quality,
    growth_of,
    quality_of,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location, location_for
from onderdak.rules import Finding
from onderdak.web.account.contract import Request, with_task
from onderdak.web.quality.assess.steps import steps_of
from onderdak.web.quality.file.known import (
    facts_tables,
    meets_table,
    rooms_tables,
    units_table,
    unsure_table,
)
from onderdak.web.quality.file.showing import (
    differing,
    findings_shown,
    questions_of,
    soon_shown,
    tiles_of,
    units_of,
)
from onderdak.web.quality.photos.showing import photos_shown


@require_safe
@with_task
def quality(request: Request, pk: int) -> HttpResponse:
    """What the norms say of a location, by what is known of it today."""
    on = localdate()
    by = request.actor
    location = location_for(by=by, location=pk, on=on)
    found = quality_of(by=by, location=location, on=on)
    states = may_state(by, location)
    of_house = may(by, STATE_OWN_FACTS, provider=location.provider_id)
    units = units_of(found)
    of, is_park = len(units), len(units) > 1
    context = {
        "breadcrumbs": crumbs(location),
        "location": location,
        "on": on,
        "states": states,
        "may_own": of_house,
        "may_certificates": may(
            by,
            SEE_CERTIFICATES,
            municipality=location.municipality_id,
            provider=location.provider_id,
        ),
        "tiles": tiles_of(found),
        "breaches": findings_shown(found.breaches, of),
        "questions": questions_of(found, of_house=of_house, answers=states),
        "unsure": unsure_table(found),
        "soon": soon_shown(found.soon, of),
        "meets": meets_table(found),
        # Of a park each unit has a page of its own; here they stand side by side.
        "facts": facts_tables(found, "" if is_park else None),
        "rooms": [] if is_park else list(rooms_tables(found, "".join(units))),
        "units": units_table(found, _page(request)) if is_park else None,
        "counts": found.counts,
        "partly": _partly(found),
        "differing": differing(found),
        "growth": growth_of(by=by, location=location, on=on),
        "photos": photos_shown(by, location),
        "plans_growth": may(
            by,
            PLAN_GROWTH,
            municipality=location.municipality_id,
            provider=location.provider_id,
        ),
        "prompts": findings_shown((one for one in found.unsure if one.prompt), of),
    }
    return render(request, "quality/file.html", context)


@dataclass(frozen=True, slots=True)
class _Partly:
    """Norms that some units meet, or cannot be judged by, while others do not."""

    meets: int
    unsure: int


def _partly(found: Quality) -> _Partly:
    def norms(findings: Iterable[Finding]) -> int:
        return len({one.norm.id for one in findings})

    return _Partly(
        norms(found.meets) - found.counts.meets,
        norms(found.unsure) - found.counts.cannot_judge,
    )


def _page(request: Request) -> int:
    return whole_number(request.GET.get("units", "")) or 0


@require_safe
@with_task
def quality_unit(request: Request, pk: int, unit: int) -> HttpResponse:
    """What the norms say of one unit of a park, and all that is known of it."""
    on, by = localdate(), request.actor
    location = location_for(by=by, location=pk, on=on)
    found = quality_of(by=by, location=location, on=on)
    units = units_of(found)
    if not 1 <= unit <= len(units):
        raise NotFound(text("There is no such unit at this location."))
    place = units[unit - 1]
    states = may_state(by, location)
    of_house = may(by, STATE_OWN_FACTS, provider=location.provider_id)

    def here(findings: Iterable[Finding]) -> list[Finding]:
        return [one for one in findings if one.place == place]

    context = {
        "breadcrumbs": crumbs(location, place),
        "location": location,
        "place": place,
        "number": unit,
        "of": len(units),
        "before": unit - 1,
        "after": unit + 1 if unit < len(units) else 0,
        "assess_url": _assess_url(found, unit, of_house=of_house) if states else "",
        "breaches": findings_shown(here(found.breaches), 0),
        "unsure": unsure_table(found, here(found.unsure)),
        "meets": meets_table(found, here(found.meets)),
        "facts": facts_tables(found, place),
        "rooms": list(rooms_tables(found, place)),
    }
    return render(request, "quality/unit.html", context)


def _assess_url(found: Quality, unit: int, *, of_house: bool) -> str:
    """The first step about a unit."""
    steps = steps_of(found.file, of_house=of_house)
    urls = [one.url(found.file.location.pk) for one in steps if one.unit == unit]
    return urls[0] if urls else ""


def may_state(by: Actor, location: Location) -> bool:
    """Whether somebody states facts about this location, for either side."""
    return may(by, STATE_OWN_FACTS, provider=location.provider_id) or may(
        by, STATE_SEEN_FACTS, municipality=location.municipality_id
    )


def crumbs(location: Location, *here: str) -> list[dict[str, str]]:
    """The crumbs of a page about the quality of a location."""
    page = {"label": _("Quality")}
    if here:
        page["url"] = reverse("quality_file", args=[location.pk])
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Locations"), "url": reverse("locations")},
        {"label": location.name, "url": reverse("location", args=[location.pk])},
        page,
        *({"label": each} for each in here),
    ]
