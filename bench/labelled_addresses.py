"""A labelled set: invented addresses, and how people would write them down.

For each written address it is known which one is meant, or that it is in no register.
The kinds of slips, and how often each occurs, are assumptions that stand in the table
`SLIPS`; the streets are common Dutch street names in towns that do not exist.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from onderdak.engines.linkage import AddressBook, KnownAddress, WrittenAddress

TOWNS: Final = ("Voorbeeldstad", "Oefenwijk", "Proefdam", "Nieuw-Testerveen")
_FIRST: Final = (
    *(
        "Kerk",
        "Dorps",
        "School",
        "Molen",
        "Station",
        "Water",
        "Nieuw",
        "Hoog",
        "Linden",
    ),
    *(
        "Beuken",
        "Eiken",
        "Kastanje",
        "Wilgen",
        "Populieren",
        "Esdoorn",
        "Berken",
        "Prins",
    ),
    *(
        "Koning",
        "Oranje",
        "Juliana",
        "Wilhelmina",
        "Beatrix",
        "Emma",
        "Bernhard",
        "Tulpen",
    ),
    *("Rozen", "Anjer", "Dahlia", "Lelie", "Narcis", "Vondel", "Rembrandt", "Vermeer"),
    *(
        "Steen",
        "Zand",
        "Veen",
        "Rivier",
        "Haven",
        "Markt",
        "Brugge",
        "Zuider",
        "Noorder",
    ),
    *(
        "Ooster",
        "Wester",
        "Burg. de Vries",
        "Prof. Lorentz",
        "St. Jans",
        "Dr. Schaepman",
    ),
    *(
        "Van der Werff",
        "Van den Berg",
        "De Ruyter",
        "Tromp",
        "Piet Hein",
        "Jan van Galen",
    ),
    *(
        "Gasthuis",
        "Klooster",
        "Kapel",
        "Toren",
        "Kasteel",
        "Slot",
        "Heuvel",
        "Dal",
        "Bos",
    ),
)
_LAST: Final = (
    "straat",
    "laan",
    "weg",
    "plein",
    "dijk",
    "singel",
    "hof",
    "kade",
    "pad",
)
_ODD_ONES: Final = (
    "Plein 1944",
    "1e Oude Heselaan",
    "'t Zand",
    "Achter de Hoven",
    "Kade",
)
_HOUSES: Final = (8, 90)
_WITH_ADDITIONS: Final = 0.12
_PER_POSTCODE: Final = 24
_IN_TWO_TOWNS: Final = 0.08


@dataclass(frozen=True, slots=True)
class House:
    """An address in full, as an invented register has it."""

    key: int
    street: str
    number: int
    addition: str
    postcode: str
    town: str
    bag_id: str
    gone: bool = False

    def known(self) -> KnownAddress:
        """As the book takes it."""
        return KnownAddress.of(
            self.key,
            number=self.number,
            addition=self.addition,
            postcode=self.postcode,
            street=self.street,
            town=self.town,
            bag_ids=[self.bag_id],
        )


@dataclass(frozen=True, slots=True)
class Labelled:
    """What was written, and the key of the address that is meant; None: of none."""

    columns: dict[str, str]
    words: str
    meant: int | None

    def written(self) -> WrittenAddress:
        """From its columns."""
        return WrittenAddress.of_columns(**self.columns)


def houses(seed: int, streets: int) -> list[House]:
    """An invented register with about fifty houses to a street."""
    by_chance = random.Random(seed)
    names = [f"{first}{_joined(first, last)}" for first in _FIRST for last in _LAST]
    names += _ODD_ONES
    by_chance.shuffle(names)
    found: list[House] = []
    area = 1000
    for street in names[:streets]:
        # Towns of one municipality share some names: after a merger, or a Kerkstraat.
        twice = by_chance.random() < _IN_TWO_TOWNS
        for town in by_chance.sample(TOWNS, k=2 if twice else 1):
            area += 1 if by_chance.random() < 0.05 else 0
            found.extend(_of_street(street, town, area, len(found), by_chance))
    return found


def _joined(first: str, last: str) -> str:
    return f" {last}" if first.startswith("Van den") else last


def _of_street(
    street: str, town: str, area: int, begin: int, by_chance: random.Random
) -> Iterator[House]:
    letters = by_chance.choices("ABCDEGHJKLMNPRSTVWXZ", k=2)
    key = begin
    for place, number in enumerate(range(1, by_chance.randint(*_HOUSES))):
        if place % _PER_POSTCODE == 0:
            letters = by_chance.choices("ABCDEGHJKLMNPRSTVWXZ", k=2)
        for addition in _additions(by_chance):
            key += 1
            yield House(
                key,
                street,
                number,
                addition,
                f"{area}{''.join(letters)}",
                town,
                f"990120{key:010d}",
            )


def _additions(by_chance: random.Random) -> list[str]:
    if by_chance.random() > _WITH_ADDITIONS:
        return [""]
    kind = by_chance.choice(("letters", "numbers", "both"))
    if kind == "letters":
        return ["A", "B", "C"][: by_chance.randint(1, 3)]
    if kind == "numbers":
        return [str(one) for one in range(1, by_chance.randint(3, 9))]
    return ["", "A"]


# --- how people write


def _typo(word: str, by_chance: random.Random) -> str:
    if len(word) < 5:
        return word
    at = by_chance.randrange(1, len(word) - 2)
    return by_chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + by_chance.choice("aeiours") + word[at + 1 :],
        )
    )


def _shortened(street: str, by_chance: random.Random) -> str:
    short = {"straat": ("str.", "str"), "laan": ("ln.",), "plein": ("pln",)}
    for full, forms in short.items():
        if street.endswith(full):
            return street.removesuffix(full) + by_chance.choice(forms)
    return street.replace("Van der", "v.d.").replace("Burg.", "Burgemeester")


def _other_figure(number: str, by_chance: random.Random) -> str:
    at = by_chance.randrange(len(number))
    return number[:at] + by_chance.choice("123456789") + number[at + 1 :]


Slip = Callable[[dict[str, str], random.Random], None]


def _change(part: str, how: Callable[[str, random.Random], str]) -> Slip:
    def slip(row: dict[str, str], by_chance: random.Random) -> None:
        row[part] = how(row[part], by_chance)

    return slip


def _leave_out(part: str) -> Slip:
    return _change(part, lambda _value, _by_chance: "")


def _addition_in_number(row: dict[str, str], by_chance: random.Random) -> None:
    joint = by_chance.choice(("", "-", " ", "/"))
    if row["addition"]:
        row["number"] += (
            f"{joint if row['addition'].isalpha() else '-'}{row['addition']}"
        )
        row["addition"] = ""


# How often each slip occurs in a list of columns, and in free words.
SLIPS: Final[tuple[tuple[Slip, float, float], ...]] = (
    (_change("street", lambda v, _: v.upper()), 0.10, 0.05),
    (_change("street", lambda v, _: v.lower()), 0.05, 0.30),
    (_change("street", _shortened), 0.12, 0.15),
    (_change("street", _typo), 0.04, 0.10),
    (_change("town", _typo), 0.02, 0.04),
    (_change("postcode", lambda v, _: f"{v[:4]} {v[4:]}"), 0.40, 0.60),
    (_change("postcode", lambda v, _: v.lower()), 0.05, 0.15),
    (_change("postcode", _typo), 0.01, 0.02),
    (_change("number", _other_figure), 0.003, 0.005),
    (_change("addition", lambda v, _: v.lower()), 0.30, 0.60),
    (_leave_out("addition"), 0.01, 0.03),
    (_addition_in_number, 0.25, 0.50),
    (_leave_out("postcode"), 0.06, 0.55),
    (_leave_out("street"), 0.10, 0.01),
    (_leave_out("town"), 0.10, 0.20),
)
_WITH_BAG_ID: Final = 0.15
_IN_NO_REGISTER: Final = 0.04


def labelled(found: list[House], count: int, seed: int) -> Iterator[Labelled]:
    """Written addresses, in columns and in words, with the one that is meant."""
    by_chance = random.Random(seed)
    there = {(one.postcode, one.number) for one in found}
    for _ in range(count):
        house = by_chance.choice(found)
        absent = by_chance.random() < _IN_NO_REGISTER
        if absent:
            house = replace(house, number=house.number + 400, addition="")
            absent = (house.postcode, house.number) not in there
        yield Labelled(
            _columns(house, by_chance, absent),
            _words(house, by_chance),
            None if absent or house.gone else house.key,
        )


def hard(found: list[House], count: int, seed: int) -> Iterator[Labelled]:
    """Lines that come near something, and mean nothing that is on record.

    A number one slip away that is in no register, a postcode of another street, a flat
    or unit that the register does not know, and two houses at once.
    """
    by_chance = random.Random(seed)
    streets: dict[tuple[str, str], list[House]] = {}
    for one in found:
        streets.setdefault((one.street, one.town), []).append(one)
    there = {(one.street, one.town, one.number) for one in found}
    while count:
        house = by_chance.choice(found)
        kind = by_chance.choice(("slip", "postcode", "unit", "range"))
        if kind == "slip":
            number = int(_other_figure(str(house.number), by_chance))
            if (house.street, house.town, number) in there:
                continue
            house = replace(house, number=number, addition="")
        elif kind == "postcode":
            other = by_chance.choice(found)
            if (other.postcode, other.town) == (house.postcode, house.town) or (
                other.street == house.street
            ):
                continue
            house = replace(house, postcode=other.postcode)
        elif house.addition:
            continue
        else:
            addition = by_chance.choice(("app 4", "unit 5", "achter", "bg"))
            addition = addition if kind == "unit" else f"t/m {house.number + 4}"
            house = replace(house, addition=addition)
        count -= 1
        row = _row(house)
        yield Labelled(
            row | {"bag_id": ""},
            f"{row['street']} {row['number']} {row['addition']}".strip()
            + f", {row['postcode']} {row['town']}",
            # A wrong postcode with the right street, number and town is that house.
            house.key if kind == "postcode" and not house.gone else None,
        )


def _columns(
    house: House, by_chance: random.Random, absent: bool = False
) -> dict[str, str]:
    row = _row(house)
    for slip, in_columns, _ in SLIPS:
        if by_chance.random() < in_columns:
            slip(row, by_chance)
    with_bag = not absent and by_chance.random() < _WITH_BAG_ID
    return row | {"bag_id": house.bag_id if with_bag else ""}


def _words(house: House, by_chance: random.Random) -> str:
    row = _row(house)
    for slip, _, in_words in SLIPS:
        if by_chance.random() < in_words:
            slip(row, by_chance)
    number = f"{row['number']}{_glued(row['addition'], by_chance)}"
    form = by_chance.choice(
        (
            "{street} {number}, {postcode} {town}",
            "{street} {number} {postcode} {town}",
            "{street} {number}, {town}",
            "{postcode} {number} {street} {town}",
            "{street} nr. {number} in {town}",
            "{town}, {street} {number}",
        )
    )
    return " ".join(form.format(**{**row, "number": number}).split())


def _glued(addition: str, by_chance: random.Random) -> str:
    if not addition:
        return ""
    return (
        f"-{addition}" if addition.isdigit() else by_chance.choice(("", " ")) + addition
    )


def _row(house: House) -> dict[str, str]:
    return {
        "street": house.street,
        "number": str(house.number),
        "addition": house.addition,
        "postcode": house.postcode,
        "town": house.town,
    }


def book_of(found: list[House]) -> AddressBook:
    """The book of an invented register."""
    return AddressBook.of(one.known() for one in found)
