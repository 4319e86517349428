"""The closed lists of a visit: why, under which law, with whom, and what was tried."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from onderdak.kernel.text import msgid


class Kind(StrEnum):
    """What kind of visit it is."""

    VISIT = "visit"
    ADDRESS_CHECK = "address_check"
    PARK = "park"
    REINSPECTION = "reinspection"
    INTEGRAL = "integral"


class Ground(StrEnum):
    """The law whose rules are supervised: it makes somebody a supervisor here."""

    OMGEVINGSWET = "omgevingswet"
    HUISVESTINGSWET = "huisvestingswet"
    WGV = "wgv"
    BYLAW = "bylaw"
    NIGHT_REGISTER = "night_register"
    BRP = "brp"


@dataclass(frozen=True, slots=True)
class Law:
    """What a visit or an entry rests on: its name for people, and its article."""

    words: str
    article: str
    # Not read in the law itself: the municipality's jurist says whether it holds here.
    to_confirm: bool = False


GROUNDS: Final = MappingProxyType(
    {
        Ground.OMGEVINGSWET: Law(
            msgid("Building and fire safety, use of the building"),
            "Omgevingswet art. 18.6; Awb art. 5:15",
            to_confirm=True,
        ),
        Ground.HUISVESTINGSWET: Law(
            msgid("Distribution and stock of housing"),
            "Huisvestingswet 2014 art. 33; Awb art. 5:15",
        ),
        Ground.WGV: Law(
            msgid("Good letting"),
            "Wet goed verhuurderschap art. 15; Awb art. 5:15",
            to_confirm=True,
        ),
        Ground.BYLAW: Law(
            msgid("The municipality's by-law"), "Gemeentewet art. 149; Awb art. 5:15"
        ),
        Ground.NIGHT_REGISTER: Law(
            msgid("The night register"), "Sr art. 438; Awb art. 5:15", to_confirm=True
        ),
        Ground.BRP: Law(
            msgid("A running address investigation"), "Wet BRP art. 2.37d en 4.2"
        ),
    }
)


class Part(StrEnum):
    """Which part somebody of the pair has."""

    LEAD = "lead"
    SECOND = "second"
    MORE = "more"


class Along(StrEnum):
    """Who goes along besides the supervisors."""

    FIRE_BRIGADE = "fire_brigade"
    POLICE = "police"
    INTERPRETER = "interpreter"
    REGISTRY_CLERK = "registry_clerk"
    PARTNER = "partner"
    ENVIRONMENT = "environment"


class Means(StrEnum):
    """What is lighter than standing at the door."""

    LETTER = "letter"
    PHONE = "phone"
    TALK = "talk"
    RECORDS = "records"
    DESK_CHECK = "desk_check"
    OTHER = "other"
