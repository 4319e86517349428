"""Point sets of a municipality, and how it uses them, as they are read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from onderdak.engines.ranking import PointSet as Points
from onderdak.engines.ranking import load_catalogue, read_points
from onderdak.foundation.identity.contract import Actor, User, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import NotFound, RoomClosed
from onderdak.kernel.text import text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.models import (
    Assessment,
    PointSet,
    PointSwitch,
    RankingSetting,
)
from onderdak.supervision.picture.ranking.domain.permissions import SEE_POINT_SETS
from onderdak.supervision.picture.ranking.domain.shapes import Setting, Switch
from onderdak.supervision.picture.ranking.domain.states import PointSetState, Verdict

CATALOGUE: Final = "addresses"
FIRST_CAPACITY: Final = 10
"""How many addresses a week, until somebody sets it."""


def _check(by: Actor, municipality: str, on: date) -> None:
    check_may(by, SEE_POINT_SETS, municipality=municipality)
    require_room(municipality, ROOM, on)


def point_sets_of(*, by: Actor, municipality: str, on: date) -> QuerySet[PointSet]:
    """The point sets of a municipality, the newest first.

    Raises:
        NotAllowed, RoomClosed: this person sees no points here.
    """
    _check(by, municipality, on)
    return PointSet.objects.filter(municipality_id=municipality).order_by("-pk")


def point_set_for(*, by: Actor, number: int, on: date) -> PointSet:
    """One point set of a municipality of this person.

    Raises:
        NotFound: there is none with this number here.
        NotAllowed, RoomClosed: this person sees no points here.
    """
    found = PointSet.objects.filter(pk=number).first()
    if found is None:
        raise NotFound(text("There is no such set of points here."))
    _check(by, found.municipality_id, on)
    return found


def read_body(body: str) -> Points:
    """The points as a text says them; refused with everything that is wrong."""
    return read_points(body, load_catalogue(CATALOGUE))


def points_of(point_set: PointSet) -> Points:
    """The points as the text of a set says them."""
    return read_body(point_set.body)


def points_as_switched(point_set: PointSet, off: Mapping[str, object]) -> Points:
    """The points of a set, without the indicators that are switched off."""
    points = points_of(point_set)
    kept = tuple(
        replace(each, on=each.on and each.key not in off) for each in points.indicators
    )
    return replace(points, indicators=kept)


def assessments_of(*, by: Actor, point_set: PointSet, on: date) -> Sequence[Assessment]:
    """What the privacy officer said of it, the newest first.

    Raises:
        NotAllowed, RoomClosed: this person sees no points here.
    """
    _check(by, point_set.municipality_id, on)
    rows = Assessment.objects.filter(point_set=point_set).defer("file")
    return list(rows.order_by("-pk"))


def waiting_assessments(
    *, by: Actor, municipality: str, on: date
) -> QuerySet[PointSet]:
    """The point sets that wait for the privacy officer, the oldest first.

    Raises:
        NotAllowed, RoomClosed: this person sees no points here.
    """
    _check(by, municipality, on)
    return PointSet.objects.filter(
        municipality_id=municipality, state=PointSetState.WAITING
    ).order_by("changed_at", "pk")


def set_in_use(municipality: str) -> PointSet | None:
    """The point set in use, if there is one; the caller has checked who asks."""
    return PointSet.objects.filter(
        municipality_id=municipality, state=PointSetState.IN_USE
    ).first()


def approval_of(point_set: PointSet) -> Assessment | None:
    """The assessment that approved it; the caller has checked who asks."""
    return (
        Assessment.objects.filter(point_set=point_set, verdict=Verdict.APPROVED)
        .defer("file")
        .order_by("-pk")
        .first()
    )


def newest_switches(municipality: str) -> Mapping[str, PointSwitch]:
    """The newest switch of each indicator; the caller has checked who asks."""
    rows = (
        PointSwitch.objects.filter(municipality_id=municipality)
        .order_by("key", "-pk")
        .distinct("key")
    )
    return {row.key: row for row in rows}


def switched_off(municipality: str) -> Mapping[str, str]:
    """The indicators that are off, with why; the caller has checked who asks."""
    found = newest_switches(municipality)
    return {key: row.why for key, row in found.items() if not row.on}


def switches_of(*, by: Actor, municipality: str, on: date) -> Sequence[Switch]:
    """Every indicator that was ever switched off or on, as it is now.

    Raises:
        NotAllowed, RoomClosed: this person sees no points here.
    """
    _check(by, municipality, on)
    found = newest_switches(municipality)
    names = people(*(row.by_id for row in found.values()))
    return [
        Switch(
            key, row.on, row.why, names.get(row.by_id, ""), timezone.localdate(row.at)
        )
        for key, row in found.items()
    ]


def newest_setting(municipality: str) -> Setting:
    """How a municipality uses the ranking; the caller has checked who asks."""
    row = (
        RankingSetting.objects.filter(municipality_id=municipality)
        .order_by("-pk")
        .first()
    )
    if row is None:
        return Setting(False, "", 0, FIRST_CAPACITY, None)
    since = timezone.localdate(row.at)
    return Setting(row.on, row.why, row.random_share, row.capacity, since)


def require_ranking(municipality: str) -> Setting:
    """How the ranking is used here.

    Raises:
        RoomClosed: it is switched off, or was never switched on.
    """
    found = newest_setting(municipality)
    if not found.on:
        raise RoomClosed(
            text("The ranking of addresses is off here."),
            why=text("%(why)s", why=found.why) if found.why else None,
            next_step=text("Who sets points can switch it on, with a reason."),
        )
    return found


def setting_of(*, by: Actor, municipality: str, on: date) -> Setting:
    """How the municipality uses the ranking; off until somebody switches it on.

    Raises:
        NotAllowed, RoomClosed: this person sees no points here.
    """
    _check(by, municipality, on)
    return newest_setting(municipality)


def people(*numbers: int) -> dict[int, str]:
    """The e-mail addresses of colleagues, by number."""
    found = User.objects.filter(pk__in=set(numbers))
    return dict(found.values_list("pk", "email"))
