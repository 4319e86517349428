"""Puts numbers into sentences, the same way in Python and in the browser."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from babel.dates import format_date

from onderdak.kernel.money import NumberStyle, euros
from onderdak.rules.expressions.dimensions import in_unit
from onderdak.rules.locations.catalogue import Catalogue
from onderdak.rules.locations.values import day_of

LANGUAGES: Final[tuple[NumberStyle, ...]] = ("nl", "en")
_SIGNS: Final = {"square_metres": " m²", "centimetres": " cm", "metres": " m"}
_LITRES: Final = {"nl": " liter", "en": " litres"}
_YES: Final = {"nl": ("nee", "ja"), "en": ("no", "yes")}
_MISSING: Final = {"nl": "Niet bekend: %s.", "en": "Not known: %s."}
_PARAMETER: Final = {
    "nl": "de waarde van “%s” (niemand kon die controleren)",
    "en": "the value of “%s” (nobody could verify it)",
}
_UNREADY: Final = {"nl": "Dit is niet te berekenen.", "en": "This cannot be computed."}
_LOCALES: Final = {"nl": "nl", "en": "en_GB"}


def shown(value: object, unit: str, language: NumberStyle) -> str:
    """Write a value as people read it: 13,5 m² in Dutch, 13.5 m² in English."""
    match value:
        case None:
            return "?"
        case bool():
            return _YES[language][value]
        case int() if unit == "cents":
            return f"€ {euros(value, language)}"
        case int() if unit == "date":
            return format_date(day_of(value), "d MMMM yyyy", _LOCALES[language])
        case int():
            return _number(value, unit, language)
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)


def _number(value: int, unit: str, language: NumberStyle) -> str:
    number = in_unit(value, unit)
    written = f"{number:f}" if isinstance(number, Decimal) else str(number)
    if language == "nl":
        written = written.replace(".", ",")
    sign = _LITRES[language] if unit == "litres" else _SIGNS.get(unit, "")
    return written + sign


def plain(value: object, unit: str | None) -> int | float | bool | str | None:
    """Give a value as JSON holds it, in the unit that is shown; dates as ISO words."""
    if unit == "date" and isinstance(value, int):
        return day_of(value).isoformat()
    if unit is None or isinstance(value, bool) or not isinstance(value, int):
        return value if isinstance(value, bool | str) else None
    number = in_unit(value, unit)
    return float(number) if isinstance(number, Decimal) else number


def filled(sentence: str, values: Mapping[str, str]) -> str:
    """Fill a sentence; its placeholders were checked when it was loaded."""
    return sentence % values


def cannot_judge(missing: tuple[str, ...], catalogue: Catalogue, language: str) -> str:
    """Say what is not known, in words."""
    if not missing:
        return _UNREADY[language]
    named = [_named(path, catalogue, language) for path in missing]
    return _MISSING[language] % ", ".join(named)


def _named(path: str, catalogue: Catalogue, language: str) -> str:
    kind, _, id_ = path.partition(":")
    if kind == "parameter":
        return _PARAMETER[language] % id_
    return catalogue.label(path)[language]
