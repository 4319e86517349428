"""Switching an indicator or the whole ranking off, and how much can be looked at."""

from datetime import date
from typing import Final

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.models import PointSwitch, RankingSetting
from onderdak.supervision.picture.ranking.domain.permissions import (
    SWITCH_RANKING,
    USE_POINT_SET,
)
from onderdak.supervision.picture.ranking.point_set_writing import needed
from onderdak.supervision.picture.ranking.point_sets import (
    newest_setting,
    points_of,
    set_in_use,
)

MOST_BY_LOT: Final = 500
MOST_A_WEEK: Final = 5_000
_LONGEST: Final = 500


def _may_switch_on(by: Actor, municipality: str, on: bool) -> None:
    """Who watches over privacy switches off, and leaves it to others to switch on."""
    check_may(by, SWITCH_RANKING, municipality=municipality)
    if on:
        check_may(by, USE_POINT_SET, municipality=municipality)


@action
def switch_indicator(
    *, by: Actor, municipality: str, key: str, on: bool, why: str, today: date
) -> None:
    """Switch one indicator off, or on again, from the next run on.

    Raises:
        NotFound: the points in use have no such indicator.
        Invalid: no reason is given.
        NotAllowed, RoomClosed: this person switches nothing here.
    """
    check_may(by, SWITCH_RANKING, municipality=municipality)
    _may_switch_on(by, municipality, on)
    require_room(municipality, ROOM, today)
    found = set_in_use(municipality)
    if found is None or key not in points_of(found).by_key:
        raise NotFound(text("The points in use have no indicator %(key)s.", key=key))
    PointSwitch.objects.create(
        municipality_id=municipality,
        key=key,
        on=on,
        why=needed(why, _LONGEST),
        by_id=by.user_id,
    )
    _record(by, municipality, "switch_indicator", key=key, on=int(on))


@action
def switch_ranking(
    *, by: Actor, municipality: str, on: bool, why: str, today: date
) -> None:
    """Switch the whole ranking off, or on again.

    Raises:
        Invalid: no reason is given.
        NotAllowed, RoomClosed: this person switches nothing here.
    """
    check_may(by, SWITCH_RANKING, municipality=municipality)
    _may_switch_on(by, municipality, on)
    require_room(municipality, ROOM, today)
    now = newest_setting(municipality)
    _keep(by, municipality, on, now.random_share, now.capacity, why)
    _record(by, municipality, "switch_ranking", on=int(on))


@action
def set_ranking(
    *,
    by: Actor,
    municipality: str,
    random_share: int,
    capacity: int,
    why: str,
    today: date,
) -> None:
    """Set the share by lot (per thousand) and how many a week can be looked at.

    Without a share by lot nobody learns how often there is something wrong anyhow.

    Raises:
        Invalid: a number cannot be, or no reason is given.
        NotAllowed, RoomClosed: this person sets nothing here.
    """
    check_may(by, USE_POINT_SET, municipality=municipality)
    require_room(municipality, ROOM, today)
    if not 0 <= random_share <= MOST_BY_LOT:
        raise Invalid(
            text("The share by lot is from 0 to %(most)s of 1000.", most=MOST_BY_LOT)
        )
    if not 1 <= capacity <= MOST_A_WEEK:
        raise Invalid(text("From 1 to %(most)s addresses a week.", most=MOST_A_WEEK))
    now = newest_setting(municipality)
    _keep(by, municipality, now.on, random_share, capacity, why)
    _record(by, municipality, "set_ranking", share=random_share, capacity=capacity)


def _keep(
    by: Actor, municipality: str, on: bool, share: int, capacity: int, why: str
) -> None:
    RankingSetting.objects.create(
        municipality_id=municipality,
        on=on,
        why=needed(why, _LONGEST),
        random_share=share,
        capacity=capacity,
        by_id=by.user_id,
    )


def _record(by: Actor, municipality: str, what: str, **more: str | int) -> None:
    record_event(
        by=by,
        action=f"ranking.{what}",
        object=f"ranking of {municipality}",
        municipality=municipality,
        detail=more,
    )
