"""An address as somebody wrote it, taken apart: in columns, or in free words."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from onderdak.engines.linkage.wording import addition_key, street_key, town_key
from onderdak.kernel.identifiers import whole_number

_POSTCODE: Final = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{3})[\s.]*([A-Za-z]{2})(?![A-Za-z0-9])"
)
_BAG_ID: Final = re.compile(r"(?<!\d)(\d{4}(?:01|02|03|20)\d{10})(?!\d)")
# `1e Dwarsstraat 200`: a rank belongs to the street when a number follows later.
_RANK: Final = r"(?!\d*(?:e|ste|de)\b[^0-9]+\d)"
# What may stand behind a number, the longest form first.
_SUFFIX: Final = "|".join(
    (
        r"(?:t/m|tot en met|–|—)\s*\d+",  # several houses: none of them for sure
        r"\d{1,2}\s*(?:e|ste|de)?\s*(?:hoog|verd\w*|etage|floor)",
        r"(?:bis|huis|hs|boven|beneden|bg|rood|zwart)",
        r"(?:unit|appartement|app|apt)\.?\s*[A-Za-z]?\d*",
        r"(?<=\s)\d{1,3}(?=\s*(?:[,;]|$))",
        r"[A-Za-z][-/]?\d{1,4}",
        r"I{1,3}|IV",
        r"[A-Za-z]",
        r"(?<=[-/])\s*\d{1,4}",
    )
)
# A number stands after a street and before an addition: `12`, `12a`, `12-3`, `12 bis`.
_NUMBER: Final = re.compile(
    rf"(?<![0-9A-Za-z]){_RANK}(\d{{1,5}})(?!\d)"
    rf"(?:\s*[-/]?\s*(?P<suffix>{_SUFFIX})(?![A-Za-z0-9]))?",
    re.IGNORECASE,
)
# What stands apart behind a number and can be nothing else: `12, A`, `12, achter`.
_ADDED: Final = re.compile(
    rf"(?:{_SUFFIX}|\d{{1,4}}[A-Za-z]?|achter\w*|voor|rechts|links)$", re.IGNORECASE
)
_NOISE: Final = re.compile(
    r"\b(?:huisnummer|huisnr|nummer|nr|adres|address|postcode|pc|woonplaats)\b[.:]?",
    re.IGNORECASE,
)
_ROOM: Final = re.compile(
    r"[,;]?\s*\b(?:kamer|kmr|room)\b\.?\s*[A-Za-z]?\d*[A-Za-z]?",
    re.IGNORECASE,
)
# A street whose own name ends in a number: the house number is the one after it.
_YEARS: Final = re.compile(
    r"\b(?:1[5-9]\d\d|20\d\d)(?:\s*-\s*(?:1[5-9]\d\d|20\d\d))?\s+(?=\d)"
)
_IN: Final = re.compile(r"^(?:in|te|at)(?:\s+|$)", re.IGNORECASE)
_IN_BEHIND: Final = re.compile(r"\s+(?:in|te|at)$", re.IGNORECASE)
_WORDS_OF_TOWN: Final = 4
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class WrittenAddress:
    """An address as it was written, in the spelling in which it is compared.

    Every part may be empty; `number` is None where none was written.
    """

    bag_id: str = ""
    postcode: str = ""
    number: int | None = None
    addition: str = ""
    street: str = ""
    town: str = ""

    @classmethod
    def of_columns(
        cls,
        *,
        bag_id: str = "",
        postcode: str = "",
        number: str = "",
        addition: str = "",
        street: str = "",
        town: str = "",
    ) -> "WrittenAddress":
        """From columns; a number column may hold its addition too (`12a`)."""
        of_number = _read_number(f"{number} {addition}".strip()) if number else None
        postal = _POSTCODE.search(postcode)
        return cls(
            bag_id="".join(filter(str.isdigit, bag_id)),
            postcode=_as_postcode(postal),
            number=of_number[0] if of_number else None,
            addition=of_number[1] if of_number else "",
            street=street_key(street),
            town=town_key(town),
        )


def read_address(written: str, towns: Collection[str] = ()) -> WrittenAddress:
    """Take free words apart: `Kerkstr. 12a, 1234 AB Dorp` in any usual order.

    What cannot be told apart stays in the street, where likeness deals with it.

    Args:
        written: the words; of more than 300 signs the rest is not looked at.
        towns: towns of the register (`AddressBook.towns`), by which a town is known
            where no comma sets it apart.
    """
    rest = _ROOM.sub(" ", _NOISE.sub(" ", written[:_LONGEST]))
    bag = _BAG_ID.search(rest)
    rest = _without(rest, bag)
    postal = _POSTCODE.search(rest)
    before, after = (
        (rest[: postal.start()], rest[postal.end() :]) if postal else (rest, "")
    )
    street, number, addition, town = _in_order(before, after, postal, towns)
    street, town = _town_apart(street, town, towns)
    return WrittenAddress(
        bag_id=bag.group(1) if bag else "",
        postcode=_as_postcode(postal),
        number=number,
        addition=addition,
        street=street_key(street),
        town=town_key(town),
    )


def read_columns_and_words(
    words: str,
    *,
    bag_id: str = "",
    postcode: str = "",
    number: str = "",
    addition: str = "",
    street: str = "",
    town: str = "",
    towns: Collection[str] = (),
) -> WrittenAddress:
    """Take free words apart, with what columns beside them say more exactly.

    An addition in the words counts only where the columns name no other number.
    """
    said = read_address(words, towns)
    in_words = "" if said.number is None else str(said.number)
    same_number = number.strip() in {"", in_words}
    columns = WrittenAddress.of_columns(
        bag_id=bag_id,
        postcode=postcode,
        number=number or in_words,
        addition=addition or (said.addition if same_number else ""),
        street=street,
        town=town,
    )
    return WrittenAddress(
        bag_id=columns.bag_id or said.bag_id,
        postcode=columns.postcode or said.postcode,
        number=columns.number,
        addition=columns.addition,
        street=columns.street or said.street,
        town=columns.town or said.town,
    )


def _in_order(
    before: str, after: str, postal: re.Match[str] | None, towns: Collection[str]
) -> tuple[str, int | None, str, str]:
    """Street, number, addition and town from the two sides of a postcode."""
    found = _house_number(before)
    if found is None and (later := _house_number(after)):
        # `6511 AB 12 Dorp`: the number stands behind the postcode.
        number, addition = _parts(later)
        street = f"{before} {after[: later.start()]}"
        more, town = _added(after[later.end() :])
        return street, number, addition + more, town
    if found is None:
        street, _, town = before.partition(",")
        return street, None, "", after or town
    number, addition = _parts(found)
    street, behind = before[: found.start()], before[found.end() :]
    if not street.strip(" ,;"):  # `12 Kerkstraat, Dorp`: the number first
        street, _, behind = behind.partition(",")
    elif "," in street and not after.strip() and not behind.strip(" ,;"):
        town, _, street = street.partition(",")  # `Dorp, Kerkstraat 12`
        return street, number, addition, town
    more, town = _behind(behind, towns, is_before_postcode=postal is not None)
    return street, number, addition + more, after.strip(" ,;") or town


def _behind(
    behind: str, towns: Collection[str], *, is_before_postcode: bool
) -> tuple[str, str]:
    """Addition and town from what stands behind the number, up to a postcode.

    What is no town for sure belongs to the number (`12, achter, 1234 AB Dorp`): so it
    is never taken for the house without it.
    """
    parts = _parted(behind)
    town = next(
        (one for one in reversed(parts) if town_key(_IN.sub("", one)) in towns), ""
    )
    if not town and parts and not is_before_postcode and not _ADDED.match(parts[-1]):
        town = parts[-1]
    if town:
        parts.remove(town)
    return "".join(map(addition_key, parts)), town


def _added(behind: str) -> tuple[str, str]:
    """What can only be an addition, and the rest: street or town, or both."""
    parts = _parted(behind)
    added = [one for one in parts if _ADDED.match(one)]
    rest = [one for one in parts if not _ADDED.match(one)]
    return "".join(map(addition_key, added)), ", ".join(rest)


def _parted(behind: str) -> list[str]:
    return [one for part in re.split("[,;]", behind) if (one := part.strip())]


def _town_apart(street: str, town: str, towns: Collection[str]) -> tuple[str, str]:
    """Street and town, where one may still hold the other: `Kerkstraat Dorp`."""
    town = _IN.sub("", town.strip(" ,;"))
    if town_key(town) in towns:
        return street, town
    if town and not towns:
        return (street, town) if street.strip(" ,;") else (town, "")
    words = f"{street} {town}".replace(",", " ").split()
    for length in range(min(_WORDS_OF_TOWN, len(words)), 0, -1):
        last = " ".join(words[-length:])
        if town_key(last) in towns:
            return _IN_BEHIND.sub("", " ".join(words[:-length])), last
    return (street, town) if street.strip(" ,;") else (town, "")


def _house_number(written: str) -> re.Match[str] | None:
    """The number of the house: the first that is not a year in a street's own name."""
    year = _YEARS.search(written)
    return _NUMBER.search(written, year.end() if year else 0)


def _parts(found: re.Match[str]) -> tuple[int | None, str]:
    return whole_number(found.group(1)), addition_key(found.group("suffix") or "")


def _read_number(written: str) -> tuple[int | None, str] | None:
    digits = re.match(r"\s*(\d{1,5})(?!\d)(.*)", written, re.DOTALL)
    if digits is None:
        return None
    return whole_number(digits.group(1)), addition_key(digits.group(2))


def _as_postcode(found: re.Match[str] | None) -> str:
    return f"{found.group(1)}{found.group(2).upper()}" if found else ""


def _without(written: str, found: re.Match[str] | None) -> str:
    if found is None:
        return written
    return f"{written[: found.start()]} {written[found.end() :]}"
