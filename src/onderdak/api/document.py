"""The OpenAPI document: what the code says, in the form of the NL API Design Rules."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema

from onderdak.api.values import Problem

API_VERSION = "1.0.0"
PREFIX = "/api/v1"
DESCRIPTION = (
    "With this API a provider's own system keeps the night register: it declares stays,"
    " states the full house of a night, and reads back what the register has. Every"
    " request shows a token that the provider made on the page 'Access for systems'."
    " Whatever is refused is told as problem details (RFC 9457), every fault at once,"
    " in Dutch or English (`Accept-Language`). A chain partner's system hands reports"
    " in with a token of the municipality, and follows its own. The norms on housing"
    " are public: anyone may read them and check facts against them, without a token."
)

_TAGS = {
    "stays": {"description": "Who stays where, from when to when."},
    "nights": {"description": "A house on one night: everyone at once."},
    "locations": {"description": "Your own houses."},
    "reports": {"description": "What chain partners report, and how far it is."},
    "norms": {"description": "What the norms say; for anyone, without a token."},
    "about": {"description": "This document."},
}
_REFUSALS = {
    "400": "The request is not right: `invalidParams` names every fault.",
    "401": "No token, or one that has expired or was revoked.",
    "403": "The token is not for this, or the register is not in use here.",
    "404": "There is no such thing here, or not for this token.",
    "409": "It clashes with what is there, or with another use of the key.",
    "413": "The request is too large.",
    "415": "The body is not JSON.",
    "429": "Too many requests: wait as long as `Retry-After` says.",
    "500": "Something went wrong here; nothing was recorded.",
    "503": "The register is busy: wait as long as `Retry-After` says.",
}
_OF_READING: tuple[str, ...] = ("400", "401", "403", "429", "500", "503")
_OF_WRITING = (*_OF_READING, "409", "413", "415")
_PUBLIC: tuple[str, ...] = ("500",)
_OF_ASKING_OPENLY: tuple[str, ...] = ("400", "429", "500")


class DocumentedApi(NinjaAPI):
    """An API whose document is complete."""

    def get_openapi_schema(
        self, *, also: Sequence[type[Schema]] = (), **_: Any
    ) -> OpenAPISchema:
        """The document, with what holds for every operation put in.

        Args:
            also: shapes of items that operations read themselves, to be described.
        """
        document = super().get_openapi_schema(path_prefix="")
        document["info"] |= {
            "contact": {
                "name": "Onderdak",
                "url": settings.SOURCE_URL,
                "email": settings.API_CONTACT,
            },
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        }
        document["servers"] = [{"url": PREFIX}]
        document["tags"] = [{"name": name, **says} for name, says in _TAGS.items()]
        document["paths"] = {
            path.removeprefix(PREFIX): operations
            for path, operations in document["paths"].items()
        }
        for path, operations in document["paths"].items():
            for operation in operations.values():
                _complete(path, operation)
        _add_components(document["components"], [Problem, *also])
        return document


def _plain(parameter: dict[str, Any]) -> dict[str, Any]:
    """A parameter without what only Python says: a default of None, a title."""
    schema = parameter["schema"]
    for choice in schema.pop("anyOf", []):
        if choice != {"type": "null"}:
            schema |= choice
    for word in ("title", "description"):
        schema.pop(word, None)
    return parameter


def _untitled(schema: Any) -> Any:
    """A schema without the titles that only repeat a name."""
    if isinstance(schema, list):
        return [_untitled(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: _untitled(part)
        for name, part in schema.items()
        if name != "title" or not isinstance(part, str)
    }


def _complete(path: str, operation: dict[str, Any]) -> None:
    statuses: tuple[str, ...] = (
        _OF_WRITING if "requestBody" in operation else _OF_READING
    )
    operation["description"] = " ".join(operation["description"].split())
    operation["parameters"] = [_plain(each) for each in operation["parameters"]]
    if "security" not in operation:
        operation["security"] = []
        statuses = _of_open_door(operation)
    if "{" in path:
        statuses = (*statuses, "404")
    for status in sorted(statuses):
        operation["responses"][status] = {"$ref": f"#/components/responses/{status}"}
    operation["responses"] = {
        str(status): answer for status, answer in operation["responses"].items()
    }
    for status, answer in operation["responses"].items():
        if status.startswith(("2", "3")):
            answer.setdefault("headers", {}).update(_HEADERS_OF_ALL)
            if "cursor" in {each["name"] for each in operation["parameters"]}:
                answer["headers"]["Link"] = _ref("headers", "Link")


def _of_open_door(operation: dict[str, Any]) -> tuple[str, ...]:
    """What a door without a token may refuse; this document is always there."""
    if operation["tags"] == ["about"]:
        return _PUBLIC
    of_body = ("413", "415") if "requestBody" in operation else ()
    return (*_OF_ASKING_OPENLY, *of_body)


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


_HEADERS_OF_ALL = {"API-Version": _ref("headers", "API-Version")}


def _add_components(components: dict[str, Any], shapes: Sequence[type[Schema]]) -> None:
    components["headers"] = {
        "API-Version": {
            "description": "The full version of this API.",
            "schema": {"type": "string", "examples": [API_VERSION]},
        },
        "Link": {
            "description": "The next and the previous page (RFC 8288).",
            "schema": {"type": "string"},
        },
        "Retry-After": {
            "description": "Seconds to wait.",
            "schema": {"type": "string", "pattern": "^[0-9]+$"},
        },
    }
    components["responses"] = {
        status: _refusal(status, says) for status, says in _REFUSALS.items()
    }
    for shape in shapes:
        described = shape.model_json_schema(ref_template="#/components/schemas/{model}")
        components["schemas"] |= described.pop("$defs", {})
        components["schemas"][shape.__name__] = described
    components["schemas"] = {
        name: _untitled(schema)
        for name, schema in sorted(components["schemas"].items())
    }


def _refusal(status: str, says: str) -> dict[str, Any]:
    headers = dict(_HEADERS_OF_ALL)
    if status in {"429", "503"}:
        headers["Retry-After"] = _ref("headers", "Retry-After")
    return {
        "description": says,
        "headers": headers,
        "content": {"application/problem+json": {"schema": _ref("schemas", "Problem")}},
    }
