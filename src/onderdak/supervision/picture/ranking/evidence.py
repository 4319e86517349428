"""What a run was worth, by what was found afterwards: counts, never an address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import Any, Final

from django.conf import settings
from django.db import connection

from onderdak.engines.ranking import (
    AtCapacity,
    Share,
    Visited,
    at_capacity,
    bands,
    load_catalogue,
    lot,
    replay,
)
from onderdak.foundation.identity.contract import Actor, check_may, rulebook
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict
from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import Text, text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.models import RankingRun
from onderdak.supervision.picture.ranking.domain.permissions import SEE_EVIDENCE
from onderdak.supervision.picture.ranking.domain.shapes import (
    Band,
    BaseFrom,
    Earlier,
    Evaluation,
    Lift,
    Rate,
    Stable,
)
from onderdak.supervision.picture.ranking.domain.states import (
    ChosenBy,
    Result,
    RunState,
)
from onderdak.supervision.picture.ranking.evidence_groups import (
    Judging,
    groupings_of,
)
from onderdak.supervision.picture.ranking.point_sets import CATALOGUE
from onderdak.supervision.picture.ranking.trials import refuse_trial

_EVIDENCE: Final = """
    SELECT place, points, drawn, on_date, result, chosen_by, area, housing, mark
    FROM picture_ranking_evidence(%s, %s)
"""
# A base rate is only known from places that nobody chose for what was known of them.
_NOT_CHOSEN: Final = (ChosenBy.RANDOM, ChosenBy.PERIODIC)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A first visit after the day of the run: where it stood, and what was found."""

    place: int
    points: int
    on: date
    hit: bool
    chosen_by: ChosenBy
    area: str
    housing: str


@dataclass(frozen=True, slots=True)
class _Book:
    """The numbers of the rulebook by which a run is judged; each a choice."""

    months: int
    needed: int
    smallest: int
    bounds: tuple[float, float]


def evaluation_of(*, by: Actor, run: RankingRun, on: date) -> Evaluation:
    """Lay a run beside what was first found at addresses in the months after its day.

    Nobody sees an address: the database gives places and results alone.

    Raises:
        Conflict: the run is not ready, or only tried points.
        NotAllowed, RoomClosed: this person sees no evidence here.
    """
    check_may(by, SEE_EVIDENCE, municipality=run.municipality_id)
    require_room(run.municipality_id, ROOM, on)
    if run.state != RunState.DONE:
        raise Conflict(text("This run is not ready."))
    refuse_trial(run)
    book = _book(run.municipality_id, on)
    until = min(add_months(run.on_day, book.months), on)
    seen = _seen(run, until)
    return _evaluate(run, seen, book, until)


def _book(town: str, on: date) -> _Book:
    def value(key: str) -> Any:
        return rulebook().value(f"ranking.{key}", on, town)

    return _Book(
        months=value("evaluation_months").whole(),
        needed=value("needed_visits").whole(),
        smallest=value("smallest_count").whole(),
        bounds=(float(value("ratio_low").value), float(value("ratio_high").value)),
    )


def _seen(run: RankingRun, until: date) -> list[_Seen]:
    """Who had no points stands behind all others, in the order of the lot."""
    with connection.cursor() as cursor:
        cursor.execute(_EVIDENCE, [run.pk, until])
        rows = cursor.fetchall()
    ties = lot(run.seed)
    last = max([row[0] or 0 for row in rows], default=0)
    behind = sorted(
        (row[8] for row in rows if row[0] is None), key=lambda mark: ties.of(mark)
    )
    place_of = {mark: last + number for number, mark in enumerate(behind, 1)}
    return [
        _Seen(
            place=place if place is not None else place_of[mark],
            points=points,
            on=day,
            hit=result == Result.BREACH,
            chosen_by=ChosenBy(chosen),
            area=area,
            housing=housing,
        )
        for place, points, _, day, result, chosen, area, housing, mark in rows
    ]


def _evaluate(
    run: RankingRun, seen: Sequence[_Seen], book: _Book, until: date
) -> Evaluation:
    counts = run.counts
    first = int(counts.get("first", run.capacity))
    visited = [_visited(one) for one in seen]
    enough = len(seen) >= book.needed
    sample = [one.hit for one in seen if one.chosen_by in _NOT_CHOSEN]
    drawn = Share(sum(sample), len(sample)) if len(sample) >= book.smallest else None
    found = _at_capacity(seen, first, drawn) if visited else None
    base_from = _base_from(seen, drawn is not None)
    return Evaluation(
        run=run.pk,
        on=run.on_day,
        until=until,
        capacity=first,
        visits=len(seen),
        needed=book.needed,
        enough=enough,
        precision=_rate(found.precision) if found and enough else None,
        base=_rate(found.base) if found and enough else None,
        base_from=base_from,
        lift=Lift(*found.lift) if found and found.lift and enough else None,
        earlier=_earlier(visited) if enough else None,
        stable=list(_stable(counts.get("stability", {}))),
        bands=list(_bands(seen, counts, book.smallest)) if enough else [],
        groupings=groupings_of(
            run.municipality_id,
            counts,
            [(one.area, one.housing, one.hit) for one in seen],
            Judging(book.smallest, book.bounds),
        ),
        bounds=book.bounds,
        smallest=book.smallest,
        demo=settings.DEMO,
        says=list(_says(len(seen), book.needed, base_from, found, run.replay)),
    )


