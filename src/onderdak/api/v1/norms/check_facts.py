"""POST /norms/check: facts of a location in, findings out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Query

from onderdak.api.once import as_json
from onderdak.api.problems import InvalidParams
from onderdak.api.public import for_anyone
from onderdak.api.v1.norms.shapes import When
from onderdak.api.values import names_of
from onderdak.foundation.identity.contract import (
    fact_catalogue,
    in_language,
    judge_on,
)
from onderdak.kernel.text import text
from onderdak.rules import LocationFacts, UnreadableFacts, read_facts

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
    """
    judgement = judge_on(when.day, when.municipality)(_read(facts))
    return as_json(judgement.as_dict())


def _read(facts: dict[str, Any]) -> LocationFacts:
    try:
        return read_facts(facts, fact_catalogue())
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
