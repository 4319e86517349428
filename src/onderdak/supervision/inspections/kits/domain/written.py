"""A checklist as JSON: what a device gets and what a municipality keeps."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from hashlib import sha256
from typing import Any, Final

from onderdak.supervision.inspections.kits.domain.shapes import (
    Checklist,
    Condition,
    Each,
    Item,
    ItemKind,
    Kind,
    Option,
    PartName,
    Section,
    When,
)

FORMAT: Final = 1
"""Goes up when a device that knows the old form could not read the new one."""
_JOINED: Final = ("all", "any")

Json = dict[str, Any]


def as_json(checklist: Checklist) -> list[Json]:
    """The sections of a checklist, each item with the path under which it is kept."""
    paths = {key: item.path for key, item in checklist.by_key().items()}
    return [_section(section, paths) for section in checklist.sections]


def canonical(body: object) -> str:
    """One spelling of the same JSON, so that equal lists have equal digests."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(body: object) -> str:
    """The SHA-256 by which a list is known."""
    return sha256(canonical(body).encode()).hexdigest()


def condition_json(condition: Condition, paths: Mapping[str, str | None]) -> Json:
    """A condition as the device reads it."""
    if condition.how in _JOINED:
        return {
            condition.how: [condition_json(part, paths) for part in condition.parts]
        }
    if condition.how == "not":
        return {"not": condition_json(condition.parts[0], paths)}
    return {
        "item": condition.item,
        "path": paths.get(condition.item),
        condition.how: condition.value,
    }


def condition_from(found: Mapping[str, Any]) -> Condition:
    """A condition as it was written; a shape that is not known is a ValueError."""
    keys = set(found) - {"path"}
    if len(keys) == 1 and (how := next(iter(keys))) in (*_JOINED, "not"):
        inner = [found["not"]] if how == "not" else found[how]
        if not isinstance(inner, list) or not inner:
            raise ValueError(f"{how} needs conditions")
        return Condition(how, parts=tuple(condition_from(each) for each in inner))
    hows = keys - {"item"}
    if len(hows) == 1 and isinstance(found.get("item"), str):
        how = hows.pop()
        if how in ("is", "has", "at_least", "at_most", "answered"):
            return Condition(how, found["item"], found[how])
    raise ValueError("this is no condition")


def _section(section: Section, paths: Mapping[str, str | None]) -> Json:
    return {
        "key": section.key,
        "part": section.part.value,
        "when": section.when.value,
        "each": section.each.value,
        "title": dict(section.title),
        "help": dict(section.help) if section.help else None,
        "fixed": section.fixed,
        "only_if": _maybe(section.only_if, paths),
        "items": [_item(item, paths) for item in section.items],
    }


def _maybe(condition: Condition | None, paths: Mapping[str, str | None]) -> Json | None:
    return condition_json(condition, paths) if condition else None


def _item(item: Item, paths: Mapping[str, str | None]) -> Json:
    plain = {field.name: getattr(item, field.name) for field in fields(item)}
    return plain | {
        "kind": item.kind.value,
        "title": dict(item.title),
        "help": dict(item.help) if item.help else None,
        "goes_to": dict(item.goes_to) if item.goes_to else None,
        "options": [{"key": o.key, "title": dict(o.title)} for o in item.options],
        "only_if": _maybe(item.only_if, paths),
    }


def from_json(
    kind: str, key: str, title: Mapping[str, str], sections: Sequence[Json]
) -> Checklist:
    """Read back what `as_json` wrote."""
    return Checklist(
        kind=Kind(kind),
        key=key,
        title=title,
        sections=tuple(_read_section(section) for section in sections),
    )


def _read_section(found: Json) -> Section:
    return Section(
        key=found["key"],
        part=PartName(found["part"]),
        when=When(found["when"]),
        each=Each(found["each"]),
        title=found["title"],
        help=found["help"],
        fixed=found["fixed"],
        only_if=_read_condition(found["only_if"]),
        items=tuple(_read_item(item) for item in found["items"]),
    )


def _read_condition(found: Json | None) -> Condition | None:
    return condition_from(found) if found else None


def _read_item(found: Json) -> Item:
    return Item(
        **found
        | {
            "kind": ItemKind(found["kind"]),
            "options": tuple(Option(o["key"], o["title"]) for o in found["options"]),
            "only_if": _read_condition(found["only_if"]),
        }
    )
