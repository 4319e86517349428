"""GET /norms/facts-schema: what a facts file may hold."""

from django.http import HttpRequest, HttpResponse

from onderdak.api.once import as_json
from onderdak.api.public import for_anyone
from onderdak.foundation.identity.contract import fact_catalogue
from onderdak.rules import schema


@for_anyone()
def read_facts_schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of a facts file; what is left out of a file is not known."""
    return as_json(schema(fact_catalogue()))
