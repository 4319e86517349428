"""Why an outcome is what it is: rule, values, article and version of the parameter.

Every outcome that a person may question carries a trace, and a trace of parts when
the outcome is made of others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from uuid import UUID

from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import Text, text


@dataclass(frozen=True, slots=True)
class Trace:
    """One step of reasoning: this rule gave this value from these inputs."""

    rule: str
    value: object
    inputs: Mapping[str, object] = field(hash=False)
    article: str
    parameter_version: str
    parts: tuple["Trace", ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Give the reasoning as plain data, ready for JSON (dates in ISO 8601)."""
        return {
            "rule": self.rule,
            "value": plain(self.value),
            "inputs": plain(self.inputs),
            "article": self.article,
            "parameter_version": self.parameter_version,
            "parts": [part.as_dict() for part in self.parts],
        }

    def sentences(self) -> tuple[Text, ...]:
        """Tell the reasoning: the outcome first, then the parts it rests on."""
        own = (self._outcome(), *map(_input, self.inputs.items()))
        return own + tuple(told for part in self.parts for told in part.sentences())

    def _outcome(self) -> Text:
        return text(
            "%(rule)s: %(value)s (%(article)s; version %(version)s).",
            rule=self.rule,
            value=plain(self.value),
            article=self.article,
            version=self.parameter_version,
        )


def plain(value: object) -> object:
    """Turn a value of the domain into plain data; refuse what has no exact form."""
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case Fraction() | Decimal() | Text() | UUID():
            return str(value)
        case DateRange():
            return {"start": plain(value.start), "end": plain(value.end)}
        case Trace():
            return value.as_dict()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case _:
            return _plain_many(value)


def _plain_many(value: object) -> list[object]:
    match value:
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted((plain(item) for item in value), key=str)
        case _:
            raise TypeError(f"{type(value).__name__} has no plain form in a trace")


def _input(item: tuple[str, object]) -> Text:
    name, value = item
    return text("%(name)s was %(value)s.", name=name, value=plain(value))
