"""Runs of the ranking: asked for, watched, stopped."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.outbox.contract import Queue, enqueue
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.models import PointSet, RankingRun
from onderdak.supervision.picture.ranking.domain.permissions import (
    RUN_RANKING,
    SEE_EVIDENCE,
)
from onderdak.supervision.picture.ranking.domain.states import PointSetState, RunState
from onderdak.supervision.picture.ranking.point_sets import (
    points_of,
    require_ranking,
    set_in_use,
    switched_off,
)
from onderdak.supervision.picture.ranking.trials import refuse_given_up

TASK: Final = "picture.rank"
AT_WORK: Final = (RunState.QUEUED, RunState.WORKING)
_SEEDS: Final = 2**53
"""So that a seed is written alike everywhere, also where numbers are floats."""


@action
def start_ranking(
    *,
    by: Actor,
    municipality: str,
    on_day: date,
    today: date,
    seed: int | None = None,
    wait: bool = False,
    point_set: PointSet | None = None,
) -> RankingRun:
    """Ask for a run; the worker does it. A day in the past makes it a replay.

    Args:
        on_day: the day of which the order is asked; never one that is yet to come.
        seed: for the ties and the lot; drawn and kept when it is not given.
        wait: the caller does the work itself (`do_run`), so that nothing is queued.
        point_set: points that nobody uses yet, to try; such a run is a replay too,
            counts what would change, and keeps no address.

    Raises:
        NotAllowed: this person runs nothing here.
        Conflict: no points are in use, these were given up, or a run is going on.
        Invalid: the day is yet to come.
        RoomClosed: the ranking is off, or the room is not in use, or has no term.
    """
    check_may(by, RUN_RANKING, municipality=municipality)
    require_room(municipality, ROOM, today, retention=True)
    setting = require_ranking(municipality)
    if on_day > today:
        raise Invalid(text("The day %(day)s is yet to come.", day=on_day))
    found = point_set or set_in_use(municipality)
    if found is None or found.municipality_id != municipality:
        raise _no_points()
    refuse_given_up(found)
    _refuse_expired(points_of(found).until, today)
    if RankingRun.objects.filter(
        municipality_id=municipality, state__in=AT_WORK
    ).exists():
        raise Conflict(
            text("A run is going on already."),
            next_step=text("Wait until it is ready, or stop it."),
        )
    made = RankingRun.objects.create(
        municipality_id=municipality,
        point_set=found,
        on_day=on_day,
        replay=on_day < today or found.state != PointSetState.IN_USE,
        seed=secrets.randbelow(_SEEDS) if seed is None else seed % _SEEDS,
        random_share=setting.random_share,
        capacity=setting.capacity,
        switched_off=sorted(switched_off(municipality)),
        by_id=by.user_id,
    )
    record_event(
        by=by,
        action="ranking.start_ranking",
        object=f"run {made.pk}",
        municipality=municipality,
        detail={
            "day": on_day.isoformat(),
            "seed": made.seed,
            "points": found.pk,
            "digest": found.digest,
        },
    )
    if not wait:
        enqueue(
            TASK,
            queue=Queue.BULK,
            run=made.pk,
            municipality=municipality,
            user=by.user_id,
        )
    return made


def _no_points() -> Conflict:
    return Conflict(
        text("No points are in use here."),
        next_step=text("Put points in use that the privacy officer approved."),
    )


def _refuse_expired(until: date, today: date) -> None:
    """A replay may go over days before the points began; their term must hold today."""
    if today > until:
        raise Conflict(
            text("These points held until %(until)s.", until=until),
            next_step=text("Have a new version of them approved."),
        )


@action
def stop_ranking(*, by: Actor, run: RankingRun, today: date) -> None:
    """Stop a run; nothing of it is kept. Who works on it finds out at the next source.

    Raises:
        Conflict: it has ended already.
        NotAllowed, RoomClosed: this person stops nothing here.
    """
    check_may(by, RUN_RANKING, municipality=run.municipality_id)
    require_room(run.municipality_id, ROOM, today)
    held = RankingRun.objects.select_for_update().get(pk=run.pk)
    if held.state not in AT_WORK:
        raise Conflict(text("This run has ended already."))
    held.stop_asked = True
    held.state, held.ended_at = RunState.STOPPED, timezone.now()
    held.save(update_fields=["stop_asked", "state", "ended_at"])
    record_event(
        by=by,
        action="ranking.stop_ranking",
        object=f"run {held.pk}",
        municipality=held.municipality_id,
    )


def runs_of(*, by: Actor, municipality: str, on: date) -> QuerySet[RankingRun]:
    """The runs of a municipality, the newest first.

    Raises:
        NotAllowed, RoomClosed: this person sees no runs here.
    """
    check_may(by, SEE_EVIDENCE, municipality=municipality)
    require_room(municipality, ROOM, on)
    return (
        RankingRun.objects.filter(municipality_id=municipality)
        .select_related("point_set")
        .order_by("-pk")
    )


def run_for(*, by: Actor, number: int, on: date) -> RankingRun:
    """One run of a municipality of this person.

    Raises:
        NotFound: there is none with this number here.
        NotAllowed, RoomClosed: this person sees no runs here.
    """
    found = RankingRun.objects.select_related("point_set").filter(pk=number).first()
    if found is None:
        raise NotFound(text("There is no such run here."))
    check_may(by, SEE_EVIDENCE, municipality=found.municipality_id)
    require_room(found.municipality_id, ROOM, on)
    return found


def effect_of(*, by: Actor, point_set: PointSet, on: date) -> Mapping[str, int] | None:
    """What the last trial of a point set said that it would change: counts alone.

    None: it was not tried yet, or there were no points to lay it beside.

    Raises:
        NotAllowed, RoomClosed: this person sees no runs here.
    """
    runs = runs_of(by=by, municipality=point_set.municipality_id, on=on)
    tried = runs.filter(
        point_set=point_set, state=RunState.DONE, counts__has_key="effect"
    ).first()
    found: Mapping[str, int] | None = tried.counts["effect"] if tried else None
    return found


def latest_list(*, by: Actor, municipality: str, on: date) -> RankingRun | None:
    """The newest run that is ready and no replay.

    Raises:
        NotAllowed, RoomClosed: this person sees no runs here.
    """
    ready = runs_of(by=by, municipality=municipality, on=on)
    return ready.filter(state=RunState.DONE, replay=False).first()
