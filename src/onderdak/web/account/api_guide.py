"""The page about the API: its own document, readable for people."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.web.pages.shapes import Column, Table

Document = Mapping[str, Any]


@dataclass(frozen=True)
class OperationTold:
    """One operation, as people read it."""

    anchor: str
    method: str
    steps: list[str]  # of the address, so that it may break on a phone
    summary: str
    description: str
    tables: list[Table]


@require_safe
def api_guide(request: HttpRequest, document: Callable[[], Document]) -> HttpResponse:
    """What the API can do, operation by operation."""
    found = document()
    context = {
        "info": found["info"],
        "base": request.build_absolute_uri(found["servers"][0]["url"]),
        "operations": list(_operations(found)),
    }
    return render(request, "account_pages/api_guide.html", context)


def _operations(document: Document) -> Iterator[OperationTold]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield OperationTold(
                anchor=operation["operationId"],
                method=method.upper(),
                steps=path.split("/")[1:],
                summary=operation["summary"],
                description=operation["description"],
                tables=list(_tables(document, operation)),
            )


def _tables(document: Document, operation: Mapping[str, Any]) -> Iterator[Table]:
    named = partial(_table, operation["operationId"], operation["summary"])
    if operation["parameters"]:
        rows = [
            [each["name"], _type(each["schema"]), each.get("description")]
            for each in operation["parameters"]
        ]
        yield named("parameters", _("Parameters"), rows)
    if "requestBody" in operation:
        body = operation["requestBody"]["content"]["application/json"]["schema"]
        for shape, rows in _fields(document, body):
            yield named(shape, _("You send: %s") % shape, rows)
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    for shape, rows in _fields(document, answer):
        yield named(shape, _("You get: %s") % shape, rows)
    rows = [
        [status, None, _resolved(document, told)["description"]]
        for status, told in operation["responses"].items()
    ]
    yield named("answers", _("Answers"), rows)


def _table(
    anchor: str, summary: str, part: str, caption: str, rows: list[list[object]]
) -> Table:
    return Table(
        name=f"{anchor}-{part}",
        caption=f"{summary} – {caption}",
        columns=[
            Column(_("Name"), row_header=True),
            Column(_("Kind")),
            Column(_("What it says")),
        ],
        rows=rows,
    )


def _resolved(document: Document, part: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reference of the document points at."""
    found: Mapping[str, Any] = document
    for step in part.get("$ref", "#").removeprefix("#").strip("/").split("/"):
        found = found[step] if step else part
    return found


def _fields(
    document: Document, schema: Mapping[str, Any]
) -> Iterator[tuple[str, list[list[object]]]]:
    """A shape and those inside it, each with its fields."""
    waiting = [schema]
    seen: set[str] = set()
    while waiting:
        one = waiting.pop(0)
        name = one.get("$ref", "").rpartition("/")[2]
        if not name or name in seen:
            continue
        seen.add(name)
        shape = _resolved(document, one)
        required = shape.get("required", [])
        fields = shape.get("properties", {})
        waiting += [field.get("items", {}) for field in fields.values()]
        yield (
            name,
            [
                [
                    f"{field} *" if field in required else field,
                    _type(told),
                    told.get("description"),
                ]
                for field, told in fields.items()
            ],
        )


def _type(schema: Mapping[str, Any]) -> str:
    """What a value is, in a few words."""
    if "anyOf" in schema:
        return " | ".join(_type(each) for each in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return " | ".join(str(each) for each in schema["enum"] if each is not None)
    if schema.get("type") == "array":
        return f"[{_type(schema['items'])}]"
    return str(schema.get("format") or schema.get("type", "any"))
