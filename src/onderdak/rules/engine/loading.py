"""Reads parameter files and refuses all that is unclear, naming the file and the key.

Each file is one rule of one authority. A national file describes the rule; a local
file names its municipality and may set values where the law leaves room. What a file
looks like::

    id: brp.share
    description: {nl: ..., en: ...}
    unit: ratio
    kind: law
    values:
      - {from: 2014-01-06, value: '2/3', article: ..., source: ..., checked: 2026-01-01}
"""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from onderdak.kernel.errors import ConfigurationError, Invalid
from onderdak.kernel.identifiers import municipality_code
from onderdak.rules.engine.parameters import Dated, Kind, Parameter, ParameterBook
from onderdak.rules.engine.units import UNITS, is_day, read_value

_FILE_KEYS: Final = {"id", "description", "unit", "kind", "values"}
_ENTRY_KEYS: Final = {"from", "value", "article", "source", "checked"}
_LANGUAGES: Final = {"nl", "en"}
_ID: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")

# No local rule may turn on who somebody is: Grondwet art. 1, AWGB art. 7. The title of
# a by-law may hold such a word, so article and source are not read for it.
_PERSONAL: Final = re.compile(
    r"nationalit|migrant|migrat|geboorteland|country.of.birth|birthplace", re.IGNORECASE
)


def load(*folders: Path) -> ParameterBook:
    """Read every parameter file in these folders, or say what is wrong and where."""
    found: dict[tuple[str, str | None], tuple[Parameter, _Place]] = {}
    for path in (path for folder in folders for path in _files(folder)):
        parameter, place = _read(path)
        key = (parameter.id, parameter.municipality)
        if key in found:
            raise place.error("id", f"{parameter.id} is in {found[key][1].path} too")
        found[key] = (parameter, place)
    for parameter, place in found.values():
        _check_against_national(parameter, found.get((parameter.id, None)), place)
    return ParameterBook(parameter for parameter, _ in found.values())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the files something stands, for the message."""

    path: Path
    entry: int | None = None

    def error(self, key: str, what: str) -> ConfigurationError:
        where = key if self.entry is None else f"values[{self.entry}].{key}"
        return ConfigurationError(f"{self.path}: {where}: {what}")


class _StrictLoader(yaml.SafeLoader):
    """YAML that refuses a key that is there twice, where YAML would drop the first."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    problem=f"the key {key!r} is there twice",
                    problem_mark=node.start_mark,
                )
        return super().construct_mapping(node, deep=deep)


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise ConfigurationError(f"{folder}: there is no such folder of parameters")
    for path in sorted(folder.rglob("*.y*ml")):
        if path.suffix != ".yaml":
            raise ConfigurationError(f"{path}: name it .yaml, or it is overlooked")
        yield path


def _read(path: Path) -> tuple[Parameter, _Place]:
    place = _Place(path)
    try:
        # The loader is PyYAML's safe one, made stricter.
        content = yaml.load(path.read_text("utf-8"), _StrictLoader)  # noqa: S506 - safe
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as fault:
        raise ConfigurationError(f"{path}: this is not readable: {fault}") from fault
    found = _keys(content, _FILE_KEYS, {"municipality"}, place)
    return _parameter(found, place), place


def _parameter(found: Mapping[str, object], place: _Place) -> Parameter:
    unit = _one_of(UNITS, found, "unit", place)
    kind = Kind(_one_of(list(Kind), found, "kind", place))
    municipality = _municipality(found, place)
    id_ = _id(found, place)
    _check_kind(kind, municipality, found["values"], place)
    if municipality is not None:
        _refuse_personal(found, place)
    dated = _values(found["values"], (id_, unit, kind, municipality), place)
    return Parameter(
        id=id_,
        description=_description(found["description"], place),
        unit=unit,
        kind=kind,
        municipality=municipality,
        starts=tuple(start for start, _ in dated),
        values=tuple(value for _, value in dated),
    )