def _visited(one: _Seen) -> Visited:
    return Visited(one.place, one.hit, one.on)


def _at_capacity(seen: Sequence[_Seen], first: int, drawn: Share | None) -> AtCapacity:
    """The first of the list beside the sample, or beside all visits.

    The lift of two shares asks for two groups without members in common: who is in
    the sample is left out of the first.
    """
    if drawn is None:
        return at_capacity([_visited(one) for one in seen], first)
    top = nsmallest(first, seen, key=lambda one: one.place)
    apart = [_visited(one) for one in top if one.chosen_by not in _NOT_CHOSEN]
    return at_capacity(apart, first, drawn)


def _says(
    visits: int,
    needed: int,
    base_from: BaseFrom,
    found: AtCapacity | None,
    looks_back: bool,
) -> Iterable[Text]:
    """What has to be said beside the numbers, so that nobody reads too much in them."""
    if visits < needed:
        yield text(
            "Not enough visits yet: %(visits)s of the %(needed)s that are needed.",
            visits=visits,
            needed=needed,
        )
    yield _base_says(base_from)
    if looks_back:
        yield text(
            "A list of an earlier day has what was known then, except that places in"
            " use at a location and whether that location is confirmed are as they are"
            " today. It may look better or worse than it would have been."
        )
    if found and found.lift and visits >= needed:
        yield _lift_says(base_from, found.lift.low > 1)


def _base_says(base_from: BaseFrom) -> Text:
    match base_from:
        case BaseFrom.RANDOM:
            return text(
                "The base rate is that of housing that supervision returns to; in the"
                " whole municipality less is found, so the list may be better than it"
                " looks here."
            )
        case BaseFrom.PERIODIC:
            return text(
                "The base rate is of locations under periodic supervision only, for"
                " nothing was drawn by lot. How often something is wrong elsewhere"
                " nobody knows."
            )
        case _:
            return text(
                "No base rate known: too few addresses were drawn or had their turn."
            )


def _lift_says(base_from: BaseFrom, more: bool) -> Text:
    """Beside visits that people chose nothing can be said of chance."""
    if base_from is BaseFrom.ALL:
        if more:
            return text("The first of the list find more than the other visits.")
        return text(
            "It is not proven that the first of the list find more than the other"
            " visits."
        )
    if more:
        return text("The list finds more than the base rate; chance is no reason.")
    return text("That the list finds more may be chance.")


def _base_from(seen: Sequence[_Seen], sampled: bool) -> BaseFrom:
    if not sampled:
        return BaseFrom.ALL if seen else BaseFrom.NONE
    by_lot = any(one.chosen_by is ChosenBy.RANDOM for one in seen)
    return BaseFrom.RANDOM if by_lot else BaseFrom.PERIODIC


def _rate(share: Share) -> Rate | None:
    if not share.of:
        return None
    low, high = share.interval
    return Rate(share.hits, share.of, share.share, low, high)


def _earlier(visited: Sequence[Visited]) -> Earlier | None:
    found = replay(visited)
    if found is None:
        return None
    return Earlier(found.days, found.hits, found.visits, round(found.per_week))


def _stable(shares: Mapping[str, float]) -> Iterable[Stable]:
    """The indicator on which the order leans most first."""
    catalogue = load_catalogue(CATALOGUE)
    for key, share in sorted(shares.items(), key=lambda one: (one[1], one[0])):
        yield Stable(key, Text(catalogue[key].title), share)


def _bands(
    seen: Sequence[_Seen], counts: Mapping[str, Any], smallest: int
) -> Iterable[Band]:
    """What was found by points; of too few visits only that they were few."""
    by_points = {int(key): number for key, number in counts["by_points"].items()}
    by_points[0] = int(counts["addresses"]) - sum(by_points.values())
    for band in bands([(one.points, one.hit) for one in seen]):
        yield Band(
            band.at_least,
            band.at_most,
            sum(
                number
                for points, number in by_points.items()
                if points >= band.at_least
                and (band.at_most is None or points <= band.at_most)
            ),
            _rate(band.found) if band.found.of >= smallest else None,
        )
