"""GET /norms/{rule}: one norm with its history, and what comes."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from pydantic import Field

from onderdak.api.once import as_json
from onderdak.api.public import for_anyone
from onderdak.api.v1.norms.shapes import When
from onderdak.api.v1.norms.telling import in_camel_case
from onderdak.api.values import names_of
from onderdak.foundation.identity.contract import (
    fact_catalogue,
    normbook,
    rulebook,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.rules.findings.describing import described

Rule = Annotated[str, Field(pattern=r"^[A-Z][0-9]{2}$"), Path()]


@for_anyone(names_of(When))
def read_norm(request: HttpRequest, rule: Rule, when: Query[When]) -> HttpResponse:
    """One norm: its text, its values through the years with article and source."""
    norms = normbook().of(rule)
    if not norms:
        raise NotFound(
            what=text("There is no norm %(rule)s.", rule=rule),
            next_step=text("Look at the list of norms."),
        )
    found = described(rulebook(), fact_catalogue(), norms, when.day, when.municipality)
    return as_json(in_camel_case(found))
