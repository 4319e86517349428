"""The nightly recount: all clocks and forfeitures of a municipality, in batches.

Each batch is a transaction of its own. A run that was cut off goes on after the last
batch that was kept; done twice it changes nothing.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import now

from onderdak.foundation.identity.contract import (
    Actor,
    Scope,
    check_may,
    scope,
)
from onderdak.supervision.enforcement.alarms import tell_of_alarms
from onderdak.supervision.enforcement.clock_writing import Counted, recount_measures
from onderdak.supervision.enforcement.domain.kinds import CaseState
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.models import (
    Case,
    Measure,
    Recount,
    StoredClock,
)
from onderdak.supervision.enforcement.moving import check_room

log = logging.getLogger("onderdak.enforcement")

Progress = Callable[[int, int], None]
BATCH: Final = 500
_KEPT: Final = timedelta(days=60)
_MOST_FAILED: Final = 100


def check_recount(*, by: Actor, municipality: str) -> None:
    """Who handles cases may have them counted between two nights.

    Raises:
        NotAllowed: this person handles no cases here.
        RoomClosed: the municipality does not use enforcement.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    check_room(municipality, now())


def _quiet(done: int, total: int) -> None:
    """Nobody watches."""


def recount(
    *, municipality: str, on: date, progress: Progress = _quiet, tell: bool = True
) -> Recount:
    """Count all clocks and forfeitures of a municipality as of a day.

    A run of that day that ended is counted anew; one that was cut off goes on.

    Args:
        tell: mail who handles a case what falls due.
    """
    with _rows(municipality):
        run = _begun(municipality, on)
    while run.ended_at is None:
        with _rows(municipality):
            run = Recount.objects.select_for_update().get(pk=run.pk)
            _batch(run)
        progress(run.done, run.total)
    if tell:
        with _rows(municipality):
            run.alarms += tell_of_alarms(municipality, on)
            run.save(update_fields=["alarms"])
    return run


@contextmanager
def _rows(municipality: str) -> Iterator[None]:
    with scope(Scope(municipalities=frozenset({municipality}))):
        yield


def _begun(municipality: str, on: date) -> Recount:
    Recount.objects.filter(on_day__lt=on - _KEPT).delete()
    run, _made = Recount.objects.get_or_create(
        municipality_id=municipality,
        on_day=on,
        defaults={"total": 0, "begun_at": now()},
    )
    if run.ended_at is None and run.done:
        return run
    run.last_measure = run.done = run.forfeited = run.alarms = 0
    run.failed, run.ended_at, run.begun_at = [], None, now()
    run.total = _running(municipality).count()
    run.save()
    return run


def _running(municipality: str) -> QuerySet[Measure]:
    """What has not ended in open cases, and what ended while a term still runs."""
    runs = StoredClock.objects.filter(measure=OuterRef("pk"), state="running")
    return Measure.objects.filter(
        Q(ended_on__isnull=True, case__state=CaseState.OPEN) | Exists(runs),
        municipality_id=municipality,
    )


def _batch(run: Recount) -> None:
    found = list(
        _running(run.municipality_id)
        .filter(pk__gt=run.last_measure)
        .order_by("pk")
        .select_related("case")[:BATCH]
    )
    if not found:
        run.ended_at = now()
        run.save(update_fields=["ended_at"])
        return
    free = _locked({one.case_id for one in found})
    made = _counted(run, [one for one in found if one.case_id in free])
    run.forfeited += made.forfeited
    run.last_measure, run.done = found[-1].pk, run.done + len(found)
    if len(found) < BATCH:
        run.ended_at = now()
    run.save()


def _locked(cases: set[int]) -> set[int]:
    """Cases that nobody works on now: who does, counts their clocks themselves."""
    return set(
        Case.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk__in=cases)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _counted(run: Recount, measures: list[Measure]) -> Counted:
    try:
        with transaction.atomic():
            return recount_measures(measures, on=run.on_day, by=None, at=now())
    except Exception:
        log.exception("%s: a batch was not counted at once", run.municipality_id)
    return _one_by_one(run, measures)


def _one_by_one(run: Recount, measures: list[Measure]) -> Counted:
    """One measure that cannot be counted does not keep the others from it."""
    forfeited = clocks = 0
    for each in measures:
        try:
            with transaction.atomic():
                made = recount_measures([each], on=run.on_day, by=None, at=now())
        except Exception:
            log.exception("%s: measure %d was not counted", run, each.pk)
            run.failed = [*run.failed, each.pk][:_MOST_FAILED]
        else:
            forfeited, clocks = forfeited + made.forfeited, clocks + made.clocks
    return Counted(clocks, forfeited)


def last_recount(municipality: str) -> Recount | None:
    """The newest run of a municipality, for who looks whether it was done."""
    return (
        Recount.objects.filter(municipality_id=municipality).order_by("-on_day").first()
    )
