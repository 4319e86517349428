"""Reads paths of enforcement, and refuses loudly what does not hold together.

The files in `paths/` and the copy that a case keeps have one shape, so one reader
serves both: the paths are put in one JSON of a fixed order, and its digest is the name
of the whole. What is unknown - a key, a state, a rule, a guard - is named with its
place, and nothing is read at all.
"""

import hashlib
import json
from collections.abc import Collection
from pathlib import Path as File
from typing import Any, Final

from onderdak.kernel.errors import ConfigurationError
from onderdak.rules.enforcement.forms import RemedyTerm, RuleSet
from onderdak.rules.enforcement.path_reading import PathReader
from onderdak.rules.enforcement.reading_parts import (
    Known,
    check_rule,
    names_in,
)
from onderdak.rules.engine.reading import Keys, Place, read_yaml

_REMEDY: Final = {"title", "against", "answer", "alarm"}
_DECISION: Final = "decision"
_ORDERED: Final = frozenset({"states", "facts", "options"})


def read_files(folder: File, known: Known) -> RuleSet:
    """Read the paths and remedies of a folder.

    Raises:
        ConfigurationError: names the file and the key.
    """
    found = {}
    for file in sorted((folder / "paths").glob("*.yaml")):
        written = read_yaml(file)
        key = written.get("path") if isinstance(written, dict) else None
        if key != file.stem:
            raise ConfigurationError(f"{file}: path: the file is named otherwise")
        found[file.stem] = written
    remedies = read_yaml(folder / "remedies.yaml")
    return _ruleset({"paths": found, "remedies": remedies}, folder, known)


def read(body: str, known: Known | None = None) -> RuleSet:
    """Read the copy of the paths that a case keeps.

    Raises:
        ConfigurationError: names the key.
    """
    try:
        written = json.loads(body)
    except ValueError as fault:
        raise ConfigurationError(f"ruleset: this is not readable: {fault}") from fault
    return _ruleset(written, File("ruleset"), known or Known())


def _ruleset(written: Any, source: File, known: Known) -> RuleSet:
    place = Place(source)
    keys = place.keys(written, {"paths", "remedies"})
    paths, remedies = keys["paths"], keys["remedies"]
    if not isinstance(paths, dict) or not paths:
        raise place.error("paths", "expected at least one path")
    body = json.dumps(_kept(written), ensure_ascii=False, sort_keys=True, default=str)
    return RuleSet(
        digest=hashlib.sha256(body.encode()).hexdigest(),
        paths={
            str(key): PathReader(_place_of(source, str(key)), known).path(found)
            for key, found in sorted(paths.items())
        },
        remedies=_remedies(remedies, place.at("remedies"), known),
        body=body,
    )


def _place_of(source: File, key: str) -> Place:
    if source.is_dir():
        return Place(source / "paths" / f"{key}.yaml")
    return Place(source, f"paths.{key}")


def _kept(written: Any) -> Any:
    """Write as lists what must keep its order wherever it is stored."""
    match written:
        case dict():
            return {
                key: _in_order(one)
                if key in _ORDERED and isinstance(one, dict)
                else _kept(one)
                for key, one in written.items()
            }
        case list():
            return [_kept(one) for one in written]
        case _:
            return written


def _in_order(written: dict[str, Any]) -> list[list[Any]]:
    return [[key, _kept(one)] for key, one in written.items()]


def _remedies(written: object, place: Place, known: Known) -> dict[str, RemedyTerm]:
    if not isinstance(written, dict):
        raise place.error("-", "expected remedies by their kind")
    kinds = {_DECISION, *map(str, written)}
    return {
        str(kind): _remedy(str(kind), one, place, kinds, known)
        for kind, one in written.items()
    }


def _remedy(
    kind: str, written: object, place: Place, kinds: Collection[str], known: Known
) -> RemedyTerm:
    here = place.at(kind)
    keys = here.keys(written, _REMEDY, {"rule", "part"})
    rule = here.words(keys, "rule") if keys.get("rule") else None
    part = keys.get("part")
    if rule is not None:
        check_rule(rule, part, here, known)
    against = names_in(keys, "against", here)
    if unknown := set(against) - set(kinds):
        raise here.error("against", f"{', '.join(sorted(unknown))} is not known")
    return RemedyTerm(
        kind=kind,
        title=here.languages(keys, "title"),
        rule=rule,
        part=None if part is None else str(part),
        against=against,
        answer=_answers(keys["answer"], here.at("answer"), known),
        alarm=_alarm(keys, here, known),
    )


def _alarm(keys: Keys, here: Place, known: Known) -> str:
    name = here.words(keys, "alarm")
    if known.parameters is not None and name not in known.parameters:
        raise here.error("alarm", f"the parameter {name} is not known")
    return name


def _answers(
    written: object, place: Place, known: Known
) -> dict[str, tuple[str, str | None]]:
    if not isinstance(written, dict):
        raise place.error("-", "expected terms by their case")
    found: dict[str, tuple[str, str | None]] = {}
    for case, one in written.items():
        here = place.at(str(case))
        keys = here.keys(one, {"rule"}, {"part"})
        rule, part = here.words(keys, "rule"), keys.get("part")
        check_rule(rule, part, here, known)
        found[str(case)] = (rule, None if part is None else str(part))
    return found
