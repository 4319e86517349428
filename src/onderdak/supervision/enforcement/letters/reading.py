"""Reads the kinds of letters: a file for each path, checked before one is used."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from onderdak.kernel.errors import ConfigurationError
from onderdak.supervision.enforcement.domain.letters import (
    FITTING,
    AddressedTo,
    Legal,
    LetterKind,
    Nature,
    Part,
    Remedy,
    Section,
)

FOLDER: Final = Path(__file__).parent
_PARTS: Final = {one.value for one in Part}
_KIND_KEYS: Final = {
    *("title", "nature", "to", "subject", "short", "body", "legal"),
    *("remedy", "other_remedies", "punishes"),
}
_SECTION_KEYS: Final = {"key", "title", "say", "when", "is"}
_LEGAL_KEYS: Final = {"articles", "say", "shared_with", "because"}


@cache
def letter_kinds() -> Mapping[str, LetterKind]:
    """Every kind of letter, read once.

    Raises:
        ConfigurationError: names the file and what is wrong in it.
    """
    return load_kinds(FOLDER / "kinds")


def load_kinds(folder: Path) -> Mapping[str, LetterKind]:
    """Read all kinds of a folder."""
    found: dict[str, LetterKind] = {}
    for path in sorted(folder.glob("*.yaml")):
        for kind, written in yaml.safe_load(path.read_text("utf-8")).items():
            if kind in found:
                raise _wrong(path, kind, "stands in two files")
            found[kind] = _kind(path, kind, written)
    return found


def _kind(path: Path, kind: str, written: Mapping[str, Any]) -> LetterKind:
    _only(path, kind, written, _KIND_KEYS)
    try:
        read = LetterKind(
            kind=kind,
            title={"nl": written["title"]["nl"], "en": written["title"]["en"]},
            nature=Nature(written["nature"]),
            to=AddressedTo(written.get("to", "offender")),
            subject=written["subject"],
            short=tuple(
                Section(f"short{at}", words=words)
                for at, words in enumerate(written["short"])
            ),
            sections=tuple(_sections(path, kind, written["body"])),
            legal=_legal(path, kind, written["legal"]),
            remedy=Remedy(written["remedy"]),
            other_remedies=tuple(map(Remedy, written.get("other_remedies", ()))),
            punishes=written.get("punishes", False) is True,
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise _wrong(path, kind, f"is not readable: {fault!r}") from fault
    for remedy in read.remedies:
        if remedy not in FITTING[read.nature]:
            raise _wrong(path, kind, f"a {read.nature} has no remedy {remedy}")
    return read


def _sections(path: Path, kind: str, written: Any) -> Iterator[Section]:
    keys = set()
    for one in written:
        section = _section(path, kind, one)
        if section.key in keys:
            raise _wrong(path, kind, f"has {section.key} twice")
        keys.add(section.key)
        yield section


def _section(path: Path, kind: str, one: Any) -> Section:
    if isinstance(one, str):
        return Section(one, part=Part(one))
    _only(path, kind, one, _SECTION_KEYS)
    if one["key"] in _PARTS:
        return Section(one["key"], title=one.get("title", ""), part=Part(one["key"]))
    return Section(
        one["key"],
        title=one.get("title", ""),
        words=one["say"],
        when=one.get("when", ""),
        is_=one.get("is", ""),
    )


def _legal(path: Path, kind: str, written: Mapping[str, Any]) -> Legal:
    _only(path, kind, written, _LEGAL_KEYS)
    shared = tuple(written.get("shared_with", ()))
    if bool(shared) != bool(written.get("because")):
        raise _wrong(path, kind, "says why it shares its legal paragraph, or shares it")
    return Legal(
        articles=tuple(written["articles"]),
        words=written["say"],
        shared_with=shared,
        because=written.get("because", ""),
    )


def _only(path: Path, kind: str, written: Any, keys: set[str]) -> None:
    unknown = sorted(set(written) - keys)
    if unknown:
        raise _wrong(path, kind, f"has keys that are not known: {', '.join(unknown)}")


def _wrong(path: Path, kind: str, what: str) -> ConfigurationError:
    return ConfigurationError(f"{path.name}: letter {kind} {what}")
