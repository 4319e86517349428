"""Generated evenings against the real server: nothing typed is gone."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.db import transaction

from onderdak.engines.merge import Operation, canonical, merged
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.syncing import (
    keep_operations,
    operations_since,
    state_of,
)
from tests.generative.devices import Evening, Server, evening
from tests.integration.inspections.visiting import NOW, VisitTown, make_visit_town

pytestmark = pytest.mark.django_db


class _Killed(Exception):
    """The power goes in the middle of a batch."""


class RealServer(Server):
    """The action and the database, in the place of a list."""

    def __init__(self, town: VisitTown, visit: Visit) -> None:
        super().__init__()
        self.town, self.visit = town, visit

    def take(self, sent: Sequence[Operation]) -> list[str]:
        """One batch; every third is killed once before it is committed."""
        batch = [one.as_dict() for one in sent]
        if len(batch) % 3 == 1:
            with contextlib.suppress(_Killed):
                self._keep(batch, killed=True)
        kept = self._keep(batch)
        self.ids |= set(kept)
        return kept

    def since(self, cursor: int) -> tuple[list[Operation], int]:
        """What came in after a place in the row."""
        with self.town.seen_by(self.town.lead):
            found = operations_since(self.visit, cursor)
        return [replace(one, by=None) for one in found.operations], found.cursor

    def _keep(self, batch: Sequence[object], *, killed: bool = False) -> list[str]:
        with self.town.seen_by(self.town.lead), transaction.atomic():
            done = keep_operations(
                by=self.town.lead, visit=self.visit.pk, operations=batch, at=NOW
            )
            if killed:
                raise _Killed
        assert done.refused == ()
        return list(done.kept)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_on_an_evening_nothing_typed_is_gone(seed: int) -> None:
    town = make_visit_town()
    visit = town.begun()
    night: Evening = evening(seed, devices=2 + seed % 2, steps=0)
    night.server = RealServer(town, visit)
    night.run(45)
    night.end()

    assert {name for name, _ in night.log} >= {"type", "sync", "killed_half_way"}
    expected = {
        one.id: canonical(one.as_dict())
        for one in night.typed
        if one.id not in night.lost
    }
    rows, _cursor = night.server.since(0)
    assert {one.id: canonical(one.as_dict()) for one in rows} == expected
    assert len(rows) == len(expected)
    with town.seen_by(town.lead):
        here = state_of(visit)
    for device in night.devices:
        there = merged(device.store.values())
        assert here.keys() == there.keys()
        for path, found in here.items():
            assert [one.id for one in found.heads] == [
                one.id for one in there[path].heads
            ]
            assert canonical(found.value) == canonical(there[path].value)
