"""GET /norms: every norm, and how it is of use."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from onderdak.api.once import as_json
from onderdak.api.public import for_anyone
from onderdak.api.v1.norms.shapes import When
from onderdak.api.v1.norms.telling import in_camel_case
from onderdak.api.values import names_of
from onderdak.foundation.identity.contract import normbook, rulebook
from onderdak.rules.findings.describing import listed


@for_anyone(names_of(When))
def list_norms(request: HttpRequest, when: Query[When]) -> HttpResponse:
    """Every norm on housing international workers, and what it cites on a day.

    There are some hundreds; they come at once.
    """
    found = listed(rulebook(), normbook(), when.day, when.municipality)
    return as_json(
        {
            "on": when.day,
            "municipality": when.municipality,
            "results": in_camel_case(found),
        }
    )
