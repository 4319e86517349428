"""The visits of the demo: of every kind and in every state, with what led to each.

All are invented. What is planned lies on the day of loading and after it, so that there
is an evening to walk through; what was done lies before it.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from onderdak.project.demo.accounts import kinds
from onderdak.project.demo.facts import ARNHEM, TOWN, VILLAGE
from onderdak.project.demo.hidden import street_houses
from onderdak.project.demo.plan import World
from onderdak.supervision.inspections.contract import Kind, State

LEAD: Final = {
    ARNHEM: "toezicht",
    TOWN.code: "voorbeeldstad",
    VILLAGE.code: "voorbeelddorp",
}
SECOND: Final = {ARNHEM: "toezicht.twee"}
ALONE: Final = "In dit dorp is er één toezichthouder; een collega rijdt mee."


@dataclass(frozen=True, slots=True)
class WarrantPlan:
    """A request for a warrant, and what the mayor decided on it."""

    state: str
    reasons: str
    grounds: tuple[str, ...]
    needed: str
    decision: str = ""
    power: str = "huisvestingswet_34"
    entered: bool = False


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """A visit so many days from the day of loading; `place` counts addresses there."""

    town: str
    place: int
    days: int
    kind: Kind
    state: State
    reason: str
    chosen_by: str
    ground: str = "huisvestingswet"
    hours: tuple[int, int] = (19, 21)
    unannounced: str = ""
    tried: str = ""
    no_lighter: str = ""
    hard: str = ""
    soft: str = ""
    languages: tuple[str, ...] = ("nl", "en", "pl")
    investigation: str = ""
    again_of: int = 0
    failed: tuple[dict[str, str], ...] = ()
    cancelled: str = ""
    along: tuple[tuple[str, str, str], ...] = ()
    warrant: WarrantPlan | None = field(default=None)


_FIRE: Final = "Open elektra en één uitgang hebben voorrang; dan gaan we direct bellen."
_SOFT: Final = "Afval en parkeren bespreken we alleen."
VISITS: Final = (
    VisitPlan(
        *(ARNHEM, 0, 0, Kind.VISIT, State.PLANNED),
        "Twee meldingen over te veel bedden en een geblokkeerde uitgang.",
        "report",
        unannounced="Bij aankondiging worden bedden tijdelijk weggehaald.",
        tried="De eigenaar gaf geen antwoord op de brief.",
        hard=_FIRE,
        soft=_SOFT,
        along=(
            ("interpreter", "Tolkendienst Voorbeeld", "pl"),
            ("fire_brigade", "Brandweer, afdeling preventie", ""),
        ),
        warrant=WarrantPlan(
            "granted",
            "De buren telden veertien mensen; er is één uitgang.",
            ("overcrowding", "fire_risk"),
            "Op twee avonden is toestemming gevraagd en geweigerd.",
            "Het gevaar bij brand weegt zwaarder dan de rust van de woning.",
        ),
    ),
    VisitPlan(
        *(ARNHEM, 1, 1, Kind.VISIT, State.PLANNED),
        "Adres uit de geloote steekproef van deze maand.",
        "random",
        tried="De verhuurder vulde de vragenlijst niet in.",
        warrant=WarrantPlan(
            "refused",
            "De bewoners klaagden over vocht en er is een keer niet opengedaan.",
            ("poor_conditions", "other_danger"),
            "Er is één keer aangebeld en niemand deed open.",
            "Er is nog geen toestemming gevraagd. Probeer dat eerst.",
        ),
    ),
    VisitPlan(
        *(ARNHEM, -1, 2, Kind.ADDRESS_CHECK, State.PLANNED),
        "Er loopt een adresonderzoek; het aantal bewoners is niet duidelijk.",
        "report",
        ground="brp",
        tried="De brief aan het adres kwam terug.",
        investigation="DEMO-AO-1",
    ),
    VisitPlan(
        *(ARNHEM, 2, 0, Kind.VISIT, State.UNDER_WAY),
        "De eigenaar vroeg zelf om te komen kijken.",
        "other",
        ground="omgevingswet",
        hours=(15, 17),
        tried="De eigenaar stuurde foto's; de trap was niet te zien.",
    ),
    VisitPlan(
        *(ARNHEM, 3, -6, Kind.VISIT, State.CLOSED),
        "Jaarlijkse controle van een grote locatie.",
        "periodic",
        no_lighter="De vorige controle vond open elektra; kijken is nodig.",
        along=(("fire_brigade", "Brandweer, afdeling preventie", ""),),
    ),
    VisitPlan(
        *(ARNHEM, 4, -3, Kind.VISIT, State.CANCELLED),
        "Melding over geluid in de nacht.",
        "report",
        tried="De beheerder sprak met de bewoners.",
        cancelled="De melder zegt dat het is opgelost.",
    ),
    VisitPlan(
        *(ARNHEM, 5, -30, Kind.VISIT, State.REPORTED),
        "Melding over een lekkende geiser.",
        "report",
        ground="omgevingswet",
        tried="De verhuurder zei dat er niets aan de hand was.",
        warrant=WarrantPlan(
            "granted",
            "Bewoners werden duizelig; de geiser lekt koolmonoxide volgens de melding.",
            ("other_danger",),
            "Een dag eerder is toestemming gevraagd en geweigerd.",
            "Koolmonoxide is een gevaar voor ieder die er slaapt.",
            power="omgevingswet_18_7",
            entered=True,
        ),
    ),
    VisitPlan(
        *(TOWN.code, 0, -40, Kind.VISIT, State.REPORTED),
        "Boven aan de lijst met adressen.",
        "ranked",
        tried="De eigenaar gaf geen antwoord op de brief.",
    ),
    VisitPlan(
        *(TOWN.code, 0, 1, Kind.REINSPECTION, State.PLANNED),
        "Kijken of er nu minder mensen wonen en of zij hun punten kennen.",
        "other",
        tried="De eigenaar stuurde een foto van één van de twee punten.",
        again_of=8,
        failed=(
            {"rule": "A01", "part": "", "place": "", "words": "Ruimte per bewoner"},
            {"rule": "E03", "part": "points", "place": "", "words": "Puntentelling"},
        ),
    ),
    VisitPlan(
        *(VILLAGE.code, 0, 2, Kind.PARK, State.PLANNED),
        "Een park met veel eigenaren: één controle over alle huisjes.",
        "periodic",
        ground="bylaw",
        hours=(13, 17),
        tried="Het park gaf een lijst van huisjes; zeven ontbreken er.",
        languages=("nl", "en", "pl", "ro"),
    ),
    VisitPlan(
        *(VILLAGE.code, 1, 1, Kind.INTEGRAL, State.PLANNED),
        "De eerste van de twee integrale controles van dit jaar.",
        "periodic",
        ground="omgevingswet",
        hours=(10, 12),
        tried="De omgevingsdienst vroeg het bedrijf om een opgave.",
        hard="Gasflessen in slaapruimtes.",
        soft="Het ontbreken van een huisreglement.",
        along=(("environment", "Omgevingsdienst Voorbeeld", ""),),
    ),
    VisitPlan(
        *(ARNHEM, 6, -220, Kind.VISIT, State.REPORTED),
        "Melding over matrassen op zolder.",
        "report",
        tried="De eigenaar beloofde bedden weg te halen en deed dat niet.",
    ),
    VisitPlan(
        *(ARNHEM, 7, -75, Kind.VISIT, State.REPORTED),
        "Melding over huurders die zonder opzegging weg moesten.",
        "report",
        tried="De verhuurder gaf geen antwoord op twee brieven.",
    ),
)

Numbered = list[tuple[int, VisitPlan]]
Places = dict[str, list[int]]


def places_of(world: World, code: str) -> list[int]:
    """Addresses to visit; in the region the last one is under investigation."""
    if code == TOWN.code:
        return [house.id for house in street_houses(world)]
    spots = [spot for spot in world.locations if spot.municipality == code]
    ordered = sorted(spots, key=lambda spot: (len(spot.beds), spot.id))
    return [spot.address for spot in ordered]


def user(name: str) -> int:
    return next(n for n, kind in enumerate(kinds(), 1) if kind.name == name)


def day_of(one: VisitPlan, on: date) -> date:
    return on + timedelta(days=one.days)


def serial(numbered: Numbered, number: int, on: date) -> tuple[int, int]:
    """The year and the place in it of a visit's number, in its own municipality."""
    one = numbered[number - 1][1]
    year = day_of(one, on).year
    same = [
        n
        for n, other in numbered
        if other.town == one.town and day_of(other, on).year == year
    ]
    return year, same.index(number) + 1


def called(numbered: Numbered, number: int, on: date) -> str:
    year, place = serial(numbered, number, on)
    return f"{year}-{place:05}"
