"""What was seen on the finished visits of the demo, and what was said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from onderdak.engines.merge import Json

SPACE: Final = "A01@"
POINTS: Final = "E03.points@"
_WHY: Final = "Wie hier woont heeft tijd nodig om iets anders te vinden."
_MORE: Final = "De puntentelling kan de verhuurder zelf maken."


@dataclass(frozen=True, slots=True)
class Mending:
    """A term for a breach, and how far its repair is on the day of loading."""

    days: int
    reason: str
    proof: str = ""
    mended: bool = False


@dataclass(frozen=True, slots=True)
class PicturePlan:
    """A photo of an item, in words and as a drawing of what it shows."""

    item: str
    words: str
    shows: str


@dataclass(frozen=True, slots=True)
class TellPlan:
    """What was typed on a visit, and what its inspectors made of it.

    `visit` is its place in the list of visits, from one. Without a second signature a
    report waits; without a letter nobody was told what to mend.
    """

    visit: int
    typed: Mapping[str, Json]
    summary: str
    mending: Mapping[str, Mending] = field(default_factory=dict)
    signed: int = 2
    letter_after: int = 0
    minutes: int = 0
    # What the second inspector typed otherwise, on another device.
    otherwise: Mapping[str, Json] = field(default_factory=dict)
    pictures: Sequence[PicturePlan] = ()
    # What turned out otherwise than the report says.
    addendum: str = ""


def _room(visit: int, nth: int) -> str:
    return f"room/{uuid5(NAMESPACE_URL, f'demo room {visit} {nth}')}"


def _bedroom(visit: int, nth: int, area: str, people: str) -> dict[str, Json]:
    """A room as it is typed at the door, with how its resident answered."""
    room = _room(visit, nth)
    return {
        f"{room}/name": f"Slaapkamer {nth}",
        f"{room}/kind": "bedroom",
        f"{room}/floor_area": area,
        f"{room}/people": people,
        f"{room}/beds": people,
        f"{room}/consent": "given",
    }


def _house(visit: int, area: str, people: str, *, alarms: bool) -> dict[str, Json]:
    return {
        "entry/identified": True,
        "entry/purpose_stated": True,
        "entry/consent": "given",
        "entry/consent_free": True,
        "entry/language": "pl",
        "entry/silence_told": True,
        "present/demo/role": "resident",
        "unit/main/use": "dwelling",
        "unit/main/floor_area": area,
        "unit/main/people": people,
        "unit/main/fire.smoke_alarms": alarms,
        **_bedroom(visit, 1, "9,5", "3"),
        **_bedroom(visit, 2, "8", "2"),
        **_bedroom(visit, 3, "7,5", "2"),
    }


WAITING: Final = 5
SIGNED: Final = 7
OF_TOWN: Final = 8
# Their cases of enforcement run.
FOLLOWED: Final = 12
WARNED: Final = 13
TOLD: Final = (
    TellPlan(
        WAITING,
        {
            **_house(WAITING, "96", "7", alarms=True),
            "place/landlord.social": False,
            "place/landlord.anti_discrimination_procedure": True,
            "good/1": "De beheerder kent de bewoners en spreekt hun taal.",
        },
        "De open elektra van de vorige controle is gemaakt. Alles wat wij bekeken is in"
        " orde.",
        signed=1,
    ),
    TellPlan(
        SIGNED,
        {
            **_house(SIGNED, "60", "7", alarms=False),
            "entry/consent": "refused",
            "entry/warrant": True,
            "entry/entered": True,
            "place/landlord.social": False,
            "place/contracts.points_told": False,
            "act/demo/what": "De geiser is uitgezet en afgesloten.",
            "act/demo/who": "De monteur van de netbeheerder",
            "act/demo/phoned_at": "15:40",
        },
        "Wij telden zeven bewoners in zestig vierkante meter. De geiser is direct"
        " afgesloten.",
        {
            SPACE: Mending(
                28, _WHY, "Twee bewoners verhuisden; de sleutels zijn terug."
            ),
            POINTS: Mending(
                14, _MORE, "De puntentelling hangt bij de deur.", mended=True
            ),
        },
        letter_after=3,
        minutes=95,
        otherwise={f"{_room(SIGNED, 2)}/beds": "3"},
        pictures=(
            PicturePlan(
                "unit/main/fire.smoke_alarms", "Een plafond zonder melder", "ceiling"
            ),
            PicturePlan(_room(SIGNED, 1), "Drie bedden in één kamer", "beds"),
            PicturePlan("act/demo", "De geiser, uitgezet en afgesloten", "heater"),
        ),
        addendum="In de tweede slaapkamer staan twee bedden en een bank. De collega"
        " telde de bank als bed. Het aantal bewoners blijft zeven.",
    ),
    TellPlan(
        OF_TOWN,
        {
            **_house(OF_TOWN, "48", "7", alarms=False),
            "place/landlord.social": False,
            "place/contracts.points_told": False,
        },
        "Wij telden zeven bewoners in achtenveertig vierkante meter.",
        {
            SPACE: Mending(28, _WHY),
            POINTS: Mending(14, _MORE, "Een foto van de puntentelling in de gang."),
        },
        letter_after=4,
        minutes=70,
    ),
    TellPlan(
        FOLLOWED,
        {
            **_house(FOLLOWED, "55", "7", alarms=True),
            "place/landlord.social": False,
            "place/contracts.points_told": False,
        },
        "Wij telden zeven bewoners in vijfenvijftig vierkante meter. Op zolder lagen"
        " vier matrassen.",
        {SPACE: Mending(28, _WHY), POINTS: Mending(14, _MORE)},
        minutes=80,
    ),
    TellPlan(
        WARNED,
        {
            **_house(WARNED, "62", "7", alarms=True),
            "place/landlord.social": False,
            "place/contracts.points_told": False,
        },
        "Wij telden zeven bewoners in tweeënzestig vierkante meter.",
        {SPACE: Mending(28, _WHY), POINTS: Mending(14, _MORE)},
        minutes=65,
    ),
)
