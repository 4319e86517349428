"""The quality file of a location: report by norm, what first, and every fact."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import Actor, may
from onderdak.housing.quality.contract import (
    SEE_CERTIFICATES,
    STATE_OWN_FACTS,
    STATE_SEEN_FACTS,
    growth_of,
    quality_of,
)
from onderdak.register.nights.contract import Location, location_for
from onderdak.web.account.contract import Request, with_task
from onderdak.web.quality.file.showing import (
    changing_shown,
    differing,
    facts_tables,
    finding_shown,
    meets_table,
    questions_of,
    rooms_tables,
    tiles_of,
    unsure_table,
)
from onderdak.web.quality.file.words import fact_name, otherwise, value_shown, who_said


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
        "breaches": [finding_shown(one) for one in found.breaches],
        "questions": questions_of(found, of_house=of_house, answers=states),
        "unsure": unsure_table(found),
        "soon": [changing_shown(one) for one in found.soon],
        "meets": meets_table(found),
        "facts": facts_tables(found),
        "rooms": list(rooms_tables(found)),
        "differing": [
            {
                "name": fact_name(one.counts.path),
                "place": one.counts.place,
                "value": value_shown(one.counts.path, one.counts.value),
                "source": who_said(one.counts),
                "day": one.counts.observed_on,
                "others": [otherwise(each) for each in one.newer],
            }
            for one in differing(found)
        ],
        "growth": growth_of(by=by, location=location, on=on),
        "prompts": [finding_shown(one) for one in found.unsure if one.prompt],
    }
    return render(request, "quality/file.html", context)


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
