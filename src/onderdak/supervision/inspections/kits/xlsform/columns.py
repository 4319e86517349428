"""The columns of the sheets, and how our own marks are written in them.

A mark is an attribute of a bind in a namespace of our own, as XLSForm foresees, so that
other programs keep or ignore it.
"""

from typing import Final

from onderdak.supervision.inspections.kits.domain.shapes import ItemKind

NAMESPACE: Final = 'onderdak="urn:onderdak:kit"'
LANGUAGES: Final = {"nl": "Nederlands (nl)", "en": "English (en)"}
SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
SHEETS: Final = (SURVEY, CHOICES, SETTINGS)
YES_NO: Final = "yes_no"
SPOKEN: Final = "onderdak_languages"
FORM: Final = "onderdak_"
TICKED: Final = "OK"


def mark(name: str) -> str:
    """The column of one of our own marks."""
    return f"bind::onderdak:{name}"


def told(column: str, language: str) -> str:
    """The column of words in one language."""
    return f"{column}::{LANGUAGES[language]}"


# What has a type of its own in XLSForm; the rest is written with a mark.
TYPES: Final = {
    ItemKind.STEP: "acknowledge",
    ItemKind.SIGN: "acknowledge",
    ItemKind.TRUTH: f"select_one {YES_NO}",
    ItemKind.COUNT: "integer",
    ItemKind.AREA: "decimal",
    ItemKind.LENGTH: "decimal",
    ItemKind.VOLUME: "decimal",
    ItemKind.MONEY: "decimal",
    ItemKind.DATE: "date",
    ItemKind.TIME: "time",
    ItemKind.TEXT: "text",
    ItemKind.NOTE: "note",
    ItemKind.READ: f"select_one {SPOKEN}",
}
COLUMNS: Final = (
    "type",
    "name",
    *(told("label", language) for language in LANGUAGES),
    *(told("hint", language) for language in LANGUAGES),
    *(told("guidance_hint", language) for language in LANGUAGES),
    "relevant",
    "constraint",
    *map(
        mark,
        [
            "use",
            "fixed",
            "part",
            "when",
            "each",
            "kind",
            "fact",
            "unit",
            "fine",
            "sealed",
            "law",
            "role",
            "text",
        ],
    ),
)
CHOICE_COLUMNS: Final = (
    "list_name",
    "name",
    *(told("label", language) for language in LANGUAGES),
)

Row = dict[str, str]
Form = dict[str, list[Row]]
