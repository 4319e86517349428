"""A checklist with all its texts, as a device gets it and a visit keeps it."""

from collections.abc import Mapping
from typing import Any

from onderdak.supervision.inspections.kits.domain.shapes import Checklist
from onderdak.supervision.inspections.kits.domain.written import (
    FORMAT,
    as_json,
    from_json,
)
from onderdak.supervision.inspections.kits.texts import kit_texts


def published(checklist: Checklist) -> dict[str, Any]:
    """The whole of a checklist as JSON: what is asked, and what is read aloud."""
    return {
        "format": FORMAT,
        "kind": checklist.kind.value,
        "key": checklist.key,
        "title": dict(checklist.title),
        "checklist": as_json(checklist),
        "texts": _texts(),
        "languages": _languages(),
    }


def checklist_of(body: Mapping[str, Any]) -> Checklist:
    """The checklist that was published."""
    return from_json(body["kind"], body["key"], body["title"], body["checklist"])


def _texts() -> dict[str, dict[str, str]]:
    spoken = kit_texts()
    keys = next(iter(spoken.values())).texts
    return {
        key: {code: each.texts[key] for code, each in spoken.items()} for key in keys
    }


def _languages() -> dict[str, dict[str, Any]]:
    return {
        code: {
            "name": each.language.name,
            "direction": each.language.direction,
            "reviewed": each.reviewed,
            "note": each.note,
        }
        for code, each in kit_texts().items()
    }
