"""The work of a run: gather what is known, give points, put in order, keep the list.

Each source is read in a transaction of its own, so that progress is seen and a run can
be stopped in between. The list is written at once, or not at all.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from onderdak.engines.ranking import PointSet as Points
from onderdak.foundation.identity.contract import Actor, User, actor_of, scope, scope_of
from onderdak.kernel.errors import UserError
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.models import RankedAddress, RankingRun
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.ranking.domain.states import (
    PointSetState,
    RunState,
)
from onderdak.supervision.picture.ranking.effect import effect_beside, of_its_own
from onderdak.supervision.picture.ranking.gathering import (
    Asking,
    Found,
    addresses,
    gather,
    under_periodic_supervision,
)
from onderdak.supervision.picture.ranking.ordering import (
    Place,
    Town,
    Way,
    keys_that_count,
    put_in_order,
)
from onderdak.supervision.picture.ranking.point_sets import (
    points_as_switched,
    require_ranking,
    set_in_use,
)
from onderdak.supervision.picture.ranking.trials import TRIAL, refuse_given_up

Progress = Callable[[int, int], None]
EVALUATION_MONTHS: Final = "ranking.evaluation_months"
_WEEKS, _MONTHS = 52, 12
CAPACITY_WEEKS: Final = "ranking.capacity_weeks"
_BATCH: Final = 2_000
_AFTER_GATHERING: Final = 1


def _quiet(done: int, total: int) -> None:
    """Nobody watches."""


class Halted(Exception):
    """Somebody asked to stop, or the run is not in this state any more."""


@dataclass(frozen=True)
class Worker:
    """Who works on which run, in the name of whom."""

    run: int
    municipality: str
    by: Actor

    @contextmanager
    def at(self, *states: str) -> Iterator[RankingRun]:
        """The run, in a transaction, while it is in one of these states.

        Raises:
            Halted: it is in another state, or was asked to stop.
            RoomClosed: the ranking was switched off meanwhile.
        """
        with scope(scope_of(self.by).only(municipalities=[self.municipality])):
            found = (
                RankingRun.objects.select_for_update(of=("self",))
                .select_related("point_set")
                .get(pk=self.run)
            )
            if found.state not in states or found.stop_asked:
                raise Halted
            require_ranking(self.municipality)
            yield found

    def end(self, state: RunState, problem: str = "") -> None:
        """Say how it ended, without a list."""
        with scope(scope_of(self.by).only(municipalities=[self.municipality])):
            RankingRun.objects.filter(
                pk=self.run, state__in=[RunState.QUEUED, RunState.WORKING]
            ).update(state=state, problem=problem[:500], ended_at=timezone.now())


def do_run(
    *, run: int, municipality: str, user: int, progress: Progress = _quiet
) -> None:
    """Do a run from its beginning; doing it twice is harmless."""
    worker = Worker(run, municipality, actor_of(User.objects.get(pk=user)))
    try:
        _work(worker, progress)
    except Halted:
        worker.end(RunState.STOPPED)
    except UserError as error:
        worker.end(RunState.FAILED, str(error))
        raise
    except Exception:
        worker.end(RunState.FAILED)
        raise


def _work(worker: Worker, progress: Progress) -> None:
    with worker.at(RunState.QUEUED, RunState.WORKING) as found:
        refuse_given_up(found.point_set)
        points = points_as_switched(found.point_set, dict.fromkeys(found.switched_off))
        asking = Asking(found.municipality_id, found.on_day)
        way, before = _way(found, asking, points), _points_before(found)
        keys = list(
            dict.fromkeys(
                key
                for each in (points, before)
                if each is not None
                for key in keys_that_count(each, way.day)
            )
        )
        found.state, found.total = RunState.WORKING, len(keys) + _AFTER_GATHERING
        found.save(update_fields=["state", "total"])
    known: dict[str, Found] = {}
    for number, key in enumerate(keys, 1):
        with worker.at(RunState.WORKING) as found, looking_for(Purpose.SUPERVISION):
            known[key] = gather(key, asking)
            _forward(found, number, progress)
    with worker.at(RunState.WORKING) as found, looking_for(Purpose.SUPERVISION):
        town = Town(addresses(asking), under_periodic_supervision(asking), known)
        places, counts = put_in_order(points, of_its_own(town, points, way), way)
        if before is not None:
            counts["effect"] = effect_beside(before, places, town, way)
        if found.point_set.state == PointSetState.IN_USE:
            _keep(found, places)
        else:
            counts[TRIAL] = True
        _end(found, counts)
        _forward(found, found.total, progress)


def _points_before(found: RankingRun) -> Points | None:
    """The points in use, when others are tried."""
    in_use = set_in_use(found.municipality_id)
    if in_use is None or in_use.pk == found.point_set_id:
        return None
    return points_as_switched(in_use, dict.fromkeys(found.switched_off))


def _way(found: RankingRun, asking: Asking, points: Points) -> Way:
    """Measured at what can be looked at in the weeks that the rulebook names.

    A replay lays the points of today beside what was known then; points whose term has
    not begun are tried as on their first day.
    """
    return Way(
        day=max(timezone.localdate(found.at), points.since),
        seed=found.seed,
        weekly=found.capacity,
        random_share=found.random_share,
        first=found.capacity * asking.value(CAPACITY_WEEKS),
        yearly=found.capacity * asking.value(EVALUATION_MONTHS) * _WEEKS // _MONTHS,
    )


def _forward(found: RankingRun, done: int, progress: Progress) -> None:
    found.done = done
    found.save(update_fields=["done"])
    progress(done, found.total)


def _keep(found: RankingRun, places: list[Place]) -> None:
    RankedAddress.objects.bulk_create(
        [
            RankedAddress(
                municipality_id=found.municipality_id,
                run=found,
                address_id=one.address,
                place=one.place,
                points=one.points,
                parts=one.parts,
                unknown=list(one.unknown),
                drawn=one.drawn,
                step=one.step,
            )
            for one in places
        ],
        batch_size=_BATCH,
    )


def _end(found: RankingRun, counts: Mapping[str, object]) -> None:
    found.state, found.counts = RunState.DONE, dict(counts)
    found.ended_at = timezone.now()
    found.save(update_fields=["state", "counts", "ended_at"])
