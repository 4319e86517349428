"""What was found on visits of the demo, as the software itself finds it.

Facts, findings, reports and letters come from the very functions that make them for a
real visit; they are only not asked of a database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.utils import translation

from onderdak.engines.merge import Operation as Typed
from onderdak.engines.merge import merged
from onderdak.foundation.identity.contract import Municipality, in_language
from onderdak.foundation.places.contract import Address
from onderdak.project.demo.accounts import kinds
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import PLACES
from onderdak.project.demo.plan import AddressPlan, World
from onderdak.project.demo.visit_entries import entered_dwelling
from onderdak.project.demo.visit_pictures import Pictured, on_paper, pictured
from onderdak.project.demo.visit_plan import (
    LEAD,
    SECOND,
    VISITS,
    VisitPlan,
    called,
    day_of,
    places_of,
    user,
)
from onderdak.project.demo.visit_told import TOLD, Mending, TellPlan
from onderdak.supervision.inspections.contract.planning import shipped
from onderdak.supervision.inspections.domain.findings import (
    Said,
    TermOfRepair,
    Verdict,
    acts_in,
)
from onderdak.supervision.inspections.domain.report_data import Person
from onderdak.supervision.inspections.domain.reports import Kind
from onderdak.supervision.inspections.findings_computing import finding_row, judged
from onderdak.supervision.inspections.findings_queries import FindingOn, Findings
from onderdak.supervision.inspections.models import (
    Finding,
    Repair,
    Visit,
    WarrantDwelling,
)
from onderdak.supervision.inspections.recorded import Recorded
from onderdak.supervision.inspections.repair_letter import Answering, repair_letter
from onderdak.supervision.inspections.repair_rows import repair_row
from onderdak.supervision.inspections.report_gathering import SUPERVISOR, Beside, told
from onderdak.supervision.inspections.report_pdf import drawn

REPAIR_LINK: Final = "demo-link-of-an-owner-opens-only-what-to-mend"
_AFTER: Final = timedelta(days=14)
_ORDER: Final = {"breaches": 0, "cannot_judge": 1, "meets": 2}


@dataclass(frozen=True, slots=True)
class ToldVisit:
    """One finished visit: what was typed, found, said and signed."""

    plan: TellPlan
    visit: Visit
    on: date
    here: Recorded
    operations: tuple[Typed, ...]
    findings: tuple[Finding, ...]
    signers: tuple[Person, ...]
    pictures: tuple[Pictured, ...] = ()
    dwelling: WarrantDwelling | None = None

    @property
    def made_at(self) -> datetime:
        """When its report was made: the morning after."""
        return instant(self.on + timedelta(days=1), 9)

    @property
    def told_on(self) -> date:
        """The day of the letter."""
        return self.on + timedelta(days=self.plan.letter_after)

    @property
    def report(self) -> UUID:
        """The name of its report."""
        return uuid5(NAMESPACE_URL, f"demo report of visit {self.plan.visit}")

    @property
    def letter(self) -> UUID:
        """The name of its letter."""
        return uuid5(NAMESPACE_URL, f"demo letter of visit {self.plan.visit}")

    @property
    def breaches(self) -> list[Finding]:
        """What is to be mended; only law and by-law bind."""
        return [one for one in self.findings if one.key in self.plan.mending]

    def mending(self, finding: Finding) -> Mending:
        """The term of a breach, and how far it is."""
        return self.plan.mending[finding.key]


def told_visits(world: World, on: date) -> list[ToldVisit]:
    """The finished visits of the demo with what was found on them."""
    return [_told(world, plan, on) for plan in TOLD]


def _told(world: World, plan: TellPlan, on: date) -> ToldVisit:
    one, day = VISITS[plan.visit - 1], day_of(VISITS[plan.visit - 1], on)
    visit = visit_as_read(world, plan.visit, on)
    begun = instant(day, one.hours[0])
    pictures = pictured(plan, (begun + timedelta(minutes=50)).isoformat())
    operations = tuple(_typed(plan, one, begun, pictures))
    here = Recorded(merged(operations), ())
    closed = instant(day, one.hours[1])
    rows = [finding_row(visit, each, closed) for each in judged(visit, here.state, day)]
    found = tuple(sorted(rows, key=lambda row: (_ORDER[row.outcome], row.rule)))
    dwelling = entered_dwelling(visit, one.warrant, day)
    return ToldVisit(
        *(plan, visit, day, here, operations, found, _signers(one)),
        pictures=pictures,
        dwelling=dwelling,
    )


def visit_as_read(world: World, number: int, on: date) -> Visit:
    """A visit as its report reads it; it is kept nowhere."""
    numbered = list(enumerate(VISITS, 1))
    one, day = VISITS[number - 1], day_of(VISITS[number - 1], on)
    address = places_of(world, one.town)[one.place]
    return Visit(
        id=number,
        municipality=Municipality(code=one.town, name=_towns()[one.town]),
        number=called(numbered, number, on),
        address=_address(next(each for each in world.addresses if each.id == address)),
        kind=one.kind,
        reason=one.reason,
        announced=not one.unannounced,
        day=day,
        begun_at=instant(day, one.hours[0]),
        closed_at=instant(day, one.hours[1]),
        checklist=shipped(one.kind).body,
        failed_items=[],
    )


@lru_cache(maxsize=1)
def _towns() -> dict[str, str]:
    return {place.code: place.name for place in PLACES}


def _address(plan: AddressPlan) -> Address:
    return Address(
        id=plan.id,
        street=plan.street,
        number=plan.number,
        postcode=plan.postcode,
        town=plan.town,
    )


def _typed(
    plan: TellPlan, one: VisitPlan, begun: datetime, pictures: Sequence[Pictured]
) -> Iterator[Typed]:
    """Each value as a device sends it, one after another."""
    shown = {path: told for each in pictures for path, told in each.typed.items()}
    lead, second = LEAD[one.town], SECOND.get(one.town, LEAD[one.town])
    for who, name, typed in (
        (lead, "device", {**plan.typed, **shown}),
        (second, "other device", plan.otherwise),
    ):
        device = uuid5(NAMESPACE_URL, f"demo {name} {plan.visit}")
        for n, (path, value) in enumerate(typed.items(), 1):
            yield Typed(
                id=str(uuid5(device, path)),
                device=str(device),
                n=n,
                path=path,
                typed=value,
                at=(begun + timedelta(minutes=2 * n)).isoformat(),
                by=user(who),
            )


def _signers(one: VisitPlan) -> tuple[Person, ...]:
    names = [(LEAD, "lead"), (SECOND, "second")]
    with translation.override("nl"):
        function = in_language(SUPERVISOR)
    return tuple(
        Person(part, _name(name), function, user(name))
        for whose, part in names
        if (name := whose.get(one.town))
    )


def _name(name: str) -> str:
    return next(f"Demo {kind.name}" for kind in kinds() if kind.name == name)


def report_pdf(one: ToldVisit) -> bytes:
    """The report of a visit, as it is made for a real one."""
    beside = Beside(
        *(one.on, one.signers, (), one.dwelling.warrant if one.dwelling else None),
        *(_findings(one, one.findings), on_paper(one.pictures)),
    )
    with translation.override("nl"):
        data = told(one.visit, one.here, beside, summary=one.plan.summary)
    return drawn(data, Kind.FINDINGS, one.made_at.date()).pdf


def _findings(one: ToldVisit, rows: Sequence[Finding]) -> Findings:
    acts = acts_in(one.here.settled)
    return Findings(tuple(_finding(one, row) for row in rows), acts, (), ())


def _finding(one: ToldVisit, row: Finding) -> FindingOn:
    mending = one.plan.mending.get(row.key)
    term = TermOfRepair(mending.days, "", mending.reason) if mending else None
    breach = row.outcome == "breaches"
    said = Said(Verdict.CONFIRMED) if breach else None
    return FindingOn(row, said, None, None, term, None, ())


def repairs_of(one: ToldVisit, provider: int | None) -> list[Repair]:
    """What the owner was told to mend, in order."""
    made = []
    for row in one.breaches:
        repair = repair_row(one.visit, _finding(one, row), None, one.told_on)
        repair.provider_id = provider
        repair.mended_at = _judged(one) if one.mending(row).mended else None
        made.append(repair)
    return made


def _judged(one: ToldVisit) -> datetime:
    return instant(one.told_on + timedelta(days=10), 11)


def letter_pdf(one: ToldVisit, repairs: Sequence[Repair], secret: str) -> bytes:
    """The letter to the owner, as it is made for a real visit."""
    answering = Answering(
        link=f"{settings.BASE_URL}/repair/{secret}/" if secret else "",
        until=until_of(repairs) if secret else None,
        account=repairs[0].provider_id is not None,
    )
    recipient = ("Aan de eigenaar of verhuurder", one.visit.address.in_full)
    return repair_letter(one.visit, repairs, recipient, answering, one.told_on)


def until_of(repairs: Sequence[Repair]) -> date:
    """Up to when the link of a letter works."""
    return max(each.last_day for each in repairs) + _AFTER
