"""The code of a reporter: digits only, for they are the same on every keyboard."""

import secrets
import unicodedata
from typing import Final

DIGITS: Final = 16
_GROUP: Final = 4


def new_code() -> str:
    """Sixteen digits: more than fifty bits that nobody can guess."""
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


def in_groups(code: str) -> str:
    """As it is shown and written down: in fours.

    >>> in_groups("1234567890123456")
    '1234 5678 9012 3456'
    """
    return " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def typed_code(typed: str) -> str:
    """The digits of what was typed, in any script, or '' where it is no code.

    >>> typed_code("١٢٣٤ 5678-9012.3456")
    '1234567890123456'
    """
    digits = "".join(
        str(unicodedata.digit(sign)) for sign in typed[:64] if sign.isdigit()
    )
    return digits if len(digits) == DIGITS else ""
