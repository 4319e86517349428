"""Rows of visits: in every state, of every kind, with warrants given and refused.

All are invented. What is planned lies on the day of loading and after it, so that there
is an evening to walk through; what was done lies before it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from onderdak.project.demo.accounts import kinds
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import ARNHEM, TOWN, VILLAGE
from onderdak.project.demo.hidden import street_houses
from onderdak.project.demo.plan import World
from onderdak.project.demo.standing_rows import Row, Table
from onderdak.supervision.inspections.contract import Kind, State
from onderdak.supervision.inspections.contract.planning import shipped

_LEAD: Final = {
    ARNHEM: "toezicht",
    TOWN.code: "voorbeeldstad",
    VILLAGE.code: "voorbeelddorp",
}
_SECOND: Final = {ARNHEM: "toezicht.twee"}
_ALONE: Final = "In dit dorp is er één toezichthouder; een collega rijdt mee."
_WARRANT_DAYS: Final = 3


@dataclass(frozen=True, slots=True)
class _Warrant:
    """A request for a warrant, and what the mayor decided on it."""

    state: str
    reasons: str
    grounds: tuple[str, ...]
    needed: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class _Visit:
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
    warrant: _Warrant | None = field(default=None)


_FIRE: Final = "Open elektra en één uitgang hebben voorrang; dan gaan we direct bellen."
_SOFT: Final = "Afval en parkeren bespreken we alleen."
_VISITS: Final = (
    _Visit(
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
        warrant=_Warrant(
            "granted",
            "De buren telden veertien mensen; er is één uitgang.",
            ("overcrowding", "fire_risk"),
            "Op twee avonden is toestemming gevraagd en geweigerd.",
            "Het gevaar bij brand weegt zwaarder dan de rust van de woning.",
        ),
    ),
    _Visit(
        *(ARNHEM, 1, 1, Kind.VISIT, State.PLANNED),
        "Adres uit de geloote steekproef van deze maand.",
        "random",
        tried="De verhuurder vulde de vragenlijst niet in.",
        warrant=_Warrant(
            "refused",
            "De bewoners klaagden over vocht en er is een keer niet opengedaan.",
            ("poor_conditions", "other_danger"),
            "Er is één keer aangebeld en niemand deed open.",
            "Er is nog geen toestemming gevraagd. Probeer dat eerst.",
        ),
    ),
    _Visit(
        *(ARNHEM, -1, 2, Kind.ADDRESS_CHECK, State.PLANNED),
        "Er loopt een adresonderzoek; het aantal bewoners is niet duidelijk.",
        "report",
        ground="brp",
        tried="De brief aan het adres kwam terug.",
        investigation="DEMO-AO-1",
    ),
    _Visit(
        *(ARNHEM, 2, 0, Kind.VISIT, State.UNDER_WAY),
        "De eigenaar vroeg zelf om te komen kijken.",
        "other",
        ground="omgevingswet",
        hours=(15, 17),
        tried="De eigenaar stuurde foto's; de trap was niet te zien.",
    ),
    _Visit(
        *(ARNHEM, 3, -6, Kind.VISIT, State.CLOSED),
        "Jaarlijkse controle van een grote locatie.",
        "periodic",
        no_lighter="De vorige controle vond open elektra; kijken is nodig.",
        along=(("fire_brigade", "Brandweer, afdeling preventie", ""),),
    ),
    _Visit(
        *(ARNHEM, 4, -3, Kind.VISIT, State.CANCELLED),
        "Melding over geluid in de nacht.",
        "report",
        tried="De beheerder sprak met de bewoners.",
        cancelled="De melder zegt dat het is opgelost.",
    ),
    _Visit(
        *(ARNHEM, 5, -30, Kind.VISIT, State.REPORTED),
        "Melding over een lekkende geiser.",
        "report",
        ground="omgevingswet",
        tried="De verhuurder zei dat er niets aan de hand was.",
    ),
    _Visit(
        *(TOWN.code, 0, -40, Kind.VISIT, State.CLOSED),
        "Boven aan de lijst met adressen.",
        "ranked",
        tried="De eigenaar gaf geen antwoord op de brief.",
    ),
    _Visit(
        *(TOWN.code, 0, 1, Kind.REINSPECTION, State.PLANNED),
        "Kijken of de rookmelders en de uitgang nu in orde zijn.",
        "other",
        tried="De eigenaar stuurde een foto van één van de twee punten.",
        again_of=8,
        failed=({"rule": "A12", "part": "alarm", "place": "", "words": "Rookmelders"},),
    ),
    _Visit(
        *(VILLAGE.code, 0, 2, Kind.PARK, State.PLANNED),
        "Een park met veel eigenaren: één controle over alle huisjes.",
        "periodic",
        ground="bylaw",
        hours=(13, 17),
        tried="Het park gaf een lijst van huisjes; zeven ontbreken er.",
        languages=("nl", "en", "pl", "ro"),
    ),
    _Visit(
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
)


def visits(world: World, on: date) -> Iterator[Table]:
    """Visits with who goes, what was tried, who comes along, and warrants."""
    numbered = list(enumerate(_VISITS, 1))
    places = {code: _places(world, code) for code in _LEAD}
    yield from _visit_rows(numbered, places, on)
    yield _numbers(numbered, on)
    yield from _beside(numbered, on)
    yield from _warrants(numbered, places, on)


_Numbered = list[tuple[int, _Visit]]
_Places = dict[str, list[int]]


def _places(world: World, code: str) -> list[int]:
    """Addresses to visit; in the region the last one is under investigation."""
    if code == TOWN.code:
        return [house.id for house in street_houses(world)]
    spots = [spot for spot in world.locations if spot.municipality == code]
    ordered = sorted(spots, key=lambda spot: (len(spot.beds), spot.id))
    return [spot.address for spot in ordered]


def _user(name: str) -> int:
    return next(n for n, kind in enumerate(kinds(), 1) if kind.name == name)


def _day(one: _Visit, on: date) -> date:
    return on + timedelta(days=one.days)


def _serial(numbered: _Numbered, number: int, on: date) -> tuple[int, int]:
    """The year and the place in it of a visit's number, in its own municipality."""
    one = numbered[number - 1][1]
    year = _day(one, on).year
    same = [
        n
        for n, other in numbered
        if other.town == one.town and _day(other, on).year == year
    ]
    return year, same.index(number) + 1


