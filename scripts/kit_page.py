"""The page on the control kit, made from the kit itself."""

from collections.abc import Iterator

from onderdak.supervision.inspections.contract.kits import (
    Condition,
    Item,
    Section,
    kit_texts,
    kits,
)

_LEAD = """<!-- Made by scripts/reference.py; do not edit by hand. -->

# The control kit

What is asked, read aloud and looked at during a visit, as data in our own words. A
municipality can have a checklist of its own; see [how to change a
checklist](../how-to/change-a-checklist.md) and [why it is as it
is](../decisions/0046-kit-and-xlsform.md). This page is made from the kit.

An item is kept under its path; `{unit}`, `{room}`, `{person}` and `{neighbour}` stand
for the one that it is filled in for. What is under `statement/` is sealed on arrival.
"""
_SHAPE = """
## What a device gets

`body` of a checklist: `format`, `kind`, `key`, `title`, `checklist` (sections with
items), `texts` (what is read aloud, by key and language) and `languages` (name,
direction, whether a native speaker has read it, and the note when nobody has).

| of a section | is |
| --- | --- |
| `part`, `when`, `each` | which part of the kit, when, once or for each of what |
| `fixed` | the law or the house asks it: a municipality cannot change it |
| `items` | what is asked, in this order |

| of an item | is |
| --- | --- |
| `path` | where the answer is kept; none for a note |
| `kind` | what is typed |
| `unit`, `least`, `most` | of what is measured |
| `options` | the answers of a choice |
| `photo` | a photo is asked; one can always be made |
| `only_if` | when it is asked; without one answer a comparison is false |
| `fine` | the answer may carry a fine: the right to silence is read first |
| `text` | which text is read aloud |
| `fact` | the fact of the norms that it fills |
| `sealed` | only opened for the report, with a logged reason |
| `goes_to` | where a sign goes |
| `inside_only` | shown during a visit, never in a list before it |

A condition is `{item, is}`, `{item, has}`, `{item, at_least}`, `{item, at_most}` or
`{item, answered}`, or `{all: [...]}`, `{any: [...]}`, `{not: ...}`.
"""


def kit_page() -> str:
    """The page in Markdown."""
    return "\n".join([_LEAD.rstrip(), *_kinds(), *_sections(), *_texts(), _SHAPE])


def _kinds() -> Iterator[str]:
    yield "\n## Which visit has which sections\n"
    kinds = list(kits().values())
    yield "| section | " + " | ".join(kit.title["en"] for kit in kinds) + " |"
    yield "| --- |" + " --- |" * len(kinds)
    for section in _all():
        counts = [_count(section.key, kit.sections) for kit in kinds]
        yield f"| {section.title['en']} | " + " | ".join(counts) + " |"


def _count(key: str, sections: tuple[Section, ...]) -> str:
    found = next((each for each in sections if each.key == key), None)
    return str(len(found.items)) if found else ""


def _all() -> list[Section]:
    """Every section, each in the longest form that a kit has of it."""
    found: dict[str, Section] = {}
    for kit in kits().values():
        for section in kit.sections:
            known = found.get(section.key)
            if known is None or len(section.items) > len(known.items):
                found[section.key] = section
    return list(found.values())


def _sections() -> Iterator[str]:
    for section in _all():
        fixed = "; stays as it is" if section.fixed else ""
        yield f"\n## {section.title['en']}\n"
        yield f"`{section.key}`: {section.when}, for each {section.each}{fixed}."
        if section.help:
            yield f"\n{section.help['en']}"
        yield "\n| item | what | typed | path |\n| --- | --- | --- | --- |"
        for item in section.items:
            what = " ".join(_told(item)).replace("|", "\\|")
            path = f"`{item.path}`" if item.path else ""
            yield f"| `{item.key}` | {what} | {_typed(item)} | {path} |"


def _told(item: Item) -> Iterator[str]:
    yield item.title["en"]
    if item.help:
        yield item.help["en"]
    if item.goes_to:
        yield f"*Goes to: {item.goes_to['en']}*"
    if item.only_if:
        yield f"*Only if {_condition(item.only_if)}.*"
    if item.fine:
        yield "*After the right to silence.*"
    if item.photo:
        yield "*With a photo.*"
    if item.law:
        yield f"({item.law})"


def _typed(item: Item) -> str:
    if item.options:
        return ", ".join(f"`{option.key}`" for option in item.options)
    return f"{item.kind} ({item.unit})" if item.unit else str(item.kind)


def _condition(condition: Condition) -> str:
    parts = [_condition(part) for part in condition.parts]
    match condition.how:
        case "all":
            return " and ".join(parts)
        case "any":
            return " or ".join(parts)
        case "not":
            return f"not ({parts[0]})"
    how = condition.how.replace("_", " ")
    return f"`{condition.item}` {how} {condition.value}"


def _texts() -> Iterator[str]:
    yield "\n## What is read aloud\n"
    for code, each in kit_texts().items():
        read = "read" if each.reviewed else "not read yet"
        yield f"- {each.language.english} (`{code}`): {read} by a native speaker"
    for key, words in kit_texts()["en"].texts.items():
        yield f"\n**`{key}`**\n\n" + "\n".join(
            f"> {line}".rstrip() for line in words.splitlines()
        )
