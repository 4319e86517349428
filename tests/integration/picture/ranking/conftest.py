"""A town that ranks addresses, with points that were approved and are in use."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from onderdak.engines.ranking import load_catalogue
from onderdak.foundation.identity.contract import (
    Actor,
    Role,
    actor_of,
    local_value,
    scope,
)
from onderdak.foundation.places.contract import Address, DwellingObject
from onderdak.supervision.picture.contract.ranking import (
    ChosenBy,
    PointSet,
    Ranked,
    RankingRun,
    Result,
    Verdict,
    assess_point_set,
    do_run,
    draft_point_set,
    put_in_use,
    ranked_of,
    record_outcome,
    run_for,
    set_ranking,
    start_ranking,
    submit_point_set,
    switch_ranking,
)
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.ranking import gathering
from onderdak.supervision.picture.ranking.gathering import (
    PERIODIC,
    Asking,
    Found,
    gather,
)
from tests.integration.picture.conftest import ON, Picturing, world
from tests.people import OWN, Persona
from tests.world import acting

__all__ = ["world"]


def points_text(*keys: str, version: int = 1, **more: Any) -> str:
    """Points for some indicators: one from 1 on, three from 3 on."""
    catalogue = load_catalogue("addresses")
    chosen = keys or tuple(catalogue.indicators)
    return yaml.safe_dump(
        {
            "name": "Proef",
            "version": version,
            "catalogue": "addresses",
            "since": date(2026, 1, 1),
            "until": date(2027, 12, 31),
            "indicators": [
                {
                    "key": key,
                    "reason": "Omdat het telt.",
                    "source": catalogue[key].source,
                    "ground": "Awb 5:11-5:20",
                    "expires_on": date(2027, 6, 30),
                    "at_most": 3,
                    "steps": _steps(catalogue[key].unit.value),
                }
                for key in chosen
            ],
            **more,
        },
        allow_unicode=True,
    )


def _steps(unit: str) -> list[dict[str, int]]:
    first = {"at_least": 1, "points": 1}
    return [first] if unit == "yes_no" else [first, {"at_least": 3, "points": 3}]


@dataclass(frozen=True)
class Ranking:
    """The town of the picture tests, and what they do with a ranking."""

    world: Picturing

    @property
    def town(self) -> str:
        """Its code."""
        return self.world.town

    def by(self, role: Role, side: str = OWN) -> Actor:
        """Somebody with this role and no other."""
        return self.world.by(role, side)

    @contextmanager
    def open(self, role: Role = Role.SUPERVISOR) -> Iterator[Actor]:
        """In the scope of somebody with this role."""
        by = self.by(role)
        with scope(acting(by)):
            yield by

    def draft(self, body: str, role: Role = Role.SUPERVISOR) -> PointSet:
        """A draft of these points."""
        with self.open(role) as by:
            return draft_point_set(
                by=by, municipality=self.town, body=body, why="proef", today=ON
            )

    def approve(self, point_set: PointSet) -> None:
        """Handed in by the maker, approved by the privacy officer."""
        with self.open() as by:
            submit_point_set(by=by, point_set=point_set, today=ON)
        with self.open(Role.PRIVACY_OFFICER) as by:
            assess_point_set(
                by=by,
                point_set=point_set,
                verdict=Verdict.APPROVED,
                on_date=ON,
                words="akkoord",
                file=b"%PDF-1.7 beoordeling",
                filename="dpia.pdf",
                today=ON,
            )

    def use(
        self, *keys: str, share: int = 0, capacity: int = 10, name: str = "Proef"
    ) -> PointSet:
        """Points for these indicators, in use, with the ranking on."""
        made = self.draft(points_text(*keys, name=name))
        self.approve(made)
        with self.open() as by:
            put_in_use(by=by, point_set=made, today=ON)
            switch_ranking(by=by, municipality=self.town, on=True, why="p", today=ON)
            set_ranking(
                by=by,
                municipality=self.town,
                random_share=share,
                capacity=capacity,
                why="proef",
                today=ON,
            )
        return made

    def run(self, on_day: date = ON, seed: int = 7) -> RankingRun:
        """A run that is ready."""
        with self.open() as by:
            made = start_ranking(
                by=by,
                municipality=self.town,
                on_day=on_day,
                today=ON,
                seed=seed,
                wait=True,
            )
        do_run(run=made.pk, municipality=self.town, user=made.by_id)
        with self.open() as by:
            return run_for(by=by, number=made.pk, on=ON)

    def listed(self, run: RankingRun, **asked: Any) -> list[Ranked]:
        """The list of a run."""
        with self.open() as by:
            return list(ranked_of(by=by, run=run, on=ON, **asked))

    def known(self, key: str, day: date = ON) -> Found:
        """What an indicator knows."""
        with self.open(), looking_for(Purpose.SUPERVISION):
            return gather(key, Asking(self.town, day))

    def outcome(
        self,
        address: Address,
        result: Result,
        on_date: date,
        chosen_by: ChosenBy = ChosenBy.OTHER,
        reference: str = "",
    ) -> None:
        """What a visit found."""
        with self.open() as by:
            record_outcome(
                by=by,
                municipality=self.town,
                address=address.pk,
                on_date=on_date,
                result=result,
                chosen_by=chosen_by,
                reference=reference or f"{address.pk}-{on_date}",
                today=ON,
            )

    def addresses(self, number: int, *, area: int = 60) -> list[Address]:
        """More dwellings in a street of their own."""
        digits = f"{int(self.town[2:]):04d}"
        with self.open():
            made = [
                Address.objects.create(
                    municipality_id=self.town,
                    bag_id=f"{digits}20{1000 + n:010d}",
                    street="Langestraat",
                    number=n,
                    town="Eenstad",
                )
                for n in range(1, number + 1)
            ]
            for one in made:
                DwellingObject.objects.create(
                    municipality_id=self.town,
                    address=one,
                    bag_id=f"{digits}01{1000 + one.number:010d}",
                    uses=["woonfunctie"],
                    floor_area=area,
                )
        return made


@pytest.fixture
def ranking(world: Picturing) -> Ranking:
    return Ranking(world)


def privacy_officer(world: Picturing) -> Actor:
    """The privacy officer of the own town."""
    return actor_of(world.sides.users[Persona(OWN, Role.PRIVACY_OFFICER)])


@pytest.fixture
def yearly_visits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The town has set that supervision returns after twelve months."""

    def local(id_: str, *, municipality: str, on: date) -> object:
        if id_ == PERIODIC:
            return SimpleNamespace(value=12, whole=lambda: 12)
        return local_value(id_, municipality=municipality, on=on)

    monkeypatch.setattr(gathering, "local_value", local)
