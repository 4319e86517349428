"""What other points would change: counts of addresses, never which ones."""

from collections.abc import Sequence

from onderdak.engines.ranking import PointSet
from onderdak.supervision.picture.ranking.ordering import (
    Place,
    Town,
    Way,
    keys_that_count,
    put_in_order,
)


def of_its_own(town: Town, points: PointSet, way: Way) -> Town:
    """The town as these points see it: of other indicators nothing is known."""
    keys = set(keys_that_count(points, way.day))
    known = {key: found for key, found in town.known.items() if key in keys}
    return Town(town.addresses, town.periodic, known)


def effect_beside(
    before: PointSet, places: Sequence[Place], town: Town, way: Way
) -> dict[str, int]:
    """How many addresses have more or fewer points, and come into or leave the top.

    Args:
        before: the points in use.
        places: the list by the points that are tried.
    """
    earlier, _ = put_in_order(before, of_its_own(town, before, way), way)
    old = {one.address: one.points for one in earlier}
    new = {one.address: one.points for one in places}
    gained = [new.get(pk, 0) - old.get(pk, 0) for pk in old.keys() | new.keys()]
    was, becomes = _top(earlier, way.first), _top(places, way.first)
    return {
        "more": sum(one > 0 for one in gained),
        "fewer": sum(one < 0 for one in gained),
        "same": sum(one == 0 for one in gained),
        "with_points_before": sum(points > 0 for points in old.values()),
        "with_points_after": sum(points > 0 for points in new.values()),
        "top": way.first,
        "top_new": len(becomes - was),
        "top_left": len(was - becomes),
        "top_stays": len(was & becomes),
    }


def _top(places: Sequence[Place], first: int) -> set[int]:
    return {one.address for one in places if one.points and one.place <= first}
