"""What was proposed from outcomes, kept with the points that people made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.timezone import localdate

from onderdak.engines.ranking import PointSet as Points
from onderdak.engines.ranking import Step, load_catalogue, steps_digest
from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.text import Text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.models import PointSet
from onderdak.supervision.picture.ranking.domain.permissions import SEE_POINT_SETS
from onderdak.supervision.picture.ranking.learning import made_here
from onderdak.supervision.picture.ranking.point_sets import CATALOGUE, points_of


@dataclass(frozen=True, slots=True)
class Proposed:
    """An indicator as it was proposed, and as the set has it now."""

    key: str
    title: Text
    before: Sequence[Step]
    now: Sequence[Step]

    @property
    def changed(self) -> bool:
        """Whether a person gave it other points."""
        return list(self.before) != list(self.now)


@dataclass(frozen=True, slots=True)
class Proposal:
    """From which outcomes points were proposed, and what people changed in them.

    `exported_on` is the day on which the file was made here; None: made elsewhere.
    `as_proposed` tells whether what was first handed in is what the calculation gave;
    what is shown as proposed was otherwise changed before anybody here saw it.
    """

    says: str
    digest: str
    exported_on: date | None
    rows: int | None
    as_proposed: bool
    indicators: Sequence[Proposed]


def proposal_in(
    points: Points, body: str, municipality: str
) -> Mapping[str, Any] | None:
    """What is kept of points that say that they were proposed; None where people made
    them.

    A later version of the same proposal keeps the one that it began with.
    """
    if not points.derived:
        return None
    earlier = (
        PointSet.objects.filter(
            municipality_id=municipality, proposal__says=points.derived
        )
        .order_by("pk")
        .first()
    )
    if earlier is not None and isinstance(earlier.proposal, dict):
        return earlier.proposal
    return {
        "says": points.derived,
        "digest": sha256(body.encode()).hexdigest(),
        "points": {
            one.key: [[step.at_least, step.points] for step in one.steps]
            for one in points.indicators
        },
    }


def proposal_of(*, by: Actor, point_set: PointSet, on: date) -> Proposal | None:
    """What was proposed for a set, beside what it says now; None where nothing was.

    Raises:
        NotAllowed, RoomClosed: this person sees no points here.
    """
    check_may(by, SEE_POINT_SETS, municipality=point_set.municipality_id)
    require_room(point_set.municipality_id, ROOM, on)
    kept = point_set.proposal
    if not isinstance(kept, dict) or "points" not in kept:
        return None
    made = made_here(point_set.municipality_id, kept["says"])
    now = points_of(point_set).by_key
    before = {
        key: [Step(at_least, points) for at_least, points in steps]
        for key, steps in kept["points"].items()
    }
    catalogue = load_catalogue(CATALOGUE)
    return Proposal(
        says=kept["says"],
        digest=kept["digest"],
        exported_on=localdate(made.at) if made else None,
        rows=made.addresses if made else None,
        as_proposed=steps_digest(before) in kept["says"],
        indicators=[
            Proposed(
                key,
                Text(catalogue[key].title),
                before.get(key, ()),
                now[key].steps if key in now else (),
            )
            for key in dict.fromkeys([*before, *now])
            if key in catalogue
        ],
    )
