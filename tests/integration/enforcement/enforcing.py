"""A municipality that enforces: inspectors who signed a report, and two lawyers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    actor_of,
    scope,
    scope_of,
)
from onderdak.supervision.enforcement.contract.cases import (
    Case,
    Measure,
    NewOffender,
    NewRequest,
    Step,
    begin_measure,
    findings_to_enforce,
    name_offender,
    open_case,
    receive_request,
    take_step,
)
from onderdak.supervision.inspections.contract import Visit
from tests.integration.inspections.reporting import found, signed
from tests.integration.inspections.visiting import VisitTown, make_visit_town
from tests.world import use_rooms

# The report was signed on 10 March 2026; the case begins a week later.
OPENED = date(2026, 3, 17)
COMPANY = NewOffender(
    kind="company",
    part="landlord",
    name="Verhuur Eenstad BV",
    kvk="12345678",
    address="Postbus 12, 1234 AB Eenstad",
)
PERSON = NewOffender(
    kind="person",
    part="owner",
    name="J. de Verhuurder",
    address="Dorpsstraat 1, 1234 AB Eenstad",
    language="pl",
)


def noon(day: date) -> datetime:
    """A moment on a day."""
    return datetime.combine(day, time(12), UTC)


@dataclass(frozen=True)
class EnforcingTown:
    """A municipality with cases, and who works in them."""

    visits: VisitTown
    lawyer: Actor
    colleague: Actor

    @property
    def code(self) -> str:
        """The code of the municipality."""
        return self.visits.code

    @property
    def supervisor(self) -> Actor:
        """Who led the visit."""
        return self.visits.lead

    @contextmanager
    def seen_by(self, actor: Actor) -> Iterator[None]:
        """What this person may see."""
        with scope(scope_of(actor)):
            yield

    def signed_visit(self) -> Visit:
        """A visit of which the report was signed by both."""
        visit = found(self.visits)
        signed(self.visits, visit)
        return visit

    def keys(self, visit: Visit, by: Actor | None = None) -> tuple[str, ...]:
        """The breaches on which a case can rest."""
        who = by or self.lawyer
        with self.seen_by(who):
            return tuple(
                one.row.key
                for one in findings_to_enforce(
                    by=who, municipality=self.code, visit=visit.number
                ).breaches
            )

    def case(
        self,
        by: Actor | None = None,
        *,
        visit: Visit | None = None,
        on: date = OPENED,
        offender: NewOffender | None = COMPANY,
    ) -> Case:
        """A case on all breaches of a signed report, against a company."""
        who, seen = by or self.lawyer, visit or self.signed_visit()
        keys = self.keys(seen, who)
        with self.seen_by(who):
            made = open_case(
                by=who,
                municipality=self.code,
                visit=seen.number,
                keys=keys,
                on=on,
                at=noon(on),
            )
        if offender is not None:
            made = self.named(made, offender, on=on)
        return made

    def named(
        self, case: Case, offender: NewOffender = COMPANY, on: date = OPENED
    ) -> Case:
        """The same, with somebody named who can end the breach."""
        with self.seen_by(self.lawyer):
            return name_offender(
                by=self.lawyer,
                municipality=self.code,
                number=case.number,
                offender=offender,
                at=noon(on),
            )

    def measure(
        self, case: Case, path: str = "penalty_order", on: date = OPENED
    ) -> Measure:
        """A path that begins in a case."""
        with self.seen_by(self.lawyer):
            return begin_measure(
                by=self.lawyer,
                municipality=self.code,
                number=case.number,
                path=path,
                reason="A warning was given and nothing was mended.",
                on_day=on,
                at=noon(on),
            )

    def step(
        self,
        measure: Measure,
        step: str,
        on: date,
        facts: Mapping[str, object] | None = None,
        **other: Any,
    ) -> Step:
        """A step without a letter, taken by the lawyer at noon of its day."""
        with self.seen_by(self.lawyer):
            return take_step(
                by=other.pop("by", self.lawyer),
                municipality=self.code,
                number=measure.case.number,
                measure=measure.pk,
                step=step,
                facts=facts or {},
                on_day=on,
                at=other.pop("at", noon(on)),
                **other,
            )

    def requested(self, house: int = 1, on: date = OPENED, **other: Any) -> Any:
        """A request for enforcement of somebody who lives near."""
        said: dict[str, Any] = {
            "received_on": on,
            "requester": "neighbour",
            "about": "Too many people sleep in the house.",
            "name": "B. de Buur",
            "address": "Lindelaan 2, Eenstad",
        }
        with self.seen_by(self.lawyer):
            return receive_request(
                by=self.lawyer,
                municipality=self.code,
                address=self.visits.houses[house],
                request=NewRequest(**(said | other)),
                at=noon(on),
            )


def make_enforcing_town(code: str = "GM9001", name: str = "Eenstad") -> EnforcingTown:
    """A municipality that uses visits and enforcement, with two lawyers."""
    visits = make_visit_town(code, name)
    use_rooms(code, "enforcement")

    def lawyer(part: str) -> Actor:
        user = User.objects.create_user(f"{part}.{code.lower()}@test.example")
        with scope(scope_of(visits.admin)):
            Membership.objects.create(user=user, role=Role.LAWYER, municipality_id=code)
        return actor_of(user)

    return EnforcingTown(visits, lawyer("lawyer"), lawyer("colleague"))
