"""A municipality that visits addresses: two supervisors, a mayor, and some houses."""

from collections.abc import Iterator
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
from onderdak.foundation.places.contract import Address
from onderdak.supervision.inspections.contract import Ground, Kind, Means, Visit
from onderdak.supervision.inspections.contract.planning import (
    Pinned,
    Plan,
    Tried,
    begin_visit,
    plan_visit,
)
from onderdak.supervision.inspections.contract.warrants import (
    Power,
    Request,
    WarrantGround,
)
from tests.world import make_town, use_rooms

MONDAY = date(2026, 3, 9)
TUESDAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 9, 10, tzinfo=UTC)
LIST = Pinned("location", "1", "d" * 64, {"sections": []})


@dataclass(frozen=True)
class VisitTown:
    """A municipality with who works there, and the numbers of its addresses."""

    code: str
    lead: Actor
    second: Actor
    mayor: Actor
    admin: Actor
    houses: tuple[int, ...]

    @contextmanager
    def seen_by(self, actor: Actor) -> Iterator[None]:
        """What this person may see."""
        with scope(scope_of(actor)):
            yield

    def plan(self, **other: Any) -> Plan:
        """A plan in which nothing is missing."""
        said: dict[str, Any] = {
            "address": self.houses[0],
            "kind": Kind.VISIT,
            "reason": "Two reports of too many beds",
            "chosen_by": "report",
            "ground": Ground.HUISVESTINGSWET,
            "day": TUESDAY,
            "from_time": time(19),
            "until_time": time(21),
            "lead": self.lead.user_id,
            "others": (self.second.user_id,),
            "tried": (Tried(Means.LETTER, date(2026, 2, 2), "No answer came."),),
        }
        return Plan(**(said | other))

    def planned(self, at: datetime = NOW, **other: Any) -> Visit:
        """A visit that was planned by who leads it."""
        with self.seen_by(self.lead):
            return plan_visit(
                by=self.lead, municipality=self.code, plan=self.plan(**other), at=at
            )

    def begun(self, **other: Any) -> Visit:
        """A visit that began on its day."""
        visit = self.planned(**other)
        with self.seen_by(self.lead):
            return begin_visit(
                by=self.lead,
                municipality=self.code,
                number=visit.number,
                checklist=LIST,
                at=NOW,
            )

    def request(self, **other: Any) -> Request:
        """A request that the mayor may grant."""
        said: dict[str, Any] = {
            "reasons": "Neighbours counted 14 people; there is one way out.",
            "grounds": (WarrantGround.OVERCROWDING,),
            "power": Power.HUISVESTINGSWET,
            "needed_because": "Consent was asked twice and refused.",
            "dwellings": (self.houses[0],),
        }
        return Request(**(said | other))


def make_visit_town(code: str = "GM9001", name: str = "Eenstad") -> VisitTown:
    """A municipality that uses visits and the picture of addresses."""
    town = make_town(code, name)
    use_rooms(code, "picture", "inspections")

    def someone(part: str, role: Role) -> Actor:
        user = User.objects.create_user(f"{part}.{code.lower()}@test.example")
        with scope(scope_of(town.officer)):
            Membership.objects.create(user=user, role=role, municipality_id=code)
        return actor_of(user)

    with scope(scope_of(town.officer)):
        houses = tuple(_house(code, number) for number in range(1, 7))
    return VisitTown(
        code=code,
        lead=someone("lead", Role.SUPERVISOR),
        second=someone("second", Role.SUPERVISOR),
        mayor=someone("mayor", Role.MAYOR),
        admin=town.officer,
        houses=houses,
    )


def _house(code: str, number: int) -> int:
    return Address.objects.create(
        municipality_id=code, street="Lindelaan", number=number, town="Eenstad"
    ).pk
