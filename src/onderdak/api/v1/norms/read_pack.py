"""GET /norms/pack: all norms of a day and a place, to judge without a network."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from onderdak.api.once import as_json
from onderdak.api.public import for_anyone
from onderdak.api.v1.norms.shapes import When
from onderdak.api.values import names_of
from onderdak.foundation.identity.contract import (
    fact_catalogue,
    judge_on,
    normbook,
    rulebook,
)
from onderdak.rules import pack


@for_anyone(names_of(When))
def read_pack(request: HttpRequest, when: Query[When]) -> HttpResponse:
    """All judged norms as data: values, facts, expressions and sentences.

    An evaluator that reads this pack comes to the same findings as `/norms/check`.
    `format` goes up when an evaluator must change.
    """
    return as_json(
        pack(
            rulebook(),
            normbook(),
            fact_catalogue(),
            on=when.day,
            municipality=when.municipality,
            judge=judge_on(when.day, when.municipality),
        )
    )
