"""Reads whether a guest is in the BRP or the RNI, as providers write it down."""

import re
from typing import Final, Literal, TypeAlias

from onderdak.kernel.text import text
from onderdak.register.nights.files.cells import is_nothing, read_words
from onderdak.register.nights.files.dates import BadCell
from onderdak.register.nights.files.sheets import Cell, fold, shown
from onderdak.register.nights.files.words import NO, NOTHING, REGISTERED_AT, RNI, YES

Registration: TypeAlias = Literal["none", "rni", "brp", ""]

_KNOWN_STATUSES: Final = "ja, nee, BRP <gemeente>, RNI"
_MUNICIPALITY_CODE = re.compile(r"GM\s?(\d{4})", re.IGNORECASE)
_REGISTERED_AT = re.compile(
    rf"^(?:{'|'.join(sorted(REGISTERED_AT, key=len, reverse=True))})\b[\s:,(–-]*",
    re.IGNORECASE,
)


def read_registration(value: Cell) -> tuple[Registration, str]:
    """Read whether a guest says to be in the BRP or the RNI, and in which municipality.

    An empty cell says nothing: it is not a 'no'.
    """
    plain = read_words(value)
    folded = fold(plain)
    if folded in NO:
        return "none", ""
    if not folded or folded in NOTHING:
        return "", ""
    if folded in YES:
        return "brp", ""
    if folded in RNI:
        return "rni", ""
    return _registered_at(plain)


def _registered_at(plain: str) -> tuple[Registration, str]:
    place = _REGISTERED_AT.sub("", plain)
    again = _REGISTERED_AT.sub("", place).strip(" ().,:")
    folded = fold(again)
    is_code = _MUNICIPALITY_CODE.fullmatch(again) is not None
    if (again != plain and folded not in NO | RNI) or is_code:
        if is_nothing(again):
            return "brp", ""
        if is_code or not any(letter.isdigit() for letter in again):
            return "brp", _municipality(again)
    raise BadCell(
        text(
            "'%(value)s' does not say whether the guest is registered. "
            "Use one of: %(known)s.",
            value=shown(plain),
            known=_KNOWN_STATUSES,
        )
    )


def _municipality(plain: str) -> str:
    code = _MUNICIPALITY_CODE.fullmatch(plain)
    return f"GM{code[1]}" if code else plain


def read_municipality(value: Cell) -> tuple[Registration, str]:
    """Read the municipality of registration; 'RNI' and 'none' are answers too."""
    plain = read_words(value)
    folded = fold(plain)
    if folded in RNI:
        return "rni", ""
    if folded in NO:
        return "none", ""
    if is_nothing(plain):
        return "", ""
    if folded in YES:
        return "brp", ""
    return "brp", _municipality(_REGISTERED_AT.sub("", plain).strip(" ().,:"))
