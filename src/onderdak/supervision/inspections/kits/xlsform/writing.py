"""A checklist as the rows of an XLSForm."""

from collections.abc import Iterator, Mapping
from typing import Final

from onderdak.rules.expressions.dimensions import UNITS
from onderdak.supervision.inspections.kits.domain.shapes import (
    CHOSEN,
    Checklist,
    Each,
    Item,
    ItemKind,
    Option,
    PartName,
    Section,
    Words,
)
from onderdak.supervision.inspections.kits.texts import kit_texts
from onderdak.supervision.inspections.kits.xlsform.columns import (
    CHOICES,
    FORM,
    LANGUAGES,
    NAMESPACE,
    SETTINGS,
    SPOKEN,
    SURVEY,
    TYPES,
    YES_NO,
    Form,
    Row,
    mark,
    told,
)
from onderdak.supervision.inspections.kits.xlsform.conditions import (
    as_constraint,
    as_xpath,
)

_YES_NO: Final = (
    Option("yes", {"nl": "ja", "en": "yes"}),
    Option("no", {"nl": "nee", "en": "no"}),
)
_PHOTO: Final = {"nl": "Foto", "en": "Photo"}


def form_of(checklist: Checklist, version: str) -> Form:
    """The sheets of a checklist, as rows by the name of their column."""
    known = checklist.by_key()
    sections = [one for one in checklist.sections if one.part is not PartName.SIGNS]
    survey = [row for section in sections for row in section_rows(section, known)]
    items = [item for section in sections for item in section.items]
    return {
        SURVEY: survey,
        CHOICES: list(_choices(items)),
        SETTINGS: [_settings(checklist, version)],
    }


def _settings(checklist: Checklist, version: str) -> Row:
    return {
        "form_title": checklist.title["nl"],
        "form_id": f"{FORM}{checklist.kind.value}",
        "version": version,
        "default_language": LANGUAGES["nl"],
        "namespaces": NAMESPACE,
        "onderdak_title": checklist.title["en"],
    }


def section_rows(section: Section, known: Mapping[str, Item]) -> Iterator[Row]:
    """The rows of one section, from its beginning to its end."""
    around = "group" if section.each is Each.VISIT else "repeat"
    yield _filled(
        {
            "type": f"begin_{around}",
            "name": section.key,
            **_words("label", section.title),
            "relevant": as_xpath(section.only_if, known) if section.only_if else "",
            mark("fixed"): "yes" if section.fixed else "",
            mark("part"): section.part.value,
            mark("when"): section.when.value,
            mark("each"): section.each.value,
        }
    )
    if section.help:
        yield {
            "type": "note",
            "name": f"{section.key}_help",
            **_words("label", section.help),
            mark("use"): "help",
        }
    for item in section.items:
        yield from _item_rows(item, known)
    yield {"type": f"end_{around}", "name": section.key}


def _item_rows(item: Item, known: Mapping[str, Item]) -> Iterator[Row]:
    relevant = as_xpath(item.only_if, known) if item.only_if else ""
    unit = UNITS[item.unit].sign if item.unit else ""
    yield _filled(
        {
            "type": _type(item),
            "name": item.key,
            **_words("label", item.title),
            **(_words("hint", item.help) if item.help else {}),
            **(_words("guidance_hint", dict.fromkeys(LANGUAGES, unit)) if unit else {}),
            "relevant": relevant,
            "constraint": as_constraint(item.least, item.most),
            mark("kind"): item.kind.value,
            mark("fact"): item.fact or "",
            mark("unit"): item.unit or "",
            mark("fine"): "yes" if item.fine else "",
            mark("sealed"): "yes" if item.sealed else "",
            mark("law"): item.law,
            mark("role"): item.role,
            mark("text"): item.text or "",
        }
    )
    if item.photo:
        yield _filled(
            {
                "type": "image",
                "name": f"{item.key}_photo",
                **_words("label", _PHOTO),
                "relevant": relevant,
                mark("use"): "photo",
            }
        )


def _type(item: Item) -> str:
    if item.kind in CHOSEN:
        how = "select_one" if item.kind is ItemKind.WORD else "select_multiple"
        return f"{how} {item.key}"
    return TYPES[item.kind]


def _choices(items: list[Item]) -> Iterator[Row]:
    kinds = {item.kind for item in items}
    if ItemKind.TRUTH in kinds:
        yield from (_choice(YES_NO, option) for option in _YES_NO)
    if ItemKind.READ in kinds:
        for code, spoken in kit_texts().items():
            names = dict.fromkeys(LANGUAGES, spoken.language.name)
            yield _choice(SPOKEN, Option(code, names))
    for item in items:
        yield from (_choice(item.key, option) for option in item.options)


def _choice(name: str, option: Option) -> Row:
    return {"list_name": name, "name": option.key, **_words("label", option.title)}


def _words(column: str, words: Words) -> Row:
    return {told(column, language): words[language] for language in LANGUAGES}


def _filled(row: Row) -> Row:
    return {column: value for column, value in row.items() if value}
