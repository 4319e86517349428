"""What a checklist must be, whoever wrote it; everything that is wrong at once."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from onderdak.kernel.text import msgid
from onderdak.supervision.inspections.kits.domain.forbidden import Forbidden
from onderdak.supervision.inspections.kits.domain.shapes import (
    CHOSEN,
    MEASURED,
    Checklist,
    Condition,
    Each,
    Fault,
    Item,
    ItemKind,
    PartName,
    Section,
)

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
_OPTION: Final = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")
LONGEST_TITLE: Final = 400
MOST_ITEMS: Final = 600
MOST_OPTIONS: Final = 60


def faults_of(checklist: Checklist, forbidden: Forbidden) -> list[Fault]:
    """Everything that is wrong with a checklist; nothing when it can be used."""
    return [
        *_whole(checklist),
        *_twice(checklist),
        *(fault for section in checklist.sections for fault in _in_section(section)),
        *_conditions(checklist),
        *_asked_of_nobody(checklist, forbidden),
    ]


def _whole(checklist: Checklist) -> Iterator[Fault]:
    if not any(section.items for section in checklist.sections):
        yield Fault(checklist.key, msgid("This checklist asks nothing."))
    if len(checklist.by_key()) > MOST_ITEMS:
        yield Fault(
            checklist.key,
            msgid("More than %(most)s questions is too much for one visit."),
            {"most": MOST_ITEMS},
        )


def _twice(checklist: Checklist) -> Iterator[Fault]:
    keys = Counter(section.key for section in checklist.sections)
    keys.update(item.key for section in checklist.sections for item in section.items)
    for key, times in keys.items():
        if times > 1:
            yield Fault(
                key, msgid("This name is there %(times)s times."), {"times": times}
            )
    paths = Counter(
        item.path
        for section in checklist.sections
        for item in section.items
        if item.path
    )
    for path, times in paths.items():
        if times > 1:
            yield Fault(
                path,
                msgid("Two questions write to the same place: %(path)s."),
                {"path": path},
            )


def _in_section(section: Section) -> Iterator[Fault]:
    if not _KEY.fullmatch(section.key):
        yield _bad_key(section.key)
    yield from _titled(section.key, section.title)
    if section.help:
        yield from _titled(section.key, section.help)
    for item in section.items:
        yield from _in_item(item)


def _bad_key(key: str) -> Fault:
    return Fault(
        key,
        msgid("A name has small letters, digits and _ only, and begins with a letter."),
    )


def _titled(where: str, title: Mapping[str, str]) -> Iterator[Fault]:
    for language in ("nl", "en"):
        words = title.get(language, "").strip()
        if not words:
            yield Fault(
                where,
                msgid("The words in %(language)s are missing."),
                {"language": language},
            )
        if "${" in words:
            yield Fault(where, msgid("Words that are filled in are not kept: ${}."))
        if len(words) > LONGEST_TITLE:
            yield Fault(where, msgid("These words are too long."))


def _in_item(item: Item) -> Iterator[Fault]:
    if not _KEY.fullmatch(item.key):
        yield _bad_key(item.key)
    yield from _titled(item.key, item.title)
    if item.help:
        yield from _titled(item.key, item.help)
    if item.kind in CHOSEN and not item.options:
        yield Fault(item.key, msgid("There are no answers to choose from."))
    if item.kind not in CHOSEN and item.options:
        yield Fault(item.key, msgid("Answers to choose from belong to a choice."))
    if len(item.options) > MOST_OPTIONS:
        yield Fault(item.key, msgid("There are too many answers to choose from."))
    for key, times in Counter(option.key for option in item.options).items():
        if times > 1:
            yield Fault(
                item.key, msgid("The answer %(key)s is there twice."), {"key": key}
            )
    for option in item.options:
        if not _OPTION.fullmatch(option.key):
            yield _bad_key(f"{item.key}.{option.key}")
        yield from _titled(f"{item.key}.{option.key}", option.title)
    if (item.path is None) != (item.kind is ItemKind.NOTE):
        yield Fault(item.key, msgid("Only a note has no place where it is kept."))
    if (item.text is not None) != (item.kind is ItemKind.READ):
        yield Fault(
            item.key, msgid("What is read aloud names its text; nothing else does.")
        )
    if item.unit and item.kind not in MEASURED:
        yield Fault(item.key, msgid("Only what is measured has a unit."))
    if item.least is not None and item.most is not None and item.least > item.most:
        yield Fault(item.key, msgid("The lowest number is higher than the highest."))


def _conditions(checklist: Checklist) -> Iterator[Fault]:
    each_of = {
        item.key: (item, section)
        for section in checklist.sections
        for item in section.items
    }
    for section in checklist.sections:
        if section.only_if:
            yield from _condition(section.key, section.only_if, None, each_of)
        for item in section.items:
            if item.only_if:
                yield from _condition(item.key, item.only_if, section, each_of)


def _condition(
    where: str,
    condition: Condition,
    section: Section | None,
    each_of: Mapping[str, tuple[Item, Section]],
) -> Iterator[Fault]:
    for part in condition.parts:
        yield from _condition(where, part, section, each_of)
    if not condition.item:
        return
    known = each_of.get(condition.item)
    if known is None:
        yield Fault(
            where,
            msgid("It depends on %(item)s, which is not there."),
            {"item": condition.item},
        )
        return
    asked, of = known
    if asked.key == where:
        yield Fault(where, msgid("It depends on itself."))
    if of.each is not Each.VISIT and (section is None or of.key != section.key):
        yield Fault(
            where,
            msgid("It depends on %(item)s, which can have several answers."),
            {"item": condition.item},
        )
    yield from _comparable(where, condition, asked)


def _comparable(where: str, condition: Condition, asked: Item) -> Iterator[Fault]:
    how, kind = condition.how, asked.kind
    fits = {
        "is": kind in (ItemKind.TRUTH, ItemKind.STEP, ItemKind.SIGN, ItemKind.WORD),
        "has": kind is ItemKind.WORDS,
        "at_least": kind in MEASURED,
        "at_most": kind in MEASURED,
        "answered": kind is not ItemKind.NOTE,
    }[how]
    options = {option.key for option in asked.options}
    known = condition.value in options if kind in CHOSEN and how != "answered" else True
    if how == "is" and kind not in CHOSEN:
        known = isinstance(condition.value, bool)
    if not fits or not known:
        yield Fault(
            where,
            msgid("%(item)s cannot be compared in this way."),
            {"item": condition.item},
        )


def _asked_of_nobody(checklist: Checklist, forbidden: Forbidden) -> Iterator[Fault]:
    for section in checklist.sections:
        if section.fixed:
            continue
        neighbours = section.part is PartName.NEIGHBOURS
        for item in section.items:
            found = forbidden.found_in(_words_of(item), neighbours=neighbours)
            if found:
                yield Fault(
                    item.key,
                    msgid("This asks after '%(word)s': %(why)s"),
                    {"word": found.word, "why": found.why},
                )


def _words_of(item: Item) -> str:
    told = [item.title, item.help or {}, *(option.title for option in item.options)]
    spoken = [words for each in told for words in each.values()]
    keys = [item.key, *(option.key for option in item.options)]
    return " ".join([*spoken, *(key.replace("_", " ") for key in keys)])
