"""Reads the kit from its files: everything that is wrong is said at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from onderdak.kernel.errors import ConfigurationError
from onderdak.rules.engine.reading import read_yaml
from onderdak.rules.locations.catalogue import Catalogue, Fact, Of, load_catalogue
from onderdak.supervision.inspections.kits.domain.checking import faults_of
from onderdak.supervision.inspections.kits.domain.forbidden import (
    Forbidden,
    forbidden_from,
)
from onderdak.supervision.inspections.kits.domain.paths import path_of, told_by
from onderdak.supervision.inspections.kits.domain.shapes import (
    ROLES,
    Checklist,
    Condition,
    Each,
    Fault,
    Item,
    ItemKind,
    Kind,
    Option,
    PartName,
    Section,
    When,
)
from onderdak.supervision.inspections.kits.domain.written import condition_from

FOLDER: Final = Path(__file__).parent
_PART: Final = {"part", "sections"}
_SECTION: Final = {"key", "when", "each", "title", "items", "help", "fixed", "only_if"}
_ITEM: Final = {
    *("key", "kind", "title", "help", "options", "photo", "only_if", "fine", "text"),
    *("law", "role", "fact", "sealed", "goes_to", "inside_only", "at"),
    *("unit", "least", "most"),
}
_VARIANT: Final = {"kind", "title", "sections"}
Found = Mapping[str, Any]


class KitFaulty(ConfigurationError):
    """The files of the kit cannot be used; `faults` has everything that is wrong."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass
