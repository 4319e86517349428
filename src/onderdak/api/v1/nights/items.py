"""Between the names of the API and those of the register."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onderdak.api.problems import InvalidParams
from onderdak.api.v1.nights.shapes import GuestIn, StayIn
from onderdak.foundation.identity.contract import in_language
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    RowError,
)

_INSIDE = {
    field.alias: name
    for name, field in {**GuestIn.model_fields, **StayIn.model_fields}.items()
    if field.alias
}
_OUTSIDE = {name: alias for alias, name in _INSIDE.items()}


def inside(items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Fields by the register's own names; what it does not know keeps its name.

    A name of the register that the API does not have is unknown here.
    """
    return [
        {_INSIDE.get(name, f"{name} "): value for name, value in item.items()}
        for item in items
    ]


def fault(error: RowError) -> dict[str, str]:
    """What is wrong with a field, by its name in the API."""
    name = _OUTSIDE.get(error.field, error.field.strip())
    return {"name": name, "code": "invalid", "reason": in_language(error.message)}


def refused(inside_of: str, errors: Iterable[RowError]) -> InvalidParams:
    """Every fault at once, by its place in the request: `stays.0.arrival`."""
    return InvalidParams(
        text("Nothing was recorded: not everything is right."),
        [
            {**told, "name": f"{inside_of}.{error.line - 1}.{told['name']}"}
            for error in errors
            for told in (fault(error),)
        ],
    )