def _values(
    found: object, head: tuple[str, str, Kind, str | None], place: _Place
) -> list[tuple[date, Dated | None]]:
    if not isinstance(found, list):
        raise place.error("values", "expected a list")
    dated: dict[date, Dated | None] = {}
    for number, entry in enumerate(found):
        here = _Place(place.path, number)
        keys = _keys(entry, _ENTRY_KEYS, {"note"}, here)
        start = _day(keys, "from", here)
        if start in dated:
            raise here.error("from", f"a value begins on {start} already")
        dated[start] = _dated(keys, start, head, here)
    return sorted(dated.items(), key=lambda item: item[0])


def _dated(
    keys: Mapping[str, object],
    start: date,
    head: tuple[str, str, Kind, str | None],
    place: _Place,
) -> Dated | None:
    id_, unit, kind, municipality = head
    article, source = _words(keys, "article", place), _words(keys, "source", place)
    checked = _day(keys, "checked", place)
    note = _words(keys, "note", place) if "note" in keys else None
    if keys["value"] is None:
        return None
    try:
        value = read_value(unit, keys["value"])
    except ValueError as fault:
        raise place.error("value", f"{fault} ({unit})") from None
    return Dated(
        id_, value, unit, kind, start, article, source, checked, municipality, note
    )


def _check_kind(
    kind: Kind, municipality: str | None, values: object, place: _Place
) -> None:
    if municipality is not None and kind is Kind.LAW:
        raise place.error("kind", "a municipality makes no law: say local or policy")
    if municipality is None and kind is Kind.LOCAL and values:
        raise place.error("values", "a local rule has no value for the whole country")


def _check_against_national(
    parameter: Parameter, national: tuple[Parameter, _Place] | None, place: _Place
) -> None:
    if national is None:
        raise place.error("id", f"no national file describes {parameter.id}")
    described = national[0]
    if parameter.unit != described.unit:
        raise place.error("unit", f"{parameter.id} is in {described.unit}")
    if parameter.municipality is not None and described.kind is Kind.LAW:
        raise place.error("id", f"{parameter.id} is law: no municipality can set it")


def _refuse_personal(found: Mapping[str, object], place: _Place) -> None:
    values = found["values"] if isinstance(found["values"], list) else []
    read: list[object] = [found["id"], found["description"]]
    for entry in values:
        if isinstance(entry, Mapping):
            read += [entry.get("value"), entry.get("note")]
    for words in map(str, read):
        if (hit := _PERSONAL.search(words)) is not None:
            raise place.error(
                "description", f"a local rule cannot turn on “{hit[0]}”: who one is"
            )


def _keys(
    found: object, required: set[str], optional: set[str], place: _Place
) -> Mapping[str, object]:
    if not isinstance(found, dict):
        raise place.error("-", "expected keys with values")
    for key in sorted(required - found.keys()):
        raise place.error(key, "this is missing")
    for key in sorted(map(str, found.keys() - required - optional)):
        raise place.error(key, "this key is not known")
    return found


def _words(keys: Mapping[str, object], key: str, place: _Place) -> str:
    words = keys[key]
    if not isinstance(words, str) or not words.strip():
        raise place.error(key, "expected words")
    return words.strip()


def _day(keys: Mapping[str, object], key: str, place: _Place) -> date:
    day = keys[key]
    if not isinstance(day, date) or not is_day(day):
        raise place.error(key, "expected a day, such as 2026-01-31")
    return day


def _one_of(
    allowed: Mapping[str, object] | list[Kind],
    found: Mapping[str, object],
    key: str,
    place: _Place,
) -> str:
    value = found[key]
    if not isinstance(value, str) or value not in allowed:
        raise place.error(key, f"{value!r} is not one of {', '.join(allowed)}")
    return value


def _id(found: Mapping[str, object], place: _Place) -> str:
    id_ = _words(found, "id", place)
    if not _ID.fullmatch(id_):
        raise place.error("id", "expected small letters with a point: levy.rate")
    return id_


def _municipality(found: Mapping[str, object], place: _Place) -> str | None:
    if "municipality" not in found:
        return None
    written = _words(found, "municipality", place)
    try:
        code = municipality_code(written)
    except Invalid as fault:
        raise place.error("municipality", str(fault)) from None
    if code != written:
        raise place.error("municipality", f"write {code}")
    return code


def _description(found: object, place: _Place) -> Mapping[str, str]:
    words = _keys(found, _LANGUAGES, set(), place)
    return {language: _words(words, language, place) for language in sorted(words)}
