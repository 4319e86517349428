"""The norms of a day and a place as one file, for the evaluator in the browser."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import (
    fact_catalogue,
    judge_on,
    normbook,
    rulebook,
)
from onderdak.rules import pack
from onderdak.web.norms.asked import when_of
from onderdak.web.norms.braking import braked

# Norms change when files change; the day is in the address.
_KEPT = 300


@require_safe
@braked("norms-pack", most=300)
def norms_pack(request: HttpRequest) -> HttpResponse:
    """All norms, or with `?rule=` those of one rule."""
    when = when_of(request.GET)
    whole = pack(
        rulebook(),
        normbook(),
        fact_catalogue(),
        on=when.on,
        municipality=when.municipality,
        judge=judge_on(when.on, when.municipality),
    )
    rule = request.GET.get("rule", "")
    answer = JsonResponse(_only(whole, rule) if rule else whole)
    answer["Cache-Control"] = f"max-age={_KEPT}"
    return answer


def _only(whole: Mapping[str, Any], rule: str) -> dict[str, Any]:
    """The same pack with the norms of one rule, and what these need."""
    norms = [one for one in whole["norms"] if one["rule"] == rule]
    paths = {path for norm in normbook().of(rule) for path in norm.facts}
    needed = {id_ for norm in normbook().of(rule) for id_ in norm.parameters}
    return {
        **whole,
        "norms": norms,
        "starting": [one for one in whole["starting"] if one["rule"] == rule],
        "facts": [fact for fact in whole["facts"] if fact["path"] in paths],
        "parameters": {
            id_: value for id_, value in whole["parameters"].items() if id_ in needed
        },
    }
