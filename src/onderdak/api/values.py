"""What the API takes and gives: plain values in camelCase, dates as ISO 8601."""

import re
from datetime import date
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, WithJsonSchema
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

LARGEST = 2**63 - 1
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST, _LAST = date(1901, 1, 1), date(2100, 12, 31)


def _day(value: Any) -> date:
    """A day as ISO 8601 writes it, and not any number that could be one."""
    if isinstance(value, date):
        return value
    try:
        if not _ISO_DAY.fullmatch(value):
            raise ValueError
        day = date.fromisoformat(value)
        if not _FIRST <= day <= _LAST:
            raise ValueError
    except (TypeError, ValueError) as error:
        raise PydanticCustomError("date", "no date of ISO 8601") from error
    return day


Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})
]
Number = Annotated[int, Field(ge=1, le=LARGEST)]
Words = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$")]


class Shape(Schema):
    """Something that is taken or given; names in camelCase, nothing unknown."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="forbid"
    )


def names_of(shape: type[Schema]) -> frozenset[str]:
    """The names of a shape's fields, as the API knows them."""
    return frozenset(field.alias or name for name, field in shape.model_fields.items())


class Refusal(Shape):
    """Why something is not right: the field, a word for programs, and a sentence."""

    name: str
    code: str
    reason: str


class Problem(Schema):
    """A refusal (RFC 9457); `invalidParams` names every fault at once."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    type: str = "about:blank"
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    instance: str | None = None
    invalid_params: list[Refusal] = []
