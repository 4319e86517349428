"""What is true of the region: its municipalities, their place, size and weight.

Everything that is built on these facts (locations, providers, guests) is invented.

Sources:
    Codes, names, inhabitants (2021), areas and centroids: Statistics Netherlands (CBS),
    areas of 2022, licence CC BY 4.0.
    International workers who live in each subregion (2020): table 1.2 of the region's
    policy paper on the housing of international workers.
"""

from dataclasses import dataclass
from typing import Final

SOURCE_OF_AREAS: Final = "CBS, gebiedsindelingen 2022 (CC BY 4.0); omtrek schematisch"
SOURCE_OF_INVENTED: Final = "Verzonnen voor de demo"
REGION: Final = "arnhem-nijmegen"
REGION_NAME: Final = "Arnhem-Nijmegen"

LIVING_2020: Final = {"Liemers": 1255, "Arnhem": 5120, "Nijmegen": 4470}
"""International workers who lived in each subregion in 2020."""


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality of the demo; `pull` is how much more it houses than by size."""

    code: str
    name: str
    subregion: str | None
    inhabitants: int
    square_km: float
    rd_x: int
    rd_y: int
    postcode: int
    pull: float = 1.0

    @property
    def digits(self) -> str:
        """The four digits of its code, with which its other codes begin."""
        return self.code.removeprefix("GM")


_REGION: Final = (
    Place("GM0202", "Arnhem", "Arnhem", 162420, 101.62, 189708, 445975, 6811),
    Place("GM1945", "Berg en Dal", "Nijmegen", 34175, 93.35, 193793, 425851, 6571, 0.8),
    Place("GM0209", "Beuningen", "Nijmegen", 26160, 47.07, 179319, 430531, 6641, 1.2),
    Place("GM0221", "Doesburg", "Liemers", 11065, 12.94, 207141, 448096, 6981, 0.8),
    Place("GM0225", "Druten", "Nijmegen", 18995, 42.48, 170493, 431849, 6651, 1.3),
    Place("GM0226", "Duiven", "Liemers", 25065, 35.23, 198378, 439974, 6921, 1.2),
    Place("GM0252", "Heumen", "Nijmegen", 16570, 41.54, 184765, 421111, 6581, 0.7),
    Place("GM1705", "Lingewaard", "Arnhem", 46815, 69.2, 193194, 434924, 6681, 2.2),
    Place("GM1955", "Montferland", "Liemers", 36035, 106.65, 211868, 436812, 7041, 1.3),
    Place(
        "GM0944",
        "Mook en Middelaar",
        "Nijmegen",
        7910,
        18.77,
        190386,
        417760,
        6585,
        0.7,
    ),
    Place("GM0268", "Nijmegen", "Nijmegen", 178185, 57.63, 185985, 427867, 6511),
    Place("GM1734", "Overbetuwe", "Arnhem", 48215, 115.04, 181902, 437385, 6661, 2.0),
    Place("GM0274", "Renkum", "Arnhem", 31420, 47.27, 182313, 444657, 6861, 0.6),
    Place("GM0275", "Rheden", "Arnhem", 43525, 84.3, 200567, 449679, 6991, 0.6),
    Place("GM0277", "Rozendaal", "Arnhem", 1720, 27.86, 194842, 450626, 6891, 0.4),
    Place("GM0293", "Westervoort", "Liemers", 15010, 7.8, 195116, 441168, 6931, 0.6),
    Place("GM0296", "Wijchen", "Nijmegen", 41265, 69.58, 176701, 425392, 6601, 1.2),
    Place("GM0299", "Zevenaar", "Liemers", 44090, 106.15, 203020, 437526, 6901, 1.1),
)

TOWN: Final = Place(
    "GM9901", "Voorbeeldstad", None, 101000, 134.0, 207500, 474500, 7411
)
"""An invented town beside the region that keeps no night register."""
VILLAGE: Final = Place(
    "GM9902", "Voorbeelddorp", None, 29000, 167.0, 216500, 500500, 7721
)
"""An invented village with two holiday parks and 0.2 fte for all of this."""

REGION_PLACES: Final = _REGION
PLACES: Final = (*_REGION, TOWN, VILLAGE)
WITHOUT_LEVY: Final = frozenset({"GM0277", "GM1734"})
"""Rozendaal and Overbetuwe levy no stay tax."""

ARNHEM: Final = "GM0202"
NIJMEGEN: Final = "GM0268"
LINGEWAARD: Final = "GM1705"


def place(code: str) -> Place:
    """The municipality with this code."""
    return next(found for found in PLACES if found.code == code)


def share_of_guests(code: str) -> float:
    """The part of the region's guests that a municipality houses, between 0 and 1."""
    here = place(code)
    if here.subregion is None:
        return 0.0
    together = sum(
        other.inhabitants * other.pull
        for other in REGION_PLACES
        if other.subregion == here.subregion
    )
    of_subregion = LIVING_2020[here.subregion] / sum(LIVING_2020.values())
    return of_subregion * here.inhabitants * here.pull / together


def rooms_of(code: str) -> tuple[str, ...]:
    """Which rooms of the software a municipality uses in the demo."""
    if code == TOWN.code:
        return _WITHOUT_REGISTER
    counted = ("nights", "duty") if code in WITHOUT_LEVY else ("nights", "duty", "levy")
    return (*counted, *_WITHOUT_REGISTER)


# What a town without a night register uses as well.
_WITHOUT_REGISTER: Final = ("desk", "picture", "inspections", "enforcement", "care")
