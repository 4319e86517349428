"""What the operations of the night register take and give."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from ninja import Field
from pydantic import WithJsonSchema

from onderdak.api.values import Day, Number, Refusal, Shape
from onderdak.register.nights.contract.systems import (
    DOCUMENT_KINDS,
    LONGEST_LABEL,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_REFERENCE,
    STATUSES,
)

_Reference = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST_REFERENCE,
        description="Your own reference for the guest, the same in every message.",
        examples=["P-1001"],
    ),
]
_Name = Annotated[
    str | None,
    Field(
        max_length=LONGEST_NAME,
        description="Name of the guest. Name, residence and kind of document go"
        " together; leave out all three for a guest who is known here.",
    ),
]
_Residence = Annotated[
    str | None, Field(max_length=LONGEST_NAME, description="Where the guest lives.")
]
_Kind = Annotated[
    str | None,
    WithJsonSchema({"type": ["string", "null"], "enum": [*DOCUMENT_KINDS, None]}),
    Field(description="Kind of document; never its number."),
]
_Status = Annotated[
    str | None,
    WithJsonSchema({"type": ["string", "null"], "enum": [*STATUSES, None]}),
    Field(description="What the guest says about registration: `none`, RNI or BRP."),
]
_Label = Annotated[str | None, Field(max_length=LONGEST_LABEL)]
_Place = Annotated[str | None, Field(max_length=LONGEST_PLACE)]


class GuestIn(Shape):
    """Someone who sleeps in the house on a night. What is left out stays as known."""

    reference: _Reference
    name: _Name = None
    residence: _Residence = None
    document_kind: _Kind = None
    arrival: Annotated[
        Day | None, Field(description="The first night; left out: this night.")
    ] = None
    departure: Annotated[
        Day | None,
        Field(description="The day of leaving, if it is sure: the first day without."),
    ] = None
    room: Annotated[
        _Label, Field(description="As you call it; an empty text is no room.")
    ] = None
    bed: Annotated[
        _Label, Field(description="As you call it; an empty text is no bed.")
    ] = None
    registration: _Status = None
    brp_municipality: _Place = None
    registered_since: Day | None = None
    work_municipality: Annotated[
        _Place, Field(description="Kept only where a by-law asks for it.")
    ] = None


class StayIn(GuestIn):
    """A stay: who, where, from which day to which."""

    location: Annotated[Number, Field(description="From `GET /locations`.")]
    arrival: Annotated[Day, Field(description="The day of the first night.")]
    expected_departure: Annotated[
        Day | None, Field(description="For a stay that has no departure yet.")
    ] = None


# Each item is read by the register itself, so that one fault does not hide another.
Items = Annotated[
    list[dict[str, Any]],
    Field(min_length=1, max_length=settings.API_MAX_ITEMS),
]


class StaysIn(Shape):
    """Stays to declare: new ones, corrections of known ones, or both."""

    accept_good: Annotated[
        bool,
        Field(
            strict=True,
            description="Record the good stays although others are wrong. Otherwise one"
            " fault stops all of them.",
        ),
    ] = False
    stays: Items


class StayResult(Shape):
    """What became of one stay, in the order of the request."""

    position: Annotated[int, Field(ge=1, description="Place in the request, from 1.")]
    reference: str | None
    outcome: Literal["new", "corrected", "unchanged", "error"]
    errors: list[Refusal]


class FlagOut(Shape):
    """Something in what you declared that needs a look; nothing was refused for it."""

    kind: Literal["over_capacity", "bed_let_twice", "long_open", "gap"]
    location: int
    reference: str | None
    since: Annotated[date, Field(description="The first night it is about.")]
    until: Annotated[
        date | None, Field(description="The day after the last; null: it goes on.")
    ]
    what: Annotated[str, Field(description="What is odd, in a sentence.")]
    mend: Annotated[str, Field(description="What would mend it.")]


_Flags = Annotated[
    list[FlagOut],
    Field(
        description="At most 200, of what this message changed. Empty for a token that"
        " may not read stays."
    ),
]


class StaysOut(Shape):
    """What became of the stays that were declared."""

    new: int
    corrected: int
    unchanged: int
    rejected: int
    double_let: Annotated[int, Field(description="Beds that are now let twice.")]
    notes: list[str]
    flags: _Flags
    results: list[StayResult]


class LocationOut(Shape):
    """One of your own locations."""

    id: int
    name: str
    kind: str
    municipality: Annotated[str, Field(description="CBS code.", examples=["GM0202"])]
    street: str
    number: int
    addition: str
    postcode: str
    town: str
    permitted_capacity: int | None
    factual_capacity: int | None
    opened_on: date
    closed_on: date | None
    guests: Annotated[int, Field(description="Who sleep there on the day asked for.")]


class StayOut(Shape):
    """A stay, by your own reference; names are not given."""

    id: int
    location: int
    municipality: str
    reference: str
    arrival: date
    departure: date | None
    expected_departure: date | None
    room: str
    bed: str


class PageOut(Shape):
    """A page of a list, with the addresses of the pages beside it."""

    next: str | None
    previous: str | None


class LocationPage(PageOut):
    """A page of locations."""

    results: list[LocationOut]


class StayPage(PageOut):
    """A page of stays."""

    results: list[StayOut]


class NightOut(PageOut):
    """Who sleeps in a house on a night."""

    location: int
    night: date
    confirmed_at: datetime | None
    results: list[StayOut]


class FullHouseIn(Shape):
    """Everyone who sleeps in the house on a night, and nobody else."""

    guests: Annotated[list[dict[str, Any]], Field(max_length=settings.API_MAX_ITEMS)]


class EndedStay(Shape):
    """A stay that was absent from the full house, and ends on that day."""

    reference: str
    arrival: date
    was_departure: date | None
    departure: date


class KeptStayOut(Shape):
    """A stay of someone absent from the full house: withdrawn, or later and kept."""

    reference: str
    arrival: date
    departure: date | None


class FullHouseOut(Shape):
    """What became of a full house."""

    location: int
    night: date
    guests: int
    new: int
    corrected: int
    unchanged: int
    confirmed: bool
    double_let: int
    ended: list[EndedStay]
    withdrawn: list[KeptStayOut]
    conflicts: Annotated[
        list[KeptStayOut],
        Field(description="Stays that begin after this night, of guests absent in it."),
    ]
    notes: list[str]
    flags: _Flags
