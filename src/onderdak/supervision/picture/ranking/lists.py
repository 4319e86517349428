"""The list of a run: why each address stands where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from onderdak.engines.ranking import LightStep, load_catalogue
from onderdak.engines.ranking.reasons import says
from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.foundation.places.contract import Area, find_addresses
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import Text, text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.list_log import log_list
from onderdak.supervision.picture.models import (
    RankedAddress,
    RankedChoice,
    RankingRun,
    View,
)
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.ranking.domain.permissions import SEE_RANKING
from onderdak.supervision.picture.ranking.domain.shapes import (
    Chosen,
    Ranked,
    Reason,
    Show,
    Unknown,
)
from onderdak.supervision.picture.ranking.domain.states import What
from onderdak.supervision.picture.ranking.point_sets import (
    CATALOGUE,
    people,
    require_ranking,
)
from onderdak.supervision.picture.ranking.trials import refuse_trial

_MOST_FOUND: Final = 500
_DAYS: Final = frozenset({"since", "lapsed_on"})
_NO_LIST: Final = text("The municipality has handed in no list of this address yet.")
_NOT_SAID: Final = text("No source says this of the address.")
_WHY_UNKNOWN: Final = {
    "return_mail": _NO_LIST,
    "landlord_without_permit": _NO_LIST,
    "fire_defect": text("Nobody has inspected here, as far as is known."),
}
_STEP_WHY: Final = {
    LightStep.LETTER: text("A letter can settle this: ask for what is missing."),
    LightStep.DESK_CHECK: text(
        "A look at the desk can settle this: nobody goes there yet."
    ),
    LightStep.VISIT: text("Only a visit can settle this; a person decides, and why."),
}


def check_list(*, by: Actor, run: RankingRun, on: date) -> None:
    """Whether this person may see the list of a run at all.

    Raises:
        Conflict: the run only tried points: it has counts and no list.
        NotAllowed, RoomClosed: this person does not supervise here, or the ranking is
            off.
    """
    check_may(by, SEE_RANKING, municipality=run.municipality_id)
    require_room(run.municipality_id, ROOM, on)
    require_ranking(run.municipality_id)
    refuse_trial(run)


def ranked_of(
    *,
    by: Actor,
    run: RankingRun,
    on: date,
    show: Show = Show.ALL,
    words: str = "",
    indicator: str = "",
    after: int | None = None,
    before: int | None = None,
    most: int = 50,
    how: View.How = View.How.PAGE,
) -> Sequence[Ranked]:
    """A part of the list in its order; that somebody saw it is written down.

    Args:
        words: the beginning of an address.
        indicator: only addresses that have points by this one.
        after: the place before the part; `before`: the place after it.

    Raises:
        Conflict: the run only tried points: it has counts and no list.
        NotAllowed, RoomClosed: this person does not supervise here, or the ranking is
            off.
    """
    check_list(by=by, run=run, on=on)
    with looking_for(Purpose.SUPERVISION):
        rows = _shown(run, show)
        if words.strip():
            rows = rows.filter(address_id__in=_found(run.municipality_id, words))
        if indicator:
            rows = rows.filter(parts__contains=[[indicator]])
        if before is not None:
            part = list(rows.filter(place__lt=before).order_by("-place")[:most])[::-1]
        else:
            part = list(rows.filter(place__gt=after or 0).order_by("place")[:most])
        _log(by, run, show, part, how)
        return _told(part)


def _log(
    by: Actor,
    run: RankingRun,
    show: Show,
    part: Sequence[RankedAddress],
    how: View.How,
) -> None:
    asked = {"list": "ranking", "run": str(run.pk), "show": show.value}
    if part:
        asked |= {"from": str(part[0].place), "to": str(part[-1].place)}
    log_list(
        by=by,
        municipality=run.municipality_id,
        purpose=Purpose.SUPERVISION,
        sources=_sources(part),
        addresses=len(part),
        asked=asked,
        how=how,
    )


def _sources(rows: Iterable[RankedAddress]) -> list[str]:
    catalogue = load_catalogue(CATALOGUE)
    keys = {key for row in rows for key, *_ in row.parts}
    return sorted({catalogue[key].source for key in keys})


def _shown(run: RankingRun, show: Show) -> QuerySet[RankedAddress]:
    rows = RankedAddress.objects.filter(run=run).select_related("address", "run")
    match show:
        case Show.CAPACITY:
            return rows.filter(place__lte=run.capacity)
        case Show.DRAWN:
            return rows.filter(drawn=True)
        case Show.OPEN:
            return rows.filter(choices=None)
        case Show.CHOSEN:
            return rows.filter(
                pk__in=RankedChoice.objects.filter(ranked__run=run).values("ranked_id")
            )
        case _:
            return rows


def _found(municipality: str, words: str) -> list[int]:
    found = find_addresses(municipality=municipality, words=words, limit=_MOST_FOUND)
    return [one.id for one in found]


def ranked_for(
    *, by: Actor, number: int, on: date, how: View.How = View.How.PAGE
) -> Ranked:
    """One address of a run; that somebody saw it is written down.

    Raises:
        NotFound: there is none with this number here.
        Conflict: the run only tried points.
        NotAllowed, RoomClosed: this person does not supervise here, or it is off.
    """
    with looking_for(Purpose.SUPERVISION):
        row = ranked_row(by, number, on)
        View.objects.create(
            municipality_id=row.municipality_id,
            address_id=row.address_id,
            user_id=by.user_id,
            purpose=Purpose.SUPERVISION.value,
            kinds=_sources([row]),
            how=how,
            asked={"list": "ranking", "run": str(row.run_id), "place": str(row.place)},
        )
        return _told([row])[0]


def ranked_row(by: Actor, number: int, on: date) -> RankedAddress:
    """The row of one address of a run, for who may see it; supervision is open."""
    row = (
        RankedAddress.objects.select_related("address", "run__point_set")
        .filter(pk=number)
        .first()
    )
    if row is None:
        raise NotFound(text("This address is not in the list."))
    check_list(by=by, run=row.run, on=on)
    return row


def _told(rows: Sequence[RankedAddress]) -> list[Ranked]:
    chosen = _chosen(rows)
    areas = dict(
        Area.objects.filter(
            pk__in={row.address.neighbourhood_id for row in rows}
        ).values_list("code", "name")
    )
    return [_one(row, chosen[row.pk], areas) for row in rows]


def _chosen(rows: Sequence[RankedAddress]) -> Mapping[int, list[Chosen]]:
    found = list(
        RankedChoice.objects.filter(ranked__in=[row.pk for row in rows]).order_by("-pk")
    )
    names = people(*(each.by_id for each in found))
    told: dict[int, list[Chosen]] = defaultdict(list)
    for each in found:
        told[each.ranked_id].append(
            Chosen(
                What(each.what),
                each.why,
                names.get(each.by_id, ""),
                timezone.localdate(each.at),
            )
        )
    return told


def _one(row: RankedAddress, chosen: list[Chosen], areas: Mapping[str, str]) -> Ranked:
    step = LightStep(row.step)
    return Ranked(
        id=row.pk,
        place=row.place,
        address=row.address_id,
        in_full=row.address.in_full,
        neighbourhood=areas.get(row.address.neighbourhood_id or "", ""),
        points=row.points,
        reasons=[_reason(*part) for part in row.parts],
        unknown=list(_unknown(row.unknown)),
        drawn=row.drawn,
        step=step,
        step_why=_STEP_WHY[step],
        chosen=chosen,
        on_day=row.run.on_day,
        replay=row.run.replay,
    )


def _reason(
    key: str,
    value: int,
    points: int,
    details: Mapping[str, Any],
    day: str | None = None,
) -> Reason:
    known = load_catalogue(CATALOGUE)[key]
    read = {
        name: date.fromisoformat(each) if name in _DAYS else each
        for name, each in details.items()
    }
    return Reason(
        key=key,
        title=Text(known.title),
        words=says(known, value, read),
        value=value,
        points=points,
        source=known.source,
        ground=Text(known.ground),
        day=date.fromisoformat(day) if day else None,
        dated=known.dated,
    )


def _unknown(keys: Iterable[str]) -> Iterable[Unknown]:
    catalogue = load_catalogue(CATALOGUE)
    for key in keys:
        why = _WHY_UNKNOWN.get(key, _NOT_SAID)
        yield Unknown(key, Text(catalogue[key].title), why)
