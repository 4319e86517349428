"""POST /norms/check: facts of a location in, findings out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Query

from onderdak.api.once import as_json
from onderdak.api.problems import InvalidParams
from onderdak.api.public import count_as, for_anyone
from onderdak.api.v1.norms.shapes import When
from onderdak.api.values import names_of
from onderdak.foundation.identity.contract import (
    fact_catalogue,
    in_language,
    judge_on,
)
from onderdak.kernel.text import text
from onderdak.rules import Limits, LocationFacts, UnreadableFacts, read_facts

# A large complex. Each unit is a finding per norm in the answer, in two languages.
_LIMITS = Limits(units=250, rooms=1000)
# By how much work it is, a check counts as more than one request.
_FOR_ANY, _ROOMS_AS_A_UNIT, _UNITS_AS_A_REQUEST = 4, 4, 5
# More would hide the rest; the sender mends these and sends again.
_MOST_TOLD = 200


@for_anyone(names_of(When))
def check_facts(
    request: HttpRequest, when: Query[When], facts: Body[dict[str, Any]]
) -> HttpResponse:
    """What the norms say of the facts of a location. Nothing is kept.

    The body is a facts file (see `/norms/facts-schema`), partial as it may be. The
    answer is what `onderdak norms check --json` gives, with the names of that file:
    `findings` and `hints`, each with rule, kind, outcome (`meets`, `breaches` or
    `cannot_judge`), what was measured against what, what is missing, article, text
    and what would mend it; then what does not apply, and what starts later.

    At most 250 units and 1000 rooms are checked at once. A check counts as five
    requests of the number that you may do in a minute, and a large one as more.
    """
    count_as(request, _FOR_ANY)
    known = _read(facts)
    count_as(request, _size(known) // _UNITS_AS_A_REQUEST)
    judgement = judge_on(when.day, when.municipality)(known)
    return as_json(judgement.as_dict())


def _size(known: LocationFacts) -> int:
    units = known.units or ()
    rooms = sum(len(unit.rooms or ()) for unit in units)
    return len(units) + rooms // _ROOMS_AS_A_UNIT


def _read(facts: dict[str, Any]) -> LocationFacts:
    try:
        return read_facts(facts, fact_catalogue(), _LIMITS)
    except UnreadableFacts as refused:
        raise InvalidParams(
            text("The facts cannot be read."),
            [
                {
                    "name": fault.where[:200],
                    "code": "fact",
                    "reason": in_language(fault.what),
                }
                for fault in refused.faults[:_MOST_TOLD]
            ],
        ) from None
