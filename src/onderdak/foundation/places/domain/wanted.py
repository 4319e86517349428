"""Reading what somebody types to find an address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from onderdak.foundation.places.domain.keys import key

_POSTCODE_FIRST: Final = re.compile(
    r"^(?P<digits>[1-9]\d{3})(?:\s*(?P<letters>[a-z]{2}|[a-z]$))?(?=[\s,]|$)(?P<rest>.*)$",
    re.IGNORECASE,
)
_POSTCODE: Final = re.compile(r"\b([1-9]\d{3})\s?([a-z]{2})\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?<![^\s,])(\d{1,5})(?!\d)")
_LONGEST_ADDITION: Final = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """One way to read the words; every part is the beginning of what is meant."""

    street: str = ""
    number: int | None = None
    addition: str = ""
    postcode: str = ""
    town: str = ""


def readings(words: str) -> list[Wanted]:
    """All ways to read the words, the likeliest first; none for no words."""
    plain = " ".join(words.split())[:100]
    first = _POSTCODE_FIRST.match(plain)
    found = [_by_postcode(first)] if first else []
    if not (first and first["letters"]):  # no street begins with a whole postcode
        found += _by_street(plain)
    return [each for each in found if each.street or each.postcode]


def _by_postcode(first: re.Match[str]) -> Wanted:
    postcode = (first["digits"] + (first["letters"] or "")).upper()
    rest = first["rest"].strip(" ,")
    number = re.match(r"(\d{1,5})(?!\d)(.*)$", rest)
    if not number:
        return Wanted(postcode=postcode, town=key(rest))
    addition, town = _after_number(number[2])
    return Wanted(
        number=int(number[1]), addition=addition, postcode=postcode, town=town
    )


def _by_street(plain: str) -> Iterator[Wanted]:
    """A street's name may hold a number itself: the last number is tried first."""
    postcode = _POSTCODE.search(plain, 1)
    known = (postcode[1] + postcode[2]).upper() if postcode else ""
    if postcode:
        plain = f"{plain[: postcode.start()]}, {plain[postcode.end() :]}"
    street, _, after = plain.partition(",")
    for number in reversed(list(_NUMBER.finditer(street))):
        name = key(street[: number.start()])
        if not name:
            continue
        addition, town = _after_number(street[number.end() :])
        yield Wanted(name, int(number[1]), addition, known, key(after) or town)
    yield Wanted(street=key(street), postcode=known, town=key(after))


def _after_number(rest: str) -> tuple[str, str]:
    """The addition and the town behind a number: a short word is an addition."""
    before, comma, after = rest.strip(" ").partition(",")
    if comma:
        return key(before), key(after)
    first, _, more = before.partition(" ")
    if len(key(first)) > _LONGEST_ADDITION:
        return "", key(before)
    if len(key(more)) <= 2:  # "2 hs" and "A 2" are one addition
        return key(before), ""
    return key(first), key(more)
