"""Codes that people read from paper and type: made, written in groups, read back.

A guest's code has digits only, for they are the same on every keyboard. A location's
code stands in a web address; letters and figures that look alike are left out.
"""

import secrets
import unicodedata
from typing import Final

GUEST_DIGITS: Final = 16
_LOCATION_SIGNS: Final = "23456789abcdefghjkmnpqrstvwxyz"
_LOCATION_LENGTH: Final = 10
_GROUP: Final = 4


def new_guest_code() -> str:
    """Sixteen digits: more than fifty bits that nobody can guess."""
    return "".join(secrets.choice("0123456789") for _ in range(GUEST_DIGITS))


def new_location_code() -> str:
    """Ten signs for the address of a card."""
    return "".join(secrets.choice(_LOCATION_SIGNS) for _ in range(_LOCATION_LENGTH))


def typed_location_code(typed: str) -> str:
    """The code of an address that was typed over, or '' where it is none.

    >>> typed_location_code("K3M7abcd29")
    'k3m7abcd29'
    """
    code = typed.lower()
    fits = len(code) == _LOCATION_LENGTH and not set(code) - set(_LOCATION_SIGNS)
    return code if fits else ""


def grouped(code: str) -> str:
    """As it is printed: in fours.

    >>> grouped("1234567890123456")
    '1234 5678 9012 3456'
    """
    return " ".join(
        code[start : start + _GROUP] for start in range(0, len(code), _GROUP)
    )


def typed_guest_code(typed: str) -> str:
    """The digits of what was typed, in any script, or '' where it is no code.

    >>> typed_guest_code("١٢٣٤ 5678-9012.3456")
    '1234567890123456'
    """
    digits = "".join(
        str(unicodedata.digit(sign)) for sign in typed[:64] if sign.isdigit()
    )
    return digits if len(digits) == GUEST_DIGITS else ""
