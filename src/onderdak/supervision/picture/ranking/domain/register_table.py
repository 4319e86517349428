"""The fields of the algorithm register, and whether a record has all of them right."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from onderdak.kernel.text import Text, text
from onderdak.supervision.picture.ranking.domain.shapes import RegisterField

_FILE: Final = Path(__file__).parents[1] / "register_fields.yaml"
_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1)
def register_fields() -> tuple[RegisterField, ...]:
    """The fields of the standard, in its order."""
    return tuple(
        RegisterField(
            each["key"],
            each["required"],
            each["most"],
            each["kind"],
            tuple(each.get("choices", ())),
        )
        for each in _table()["fields"]
    )


def faults_of(record: Mapping[str, object]) -> list[Text]:
    """Everything that is wrong with a record, by the table of the standard."""
    known = {each.key for each in register_fields()}
    wrong = [
        text("%(key)s: the standard has no such field.", key=key)
        for key in record
        if key not in known
    ]
    for each in register_fields():
        wrong += _faults(each, record.get(each.key))
    return wrong


def _faults(field: RegisterField, value: object) -> Iterable[Text]:
    if value in (None, "", [], ()):
        if field.required:
            yield text("%(key)s: this field is required.", key=field.key)
        return
    match field.kind:
        case "words":
            yield from _words(field, value)
        case "choice":
            if value not in field.choices:
                yield _odd(field)
        case "month":
            if not (isinstance(value, str) and _MONTH.fullmatch(value)):
                yield _odd(field)
        case "list":
            yield from _list(field, value)
        case _:
            yield from _links(field, value)


def _odd(field: RegisterField) -> Text:
    return text("%(key)s: this value cannot be.", key=field.key)


def _too_long(field: RegisterField, length: int, most: int) -> Text:
    return text(
        "%(key)s: %(length)s signs, where %(most)s is the most.",
        key=field.key,
        length=length,
        most=most,
    )


def _words(field: RegisterField, value: object) -> Iterable[Text]:
    if not isinstance(value, str):
        yield _odd(field)
    elif field.most is not None and len(value) > field.most:
        yield _too_long(field, len(value), field.most)


def _list(field: RegisterField, value: object) -> Iterable[Text]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        yield _odd(field)
    elif field.most is not None and len(value) > field.most:
        yield text("%(key)s: at most %(most)s.", key=field.key, most=field.most)


def _links(field: RegisterField, value: object) -> Iterable[Text]:
    most = {"title": _table()["title_most"], "link": _table()["link_most"]}
    for one in value if isinstance(value, list) else [None]:
        if not isinstance(one, dict) or set(one) != {"title", "link"}:
            yield _odd(field)
            continue
        for key, longest in most.items():
            if len(str(one[key])) > longest:
                yield _too_long(field, len(str(one[key])), longest)
            elif not one[key]:
                yield _odd(field)
