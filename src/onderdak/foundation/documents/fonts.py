"""The fonts of the documents: which there are, and which characters they can draw.

They come with the front-end packages and are copied by `scripts/vendor.mjs`. Fonts of
the machine are never used: a letter looks the same wherever it is made.
"""

from collections.abc import Mapping
from functools import cache
from itertools import chain
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.languages import Language, Script
from onderdak.kernel.text import text

FOLDER = Path(__file__).parent / "fonts"
# These draw Arabic script alone: a Latin name in an Arabic letter keeps one face. The
# second has the rarer letters of other languages.
_ARABIC = ("Vazirmatn", "IBM Plex Sans Arabic")
_ARABIC_BLOCKS = (
    range(0x600, 0x700),
    range(0x750, 0x780),
    range(0x8A0, 0x900),
    range(0xFB50, 0xFE00),
    range(0xFE70, 0xFEFF),
)
_ARABIC_POINTS = frozenset(chain(*_ARABIC_BLOCKS))
_NAMES = {
    "NotoSans": "Noto Sans",
    "Vazirmatn": "Vazirmatn",
    "IBMPlexSansArabic": "IBM Plex Sans Arabic",
    "NotoSansEthiopic": "Noto Sans Ethiopic",
    "NotoSansDevanagari": "Noto Sans Devanagari",
    "NotoSansSC": "Noto Sans SC",
}
_WEIGHTS = ("400Regular", "700Bold")
_FAMILY_OF: dict[Script, str] = {
    "latin": "Noto Sans",
    "cyrillic": "Noto Sans",
    "arabic": _ARABIC[0],
    "ethiopic": "Noto Sans Ethiopic",
    "devanagari": "Noto Sans Devanagari",
    "han": "Noto Sans SC",
}


def families(language: Language) -> list[str]:
    """The font of a language first, then all others for names in another script."""
    first = _FAMILY_OF[language.script]
    return [first, *(name for name in _NAMES.values() if name != first)]


def files(name: str) -> list[Path]:
    """Where the regular and the bold of a family lie."""
    return [FOLDER / f"{name}_{weight}.ttf" for weight in _WEIGHTS]


def missing() -> list[str]:
    """The font files that are not there; empty when letters can be made."""
    wanted = [path for name in _NAMES for path in files(name)]
    return [path.name for path in wanted if not path.is_file()]


@cache
def installed() -> typst.Fonts:
    """The fonts for Typst, those of the machine left out.

    Raises:
        ConfigurationError: when the fonts were not fetched.
    """
    absent = missing()
    if absent:
        raise ConfigurationError(
            text("Fonts for letters are missing: %(files)s.", files=", ".join(absent)),
            next_step=text("Run `npm ci` and then `npm run vendor`."),
        )
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER]
    )


@cache
def coverage() -> Mapping[str, frozenset[int]]:
    """Per family the characters that both its weights can draw."""
    return {family: _own_points(name) for name, family in _NAMES.items()}


def _own_points(name: str) -> frozenset[int]:
    points = _points(name)
    return points & _ARABIC_POINTS if _NAMES[name] in _ARABIC else points


def _points(name: str) -> frozenset[int]:
    regular, bold = (_of_file(path) for path in files(name))
    return regular & bold


def _of_file(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
