"""Every operation of version 1, in one list."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError

from onderdak.api.document import API_VERSION, DESCRIPTION, DocumentedApi
from onderdak.api.entrance import Token
from onderdak.api.once import as_json
from onderdak.api.problems import refuse
from onderdak.api.v1.nights import shapes
from onderdak.api.v1.nights.declare_night import declare_night
from onderdak.api.v1.nights.declare_stays import declare_stays
from onderdak.api.v1.nights.list_locations import list_locations
from onderdak.api.v1.nights.list_stays import list_stays
from onderdak.api.v1.nights.read_night import read_night
from onderdak.api.v1.norms import shapes as norm_shapes
from onderdak.api.v1.norms.check_facts import check_facts
from onderdak.api.v1.norms.list_norms import list_norms
from onderdak.api.v1.norms.read_facts_schema import read_facts_schema
from onderdak.api.v1.norms.read_norm import read_norm
from onderdak.api.v1.norms.read_pack import read_pack
from onderdak.api.v1.reports import shapes as report_shapes
from onderdak.api.v1.reports.hand_in_report import hand_in_report
from onderdak.api.v1.reports.list_reports import list_reports

_NIGHT = "/locations/{location}/nights/{night}"

api = DocumentedApi(
    title="Onderdak: the night register",
    version=API_VERSION,
    description=DESCRIPTION,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    auth=Token(),
)
for _kind in (Exception, Http404, HttpError, ValidationError):
    api.add_exception_handler(_kind, refuse)


def document() -> dict[str, Any]:
    """The OpenAPI document of version 1."""
    made = api.get_openapi_schema(
        also=[shapes.StayIn, shapes.GuestIn, report_shapes.ReportIn]
    )
    stated = made["paths"]["/reports"]["post"]["requestBody"]
    stated["content"]["application/json"]["schema"] = {
        "$ref": "#/components/schemas/ReportIn"
    }
    schemas = made["components"]["schemas"]
    schemas["StaysIn"]["properties"]["stays"]["items"] = {
        "$ref": "#/components/schemas/StayIn"
    }
    schemas["FullHouseIn"]["properties"]["guests"]["items"] = {
        "$ref": "#/components/schemas/GuestIn"
    }
    return dict(made)


def openapi(request: HttpRequest) -> HttpResponse:
    """This document; for everyone, without a token."""
    answer = as_json(document())
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _add(method: str, path: str, operation: Any, summary: str, **told: Any) -> None:
    words = operation.__name__.split("_")
    api.api_operation(
        [method],
        path,
        operation_id=words[0] + "".join(word.title() for word in words[1:]),
        summary=summary,
        by_alias=True,
        **told,
    )(operation)


_add(
    "POST",
    "/stays",
    declare_stays,
    "Declare stays, many at once",
    response=shapes.StaysOut,
    tags=["stays"],
)
_add(
    "GET",
    "/stays",
    list_stays,
    "List your stays",
    response=shapes.StayPage,
    tags=["stays"],
)
_add(
    "GET",
    "/locations",
    list_locations,
    "List your locations",
    response=shapes.LocationPage,
    tags=["locations"],
)
_add(
    "GET",
    _NIGHT,
    read_night,
    "Read who sleeps in a house on a night",
    response=shapes.NightOut,
    tags=["nights"],
)
_add(
    "PUT",
    _NIGHT,
    declare_night,
    "Declare the full house of a night",
    response=shapes.FullHouseOut,
    tags=["nights"],
)
_add(
    "POST",
    "/reports",
    hand_in_report,
    "Hand in a report of a partner",
    response={200: report_shapes.ReportOut, 201: report_shapes.ReportOut},
    tags=["reports"],
)
_add(
    "GET",
    "/reports",
    list_reports,
    "List your reports, and how far they are",
    response=report_shapes.ReportPage,
    tags=["reports"],
)
# Before the norm by its rule: those addresses look like a rule.
for _method, _path, _operation, _summary, _gives in (
    ("GET", "/norms", list_norms, "List the norms", norm_shapes.NormList),
    ("POST", "/norms/check", check_facts, "Check facts by the norms", None),
    ("GET", "/norms/pack", read_pack, "Read the norms as data", None),
    (
        "GET",
        "/norms/facts-schema",
        read_facts_schema,
        "Read the schema of facts",
        None,
    ),
    ("GET", "/norms/{rule}", read_norm, "Read one norm", norm_shapes.RuleOut),
):
    _add(
        _method,
        _path,
        _operation,
        _summary,
        response=_gives or dict[str, Any],
        auth=None,
        tags=["norms"],
    )
_add(
    "GET",
    "/openapi.json",
    openapi,
    "This document",
    response=dict[str, Any],
    auth=None,
    tags=["about"],
)
