"""The JSON Schema of a facts file, made from the catalogue of facts.

It is published, so that others can make such files; the version goes up when a fact
that was there changes or goes, not when one is added.
"""

from collections.abc import Iterable
from typing import Any, Final

from onderdak.rules.expressions.dimensions import UNITS, Dimension
from onderdak.rules.locations.catalogue import Catalogue, Fact, Of
from onderdak.rules.locations.reading import LONGEST_NAME, Limits
from onderdak.rules.locations.values import LONGEST_WORD, MOST_WORDS

VERSION: Final = 1
_MOST: Final = Limits()
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_NUMBER: Final = r"[0-9]{1,9}([.,][0-9]{1,4})?"

Schema = dict[str, Any]


def schema(catalogue: Catalogue) -> Schema:
    """Give the schema: partial facts are valid, unknown names are not."""
    room = _object(catalogue.of(Of.ROOM), {"name": _name()})
    rooms = _list("The whole list of rooms.", room, _MOST.rooms)
    unit = _object(catalogue.of(Of.UNIT), {"name": _name(), "rooms": _or_null(rooms)})
    units = _list("The whole list of units.", unit, _MOST.units)
    return {
        "$schema": _DIALECT,
        "$id": f"urn:onderdak:location-facts:{VERSION}",
        "title": "Facts of a location",
        "description": "What is known of a location; what is left out is unknown.",
        "version": VERSION,
        **_object(catalogue.of(Of.LOCATION), {"units": _or_null(units)}),
    }


def _object(facts: Iterable[Fact], more: Schema) -> Schema:
    properties: Schema = dict(more)
    for fact in facts:
        here = properties
        for key in fact.keys[:-1]:
            inner = here.setdefault(
                key,
                {"type": "object", "additionalProperties": False, "properties": {}},
            )
            here = inner["properties"]
        here[fact.keys[-1]] = _or_null(_fact(fact))
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _fact(fact: Fact) -> Schema:
    return {
        "title": fact.label["en"],
        "description": f"{fact.ask['en']} / {fact.ask['nl']}",
        **_type(fact),
    }


def _type(fact: Fact) -> Schema:
    match fact.type:
        case Dimension.TRUTH:
            return {"type": "boolean"}
        case Dimension.COUNT | Dimension.MONEY:
            return {"type": "integer", **_bounds(fact)}
        case Dimension.DATE:
            return {"type": "string", "format": "date"}
        case Dimension.WORD:
            return {"enum": list(fact.words)}
        case Dimension.WORDS:
            words: Schema = {"type": "string", "maxLength": LONGEST_WORD}
            return {
                "type": "array",
                "items": {"enum": list(fact.words)} if fact.words else words,
                "maxItems": MOST_WORDS,
            }
        case _:
            return _quantity(fact)


def _bounds(fact: Fact) -> Schema:
    bounds = {"minimum": fact.least or 0, "maximum": fact.most}
    return {key: bound for key, bound in bounds.items() if bound is not None}


def _quantity(fact: Fact) -> Schema:
    units = [sign for sign, unit in UNITS.items() if unit.dimension is fact.type]
    written = "|".join(units)
    return {
        "anyOf": [
            {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*({written}|m²|m³)\s*$"},
            {
                "type": "object",
                "additionalProperties": False,
                "required": ["value", "unit"],
                "properties": {
                    "value": {"type": "number", "minimum": 0},
                    "unit": {"enum": units},
                },
            },
        ],
        "examples": [f"{fact.least or 1} {fact.unit}"],
    }


def _name() -> Schema:
    return {
        "type": ["string", "null"],
        "maxLength": LONGEST_NAME,
        "description": "How it is called there.",
    }


def _list(description: str, items: Schema, most: int) -> Schema:
    return {
        "type": "array",
        "items": items,
        "maxItems": most,
        "description": description,
    }


def _or_null(one: Schema) -> Schema:
    # Null says "not known", as leaving it out does.
    return {"anyOf": [one, {"type": "null"}]}