def _called(numbered: _Numbered, number: int, on: date) -> str:
    year, place = _serial(numbered, number, on)
    return f"{year}-{place:05}"


def _numbers(numbered: _Numbered, on: date) -> Table:
    """Where the numbers of each municipality and year stand."""
    last: dict[tuple[str, int], int] = {}
    for number, one in numbered:
        year, place = _serial(numbered, number, on)
        last[one.town, year] = place
    return (
        "inspections_numbergiven",
        "id municipality_id year last",
        (
            (id_, town, year, place)
            for id_, ((town, year), place) in enumerate(sorted(last.items()), 1)
        ),
    )


_PLAN: Final = (
    "id municipality_id number address_id kind reason chosen_by ground announced"
    " unannounced_because day from_time until_time lead_id alone_because"
    " no_lighter_because handled_hard handled_soft languages state checklist_key"
    " checklist_version checklist_digest checklist earlier_id earlier_number"
    " failed_items investigation_id investigation_reference planned_by_id planned_at"
    " begun_at closed_at reported_at cancelled_at cancelled_because changes"
)


def _visit_rows(numbered: _Numbered, places: _Places, on: date) -> Iterator[Table]:
    yield (
        "inspections_visit",
        _PLAN,
        (_visit_row(numbered, number, places, on) for number, _one in numbered),
    )
    yield (
        "inspections_visitstep",
        "id municipality_id visit_id what from_state to_state by_id at reason",
        (
            (
                *(number, one.town, number, "plan", "planned", "planned"),
                *(_user(_LEAD[one.town]), _planned(one, on), ""),
            )
            for number, one in numbered
        ),
    )


def _planned(one: _Visit, on: date) -> datetime:
    """When it was planned: before it, and never after the day of loading."""
    return instant(min(_day(one, on), on) - timedelta(days=4), 10)


