"""The JSON Schema of a points file, made from the catalogue of indicators.

It says what a file may hold; that steps never go down, and that no forbidden word is
used, a schema cannot say: `read_points` does.
"""

from typing import Any, Final

from onderdak.engines.ranking.catalogue import (
    MOST_INDICATORS,
    Catalogue,
    load_catalogue,
)
from onderdak.engines.ranking.faults import LONGEST_WORDS
from onderdak.engines.ranking.points import (
    HIGHEST_VALUE,
    HIGHEST_VERSION,
    MOST_POINTS,
)

VERSION: Final = 1
Schema = dict[str, Any]
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def points_schema(catalogue: Catalogue | None = None) -> Schema:
    """Give the schema of the points files of a catalogue; by default, of addresses."""
    used = catalogue or load_catalogue()
    return {
        "$schema": _DIALECT,
        "$id": f"urn:onderdak:ranking-points:{used.key}:{VERSION}",
        "title": f"Points: {used.title}",
        "type": "object",
        "additionalProperties": False,
        "required": ["name", "version", "catalogue", "since", "until", "indicators"],
        "properties": {
            "name": _words(),
            "version": {"type": "integer", "minimum": 1, "maximum": HIGHEST_VERSION},
            "catalogue": _words(),
            "since": _day(),
            "until": _day(),
            "on": {"type": "boolean", "default": True},
            "identifier": _words(),
            "context": {"type": "array", "items": _words(), "uniqueItems": True},
            "derived": _words(),
            "indicators": {
                "type": "array",
                "minItems": 1,
                "maxItems": MOST_INDICATORS,
                "items": _indicator(used),
            },
        },
    }


def _indicator(catalogue: Catalogue) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["key", "reason", "source", "ground", "expires_on", "steps"],
        "properties": {
            "key": {"enum": sorted(catalogue.indicators)},
            "column": _words(),
            "reason": _words(),
            "source": {
                "enum": sorted({one.source for one in catalogue.indicators.values()})
            },
            "ground": _words(),
            "expires_on": _day(),
            "at_most": {"type": "integer", "minimum": 1, "maximum": HIGHEST_VALUE},
            "on": {"type": "boolean", "default": True},
            "steps": {"type": "array", "minItems": 1, "items": _step()},
            "details": {"type": "object", "additionalProperties": _words()},
        },
    }


def _step() -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["at_least", "points"],
        "properties": {
            "at_least": {"type": "integer", "minimum": 1, "maximum": HIGHEST_VALUE},
            "points": {"type": "integer", "minimum": 0, "maximum": MOST_POINTS},
        },
    }


def _words() -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": LONGEST_WORDS}


def _day() -> Schema:
    return {"type": "string", "format": "date"}
