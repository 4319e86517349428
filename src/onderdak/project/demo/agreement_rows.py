"""Rows of agreements: a few in the region and its towns, invented for the demo."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import (
    ARNHEM,
    LINGEWAARD,
    NIJMEGEN,
    REGION,
    REGION_NAME,
    VILLAGE,
    place,
)
from onderdak.project.demo.marker import OPERATOR_ID
from onderdak.project.demo.plan import DAY_ONE, World
from onderdak.project.demo.standing_rows import Table

_FIRST_REVIEW: Final = date(2026, 1, 1)
_NOTICE: Final = 3  # months
_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class _Text:
    """What one version says: its term, rule and duties (who, what, how often, how)."""

    since: date
    until: date | None
    renews: int | None
    dispute: str
    duties: tuple[tuple[str, str, str, str], ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """An agreement of a municipality or the region, with its versions."""

    kind: str
    title: str
    municipality: str | None
    region: str | None
    others: tuple[tuple[str, str, int | None], ...]
    texts: tuple[_Text, ...]
    proof: tuple[str, str, date] | None = None
    ended: tuple[date, str, str] | None = None

    @property
    def owner(self) -> tuple[str | None, str | None]:
        """The columns that say whose it is."""
        return self.municipality, self.region

    @property
    def parties(self) -> Iterator[tuple[str, str, int | None]]:
        """Whose it is first, then the others: part, name, provider."""
        if self.region:
            yield "region", f"Regio {REGION_NAME}", None
        else:
            name = place(self.municipality or "").name
            yield "municipality", f"Gemeente {name}", None
        yield from self.others


_TALK: Final = "Eerst overleg, dan een onafhankelijke deskundige, dan de rechter."
_DECLARES: Final = (
    ("provider", "Geeft elke gast op voor het einde van de week", "week", "steekproef"),
    ("municipality", "Beantwoordt vragen binnen vijf werkdagen", "", "jaarverslag"),
)
_HOUSES: Final = (
    ("provider", "Huisvest alleen op goedgekeurde locaties", "", "certificaat"),
    ("certifier", "Keurt elke locatie opnieuw", "year", "verslag van de keuring"),
    ("region", "Deelt de lijst met goedgekeurde locaties", "quarter", "lijst"),
)
_ROOMS: Final = (
    ("provider", "Houdt twee kamers vrij voor noodgevallen", "", "bezoek"),
    ("municipality", "Betaalt de vrijgehouden nachten", "month", "factuur"),
)


def _providers_in(world: World, code: str) -> tuple[tuple[str, str, int | None], ...]:
    """The first few providers that declare to a municipality."""
    names = {each.id: each.name for each in world.providers}
    here = [provider for provider, town in world.pairs if town == code][:_FEW]
    return tuple(("provider", names[number], number) for number in here)


def _plans(world: World) -> Iterator[_Plan]:
    largest = world.providers[world.largest - 1]
    yield _Plan(
        "certificate",
        "Regionaal convenant goed huisvesten",
        None,
        REGION,
        (
            ("provider", largest.name, largest.id),
            ("certifier", "Stichting Voorbeeldkeurmerk", None),
        ),
        (
            _Text(DAY_ONE, date(2028, 1, 1), 24, _TALK, _HOUSES[:2]),
            _Text(
                _FIRST_REVIEW, date(2028, 1, 1), 24, _TALK, _HOUSES, "eerste evaluatie"
            ),
        ),
        ("signed_text", "DEMO-CONV-1", DAY_ONE),
    )
    yield _Plan(
        "lsi_riec",
        "Convenant gezamenlijke controles",
        None,
        REGION,
        (("partner", "Voorbeeldpartner RIEC", None),),
        (_Text(DAY_ONE, None, None, "De stuurgroep beslist.", ()),),
    )
    for code in (ARNHEM, NIJMEGEN, LINGEWAARD, VILLAGE.code):
        yield _Plan(
            "registration",
            f"Registratieafspraak {place(code).name}",
            code,
            None,
            _providers_in(world, code),
            (_Text(date(2025, 7, 1), date(2026, 7, 1), 12, _TALK, _DECLARES),),
            ("report", f"DEMO-{code}-1", date(2026, 2, 2)),
        )
    yield _Plan(
        "reserve_rooms",
        "Reservekamers in Arnhem",
        ARNHEM,
        None,
        (("provider", "Pension De Linde", world.pension),),
        (_Text(date(2025, 3, 1), date(2027, 3, 1), None, _TALK, _ROOMS),),
    )
    yield _Plan(
        "covenant",
        "Convenant uitzendbureaus Nijmegen",
        NIJMEGEN,
        None,
        (("agency", "Voorbeeld Uitzendbureau", None),),
        (_Text(DAY_ONE, date(2028, 1, 1), None, _TALK, ()),),
        ended=(date(2026, 3, 1), "together", "opgegaan in het regionale convenant"),
    )


def agreements(world: World, on: date) -> Iterator[Table]:
    """Each table of agreements as it is on the evening of a day.

    Numbers are given in a fixed order, before what is still to come is left out.
    """
    plans = [
        (number, plan)
        for number, plan in enumerate(_plans(world), 1)
        if plan.texts[0].since <= on
    ]
    both = "municipality_id region_id"
    yield (
        "parties_agreement",
        f"id kind title recorded_at recorded_by_id {both}",
        (
            (number, plan.kind, plan.title, *_by(plan.texts[0].since), *plan.owner)
            for number, plan in plans
        ),
    )
    yield from _versions(world, on)
    yield (
        "parties_agreementproof",
        f"id agreement_id kind proof_reference on recorded_at recorded_by_id {both}",
        (
            (number, number, *proof, *_by(proof[-1]), *plan.owner)
            for number, plan in plans
            if (proof := plan.proof) and proof[-1] <= on
        ),
    )
    yield (
        "parties_agreementend",
        f"agreement_id on how reason recorded_at recorded_by_id {both}",
        (
            (number, *ended, *_by(ended[0]), *plan.owner)
            for number, plan in plans
            if (ended := plan.ended) and ended[0] <= on
        ),
    )
    readers = [
        (number, provider, *plan.owner)
        for number, plan in plans
        for _part, _name, provider in plan.others
        if provider is not None
    ]
    yield (
        "parties_agreementreader",
        f"id agreement_id provider_id {both}",
        ((id_, *row) for id_, row in enumerate(readers, 1)),
    )


def _by(day: date) -> tuple[object, int]:
    """When it was recorded, and by whom."""
    return instant(day, 9), OPERATOR_ID


def _versions(world: World, on: date) -> Iterator[Table]:
    """The versions that hold by a day, with their parties and duties."""
    numbered = [
        (number, nth, plan, text)
        for number, plan in enumerate(_plans(world), 1)
        for nth, text in enumerate(plan.texts, 1)
    ]
    known = [row for row in enumerate(numbered, 1) if row[1][3].since <= on]
    parties = [
        (number, version, *one, *plan.owner)
        for version, (number, _nth, plan, _text) in known
        for one in plan.parties
    ]
    duties = [
        (number, version, *duty, *plan.owner)
        for version, (number, _nth, plan, text) in known
        for duty in text.duties
    ]
    both = "municipality_id region_id"
    yield (
        "parties_agreementversion",
        "id agreement_id number since until renews_months notice_months summary"
        f" dispute_rule reason recorded_at recorded_by_id {both}",
        (
            (
                *(id_, number, nth, text.since, text.until, text.renews, _NOTICE),
                *("Verzonnen voor de demo.", text.dispute, text.reason),
                *(*_by(text.since), *plan.owner),
            )
            for id_, (number, nth, plan, text) in known
        ),
    )
    yield (
        "parties_agreementparty",
        f"id agreement_id version_id part organisation provider_id {both}",
        ((id_, *row) for id_, row in enumerate(parties, 1)),
    )
    yield (
        "parties_agreementduty",
        f"id agreement_id version_id part what every measure {both}",
        ((id_, *row) for id_, row in enumerate(duties, 1)),
    )
