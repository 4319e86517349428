"""The languages in which people who come here to work are spoken to.

The sixteen of the information leaflets that a Dutch municipality keeps for them. A
language is named in its own script, because that is how its speaker finds it.
"""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]
Script = Literal["latin", "cyrillic", "arabic", "ethiopic", "devanagari", "han"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its ISO 639-1 code, its own name, its English name, its script."""

    code: str
    name: str
    english: str
    script: Script

    @property
    def direction(self) -> Direction:
        """Right to left for Arabic script; the Ge'ez of Tigrinya runs left to right."""
        return "rtl" if self.script == "arabic" else "ltr"

    def __str__(self) -> str:
        return self.name


_ALL = (
    Language("nl", "Nederlands", "Dutch", "latin"),
    Language("en", "English", "English", "latin"),
    Language("pl", "Polski", "Polish", "latin"),
    Language("ro", "Română", "Romanian", "latin"),
    Language("bg", "Български", "Bulgarian", "cyrillic"),
    Language("uk", "Українська", "Ukrainian", "cyrillic"),
    Language("ar", "العربية", "Arabic", "arabic"),
    Language("de", "Deutsch", "German", "latin"),
    Language("es", "Español", "Spanish", "latin"),
    Language("fa", "فارسی", "Farsi", "arabic"),
    Language("fr", "Français", "French", "latin"),
    Language("hi", "हिन्दी", "Hindi", "devanagari"),
    Language("it", "Italiano", "Italian", "latin"),
    Language("pt", "Português", "Portuguese", "latin"),
    Language("ti", "ትግርኛ", "Tigrinya", "ethiopic"),
    Language("zh", "中文", "Chinese", "han"),
)

LANGUAGES: dict[str, Language] = {language.code: language for language in _ALL}


def language(code: str) -> Language:
    """The language of a code such as `pl`, `pl-PL` or `pl_PL`.

    Raises:
        KeyError: for a language that nobody here is spoken to in.
    """
    return LANGUAGES[code.replace("_", "-").split("-")[0].lower()]
