"""Whom an inspector telephones when something cannot wait."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text

MOST_PHONES: Final = 12
_NAME: Final = 60
# As in +31 (0)26: dialled as it stands, it reaches nobody.
_TRUNK: Final = re.compile(r"\(\s*0\s*\)")
_NUMBER: Final = re.compile(r"\+?[0-9][0-9 ()-]{1,18}[0-9]")


@dataclass(frozen=True, slots=True)
class Phone:
    """A service, and its number as people dial it.

    >>> Phone("Night desk", "026 - 123 45 67").number
    '026 - 123 45 67'
    >>> Phone("Night desk", "+31 (0)26 123 45 67").number
    '+31 26 123 45 67'
    """

    name: str
    number: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", " ".join(self.name.split()))
        number = self.number.strip()
        if number.startswith(("+", "00")):
            number = _TRUNK.sub(" ", number)
        object.__setattr__(self, "number", " ".join(number.split()))
        if not 1 < len(self.name) <= _NAME or not self.name.isprintable():
            raise Invalid(
                text("A service has a name of at most %(most)s characters.", most=_NAME)
            )
        if not _NUMBER.fullmatch(self.number):
            raise Invalid(
                text("%(number)s is no telephone number.", number=self.number),
                next_step=text("Write digits, such as 026-1234567."),
            )


def read_phones(lines: str) -> tuple[Phone, ...]:
    """One service on each line: its name, a colon, and the number.

    >>> read_phones("Night desk: 026-1234567")
    (Phone(name='Night desk', number='026-1234567'),)
    """
    return check_phones([_phone(line) for line in lines.splitlines() if line.strip()])


def check_phones(phones: Sequence[Phone]) -> tuple[Phone, ...]:
    """A list that fits on the screen of a phone.

    Raises:
        Invalid: there are too many, or one stands there twice.
    """
    if len(phones) > MOST_PHONES:
        raise Invalid(text("Give at most %(most)s numbers.", most=MOST_PHONES))
    if len({one.name.casefold() for one in phones}) < len(phones):
        raise Invalid(text("A service stands in the list twice."))
    return tuple(phones)


def _phone(line: str) -> Phone:
    name, colon, number = line.rpartition(":")
    if not colon:
        raise Invalid(
            text("“%(line)s” has no number.", line=line.strip()[:60]),
            next_step=text("Write the name, a colon and the number on each line."),
        )
    return Phone(name, number)