class _Reader:
    """Reads files, and gathers what is wrong instead of stopping at it."""

    catalogue: Catalogue
    forbidden: Forbidden
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, where: str, what: str) -> None:
        self.faults.append(Fault(where, what.replace("%", "%%")))

    def part(self, path: Path) -> Iterator[Section]:
        found = self.mapping(read_yaml(path), path.name, _PART)
        name = self.one_of(found.get("part"), PartName, path.name)
        if name is None:
            return
        for number, each in enumerate(self.listed(found.get("sections"), path.name)):
            where = f"{path.name}: sections[{number}]"
            if section := self.section(each, PartName(name), where):
                yield section

    def section(self, given: object, part: PartName, where: str) -> Section | None:
        found = self.mapping(given, where, _SECTION)
        key = str(found.get("key", ""))
        where = f"{where} {key}"
        when = self.one_of(found.get("when"), When, where)
        each = self.one_of(found.get("each", "visit"), Each, where)
        if when is None or each is None:
            return None
        return Section(
            key=key,
            part=part,
            when=When(when),
            each=Each(each),
            title=self.words(found.get("title"), where),
            help=self.maybe_words(found.get("help"), where),
            fixed=found.get("fixed") is True,
            only_if=self.condition(found.get("only_if"), where),
            items=tuple(
                item
                for one in self.listed(found.get("items"), where)
                if (item := self.item(one, part, Each(each), where))
            ),
        )

    def item(
        self, given: object, part: PartName, each: Each, where: str
    ) -> Item | None:
        found = self.mapping(given, where, _ITEM)
        fact = self.fact(found.get("fact"), each, f"{where}.{found.get('key', '')}")
        if fact:
            found = told_by(fact) | found
        key = str(found.get("key", ""))
        where = f"{where}.{key}"
        kind = self.one_of(found.get("kind"), ItemKind, where)
        if kind is None:
            return None
        if (role := found.get("role", "")) and role not in ROLES:
            self.wrong(where, f"the role {role!r} is not known")
        at = str(found.get("at", key))
        made = Item(
            key=key,
            kind=ItemKind(kind),
            path=None if kind == ItemKind.NOTE else path_of(part, each, at, fact),
            title=self.words(found.get("title"), where),
            help=self.maybe_words(found.get("help"), where),
            unit=found.get("unit"),
            least=found.get("least"),
            most=found.get("most"),
            options=self.options(found.get("options", {}), where),
            photo=found.get("photo") is True,
            only_if=self.condition(found.get("only_if"), where),
            fine=found.get("fine") is True,
            text=found.get("text"),
            law=str(found.get("law", "")),
            role=str(role),
            fact=fact.path if fact else None,
            sealed=found.get("sealed") is True,
            goes_to=self.maybe_words(found.get("goes_to"), where),
            inside_only=found.get("inside_only") is True,
        )
        return (
            replace(made, path=f"statement/{{person}}/{key}") if made.sealed else made
        )

    def fact(self, path: object, each: Each, where: str) -> Fact | None:
        if path is None:
            return None
        if path not in self.catalogue:
            self.wrong(where, f"the fact {path} is not known")
            return None
        found = self.catalogue.fact(str(path))
        fits = {Of.UNIT: Each.UNIT, Of.ROOM: Each.ROOM, Of.LOCATION: Each.VISIT}
        if fits[found.of] is not each:
            self.wrong(where, f"{path} is a fact of a {found.of}")
        return found

    def options(self, found: object, where: str) -> tuple[Option, ...]:
        if not isinstance(found, dict):
            self.wrong(where, "expected answers with their words")
            return ()
        return tuple(
            Option(str(key), self.words(words, f"{where}.{key}"))
            for key, words in found.items()
        )

    def condition(self, found: object, where: str) -> Condition | None:
        if found is None:
            return None
        try:
            return condition_from(found)  # type: ignore[arg-type]  # it checks
        except (ValueError, TypeError, AttributeError) as error:
            self.wrong(where, f"only_if: {error}")
            return None

    def variant(self, path: Path, sections: Mapping[str, Section]) -> Checklist | None:
        found = self.mapping(read_yaml(path), path.name, _VARIANT)
        kind = self.one_of(found.get("kind"), Kind, path.name)
        chosen = [
            section
            for one in self.listed(found.get("sections"), path.name)
            if (section := self.chosen(one, sections, path.name))
        ]
        if kind is None:
            return None
        title = self.words(found.get("title"), path.name)
        made = Checklist(Kind(kind), path.stem, title, tuple(chosen))
        self.faults += [
            replace(fault, where=f"{path.name}: {fault.where}")
            for fault in faults_of(made, self.forbidden)
        ]
        return made

    def chosen(
        self, one: object, sections: Mapping[str, Section], where: str
    ) -> Section | None:
        """A section by its key, whole or with some of its items."""
        key, only = one, None
        if isinstance(one, dict) and len(one) == 1:
            key, only = next(iter(one.items()))
        section = sections.get(str(key))
        if section is None:
            self.wrong(where, f"there is no section {key}")
            return None
        if only is None:
            return section
        known = {item.key: item for item in section.items}
        for missing in [each for each in self.listed(only, where) if each not in known]:
            self.wrong(where, f"{key} has no item {missing}")
        items = tuple(known[each] for each in only if each in known)
        return replace(section, items=items)

    def mapping(self, found: object, where: str, known: set[str]) -> dict[str, Any]:
        if not isinstance(found, dict):
            self.wrong(where, "expected keys with values")
            return {}
        for key in sorted(map(str, found.keys() - known)):
            self.wrong(where, f"the key {key} is not known")
        return found

    def listed(self, found: object, where: str) -> list[Any]:
        if isinstance(found, list):
            return found
        self.wrong(where, "expected a list")
        return []

    def one_of(self, value: object, known: Iterable[str], where: str) -> str | None:
        words = [str(each) for each in known]
        if isinstance(value, str) and value in words:
            return value
        self.wrong(where, f"{value!r} is not one of {', '.join(words)}")
        return None

    def words(self, found: object, where: str) -> Mapping[str, str]:
        if isinstance(found, dict) and set(found) == {"nl", "en"}:
            return {language: str(words) for language, words in found.items()}
        self.wrong(where, "expected words in nl and en")
        return {}

    def maybe_words(self, found: object, where: str) -> Mapping[str, str] | None:
        return None if found is None else self.words(found, where)


@cache
def catalogue() -> Catalogue:
    """The facts that items can be tied to, read once."""
    return load_catalogue()


@cache
def forbidden() -> Forbidden:
    """What no checklist asks after."""
    found = read_yaml(FOLDER / "forbidden.yaml")
    if not isinstance(found, dict):
        raise ConfigurationError("forbidden.yaml: expected keys with values")
    return forbidden_from(found)


def load_kits(folder: Path = FOLDER) -> Mapping[Kind, Checklist]:
    """Read every variant of the kit.

    Raises:
        KitFaulty: with everything that is wrong in any of the files.
    """
    reader = _Reader(catalogue(), forbidden())
    sections: dict[str, Section] = {}
    for path in sorted((folder / "parts").glob("*.yaml")):
        for section in reader.part(path):
            if section.key in sections:
                reader.wrong(path.name, f"the section {section.key} is there twice")
            sections[section.key] = section
    kits = [
        reader.variant(path, sections)
        for path in sorted((folder / "variants").glob("*.yaml"))
    ]
    if reader.faults:
        raise KitFaulty(dict.fromkeys(reader.faults))
    return {kit.kind: kit for kit in kits if kit}


@cache
def kits() -> Mapping[Kind, Checklist]:
    """The kit that is shipped, read once."""
    return load_kits()
