"""What the page of each step shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onderdak.foundation.documents.contract import MOST_BYTES
from onderdak.supervision.desk.contract.public import MOST_PHOTOS, DeskTexts, Question
from onderdak.web.desk.places import places_to_choose
from onderdak.web.desk.public.filled import Filled
from onderdak.web.desk.public.steps import (
    Desk,
    Slip,
    StepName,
)

MEGABYTES = MOST_BYTES // 1024**2


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One choice."""

    value: str
    label: str
    chosen: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question with its choices."""

    key: str
    label: str
    hint: str
    several: bool
    options: Sequence[ShownOption]
    error: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the answers to look over, and the step where it is changed."""

    step: StepName
    label: str
    value: str


def name_of(desk: Desk, filled: Filled, texts: DeskTexts) -> str:
    """The name of the chosen category in this language."""
    found = desk.category(filled)
    return _name(found.names, texts, found.key) if found else ""


def _name(names: Mapping[str, str], texts: DeskTexts, key: str) -> str:
    return names.get(texts.language.code) or names.get("nl") or key


def errors_in(slips: Sequence[Slip], texts: DeskTexts) -> dict[str, str]:
    """The sentences at each field."""
    said: dict[str, str] = {}
    for each in slips:
        told = texts.say(each.says, **(each.values or {}))
        said[each.field] = " ".join(filter(None, (said.get(each.field), told)))
    return said


def step_context(
    step: StepName, filled: Filled, desk: Desk, texts: DeskTexts, errors: dict[str, str]
) -> dict[str, Any]:
    """What one step shows besides the frame."""
    if step is StepName.CATEGORY:
        return {"categories": _categories(filled, desk, texts)}
    if step is StepName.DANGER:
        return {
            "choices": [
                ShownOption(value, texts[value], filled.danger == value)
                for value in ("no", "yes")
            ]
        }
    if step is StepName.WHAT:
        return {"questions": _questions(filled, desk, texts, errors)}
    if step is StepName.PLACE:
        return place_context(filled, desk, texts)
    if step is StepName.PHOTOS:
        return {
            "room_for_photos": len(filled.photos) < MOST_PHOTOS,
            "photos_hint": texts.say(
                "photos_hint", most=MOST_PHOTOS, megabytes=MEGABYTES
            ),
        }
    if step is StepName.CHECK:
        return {"rows": _rows(filled, desk, texts)}
    return {}


def _categories(filled: Filled, desk: Desk, texts: DeskTexts) -> list[ShownOption]:
    return [
        ShownOption(
            each.key,
            _name(each.names, texts, each.key),
            each.key == filled.category,
            texts[f"hint_{each.kind}"],
        )
        for each in desk.categories
    ]


def _questions(
    filled: Filled, desk: Desk, texts: DeskTexts, errors: Mapping[str, str]
) -> list[ShownQuestion]:
    return [
        ShownQuestion(
            key=each.key,
            label=texts[f"q_{each.key}"],
            hint=texts["several_hint" if each.several else "one_hint"],
            several=each.several,
            options=[
                ShownOption(one, said, one in filled.answers.get(each.key, ()))
                for one, said in _options(each, texts)
            ],
            error=errors.get(each.key, ""),
        )
        for each in desk.questions(filled)
    ]


def _options(question: Question, texts: DeskTexts) -> list[tuple[str, str]]:
    return [(one, texts[f"o_{question.key}_{one}"]) for one in question.options]


def place_context(filled: Filled, desk: Desk, texts: DeskTexts) -> dict[str, Any]:
    """The addresses that fit what was typed, and the one that was chosen."""
    fitting = places_to_choose(desk.town, filled.sought)
    found = {each.value: each.label for each in fitting}
    chosen = filled.chosen
    if chosen.value:
        found = {chosen.value: chosen.label, **found}
    options = [
        ShownOption(value, label, value == chosen.value)
        for value, label in found.items()
    ]
    none = ShownOption("", texts["place_other"], not chosen.value)
    return {
        "found": [*options, none] if options else [],
        "nothing_found": bool(filled.sought) and not options,
    }


def _rows(filled: Filled, desk: Desk, texts: DeskTexts) -> list[Row]:
    rows = [
        Row(StepName.CATEGORY, texts["category_title"], name_of(desk, filled, texts))
    ]
    if StepName.DANGER in desk.steps(filled):
        rows.append(Row(StepName.DANGER, texts["danger_title"], texts[filled.danger]))
    for each in desk.questions(filled):
        said = [
            label
            for one, label in _options(each, texts)
            if one in filled.answers.get(each.key, ())
        ]
        rows.append(Row(StepName.WHAT, texts[f"q_{each.key}"], ", ".join(said)))
    reach = [filled.name, filled.email, filled.phone, filled.when]
    return [
        *rows,
        Row(StepName.WHAT, texts["text_label"], filled.text),
        Row(
            StepName.PLACE,
            texts["place_title"],
            filled.address_label or filled.place,
        ),
        Row(
            StepName.CONTACT,
            texts["contact_title"],
            ", ".join(each for each in reach if each),
        ),
        Row(
            StepName.PHOTOS,
            texts["photos_title"],
            ", ".join(
                texts.say("photo_number", number=number)
                for number in range(1, len(filled.photos) + 1)
            ),
        ),
    ]
