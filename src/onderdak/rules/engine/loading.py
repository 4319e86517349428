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
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from onderdak.kernel.errors import ConfigurationError, Invalid
from onderdak.kernel.identifiers import municipality_code
from onderdak.rules.engine.parameters import Dated, Kind, Parameter, ParameterBook
from onderdak.rules.engine.reading import Place, read_yaml
from onderdak.rules.engine.units import UNITS, is_day, read_value

_FILE_KEYS: Final = {"id", "description", "unit", "kind", "values"}
_OPTIONAL_KEYS: Final = {"municipality", "local_may_differ"}
_ENTRY_KEYS: Final = {"from", "value", "article", "source", "checked"}

# Written where a value exists and nobody could verify it: nothing computes with it.
UNVERIFIED: Final = "unverified"

# Codes that no municipality has. Only there may a demo fill in what is not verified.
_INVENTED: Final = "GM99"
_ID: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")

# No local rule may turn on who somebody is: Grondwet art. 1, AWGB art. 7. The title of
# a by-law may hold such a word, so article and source are not read for it.
_PERSONAL: Final = re.compile(
    r"nationalit|migrant|migrat|geboorteland|country.of.(birth|origin)|birthplace"
    r"|herkomst|afkomst|ethni|etnic|etnisch|paspoort|passport",
    re.IGNORECASE,
)


def load(*folders: Path) -> ParameterBook:
    """Read every parameter file in these folders, or say what is wrong and where."""
    found: dict[tuple[str, str | None], tuple[Parameter, Place]] = {}
    for path in (path for folder in folders for path in _files(folder)):
        parameter, place = _read(path)
        key = (parameter.id, parameter.municipality)
        if key in found:
            raise place.error("id", f"{parameter.id} is in {found[key][1].path} too")
        found[key] = (parameter, place)
    for parameter, place in found.values():
        _check_against_national(parameter, found.get((parameter.id, None)), place)
    return ParameterBook(parameter for parameter, _ in found.values())


def _entry(place: Place, number: int) -> Place:
    return place.at(f"values[{number}]")


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise ConfigurationError(f"{folder}: there is no such folder of parameters")
    for path in sorted(folder.rglob("*.y*ml")):
        if path.suffix != ".yaml":
            raise ConfigurationError(f"{path}: name it .yaml, or it is overlooked")
        yield path


def _read(path: Path) -> tuple[Parameter, Place]:
    place = Place(path)
    found = place.keys(read_yaml(path), _FILE_KEYS, _OPTIONAL_KEYS)
    return _parameter(found, place), place


def _parameter(found: Mapping[str, object], place: Place) -> Parameter:
    unit = place.one_of(found, "unit", UNITS)
    kind = Kind(place.one_of(found, "kind", list(Kind)))
    municipality = _municipality(found, place)
    id_ = _id(found, place)
    _check_kind(kind, municipality, found["values"], place)
    if municipality is not None:
        _refuse_personal(found, place)
    dated = _values(found["values"], (id_, unit, kind, municipality), place)
    return Parameter(
        id=id_,
        description=place.languages(found, "description"),
        unit=unit,
        kind=kind,
        municipality=municipality,
        starts=tuple(start for start, _ in dated),
        values=tuple(value for _, value in dated),
        local_may_differ=found.get("local_may_differ") is True,
    )


def _values(
    found: object, head: tuple[str, str, Kind, str | None], place: Place
) -> list[tuple[date, Dated | None]]:
    if not isinstance(found, list):
        raise place.error("values", "expected a list")
    dated: dict[date, Dated | None] = {}
    for number, entry in enumerate(found):
        here = _entry(place, number)
        keys = here.keys(entry, _ENTRY_KEYS, {"note"})
        start = _day(keys, "from", here)
        if start in dated:
            raise here.error("from", f"a value begins on {start} already")
        dated[start] = _dated(keys, start, head, here)
    return sorted(dated.items(), key=lambda item: item[0])


def _dated(
    keys: Mapping[str, object],
    start: date,
    head: tuple[str, str, Kind, str | None],
    place: Place,
) -> Dated | None:
    id_, unit, kind, municipality = head
    article, source = place.words(keys, "article"), place.told(keys, "source")
    checked = _day(keys, "checked", place)
    note = place.told(keys, "note") if "note" in keys else None
    if keys["value"] is None:
        return None
    try:
        value = None if keys["value"] == UNVERIFIED else read_value(unit, keys["value"])
    except ValueError as fault:
        raise place.error("value", f"{fault} ({unit})") from None
    return Dated(
        id_, value, unit, kind, start, article, source, checked, municipality, note
    )


def _check_kind(
    kind: Kind, municipality: str | None, values: object, place: Place
) -> None:
    if municipality is not None and kind is Kind.LAW:
        raise place.error("kind", "a municipality makes no law: say local or policy")
    if municipality is None and kind is Kind.LOCAL and values:
        raise place.error("values", "a local rule has no value for the whole country")


def _check_against_national(
    parameter: Parameter, national: tuple[Parameter, Place] | None, place: Place
) -> None:
    if national is None:
        raise place.error("id", f"no national file describes {parameter.id}")
    described = national[0]
    if parameter.unit != described.unit:
        raise place.error("unit", f"{parameter.id} is in {described.unit}")
    if parameter.municipality is None or described.kind is not Kind.LAW:
        return
    invented = parameter.municipality.startswith(_INVENTED)
    if not (described.local_may_differ or invented):
        raise place.error("id", f"{parameter.id} is law: no municipality can set it")


def _refuse_personal(found: Mapping[str, object], place: Place) -> None:
    values = found["values"] if isinstance(found["values"], list) else []
    read: list[object] = [found["id"], found["description"]]
    for entry in values:
        if isinstance(entry, Mapping):
            read += [entry.get("value"), entry.get("note")]
    for words in map(str, read):
        if (hit := _PERSONAL.search(words)) is not None:
            raise place.error(
                "description",
                f"a local rule cannot turn on “{hit[0]}”: it may say how a place is"
                " used, not who somebody is (Grondwet art. 1; AWGB art. 7; rule L04)",
            )


def _day(keys: Mapping[str, object], key: str, place: Place) -> date:
    day = keys[key]
    if not isinstance(day, date) or not is_day(day):
        raise place.error(key, "expected a day, such as 2026-01-31")
    return day


def _id(found: Mapping[str, object], place: Place) -> str:
    id_ = place.words(found, "id")
    if not _ID.fullmatch(id_):
        raise place.error("id", "expected small letters with a point: levy.rate")
    return id_


def _municipality(found: Mapping[str, object], place: Place) -> str | None:
    if "municipality" not in found:
        return None
    written = place.words(found, "municipality")
    try:
        code = municipality_code(written)
    except Invalid as fault:
        raise place.error("municipality", str(fault)) from None
    if code != written:
        raise place.error("municipality", f"write {code}")
    return code
