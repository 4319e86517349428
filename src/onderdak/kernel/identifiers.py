"""Numbers and codes that registers give: each is checked and written one way.

Each function takes what somebody typed or a file held and gives the form in which it
is kept and compared. A citizen service number never appears in a message.
"""

import re
from enum import StrEnum
from typing import Final

from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as stdnum_bsn
from stdnum.nl import postcode as stdnum_postcode

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, msgid, text


class BagKind(StrEnum):
    """What a BAG id stands for: the object type at its fifth and sixth digit."""

    DWELLING_OBJECT = "01"
    MOORING = "02"
    PITCH = "03"
    BUILDING = "10"
    ADDRESS = "20"
    PUBLIC_SPACE = "30"


_KIND_NAMES: Final = {
    BagKind.DWELLING_OBJECT: msgid("This is not the BAG id of a dwelling object."),
    BagKind.MOORING: msgid("This is not the BAG id of a mooring."),
    BagKind.PITCH: msgid("This is not the BAG id of a pitch."),
    BagKind.BUILDING: msgid("This is not the BAG id of a building."),
    BagKind.ADDRESS: msgid("This is not the BAG id of an address."),
    BagKind.PUBLIC_SPACE: msgid("This is not the BAG id of a public space."),
}
_SEPARATORS: Final = re.compile(r"[\s.\-]")
_BAG_DIGITS: Final = 16
_KVK_DIGITS: Final = 8
_BSN_LEAST_DIGITS: Final = 8


def whole_number(written: str, *, most_digits: int = 18) -> int | None:
    """A number as an address or a box holds it; None where it is anything else.

    Only figures 0 to 9 count: '²' is a digit too, but no number. Eighteen of them
    always fit in a key of the database.
    """
    fits = written.isascii() and written.isdigit() and len(written) <= most_digits
    return int(written) if fits else None


def bsn(written: str) -> str:
    """Check a citizen service number by its own check digit; nine digits come back."""
    # The check pads with zeros; a number of seven digits or fewer is a slip.
    if sum(sign.isdigit() for sign in written) < _BSN_LEAST_DIGITS:
        raise _no_bsn(text("It has fewer than eight digits."))
    try:
        return stdnum_bsn.validate(written)
    except ValidationError:
        raise _no_bsn(text("Its digits do not fit together.")) from None


def postcode(written: str) -> str:
    """Check a Dutch postcode; it comes back as the BAG writes it, without a space."""
    try:
        return stdnum_postcode.validate(written).replace(" ", "")
    except ValidationError:
        raise Invalid(
            what=_not(msgid("“%(given)s” is not a Dutch postcode."), written),
            why=text("A postcode has four digits and two letters."),
            next_step=text("Write it like this: 1234 AB."),
        ) from None


def bag_id(written: str, kind: BagKind | str) -> str:
    """Check the BAG id of one kind of object: sixteen digits with its object type."""
    wanted = BagKind(kind)
    digits = _compact(written)
    if not _is_digits(digits, _BAG_DIGITS):
        raise Invalid(
            what=text(_KIND_NAMES[wanted]),
            why=text("It does not have sixteen digits."),
            next_step=text("A spreadsheet may have dropped the zero at the front."),
        )
    if digits[4:6] != wanted:
        raise Invalid(
            what=text(_KIND_NAMES[wanted]),
            why=text("The fifth and sixth digit are not %(type)s.", type=str(wanted)),
            next_step=text("Look up the address in the BAG and copy the right number."),
        )
    return digits


def municipality_code(written: str) -> str:
    """Check a municipality's code of Statistics Netherlands, such as GM0202."""
    return _area_code(written, "GM", 4)


def district_code(written: str) -> str:
    """Check a district's code of Statistics Netherlands, such as WK020201."""
    return _area_code(written, "WK", 6)


def neighbourhood_code(written: str) -> str:
    """Check a neighbourhood's code of Statistics Netherlands, such as BU02020101."""
    return _area_code(written, "BU", 8)


def kvk_number(written: str) -> str:
    """Check a number of the trade register (KvK): eight digits, no check digit."""
    digits = _compact(written)
    if not _is_digits(digits, _KVK_DIGITS):
        raise Invalid(
            what=_not(msgid("“%(given)s” is not a KvK number."), written),
            why=text("A KvK number has eight digits."),
            next_step=text("Look it up in the trade register."),
        )
    return digits


def _area_code(written: str, prefix: str, digits: int) -> str:
    code = _compact(written).upper()
    bare = code.removeprefix(prefix)
    if not _is_digits(bare, digits):
        raise Invalid(
            what=_not(msgid("“%(given)s” is not the code of an area."), written),
            why=text(
                "The code is %(prefix)s and %(digits)s digits.",
                prefix=prefix,
                digits=digits,
            ),
            next_step=text("Look up the code with Statistics Netherlands (CBS)."),
        )
    return prefix + bare


def _compact(written: str) -> str:
    return _SEPARATORS.sub("", written)


def _is_digits(bare: str, count: int) -> bool:
    return len(bare) == count and bare.isascii() and bare.isdigit()


def _not(sentence: str, written: str) -> Text:
    return text(sentence, given=written[:40])


def _no_bsn(why: Text) -> Invalid:
    return Invalid(
        what=text("This is not a citizen service number (BSN)."),
        why=why,
        next_step=text("Copy the number from the identity document."),
    )
