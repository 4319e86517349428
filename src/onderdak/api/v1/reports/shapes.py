"""What the operations of partners' reports take and give."""

from datetime import date
from typing import Annotated

from ninja import Field
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from onderdak.api.v1.nights.shapes import PageOut
from onderdak.api.values import Day, Shape, Words
from onderdak.kernel.errors import Invalid
from onderdak.supervision.desk.contract import MOST_TEXT, State
from onderdak.supervision.desk.contract.clerk import Outcome
from onderdak.supervision.desk.contract.partners import (
    MOST_REFERENCE,
    bag_id_of_place,
)

_LONGEST_KEY = 40
_LONGEST_PLACE = 300
# Lines and tabs may be in it, other signs of control may not.
_Text = Annotated[str, Field(pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")]
Reference = Annotated[
    Words,
    Field(
        min_length=1,
        max_length=MOST_REFERENCE,
        pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$",
        description="Your own reference: handed in again, it is the same report.",
        examples=["P-2026-0311"],
    ),
]
_Key = Annotated[Words, Field(min_length=1, max_length=_LONGEST_KEY)]


def _checked(written: str) -> str:
    try:
        return bag_id_of_place(written)
    except Invalid as error:
        raise PydanticCustomError("bag", "no BAG id") from error


class AddressIn(Shape):
    """Where it is: a BAG id, or a postcode with a number."""

    bag_id: Annotated[
        str | None,
        Field(
            pattern=r"^[0-9]{16}$",
            description="Of the address, or of the object that has it.",
            examples=["0202200000000001"],
        ),
        AfterValidator(lambda given: _checked(given) if given else given),
    ] = None
    postcode: Annotated[
        str | None, Field(pattern=r"^[1-9][0-9]{3} ?[A-Za-z]{2}$", examples=["6811AA"])
    ] = None
    number: Annotated[int | None, Field(ge=1, le=99_999, strict=True)] = None
    addition: Annotated[Words, Field(max_length=10)] = ""


class SignalIn(Shape):
    """What you saw, in the keys of your kind of partner, and when."""

    what: Annotated[list[_Key], Field(max_length=20)] = []
    seen_on: Day | None = None


class ReportIn(Shape):
    """A report of a partner about a place; no names of people."""

    reference: Reference
    category: Annotated[
        _Key, Field(description="A category of this municipality.", examples=["waste"])
    ]
    text: Annotated[_Text, Field(min_length=1, max_length=MOST_TEXT, pattern=r"\S")]
    address: AddressIn | None = None
    place: Annotated[
        Words,
        Field(max_length=_LONGEST_PLACE, description="In words, without an address."),
    ] = ""
    answers: Annotated[
        dict[_Key, Annotated[list[_Key], Field(max_length=20)]],
        Field(description="To the questions of the category.", max_length=20),
    ] = {}
    signal: SignalIn | None = None
    danger: Annotated[
        bool, Field(strict=True, description="Somebody is in danger now.")
    ] = False


class ReportOut(Shape):
    """How far a report of your own is: no more than that, and what came of it."""

    reference: str
    number: Annotated[str, Field(description="Of the municipality.")]
    received_on: date
    state: State
    outcome: Annotated[
        Outcome | None, Field(description="Null as long as it is not closed.")
    ]


class ReportPage(PageOut):
    """A page of reports."""

    results: list[ReportOut]
