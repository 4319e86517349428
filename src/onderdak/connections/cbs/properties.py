"""The properties of a feature, under the names that CBS, PDOK and others give them."""

import re
from collections.abc import Mapping
from typing import Any, Final

from onderdak.foundation.places.contract.register import AreaRow
from onderdak.kernel.text import Text, text

# The most precise first: a neighbourhood names its district and municipality too.
_CODES: Final = (
    ("buurtcode", "bu_code"),
    ("wijkcode", "wk_code"),
    ("pc4", "postcode4", "pc4_code"),
    ("statcode",),
    ("gemeentecode", "gm_code"),
)
_NAMES: Final = {
    "BU": ("buurtnaam", "bu_naam", "statnaam", "naam", "name"),
    "WK": ("wijknaam", "wk_naam", "statnaam", "naam", "name"),
    "GM": ("gemeentenaam", "gm_naam", "statnaam", "naam", "name"),
    "PC": ("plaats", "woonplaats", "statnaam", "naam", "name"),
}
_MUNICIPALITY: Final = ("gemeentecode", "gm_code")
_INHABITANTS: Final = ("aantal_inwoners", "aantalinwoners", "inwoners")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_CODE: Final = re.compile(r"GM\d{4}|WK\d{6}|BU\d{8}|PC\d{4}")
_POSTCODE: Final = re.compile(r"[1-9]\d{3}")
_LONGEST_NAME: Final = 100


def code_of(properties: Mapping[str, Any]) -> str:
    """The code of an area as it is kept: GM, WK, BU or PC and its digits, or ''."""
    known = _lower(properties)
    for names in _CODES:
        found = _first(known, names)
        if found:
            return f"PC{found}" if _POSTCODE.fullmatch(found) else found.upper()
    return ""


def area_of(properties: Mapping[str, Any]) -> AreaRow | Text:
    """An area without its outline, or what is wrong with it."""
    known, code = _lower(properties), code_of(properties)
    if not _CODE.fullmatch(code):
        return text("It has no code of a municipality, district or neighbourhood.")
    municipality = (
        _first(known, _MUNICIPALITY).upper()
        if code.startswith("PC")
        else f"GM{code[2:6]}"
    )
    if not re.fullmatch(r"GM\d{4}", municipality):
        return text("It does not say in which municipality it lies.")
    name = _first(known, _NAMES[code[:2]])[:_LONGEST_NAME]
    if not name:
        return text("It has no name.")
    return AreaRow(
        code=code,
        name=name,
        municipality=municipality,
        outline=[],
        inhabitants=_inhabitants(known),
        year=_year(known),
    )


def _lower(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name).lower(): value for name, value in properties.items()}


def _first(known: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = known.get(name)
        if isinstance(value, str | int) and str(value).strip():
            return str(value).strip()
    return ""


def _inhabitants(known: Mapping[str, Any]) -> int | None:
    """How many live there; CBS writes a negative number where it does not say."""
    for name, value in known.items():
        if name.startswith(_INHABITANTS) and isinstance(value, int | float):
            return int(value) if value >= 0 else None
    return None


def _year(known: Mapping[str, Any]) -> int | None:
    for name in ("jrstatcode", "jaar", "year"):
        if found := _YEAR.match(str(known.get(name) or "")):
            return int(found[0])
    return None