def _visit_row(numbered: _Numbered, number: int, places: _Places, on: date) -> Row:
    one = numbered[number - 1][1]
    lead, day = _user(_LEAD[one.town]), _day(one, on)
    again = one.again_of
    return (
        *(number, one.town, _called(numbered, number, on)),
        *(places[one.town][one.place], one.kind, one.reason, one.chosen_by, one.ground),
        *(not one.unannounced, one.unannounced, day),
        *(time(one.hours[0]), time(one.hours[1]), lead),
        *("" if one.town in _SECOND else _ALONE, one.no_lighter, one.hard, one.soft),
        *(json.dumps(one.languages), one.state, *_list(one)),
        *(again or None, _called(numbered, again, on) if again else ""),
        json.dumps(one.failed),
        *(1 if one.investigation else None, one.investigation),
        *(lead, _planned(one, on), *_moments(one, day), one.cancelled, 0),
    )


def _list(one: _Visit) -> tuple[str, str, str, str | None]:
    """What began keeps its checklist; the rest has only the name of one."""
    used = shipped(one.kind)
    if one.state in (State.PLANNED, State.CANCELLED):
        return used.key, "", "", None
    return used.key, used.version, used.digest, json.dumps(used.body)


def _moments(one: _Visit, day: date) -> tuple[datetime | None, ...]:
    """Begun, closed, reported and cancelled."""
    begun = instant(day, one.hours[0])
    closed = instant(day, one.hours[1])
    return {
        State.PLANNED: (None, None, None, None),
        State.UNDER_WAY: (begun, None, None, None),
        State.CLOSED: (begun, closed, None, None),
        State.REPORTED: (begun, closed, instant(day + timedelta(days=1), 9), None),
        State.CANCELLED: (None, None, None, instant(day, 9)),
    }[one.state]


def _beside(numbered: _Numbered, on: date) -> Iterator[Table]:
    goes = [
        (one.town, number, _user(name), part)
        for number, one in numbered
        for names, part in ((_LEAD, "lead"), (_SECOND, "second"))
        if (name := names.get(one.town))
    ]
    yield (
        "inspections_member",
        "id municipality_id visit_id user_id part",
        ((id_, *row) for id_, row in enumerate(goes, 1)),
    )
    tried = [(number, one) for number, one in numbered if one.tried]
    yield (
        "inspections_lightermeans",
        "id municipality_id visit_id what on_day came_of",
        (
            (
                *(id_, one.town, number, "letter"),
                *(_planned(one, on).date() - timedelta(days=14), one.tried),
            )
            for id_, (number, one) in enumerate(tried, 1)
        ),
    )
    yield _companions(numbered, on)


def _companions(numbered: _Numbered, on: date) -> Table:
    asked = [(number, one, *along) for number, one in numbered for along in one.along]
    return (
        "inspections_companion",
        "id municipality_id visit_id kind organisation email language why asked_by_id"
        " asked_at coming said said_at taken_off_at",
        (
            (
                *(id_, one.town, number, kind, name, "", language, ""),
                *(_user(_LEAD[one.town]), _planned(one, on), None, "", None, None),
            )
            for id_, (number, one, kind, name, language) in enumerate(asked, 1)
        ),
    )


def _warrants(numbered: _Numbered, places: _Places, on: date) -> Iterator[Table]:
    asked = [
        (number, one, one.warrant)
        for number, one in numbered
        if one.warrant is not None
    ]
    yield (
        "inspections_warrant",
        "id municipality_id visit_id reasons grounds power needed_because holder_id"
        " night_because absent_because state asked_by_id asked_at decided_by_id"
        " decided_at decision issued_on valid_until entered_on copy_due_on",
        (
            _warrant_row(id_, number, one, warrant, on)
            for id_, (number, one, warrant) in enumerate(asked, 1)
        ),
    )
    yield (
        "inspections_warrantdwelling",
        "id municipality_id warrant_id address_id place",
        (
            (id_, one.town, id_, places[one.town][one.place], 0)
            for id_, (_number, one, _warrant) in enumerate(asked, 1)
        ),
    )


def _warrant_row(
    id_: int, number: int, one: _Visit, warrant: _Warrant, on: date
) -> Row:
    """Asked the day before loading, and decided on in the morning of that day."""
    lead = _user(_LEAD[one.town])
    granted = warrant.state == "granted"
    until = on + timedelta(days=_WARRANT_DAYS)
    return (
        *(id_, one.town, number, warrant.reasons, json.dumps(warrant.grounds)),
        *("huisvestingswet_34", warrant.needed, lead, "", "", warrant.state),
        *(lead, instant(on - timedelta(days=1), 14), _user("burgemeester")),
        *(instant(on, 9), warrant.decision),
        *((on, until) if granted else (None, None)),
        *(None, None),
    )
