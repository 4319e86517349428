"""Trials: what points would change, in counts, before anybody approved them."""

from typing import Final

from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.picture.models import PointSet, RankingRun
from onderdak.supervision.picture.ranking.domain.states import PointSetState

TRIAL: Final = "trial"
"""The count that says that a run tried points, so that it has no list."""

_CAN_BE_TRIED: Final = (
    PointSetState.DRAFT,
    PointSetState.WAITING,
    PointSetState.APPROVED,
    PointSetState.IN_USE,
)


def refuse_given_up(point_set: PointSet) -> None:
    """Points that were refused or withdrawn are not tried either.

    Raises:
        Conflict: these points were given up.
    """
    if point_set.state not in _CAN_BE_TRIED:
        raise Conflict(
            text("These points were refused or withdrawn, so nobody tries them."),
            next_step=text("Make a new version of them."),
        )


def is_trial(run: RankingRun) -> bool:
    """Whether a run only tried points, which nobody used when it was made."""
    return bool(run.counts.get(TRIAL)) or run.point_set.used_from is None


def refuse_trial(run: RankingRun) -> None:
    """Of a trial nobody sees an address.

    Raises:
        Conflict: the run is a trial.
    """
    if is_trial(run):
        raise Conflict(
            text("This was a trial of points: it has counts, and no list."),
            next_step=text("Look at what these points would change."),
        )
